# Suche über Vorgänge
cases-more-filters = Weitere Filter
cases-received-from = Eingang ab
cases-received-to = Eingang bis
cases-decided-from = Entschieden ab
cases-decided-to = Entschieden bis
cases-hand = Bei wem die Aufgabe liegt
cases-nobody = Bei niemandem
cases-order = Reihenfolge
cases-newest = Neueste zuerst
cases-oldest = Älteste zuerst
cases-deadline = Frist
cases-only-late = Nur mit überfälliger Aufgabe
cases-chosen = Gewählte Filter
cases-chip-text = Suche: { $text }
cases-chip-received = Eingang { $from } bis { $to }
cases-chip-decided = Entschieden { $from } bis { $to }
cases-chip-remove = Filter entfernen: { $label }
cases-procedure = Verfahren
cases-procedure-application = Antrag
cases-procedure-objection = Widerspruch
cases-count = { $count ->
    [one] Ein Vorgang
   *[other] { $count } Vorgänge
}
cases-more-than = Mehr als { $count } Vorgänge. Die Zahlen an den Filtern gelten für die ersten { $count }.
cases-cut = Vielleicht fehlen Treffer
cases-cut-why = Sehr viele Vorgänge passen. Nur die { $count } neuesten wurden mit den übrigen Filtern verglichen. Suchen Sie genauer, zum Beispiel mit einem weiteren Wort.
cases-first-page = Zum Anfang
desk-counts-more = über { $count }
cases-export = Als Datei speichern
cases-export-why = Alle gefundenen Vorgänge als Datei für eine Tabellenkalkulation, höchstens { $count }. Dass Sie die Datei gespeichert haben, wird mit Ihrem Namen festgehalten. Sie enthält personenbezogene Daten: Löschen Sie sie, sobald Sie sie nicht mehr brauchen.
cases-export-name = Vorgaenge
cases-decided-on = Entschieden am
