# Arbeitsliste: Zusätze
desk-filter-late = Zu spät
desk-empty-late = Nichts ist zu spät
desk-empty-late-why = Alle Aufgaben sind noch in der Zeit.
desk-to-inquiries = { $count ->
    [0] Fragen von anderen Behörden
    [one] Fragen von anderen Behörden (1 offen)
   *[other] Fragen von anderen Behörden ({ $count } offen)
}

# Leitung
lead-title = Arbeit verteilen
lead-load = Wer hat wie viele Aufgaben?
lead-nothing = Es gibt keine offenen Aufgaben.
lead-person = Person
lead-nobody = noch bei niemandem
lead-open = Offen
lead-late = Zu spät
lead-oldest = Älteste Aufgabe
lead-waits = Wartet seit
lead-tasks = Aufgaben geben
lead-tasks-of = Sie sehen Aufgaben von
lead-everybody = allen
lead-show-everybody = Alle zeigen
lead-filter-all = Alle offenen
lead-no-tasks = Hier gibt es keine Aufgaben.
lead-to = Wer soll die Aufgaben bekommen?
lead-to-hint = Wählen Sie oben Aufgaben aus. Hat schon jemand die Aufgabe? Sie können sie trotzdem einer anderen Person geben.
lead-assign = Aufgaben dieser Person geben
lead-back = Aufgaben wieder für alle
lead-tasks-missing = Wählen Sie eine Aufgabe aus.
lead-person-missing = Wählen Sie eine Person aus.
lead-told-given = { $count ->
    [one] Eine Aufgabe hat jetzt jemand anderes.
   *[other] { $count } Aufgaben hat jetzt jemand anderes.
}
lead-told-refused = { $count ->
    [one] Bei einer Aufgabe ging es nicht
   *[other] Bei { $count } Aufgaben ging es nicht
}

# Vertretung
deputies-title = Vertretungen
deputies-lead = Ist jemand nicht da? Dann macht eine andere Person die Arbeit. Das nennt man Vertretung.
deputies-none = Es gibt gerade keine Vertretung.
deputies-arrange = Vertretungen regeln
deputies-name = Vertretung eintragen
deputies-who = Wer ist nicht da?
deputies-deputy = Wer macht die Arbeit?
deputies-from = Erster Tag
deputies-until = Letzter Tag
deputies-button = Vertretung eintragen
deputies-end = Beenden
deputies-who-missing = Wählen Sie aus: Wer ist nicht da?
deputies-deputy-missing = Wählen Sie aus: Wer macht die Arbeit?
deputies-same = Das ist die gleiche Person. Wählen Sie eine andere Person.
deputies-from-missing = Schreiben Sie den ersten Tag. Zum Beispiel: 24. 12. 2026.
deputies-until-missing = Schreiben Sie den letzten Tag. Zum Beispiel: 31. 12. 2026.
deputies-order = Der letzte Tag ist vor dem ersten Tag. Ändern Sie einen Tag.
deputies-refused = Diese Person geht nicht. Wählen Sie eine Person aus dieser Behörde.
deputies-told-named = Die Vertretung ist eingetragen.
deputies-told-ended = Die Vertretung ist vorbei.

# Viele auf einmal
bulk-choose = { $name }, { $reference } auswählen
bulk-begin = Ausgewählte zusammen bearbeiten
bulk-begin-what = Sind die Aufgaben gleich? Dann können Sie alle zusammen entscheiden. Sie schreiben den Grund nur einmal.
bulk-none = Sie haben keine Aufgaben ausgewählt
bulk-none-why = Wählen Sie auf der Arbeits-Liste Aufgaben aus. Vielleicht hat jemand anderes die Aufgaben genommen.
bulk-several = Das sind verschiedene Aufgaben
bulk-several-why = Zusammen gehen nur gleiche Aufgaben. Machen Sie mit einer Gruppe weiter.
bulk-these = { $count ->
    [one] Mit dieser Aufgabe weitermachen
   *[other] Mit diesen { $count } Aufgaben weitermachen
}
bulk-title = { $count ->
    [one] Eine Aufgabe machen
   *[other] { $count } Aufgaben zusammen machen
}
bulk-gone = { $count ->
    [one] Eine Aufgabe ist nicht mehr dabei. Sie ist fertig. Oder jemand anderes hat sie.
   *[other] { $count } Aufgaben sind nicht mehr dabei. Sie sind fertig. Oder jemand anderes hat sie.
}
bulk-cases = Zeigen, wer dabei ist
bulk-more = { $count ->
    [one] und noch einer
   *[other] und noch { $count }
}
bulk-all = Alle { $count } gleichen Aufgaben nehmen
bulk-form = Diese Aufgabe geht nur einzeln
bulk-form-why = Hier muss man für jeden Vorgang etwas anderes eintragen. Öffnen Sie die Vorgänge einzeln.
bulk-reasons-hint = Der Grund steht in jedem Bescheid. Er muss für alle stimmen. Das steht im Gesetz (§ 39 Abs. 1 VwVfG).
bulk-note-hint = Die Notiz steht in jeder Akte. Sie steht nicht im Bescheid.
bulk-on = Weiter
bulk-confirm = { $count ->
    [one] Einen Vorgang entscheiden?
   *[other] { $count } Vorgänge entscheiden?
}
bulk-outcome = Entscheidung
bulk-next = Ihre Entscheidung kommt mit Ihrem Namen in jede Akte. Die Briefe werden erst nach 15 Minuten gemacht. So lange können Sie alles zurücknehmen.
bulk-do = { $count ->
    [one] Einen Vorgang jetzt entscheiden
   *[other] { $count } Vorgänge jetzt entscheiden
}
bulk-change = Ändern
bulk-done = { $count ->
    [0] Kein Vorgang ist fertig
    [one] Ein Vorgang ist fertig
   *[other] { $count } Vorgänge sind fertig
}
bulk-refused = { $count ->
    [one] Ein Vorgang ist nicht fertig
   *[other] { $count } Vorgänge sind nicht fertig
}
bulk-refused-what = Hier hat sich nichts geändert:
bulk-recent = { $count ->
    [one] „{ $name }“: in einem Vorgang gemacht
   *[other] „{ $name }“: in { $count } Vorgängen zusammen gemacht
}
bulk-until = Sie können das bis { $time } zurücknehmen. Danach werden die Briefe verschickt.
bulk-back = { $count ->
    [one] In diesem Vorgang zurücknehmen
   *[other] In allen { $count } Vorgängen zurücknehmen
}
bulk-back-done = { $count ->
    [one] Ein Vorgang ist wieder wie vorher.
   *[other] { $count } Vorgänge sind wieder wie vorher.
}
bulk-back-late = { $count ->
    [one] In einem Vorgang war es zu spät.
   *[other] In { $count } Vorgängen war es zu spät.
}
bulk-back-none = Es war nichts mehr zum Zurücknehmen da.
bulk-why-taken = Jemand anderes hat diese Aufgabe.
bulk-why-settled = Diese Aufgabe ist schon fertig.
bulk-why-duty = Diese Aufgabe ist für Personen mit dieser Rolle: { $role }.
bulk-why-four-eyes = Die gleiche Person hat den Schritt davor gemacht. Es müssen 2 Personen sein.
bulk-why-outcome = Diese Entscheidung gibt es hier nicht.
bulk-why-form = Hier muss man noch etwas eintragen. Öffnen Sie den Vorgang einzeln.
bulk-why-gone = Diesen Vorgang gibt es nicht. Oder er ist nicht für Sie.
bulk-why-other = Das ging nicht. Öffnen Sie den Vorgang einzeln.
