# Anmelde-App
app-fact = Anmelde-App
app-is-on = an
app-is-off = nicht da
app-set-up = einrichten
app-change = ansehen
app-title = Anmelde-App
app-lead = Eine Anmelde-App schützt Ihr Konto. Dann reicht das Kenn-Wort allein nicht mehr. Man braucht auch Ihr Telefon.
app-what = Die App zeigt eine Zahl. Die Zahl hat 6 Ziffern. Alle 30 Sekunden kommt eine neue Zahl. Bei jeder Anmeldung fragen wir nach der Zahl. Es gibt viele solche Apps. Alle Apps für TOTP passen.
app-level-basis = Die App zeigt nicht, wer Sie sind. Manche Anträge brauchen mehr. Dafür brauchen Sie zum Beispiel den Online-Ausweis. Zeigen Sie zuerst Ihren Ausweis. Richten Sie danach die App ein. Dann gilt die App auch für diese Anträge.
app-level-high = Sie haben Ihren Ausweis gezeigt. Deshalb gilt die App auch für Anträge mit dem Vertrauens-Niveau Substantiell.
app-begin = App einrichten
app-begin-again = Neuen Schlüssel machen
app-step-scan = Öffnen Sie Ihre App. Machen Sie mit der App ein Bild von diesem Code.
app-step-code = Die App zeigt eine Zahl. Schreiben Sie die Zahl hier in das Feld.
app-qr = QR-Code für Ihre App. Der Schlüssel steht auch als Text darunter.
app-by-hand = Oder schreiben Sie diesen Schlüssel in die App. Zeigen Sie den Schlüssel keinem Menschen.
app-code-wrong = Die Zahl passt nicht. Schreiben Sie die Zahl, die jetzt in der App steht. Geht die Uhr von Ihrem Telefon richtig?
app-confirm = Zahl prüfen und App einschalten
app-on = Die Anmelde-App ist an
app-on-why = Bei jeder Anmeldung fragen wir nach dem Kenn-Wort. Und wir fragen nach der Zahl aus der App.
app-on-basis = Ihr Vertrauens-Niveau ist damit: Basis.
app-on-high = Ihr Vertrauens-Niveau ist damit: Substantiell. Denn Sie haben vorher Ihren Ausweis gezeigt.
app-to-remove = App entfernen
app-remove-title = Anmelde-App entfernen
app-remove-lead = Danach reicht wieder das Kenn-Wort. Schreiben Sie die Zahl aus der App. Haben Sie die App nicht mehr? Dann schreiben Sie Ihr Kenn-Wort.
app-remove-or-password = Oder Ihr Kenn-Wort
app-remove-missing = Schreiben Sie die Zahl aus der App. Oder schreiben Sie Ihr Kenn-Wort.
app-remove-password = Das ist nicht Ihr Kenn-Wort. Bitte schreiben Sie es noch einmal.
app-remove = App entfernen
app-keep = Die App behalten
app-back = Zurück zu Ihrem Konto

# Anmelden, zweiter Schritt
code-title = Die Zahl aus Ihrer App
code-lead = Ihr Kenn-Wort ist richtig. Öffnen Sie jetzt Ihre Anmelde-App.
code-lost = Ich habe die App nicht mehr
code-lost-do = Sind Sie an einem anderen Gerät noch angemeldet? Dann entfernen Sie dort die App. Das geht unter „Ihr Konto“ mit Ihrem Kenn-Wort. Sonst fragen Sie den Betreiber von dieser Seite.
