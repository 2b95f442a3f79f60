# Rahmen aller Seiten
shell-skip = Zum Inhalt springen
shell-operator = Ein Angebot der öffentlichen Verwaltung
shell-demo = Dies ist eine Vorführung. Alle Personen und Ämter darin sind Beispiele, und kein Antrag erreicht eine Behörde.
shell-languages = Sprache wählen
shell-home = (Startseite)
shell-nav = Hauptmenü
shell-services = Leistungen finden
shell-applications = Meine Anträge
shell-mailbox = { $unread ->
    [0] Postfach
   *[other] Postfach ({ $unread } neu)
}
shell-desk = Arbeitsliste
shell-cases = Alle Vorgänge
shell-operation = Betrieb
shell-steering = Steuerung
shell-sign-in = Anmelden
shell-sign-out = Abmelden
shell-signed-in-as = Angemeldet als:{" "}
shell-footer = Rechtliches
shell-imprint = Impressum
shell-privacy = Datenschutz
shell-accessibility = Barrierefreiheit
shell-software = Rennsteig, freie Software für die Verwaltung
page-error-mark = Fehler:{" "}

# Wege
nav-breadcrumb = Sie sind hier
nav-back = Zurück
nav-pages = Weitere Seiten der Liste
nav-previous = Vorherige Seite
nav-next = Nächste Seite
nav-page = Seite { $page }
progress-step = Schritt { $step } von { $of }
step-done = erledigt
step-current = läuft
step-coming = folgt
search-button = Suchen

# Tabellen der Entscheidung
decision-rule = Regel
decision-reason = Grundlage
decision-value = In diesem Fall:{" "}
decision-applied = angewendet
decision-met = {" "}(erfüllt)
decision-not-met = {" "}(nicht erfüllt)
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
