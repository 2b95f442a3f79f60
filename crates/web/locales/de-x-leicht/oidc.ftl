# Anmelden bei einem anderen Anbieter
oidc-title = Mit einem anderen Konto anmelden
oidc-why = Haben Sie schon ein Konto bei einer von diesen Stellen? Dann brauchen Sie hier kein Kenn-Wort.
oidc-sign-in = Mit { $provider } anmelden
oidc-level = Mit einem anderen Konto zeigen, wer Sie sind
oidc-level-why = Die andere Stelle sagt uns, wer Sie sind. Danach kommen Sie hierher zurück.
oidc-show = Mit { $provider } zeigen, wer ich bin
oidc-leaving = Weiter zu { $provider }
oidc-leaving-why = Sie melden sich jetzt bei { $provider } an. Danach kommen Sie hierher zurück. Alles bleibt gespeichert.
oidc-leaving-go = Zu { $provider }
oidc-failed = Die Anmeldung mit { $provider } hat nicht geklappt
oidc-cancelled = Sie haben bei { $provider } aufgehört. Sie sind nicht angemeldet.
oidc-unavailable = { $provider } antwortet gerade nicht. Bitte versuchen Sie es später noch einmal. Oder melden Sie sich anders an.
oidc-expired = Das hat zu lange gedauert. Oder die Anmeldung ist schon fertig. Bitte fangen Sie noch einmal an.
oidc-invalid = Die Antwort von { $provider } war falsch. Bitte fangen Sie noch einmal an. Klappt es wieder nicht? Dann fragen Sie den Betreiber von dieser Seite.
oidc-other-account = Dieses Konto bei { $provider } gehört hier zu einem anderen Konto. Melden Sie sich ab. Dann melden Sie sich mit { $provider } an.
oidc-too-many = Sie haben zu oft angefangen. Bitte warten Sie 15 Minuten.
oidc-again = Zurück und noch einmal versuchen
oidc-not-enough = Das reicht hier noch nicht
oidc-not-enough-why = { $provider } sagt uns, wer Sie sind. Aber nur mit diesem Vertrauens-Niveau: { $level }. Dieser Antrag braucht mehr.
oidc-not-enough-do = Andere Nachweise ansehen
oidc-still = Bei { $provider } sind Sie noch angemeldet
oidc-still-why = Benutzen auch andere Menschen dieses Gerät? Dann melden Sie sich auch bei { $provider } ab.
oidc-sign-out = Bei { $provider } abmelden

# Verbundene Konten
links-title = Verbundene Konten
links-why = Sie können hier ein anderes Konto verbinden. Dann melden Sie sich ohne Kenn-Wort an. Die andere Stelle sagt uns, wer Sie sind.
links-none = nicht verbunden
links-since = verbunden seit { $when }
links-add = Mit { $provider } verbinden
links-remove = Verbindung mit { $provider } lösen
links-last = Die Verbindung mit { $provider } bleibt
links-last-why = Nur so können Sie sich hier anmelden. Richten Sie zuerst einen anderen Weg ein.
