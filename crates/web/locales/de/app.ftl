# Anmelde-App
app-fact = Anmelde-App
app-is-on = eingeschaltet
app-is-off = nicht eingerichtet
app-set-up = einrichten
app-change = ansehen
app-title = Anmelde-App
app-lead = Mit einer Anmelde-App schützen Sie Ihr Konto: Wer Ihr Kennwort kennt, kommt ohne Ihr Telefon nicht hinein.
app-what = Die App zeigt alle 30 Sekunden einen neuen Code aus sechs Ziffern. Danach fragen wir bei jeder Anmeldung. Jede App für Einmalcodes nach dem Standard TOTP ist geeignet.
app-level-basis = Mit der App allein weisen Sie Ihre Identität nicht nach: Ihr Vertrauensniveau bleibt Basis. Soll sie auch für Leistungen mit höherem Vertrauensniveau gelten, weisen Sie sich zuerst aus und richten sie danach ein.
app-level-high = Sie haben sich in dieser Sitzung ausgewiesen. Deshalb gilt die App auch für Leistungen mit dem Vertrauensniveau Substantiell.
app-begin = App einrichten
app-begin-again = Neuen Schlüssel erzeugen
app-step-scan = Öffnen Sie Ihre Anmelde-App, und nehmen Sie diesen Code mit ihr auf.
app-step-code = Geben Sie dann hier den Code ein, den die App anzeigt.
app-qr = QR-Code für Ihre Anmelde-App. Sein Inhalt steht darunter als Schlüssel.
app-by-hand = Oder tippen Sie diesen Schlüssel in die App. Zeigen Sie ihn niemandem.
app-code-wrong = Der Code passt nicht zu diesem Schlüssel. Geben Sie den Code ein, den die App jetzt anzeigt. Prüfen Sie auch, ob die Uhr Ihres Telefons richtig geht.
app-confirm = Code prüfen und App einschalten
app-on = Die Anmelde-App ist eingeschaltet
app-on-why = Bei jeder Anmeldung fragen wir nach dem Kennwort und nach einem Code aus der App.
app-on-basis = Ihr Vertrauensniveau ist damit Basis.
app-on-high = Ihr Vertrauensniveau ist damit Substantiell, denn Sie hatten sich ausgewiesen, als Sie die App eingerichtet haben.
app-to-remove = App entfernen
app-remove-title = Anmelde-App entfernen
app-remove-lead = Danach genügt zum Anmelden wieder das Kennwort. Geben Sie einen Code aus der App ein, oder, wenn Sie die App nicht mehr haben, Ihr Kennwort.
app-remove-or-password = Oder Ihr Kennwort
app-remove-missing = Geben Sie einen Code aus der App oder Ihr Kennwort ein.
app-remove-password = Das ist nicht Ihr Kennwort. Prüfen Sie es, und versuchen Sie es noch einmal.
app-remove = App entfernen
app-keep = Die App behalten
app-back = Zurück zu Ihrem Konto

# Anmelden, zweiter Schritt
code-title = Code aus Ihrer Anmelde-App
code-lead = Ihr Kennwort stimmt. Öffnen Sie jetzt Ihre Anmelde-App.
code-lost = Ich habe die App nicht mehr
code-lost-do = Sind Sie noch an einem anderen Gerät angemeldet? Dann entfernen Sie die App dort unter „Ihr Konto“ mit Ihrem Kennwort. Sonst wenden Sie sich an die Stelle, die diese Seite betreibt.
