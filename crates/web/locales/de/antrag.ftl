# Seiten des Antrags
antrag-next = Weiter
antrag-back-to-check = Übernehmen und zurück zur Übersicht
antrag-save = Speichern und später weitermachen
antrag-more = Zu Ihrer Antwort haben wir noch eine Frage. Füllen Sie bitte auch die neuen Felder aus.
antrag-optional = Diese Seite können Sie leer lassen.
upload-empty = Die Datei ist leer. Wählen Sie bitte eine andere Datei.
upload-infected = Das Virenschutzprogramm hat in dieser Datei Schadsoftware gefunden. Die Datei ist nicht gespeichert. Prüfen Sie Ihr Gerät, oder wählen Sie eine andere Datei.
upload-unchecked = Wir können die Datei gerade nicht auf Viren prüfen. Sie ist deshalb nicht gespeichert; alles andere ist es. Versuchen Sie es in einigen Minuten noch einmal.
upload-too-many = Zu einem Antrag gehören höchstens { $max } Dateien. Entfernen Sie erst eine andere, oder fassen Sie mehrere Seiten in einer PDF-Datei zusammen.

# Prüfen und absenden
check-title = Prüfen Sie Ihre Angaben
check-lead = Noch ist nichts abgesendet. Sie können jede Angabe ändern.
check-gaps = Noch nicht vollständig
check-gaps-text = Einige Angaben fehlen noch oder stimmen nicht. Oben auf der Seite stehen alle mit einem Link.
check-gaps-button = Zur ersten offenen Angabe
check-submit-title = Absenden
check-submit-text = Mit dem Absenden geht Ihr Antrag verbindlich an: { $office }. Sie erhalten sofort eine Eingangsnummer.
check-submit = Antrag jetzt absenden
check-sign-in-title = Zum Absenden anmelden
check-sign-in = Anmelden und weiter
check-sign-in-basis = Melden Sie sich an. Ihre Angaben bleiben erhalten, und Sie kommen hierher zurück.
check-sign-in-substantiell = Melden Sie sich an. Für diesen Antrag müssen wir sicher wissen, wer Sie sind (Vertrauensniveau „substantiell“). Ihre Angaben bleiben erhalten, und Sie kommen hierher zurück.
check-sign-in-hoch = Melden Sie sich mit dem Online-Ausweis an (Vertrauensniveau „hoch“). Ihre Angaben bleiben erhalten, und Sie kommen hierher zurück.
check-raise = Identität nachweisen und weiter
check-as-person = Sie sind für eine Behörde angemeldet. Einen Antrag stellen Sie als Privatperson oder Unternehmen.
check-raise-substantiell = Für diesen Antrag müssen wir sicherer wissen, wer Sie sind (Vertrauensniveau „substantiell“). Ihre Angaben bleiben erhalten.
check-raise-hoch = Für diesen Antrag brauchen Sie den Online-Ausweis (Vertrauensniveau „hoch“). Ihre Angaben bleiben erhalten.

# Speichern und löschen
keep-title = Zum Behalten bitte anmelden
keep-why = Ihre Angaben sind gespeichert, aber nur in diesem Browser und nur für kurze Zeit. Wenn Sie sich anmelden, bleiben sie 30 Tage in Ihrem Konto.
keep-until = Ohne Anmeldung löschen wir den Entwurf spätestens am { $until }, und schon vorher, wenn Sie eine Stunde lang nichts tun.
keep-sign-in = Anmelden und behalten
keep-go-on = Jetzt weiter ausfüllen
discard-title = Entwurf löschen?
discard-what = Alle Angaben und Dateien dieses Entwurfs werden endgültig gelöscht. An die Behörde wurde noch nichts gesendet.
discard-yes = Ja, endgültig löschen
discard-no = Nein, behalten
