# Anmelden bei einem anderen Anbieter
oidc-title = Mit einem anderen Konto anmelden
oidc-why = Haben Sie schon ein Konto bei einem dieser Anbieter? Dann brauchen Sie hier kein eigenes Kennwort.
oidc-sign-in = Mit { $provider } anmelden
oidc-level = Mit einem anderen Konto ausweisen
oidc-level-why = Der Anbieter bestätigt, wer Sie sind. Danach kommen Sie hierher zurück.
oidc-show = Mit { $provider } ausweisen
oidc-leaving = Weiter zu { $provider }
oidc-leaving-why = Sie melden sich jetzt bei { $provider } an. Danach kommen Sie hierher zurück. Was Sie schon ausgefüllt haben, bleibt erhalten.
oidc-leaving-go = Zu { $provider }
oidc-failed = Die Anmeldung mit { $provider } hat nicht geklappt
oidc-cancelled = Sie haben die Anmeldung bei { $provider } abgebrochen. Sie sind dort nicht angemeldet worden.
oidc-unavailable = { $provider } antwortet gerade nicht. Versuchen Sie es in einigen Minuten noch einmal, oder melden Sie sich auf einem anderen Weg an.
oidc-expired = Diese Anmeldung ist abgelaufen, oder sie wurde in einem anderen Fenster schon beendet. Beginnen Sie noch einmal.
oidc-invalid = Wir konnten die Antwort von { $provider } nicht anerkennen. Beginnen Sie noch einmal. Klappt es wieder nicht, wenden Sie sich an die Stelle, die diese Seite betreibt.
oidc-other-account = Dieses Konto bei { $provider } gehört hier schon zu einem anderen Konto. Melden Sie sich ab, und melden Sie sich dann mit { $provider } an.
oidc-too-many = Sie haben die Anmeldung mehrmals begonnen und nicht beendet. Warten Sie eine Viertelstunde.
oidc-again = Zurück und noch einmal versuchen
oidc-not-enough = Das reicht hier noch nicht
oidc-not-enough-why = { $provider } hat Sie mit diesem Vertrauensniveau bestätigt: { $level }. Für diesen Antrag brauchen Sie ein höheres.
oidc-not-enough-do = Andere Nachweise ansehen
oidc-still = Bei { $provider } sind Sie noch angemeldet
oidc-still-why = Benutzen auch andere dieses Gerät? Dann melden Sie sich auch bei { $provider } ab.
oidc-sign-out = Bei { $provider } abmelden

# Verbundene Konten
links-title = Verbundene Konten
links-why = Mit einem verbundenen Konto melden Sie sich ohne Kennwort an. Bestätigt der Anbieter, wer Sie sind, gilt das auch hier.
links-none = nicht verbunden
links-since = verbunden seit { $when }
links-add = Mit { $provider } verbinden
links-remove = Verbindung mit { $provider } lösen
links-last = Die Verbindung mit { $provider } bleibt
links-last-why = Sie ist der einzige Weg, auf dem Sie sich hier anmelden können. Richten Sie zuerst einen anderen ein.
