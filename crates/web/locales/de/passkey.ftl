# Passkeys
passkey-sign-in = Mit Passkey anmelden
passkey-title = Mit Passkey anmelden
passkey-lead = Ihr Gerät fragt Sie gleich nach Fingerabdruck, Gesicht oder PIN. Wir erfahren nichts davon, nur dass es gestimmt hat.
passkey-button = Passkey verwenden
passkey-other = Anders anmelden
passkey-wrong = Der Passkey passt nicht, oder es hat zu lange gedauert. Versuchen Sie es noch einmal, oder melden Sie sich anders an.
passkey-script = Ein Passkey braucht JavaScript
passkey-script-do = Ihr Browser führt auf dieser Seite kein JavaScript aus. Schalten Sie es ein, oder melden Sie sich anders an.
passkey-trouble = Das hat nicht geklappt
passkey-trouble-do = Ihr Gerät hat keinen Passkey geliefert, oder Sie haben abgebrochen. Versuchen Sie es noch einmal, oder nehmen Sie einen anderen Weg.
passkeys-fact = Passkeys
passkeys-count = { $count ->
    [0] keine
    [one] einer eingerichtet
   *[other] { $count } eingerichtet
}
passkeys-to = Passkeys ansehen
passkeys-title = Passkeys
passkeys-lead = Mit einem Passkey melden Sie sich ohne Kennwort an: mit Fingerabdruck, Gesicht oder PIN Ihres Geräts.
passkeys-none = Sie haben noch keinen Passkey eingerichtet.
passkeys-guard = Sobald Sie einen Passkey haben, genügt das Kennwort allein nicht mehr. Richten Sie am besten zwei auf verschiedenen Geräten ein.
passkeys-nameless = Passkey ohne Namen
passkeys-since = Eingerichtet am { $when }.
passkeys-used = Zuletzt benutzt am { $when }.
passkeys-unused = Noch nie benutzt.
passkeys-new = Passkey einrichten
passkeys-new-title = Passkey einrichten
passkeys-new-lead = Ihr Gerät legt einen Schlüssel an, der nur für diese Seite gilt.
passkeys-name = Wie soll der Passkey heißen?
passkeys-name-hint = Zum Beispiel: Mein Telefon. Daran erkennen Sie ihn später.
passkeys-make = Passkey anlegen
passkeys-back = Zurück zu den Passkeys
passkeys-many = Sie haben schon 20 Passkeys. Entfernen Sie zuerst einen.
passkeys-not-made = Der Passkey wurde nicht angelegt: Die Antwort Ihres Geräts kam zu spät, oder sie passt nicht. Beginnen Sie noch einmal.
passkeys-remove = { $name } entfernen
passkeys-remove-title = Passkey „{ $name }“ entfernen
passkeys-remove-lead = Danach können Sie sich damit nicht mehr anmelden. Geben Sie zur Sicherheit Ihr Kennwort ein.
passkeys-remove-button = Passkey entfernen
code-lead-passkey = Ihr Kennwort stimmt. Jetzt brauchen wir noch Ihren Passkey.
