# Passkeys
passkey-sign-in = Mit Passkey anmelden
passkey-title = Mit Passkey anmelden
passkey-lead = Ein Passkey ist ein Schlüssel in Ihrem Gerät. Ihr Gerät fragt gleich: Sind Sie es? Sie zeigen Ihren Finger oder Ihr Gesicht. Oder Sie geben eine PIN ein.
passkey-button = Passkey benutzen
passkey-other = Anders anmelden
passkey-wrong = Das hat nicht geklappt. Bitte versuchen Sie es noch einmal. Oder melden Sie sich anders an.
passkey-script = Ein Passkey braucht JavaScript
passkey-script-do = JavaScript ist in Ihrem Browser aus. Schalten Sie es ein. Oder melden Sie sich anders an.
passkey-trouble = Das hat nicht geklappt
passkey-trouble-do = Ihr Gerät hat keinen Passkey geschickt. Bitte versuchen Sie es noch einmal. Oder nehmen Sie einen anderen Weg.
passkeys-fact = Passkeys
passkeys-count = { $count ->
    [0] keine
    [one] einer
   *[other] { $count }
}
passkeys-to = Passkeys ansehen
passkeys-title = Passkeys
passkeys-lead = Ein Passkey ist ein Schlüssel in Ihrem Gerät. Damit melden Sie sich ohne Kenn-Wort an.
passkeys-none = Sie haben noch keinen Passkey.
passkeys-guard = Haben Sie einen Passkey? Dann reicht das Kenn-Wort allein nicht mehr. Am besten haben Sie 2 Passkeys auf 2 Geräten.
passkeys-nameless = Passkey ohne Namen
passkeys-since = Da seit { $when }.
passkeys-used = Zuletzt benutzt am { $when }.
passkeys-unused = Noch nie benutzt.
passkeys-new = Passkey einrichten
passkeys-new-title = Passkey einrichten
passkeys-new-lead = Ihr Gerät macht einen Schlüssel. Der Schlüssel passt nur zu dieser Seite.
passkeys-name = Wie soll der Passkey heißen?
passkeys-name-hint = Zum Beispiel: Mein Telefon. Dann finden Sie ihn später wieder.
passkeys-make = Passkey machen
passkeys-back = Zurück zu den Passkeys
passkeys-many = Sie haben schon 20 Passkeys. Entfernen Sie zuerst einen.
passkeys-not-made = Das hat nicht geklappt. Bitte fangen Sie noch einmal an.
passkeys-remove = { $name } entfernen
passkeys-remove-title = Passkey „{ $name }“ entfernen
passkeys-remove-lead = Danach können Sie sich damit nicht mehr anmelden. Bitte schreiben Sie Ihr Kenn-Wort.
passkeys-remove-button = Passkey entfernen
code-lead-passkey = Ihr Kenn-Wort ist richtig. Jetzt brauchen wir noch Ihren Passkey.
