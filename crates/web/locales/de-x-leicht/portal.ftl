# Startseite
home-title = Start-Seite
home-heading = Was brauchen Sie vom Amt?
home-lead = Schreiben Sie ein Wort in das Such-Feld. Dann zeigen wir Ihnen: Welches Amt hilft Ihnen? Was können Sie im Internet machen?
home-online = Das können Sie im Internet machen
home-all = Alle Leistungen ansehen
home-how = So geht es
home-step-find = Suchen
home-step-find-text = Suchen Sie, was Sie brauchen. Schreiben Sie auch Ihren Ort auf.
home-step-fill = Ausfüllen
home-step-fill-text = Sie beantworten Fragen. Immer eine nach der anderen. Sie können eine Pause machen.
home-step-send = Abschicken
home-step-send-text = Sie prüfen alles noch einmal. Dann melden Sie sich an und schicken den Antrag ab.
home-step-answer = Antwort bekommen
home-step-answer-text = Die Antwort vom Amt liegt in Ihrem Post-Fach.
home-help = Brauchen Sie Hilfe?
home-help-text = Rufen Sie die Nummer 115 an. Dort hilft Ihnen ein Mensch. Immer von Montag bis Freitag. Von 8 Uhr bis 18 Uhr.
phone-115 = 115 anrufen
crumb-home = Start-Seite

# Ort
place-several = „{ $place }“: Welchen Ort meinen Sie?
place-unknown = Den Ort „{ $place }“ finden wir nicht
place-unknown-do = Bitte prüfen Sie das Wort. Oder schreiben Sie die Post-Leit-Zahl auf. Wir kennen nur Orte in Thüringen.

# Suche
search-title = Leistungen finden
search-title-of = Sie suchen: „{ $words }“
search-what = Was suchen Sie?
search-where = Post-Leit-Zahl oder Ort
search-count = { $count ->
    [one] Wir haben 1 Leistung gefunden
   *[other] Wir haben { $count } Leistungen gefunden
}
search-count-at = { $count ->
    [one] Wir haben 1 Leistung für { $place } gefunden
   *[other] Wir haben { $count } Leistungen für { $place } gefunden
}
search-alike = Das Wort gibt es hier nicht genau so. Wir zeigen Ihnen ähnliche Wörter.
search-some = Wir haben nicht alle Ihre Wörter gefunden. Wir zeigen Ihnen, was am besten passt.
search-place-understood = Wir suchen in { $place }. Ist das falsch? Dann schreiben Sie einen anderen Ort auf.
search-online = Geht im Internet
search-all = Alle Leistungen von A bis Z
search-nothing = „{ $words }“: Dazu haben wir nichts gefunden
search-nothing-why = Das können Sie jetzt machen:
search-nothing-word = Nehmen Sie ein anderes Wort. Zum Beispiel: parken.
search-nothing-place = Suchen Sie ohne Ort.
search-nothing-all = Rufen Sie die Nummer 115 an. Dort hilft Ihnen ein Mensch.

# Leistung
service-place = Wo wohnen Sie?
service-place-why = Jeder Ort hat ein eigenes Amt. Darum brauchen wir Ihren Ort.
service-place-button = Amt anzeigen
service-other-place = Anderen Ort wählen
service-apply-at = Antrag in { $place }
service-apply = Antrag jetzt ausfüllen
service-niveau-basis = Fangen Sie einfach an. Erst am Ende melden Sie sich an.
service-niveau-substantiell = Fangen Sie einfach an. Erst am Ende melden Sie sich an. Sie brauchen dafür Ihr Kenn-Wort und eine Zahl vom Handy.
service-niveau-hoch = Fangen Sie einfach an. Erst am Ende melden Sie sich an. Sie brauchen dafür Ihren Personal-Ausweis.
service-no-office = Für { $place } kennen wir kein Amt. Rufen Sie die Nummer 115 an. Dort weiß man es.
service-not-online = Hier geht der Antrag noch nicht im Internet. Dieses Amt hilft Ihnen: { $office }.
service-office = Dieses Amt hilft Ihnen
service-what = Was ist das?
service-requirements = Wer bekommt das?
service-documents = Das brauchen Sie
service-steps = So geht es
service-costs = Das kostet es
service-duration = So lange dauert es
service-deadlines = Darauf müssen Sie achten
service-remedy = Sie finden die Antwort falsch?
service-legal = Das steht im Gesetz
service-source = Der Text kommt von: { $source }. Vom: { $day }. Nummer: { $key }.
service-other-language = Diesen Text gibt es nur auf Deutsch.
office-address = Adresse
office-hours = Wann ist offen?
office-phone = Telefon
office-115 = Von Montag bis Freitag. Von 8 Uhr bis 18 Uhr.
office-mail = E-Mail
office-web = Internet-Seite

# Meine Anträge
antraege-title = Meine Anträge
antraege-sign-in = Bitte melden Sie sich an. Dann sehen Sie Ihre Anträge.
antraege-none = Hier ist noch nichts
antraege-none-text = Füllen Sie einen Antrag aus. Dann sehen Sie ihn hier.
antraege-none-button = Leistung suchen
antraege-drafts = Noch nicht fertig
antraege-submitted = Abgeschickt
antraege-draft-times = Zuletzt geändert: { $changed }. Machen Sie nicht weiter? Dann löschen wir den Antrag am { $until }.
antraege-go-on = Weitermachen
antraege-discard = Löschen
antraege-times = Angekommen: { $received }. Ihre Nummer: { $number }
stand-received = Angekommen
stand-in-work = Das Amt arbeitet daran
stand-decided = Entschieden
stand-granted = Das Amt sagt: Ja
stand-refused = Das Amt sagt: Nein
stand-done = Fertig

