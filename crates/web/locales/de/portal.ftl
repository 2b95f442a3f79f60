# Startseite
home-title = Startseite
home-heading = Was möchten Sie erledigen?
home-lead = Suchen Sie mit Ihren eigenen Worten. Wir zeigen Ihnen, was Sie brauchen, welche Stelle zuständig ist und was Sie gleich online beantragen können.
home-online = Hier online beantragen
home-all = Alle Leistungen ansehen
home-how = So funktioniert es
home-step-find = Leistung finden
home-step-find-text = Suchen Sie nach dem, was Sie brauchen. Nennen Sie Ihren Ort, dann sehen Sie das zuständige Amt.
home-step-fill = Antrag ausfüllen
home-step-fill-text = Schritt für Schritt, auf dem Handy oder am Rechner. Sie können unterbrechen und später weitermachen.
home-step-send = Anmelden und absenden
home-step-send-text = Sie prüfen Ihre Angaben und senden den Antrag ab. Sofort erhalten Sie eine Eingangsnummer.
home-step-answer = Bescheid im Postfach
home-step-answer-text = Den Stand sehen Sie jederzeit. Der Bescheid liegt danach in Ihrem Postfach.
home-help = Sie kommen nicht weiter?
home-help-text = Unter der Behördennummer 115 hilft Ihnen ein Mensch, montags bis freitags von 8 bis 18 Uhr.
phone-115 = 115 anrufen
crumb-home = Startseite

# Ort
place-several = „{ $place }“ gibt es mehrmals. Welchen Ort meinen Sie?
place-unknown = Den Ort „{ $place }“ kennen wir nicht
place-unknown-do = Prüfen Sie die Schreibweise, oder geben Sie die Postleitzahl ein. Orte außerhalb von Thüringen stehen hier nicht.

# Suche
search-title = Leistungen finden
search-title-of = Suche nach „{ $words }“
search-what = Was suchen Sie?
search-where = Postleitzahl oder Ort
search-count = { $count ->
    [one] 1 Leistung gefunden
   *[other] { $count } Leistungen gefunden
}
search-count-at = { $count ->
    [one] 1 Leistung für { $place } gefunden
   *[other] { $count } Leistungen für { $place } gefunden
}
search-alike = Genau dieses Wort kommt nicht vor. Wir zeigen, was ähnlich geschrieben wird.
search-some = Nicht alle Ihre Wörter kommen vor. Wir zeigen, was am besten passt.
search-place-understood = Wir haben { $place } als Ort verstanden. Geben Sie einen anderen Ort ein, wenn Sie etwas anderes meinen.
search-online = Online möglich
search-all = Alle Leistungen von A bis Z
search-nothing = Zu „{ $words }“ haben wir nichts gefunden
search-nothing-why = Das heißt nicht, dass es die Leistung nicht gibt. So kommen Sie weiter:
search-nothing-word = Versuchen Sie ein anderes Wort, zum Beispiel „parken“ statt „Parkberechtigung“.
search-nothing-place = Suchen Sie ohne Ort.
search-nothing-all = Fragen Sie die Behördennummer 115. Dort kennt man alle Leistungen.

