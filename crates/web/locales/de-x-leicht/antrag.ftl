# Seiten des Antrags
antrag-next = Weiter
antrag-back-to-check = Fertig und zurück
antrag-save = Speichern und später weitermachen
antrag-more = Wir haben noch eine Frage. Bitte füllen Sie auch die neuen Felder aus.
antrag-optional = Diese Seite können Sie leer lassen.
upload-empty = In der Datei ist nichts drin. Bitte nehmen Sie eine andere Datei.
upload-infected = In der Datei ist ein Computer-Virus. Ein Computer-Virus macht Computer kaputt. Wir haben die Datei nicht gespeichert. Bitte nehmen Sie eine andere Datei.
upload-unchecked = Wir prüfen jede Datei auf Computer-Viren. Das geht gerade nicht. Wir haben die Datei nicht gespeichert. Bitte versuchen Sie es in ein paar Minuten noch einmal.
upload-too-many = Das sind zu viele Dateien. Es gehen nur { $max } Dateien.

# Prüfen und absenden
check-title = Bitte prüfen Sie alles
check-lead = Der Antrag ist noch nicht abgeschickt. Sie können noch alles ändern.
check-gaps = Es fehlt noch etwas
check-gaps-text = Ganz oben steht, was fehlt.
check-gaps-button = Das Erste ausfüllen
check-submit-title = Abschicken
check-submit-text = Ihr Antrag geht an: { $office }. Sie bekommen sofort eine Nummer.
check-submit = Antrag jetzt abschicken
check-sign-in-title = Bitte melden Sie sich an
check-sign-in = Anmelden und weiter
check-sign-in-basis = Dann können Sie den Antrag abschicken. Was Sie geschrieben haben, bleibt da.
check-sign-in-substantiell = Dann wissen wir: Sie sind es wirklich. Was Sie geschrieben haben, bleibt da.
check-sign-in-hoch = Sie brauchen dafür Ihren Personal-Ausweis. Was Sie geschrieben haben, bleibt da.
check-raise = Zeigen, wer ich bin
check-as-person = Sie sind für ein Amt angemeldet. Einen Antrag stellen Sie für sich selbst.
check-raise-substantiell = Wir müssen sicher wissen: Wer sind Sie? Was Sie geschrieben haben, bleibt da.
check-raise-hoch = Sie brauchen dafür Ihren Personal-Ausweis. Was Sie geschrieben haben, bleibt da.

# Speichern und löschen
keep-title = Bitte melden Sie sich an
keep-why = Dann bleibt Ihr Antrag 30 Tage da. Sie können später weitermachen.
keep-until = Melden Sie sich nicht an? Dann löschen wir den Antrag spätestens am { $until }. Machen Sie eine Stunde nichts? Dann löschen wir ihn früher.
keep-sign-in = Anmelden
keep-go-on = Jetzt weitermachen
discard-title = Wollen Sie das löschen?
discard-what = Dann ist alles weg. Das Amt hat noch nichts bekommen.
discard-yes = Ja, alles löschen
discard-no = Nein
