# Suche über Vorgänge
cases-more-filters = Mehr Filter
cases-received-from = Eingang ab
cases-received-to = Eingang bis
cases-decided-from = Entschieden ab
cases-decided-to = Entschieden bis
cases-hand = Wer hat die Aufgabe?
cases-nobody = Niemand
cases-order = Reihen-Folge
cases-newest = Neueste zuerst
cases-oldest = Älteste zuerst
cases-deadline = Frist
cases-only-late = Nur Vorgänge, die zu spät sind
cases-chosen = Das haben Sie gewählt
cases-chip-text = Suche: { $text }
cases-chip-received = Eingang { $from } bis { $to }
cases-chip-decided = Entschieden { $from } bis { $to }
cases-chip-remove = Filter wegnehmen: { $label }
cases-procedure = Verfahren
cases-procedure-application = Antrag
cases-procedure-objection = Widerspruch
cases-count = { $count ->
    [one] Ein Vorgang
   *[other] { $count } Vorgänge
}
cases-more-than = Es gibt mehr als { $count } Vorgänge. Die Zahlen bei den Filtern gelten für die ersten { $count }.
cases-cut = Vielleicht fehlen Vorgänge
cases-cut-why = Sehr viele Vorgänge passen. Verglichen wurden nur die { $count } neuesten. Suchen Sie mit einem Wort mehr.
cases-first-page = Zum Anfang
desk-counts-more = über { $count }
cases-export = Als Datei speichern
cases-export-why = Sie können die Vorgänge als Datei speichern. Höchstens { $count } Vorgänge kommen in die Datei. Wir schreiben auf, dass Sie die Datei gespeichert haben. In der Datei stehen Daten über Menschen. Löschen Sie die Datei, wenn Sie sie nicht mehr brauchen.
cases-export-name = Vorgaenge
cases-decided-on = Entschieden am