# Leistung
service-place = Wo wohnen Sie?
service-place-why = Welches Amt zuständig ist und ob Sie online beantragen können, hängt vom Ort ab.
service-place-button = Zuständiges Amt anzeigen
service-other-place = Anderen Ort wählen
service-apply-at = Antrag in { $place }
service-apply = Jetzt online beantragen
service-niveau-basis = Sie können ohne Anmeldung beginnen. Zum Absenden melden Sie sich mit Anmeldename und Kennwort an.
service-niveau-substantiell = Sie können ohne Anmeldung beginnen. Zum Absenden melden Sie sich an und zeigen mit einem zweiten Nachweis, dass Sie es sind (Vertrauensniveau „substantiell“).
service-niveau-hoch = Sie können ohne Anmeldung beginnen. Zum Absenden brauchen Sie den Online-Ausweis (Vertrauensniveau „hoch“).
service-no-office = Für { $place } ist hier kein Amt eingetragen. Die Behördennummer 115 nennt Ihnen die richtige Stelle.
service-not-online = Hier können Sie noch nicht online beantragen. Wenden Sie sich bitte an: { $office }.
service-office = Zuständiges Amt
service-what = Worum geht es?
service-requirements = Voraussetzungen
service-documents = Was Sie brauchen
service-steps = Wie es abläuft
service-costs = Kosten
service-duration = Wie lange dauert es?
service-deadlines = Fristen
service-remedy = Wenn Sie nicht einverstanden sind
service-legal = Rechtsgrundlagen
service-source = Quelle: { $source }. Stand: { $day }. Leistungsschlüssel { $key }.
service-other-language = Diesen Text gibt es nur auf Deutsch.
office-address = Anschrift
office-hours = Öffnungszeiten
office-phone = Telefon
office-115 = Behördennummer, Montag bis Freitag 8 bis 18 Uhr
office-mail = E-Mail
office-web = Internet

# Meine Anträge
antraege-title = Meine Anträge
antraege-sign-in = Melden Sie sich an, um Ihre eingereichten Anträge und gespeicherten Entwürfe zu sehen.
antraege-none = Hier ist noch nichts
antraege-none-text = Wenn Sie einen Antrag beginnen oder absenden, finden Sie ihn hier wieder.
antraege-none-button = Leistung suchen
antraege-drafts = Begonnen, noch nicht abgesendet
antraege-submitted = Abgesendet
antraege-draft-times = Zuletzt geändert: { $changed }. Wird am { $until } gelöscht, wenn Sie nicht weitermachen.
antraege-go-on = Weitermachen
antraege-discard = Löschen
antraege-times = Eingegangen: { $received }. Eingangsnummer { $number }
stand-received = Eingegangen
stand-in-work = In Bearbeitung
stand-decided = Entschieden
stand-granted = Bewilligt
stand-refused = Abgelehnt
stand-done = Abgeschlossen

# Empfangsbestätigung und Stand
status-title = Ihr Antrag ist eingegangen: { $service }
status-title-decided = Ihr Antrag ist entschieden: { $service }
status-title-granted = Ihr Antrag ist bewilligt: { $service }
status-title-refused = Ihr Antrag ist abgelehnt: { $service }
status-title-over = Die Bearbeitung ist beendet: { $service }
status-number = Ihre Eingangsnummer
status-where = Stand
step-received = Antrag eingegangen
step-in-work = In Bearbeitung
step-in-work-text = { $office } prüft Ihren Antrag.
step-decided = Entschieden
step-letter = Bescheid im Postfach
step-letter-post = Bescheid per Post
step-letter-known = Gilt als bekannt gegeben am { $day }. Ab dann läuft die Frist für einen Widerspruch oder eine Klage.
status-mailbox = Zum Postfach
status-next = Wie geht es weiter?
status-next-work = { $office } bearbeitet Ihren Antrag. Wenn etwas fehlt, meldet sich das Amt bei Ihnen. Sie müssen jetzt nichts tun.
status-next-mailbox = Der Bescheid kommt in Ihr Postfach. Diese Seite zeigt immer den neuesten Stand; laden Sie sie neu, oder rufen Sie sie später unter „Meine Anträge“ auf.
status-next-post = Der Bescheid kommt per Post, weil Sie der Zustellung im Postfach nicht zugestimmt haben. Diese Seite zeigt immer den neuesten Stand; laden Sie sie neu, oder rufen Sie sie später unter „Meine Anträge“ auf.
status-next-letter = Ihr Bescheid liegt im Postfach. Lesen Sie ihn bitte bald, denn mit der Bekanntgabe beginnen Fristen.
status-next-print = Diese Seite ist Ihre Eingangsbestätigung. Sie können sie mit der Druckfunktion Ihres Browsers drucken oder als PDF sichern.
status-facts = Angaben zum Vorgang
status-answers = Was Sie angegeben haben
fact-service = Leistung
fact-number = Eingangsnummer
fact-received = Eingegangen
fact-name = Antrag von
fact-office = Zuständig
fact-aktenzeichen = Aktenzeichen