# Empfangsbestätigung und Stand
status-title = Ihr Antrag ist angekommen: { $service }
status-title-decided = Das Amt hat über Ihren Antrag entschieden: { $service }
status-title-granted = Das Amt sagt Ja zu Ihrem Antrag: { $service }
status-title-refused = Das Amt sagt Nein zu Ihrem Antrag: { $service }
status-title-over = Das Amt arbeitet nicht mehr daran: { $service }
status-number = Das ist Ihre Nummer
status-where = Wie weit ist der Antrag?
step-received = Ihr Antrag ist da
step-in-work = Das Amt prüft
step-in-work-text = { $office } prüft Ihren Antrag.
step-decided = Das Amt hat entschieden
step-letter = Die Antwort liegt in Ihrem Post-Fach
step-letter-post = Antwort als Brief auf Papier
step-letter-known = Die Antwort gilt ab dem { $day }. Danach haben Sie nur eine bestimmte Zeit, um Nein zu sagen.
status-mailbox = Zum Post-Fach
status-next = Was passiert jetzt?
status-next-work = { $office } prüft Ihren Antrag. Fehlt etwas? Dann meldet sich das Amt. Sie müssen jetzt nichts tun.
status-next-mailbox = Die Antwort kommt in Ihr Post-Fach. Schauen Sie später noch einmal auf diese Seite.
status-next-post = Die Antwort kommt als Brief auf Papier. Schauen Sie später noch einmal auf diese Seite.
status-next-letter = Die Antwort ist da. Bitte lesen Sie die Antwort bald.
status-next-print = Diese Seite ist Ihr Beweis: Der Antrag ist angekommen. Sie können die Seite drucken.
status-facts = Das Wichtigste
status-answers = Das haben Sie geschrieben
fact-service = Leistung
fact-number = Ihre Nummer
fact-received = Angekommen
fact-name = Antrag von
fact-office = Dieses Amt prüft
fact-aktenzeichen = Akten-Zeichen vom Amt

# Impressum, Datenschutz, Barrierefreiheit
legal-sample = Das ist nur ein Beispiel-Text
legal-sample-why = Hier schreibt später das Amt seinen eigenen Text hin. Der Text steht dann in den Einstellungen. Der Teil heißt: [site].
imprint-needs = Das Amt muss hier aufschreiben:
imprint-who = Wie heißt das Amt? Wo ist das Amt?
imprint-represented = Wer leitet das Amt?
imprint-contact = Telefon und E-Mail
imprint-supervision = Wer prüft das Amt?
imprint-editor = Wer schreibt die Texte?
privacy-program = Das macht das Programm mit Ihren Daten
privacy-cookies = Das Programm merkt sich nur, was es braucht. Zum Beispiel Ihre Sprache. Es gibt keine Werbung.
privacy-drafts = Fangen Sie einen Antrag an? Dann ist er geheim. Wir löschen ihn nach 12 Stunden. Mit einem Konto löschen wir ihn nach 30 Tagen.
privacy-antrag = Ihren Antrag sieht nur das richtige Amt.
privacy-votes = Sie sagen uns Ihre Meinung? Wir schreiben Ihren Namen nicht auf. Ihren Text löschen wir nach einem Jahr. Ihre Note löschen wir nach drei Jahren.
privacy-key = Jeder Antrag ist gut verschlossen. Nur mit einem Schlüssel kann man ihn lesen.
privacy-logs = Ihr Name steht nicht in der Technik.
privacy-third = Wir laden nichts von anderen Firmen.
privacy-operator = Das muss das Amt noch aufschreiben
privacy-who = Wer ist verantwortlich?
privacy-officer = Wer passt auf die Daten auf?
privacy-law = Welches Gesetz erlaubt das?
privacy-retention = Wie lange werden die Daten aufgehoben?
privacy-rights = Welche Rechte haben Sie?
access-program = Das kann das Programm
access-standard = Es gibt Regeln für Internet-Seiten ohne Hindernisse. An diese Regeln halten wir uns.
access-tests = Ein Programm prüft alle Seiten. Aber es findet nicht jeden Fehler.
access-keyboard = Sie können alles mit der Tastatur machen. Sie können die Schrift sehr groß machen.
access-languages = Die Seiten gibt es in Leichter Sprache und auf Englisch.
access-letters = Ein Programm kann die Antwort vom Amt vorlesen.
access-gaps = Das ist noch nicht gut
access-gap-audit = Menschen mit Behinderung haben die Seiten noch nicht geprüft.
access-gap-sign = Es gibt noch keine Gebärden-Sprache.
access-gap-uploads = Manche Formulare gibt es nur in schwerer Sprache.
access-operator = Das muss das Amt noch aufschreiben
access-contact = Wem können Sie ein Hindernis melden?
access-enforcement = Wer hilft, wenn sich nichts ändert?
