# Rahmen aller Seiten
shell-skip = Zum Inhalt springen
shell-operator = Eine Internet-Seite vom Amt
shell-demo = Das ist nur ein Beispiel. Die Menschen und die Ämter sind erfunden. Ihr Antrag kommt bei keinem Amt an.
shell-languages = Sprache wählen
shell-home = (Start-Seite)
shell-nav = Haupt-Menü
shell-services = Hilfe vom Amt finden
shell-applications = Meine Anträge
shell-mailbox = { $unread ->
    [0] Briefe vom Amt
   *[other] Briefe vom Amt ({ $unread } neu)
}
shell-desk = Arbeits-Liste
shell-cases = Alle Anträge
shell-operation = Technik
shell-steering = Pläne
shell-sign-in = Anmelden
shell-sign-out = Abmelden
shell-signed-in-as = Sie sind angemeldet. Ihr Name ist:{" "}
shell-footer = Wichtige Regeln
shell-imprint = Wer macht diese Seite?
shell-privacy = Schutz für Ihre Daten
shell-accessibility = Seite für alle
shell-software = Das Programm heißt Rennsteig. Jeder darf es benutzen.
page-error-mark = Fehler:{" "}

# Wege
nav-breadcrumb = Hier sind Sie
nav-back = Zurück
nav-pages = Mehr Seiten
nav-previous = Seite davor
nav-next = Nächste Seite
nav-page = Seite { $page }
progress-step = Schritt { $step } von { $of }
step-done = fertig
step-current = läuft gerade
step-coming = kommt noch
search-button = Suchen

# Tabellen der Entscheidung
decision-rule = Regel
decision-reason = Das Gesetz
decision-value = Bei Ihnen ist das so:{" "}
decision-applied = gilt
decision-met = {" "}(passt)
decision-not-met = {" "}(passt nicht)
decision-not-checked = {" "}(nicht geprüft)

# Datum und Uhrzeit
date-month = { $month ->
    [1] Januar
    [2] Februar
    [3] März
    [4] April
    [5] Mai
    [6] Juni
    [7] Juli
    [8] August
    [9] September
    [10] Oktober
    [11] November
   *[12] Dezember
}
date-clock = { $clock } Uhr