# Impressum, Datenschutz, Barrierefreiheit
legal-sample = Mustertext: der Betreiber hat diese Seite noch nicht ausgefüllt
legal-sample-why = Diese Installation ist nicht für den echten Betrieb eingerichtet. Der Betreiber hinterlegt seine Texte in der Konfiguration im Abschnitt [site].
imprint-needs = Hier stehen im Betrieb die Angaben nach § 5 Digitale-Dienste-Gesetz und § 18 Medienstaatsvertrag:
imprint-who = Name und Anschrift der Behörde, die das Portal betreibt
imprint-represented = wer sie vertritt
imprint-contact = Telefon und E-Mail-Adresse
imprint-supervision = die zuständige Aufsichtsbehörde
imprint-editor = wer für den Inhalt verantwortlich ist
privacy-program = Was das Programm mit Ihren Daten macht
privacy-cookies = Cookies: nur solche, ohne die das Portal nicht geht (Ihre Sitzung, der Schutz der Formulare, Ihre Sprache). Es gibt keine Statistik und keine Werbung.
privacy-drafts = Entwürfe liegen verschlüsselt. Ohne Anmeldung werden sie nach zwölf Stunden gelöscht, mit Konto nach 30 Tagen ohne Änderung.
privacy-antrag = Abgesendete Anträge sieht nur die zuständige Behörde. Jeder Schritt wird in der Akte festgehalten.
privacy-votes = Bewertungen von Diensten: ohne Ihren Namen und ohne Verbindung zu Ihrem Antrag. Anmerkungen löschen wir nach einem Jahr, Bewertungen nach drei Jahren, jeweils zum Monatsanfang.
privacy-key = Jede Akte hat einen eigenen Schlüssel. Wird er vernichtet, sind die Daten nicht mehr lesbar.
privacy-logs = Protokolle der Technik enthalten keine Namen, keine Antworten und keine Inhalte.
privacy-third = Es werden keine Inhalte von fremden Servern geladen.
privacy-operator = Was der Betreiber ergänzt (Art. 13 DSGVO)
privacy-who = Verantwortliche Stelle mit Anschrift
privacy-officer = Kontakt zu der oder dem Datenschutzbeauftragten
privacy-law = Zwecke und Rechtsgrundlagen für jede Leistung
privacy-retention = Aufbewahrungsfristen
privacy-rights = Ihre Rechte auf Auskunft, Berichtigung, Löschung und Beschwerde bei der Aufsichtsbehörde
access-program = Was das Programm leistet
access-standard = Maßstab sind die BITV 2.0, die EN 301 549 und die WCAG 2.2, Stufe AA.
access-tests = Alle Seiten des Antragswegs werden bei jeder Änderung automatisch mit axe-core geprüft. Automatische Prüfungen finden nur einen Teil der Barrieren.
access-keyboard = Der ganze Weg geht mit der Tastatur, ohne JavaScript und bei 400 Prozent Vergrößerung.
access-languages = Die Seiten gibt es in Leichter Sprache und auf Englisch.
access-letters = Bescheide sind PDF-Dateien nach PDF/UA-1.
access-gaps = Was noch nicht barrierefrei ist
access-gap-audit = Eine Prüfung durch Menschen mit Behinderungen und durch eine unabhängige Stelle steht noch aus.
access-gap-sign = Es gibt noch keine Inhalte in Deutscher Gebärdensprache.
access-gap-uploads = Formulare, die aus amtlichen FIM-Schemata entstanden sind, gibt es oft nur auf Deutsch.
access-operator = Was der Betreiber ergänzt
access-contact = wohin Sie eine Barriere melden können
access-enforcement = die Durchsetzungsstelle des Landes und das Datum der Erklärung
