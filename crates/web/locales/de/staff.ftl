# Arbeitsliste: Zusätze
desk-filter-late = Überfällig
desk-empty-late = Nichts ist überfällig
desk-empty-late-why = Alle Aufgaben, die eine Frist haben, liegen noch in der Zeit.
desk-to-inquiries = { $count ->
    [0] Anfragen anderer Behörden
    [one] Anfragen anderer Behörden (1 offen)
   *[other] Anfragen anderer Behörden ({ $count } offen)
}

# Leitung
lead-title = Arbeit verteilen
lead-load = Verteilung der offenen Aufgaben
lead-nothing = Zurzeit ist keine Aufgabe offen.
lead-person = Bei wem
lead-nobody = nicht übernommen
lead-open = Offen
lead-late = Überfällig
lead-oldest = Älteste Aufgabe
lead-waits = Wartet seit
lead-tasks = Aufgaben zuweisen
lead-tasks-of = Gezeigt werden Aufgaben von
lead-everybody = allen
lead-show-everybody = Alle zeigen
lead-filter-all = Alle offenen
lead-no-tasks = Hier gibt es keine Aufgaben.
lead-to = Zuweisen an
lead-to-hint = Wählen Sie oben Aufgaben aus. Sie können auch Aufgaben zuweisen, die schon jemand bearbeitet.
lead-assign = Ausgewählte Aufgaben zuweisen
lead-back = Ausgewählte für alle freigeben
lead-tasks-missing = Wählen Sie mindestens eine Aufgabe aus.
lead-person-missing = Wählen Sie aus, wer die Aufgaben bekommt.
lead-told-given = { $count ->
    [one] Eine Aufgabe ist neu zugeordnet.
   *[other] { $count } Aufgaben sind neu zugeordnet.
}
lead-told-refused = { $count ->
    [one] Eine Aufgabe ließ sich nicht zuordnen
   *[other] { $count } Aufgaben ließen sich nicht zuordnen
}

# Vertretung
deputies-title = Vertretungen
deputies-lead = Wer jemanden vertritt, hat für diese Zeit auch dessen Rollen und Aufgaben und handelt unter dem eigenen Namen.
deputies-none = Zurzeit ist keine Vertretung eingetragen.
deputies-arrange = Vertretungen regeln
deputies-name = Vertretung eintragen
deputies-who = Abwesend
deputies-deputy = Vertretung
deputies-from = Erster Tag
deputies-until = Letzter Tag
deputies-button = Vertretung eintragen
deputies-end = Beenden
deputies-who-missing = Wählen Sie aus, wer abwesend ist.
deputies-deputy-missing = Wählen Sie aus, wer vertritt.
deputies-same = Niemand vertritt sich selbst. Wählen Sie eine andere Person.
deputies-from-missing = Geben Sie den ersten Tag an, zum Beispiel 24. 12. 2026.
deputies-until-missing = Geben Sie den letzten Tag an, zum Beispiel 31. 12. 2026.
deputies-order = Der letzte Tag liegt vor dem ersten. Ändern Sie einen der beiden.
deputies-refused = Diese Person kann nicht vertreten. Wählen Sie jemanden, der in dieser Behörde arbeitet.
deputies-told-named = Die Vertretung ist eingetragen.
deputies-told-ended = Die Vertretung ist beendet.

# Viele auf einmal
bulk-choose = { $name }, { $reference } auswählen
bulk-begin = Ausgewählte gemeinsam bearbeiten
bulk-begin-what = Gleiche Aufgaben können Sie mit einer Entscheidung und einer Begründung erledigen. Jeder Vorgang bekommt seinen eigenen Eintrag.
bulk-none = Keine Aufgaben ausgewählt
bulk-none-why = Wählen Sie auf der Arbeitsliste Aufgaben aus. Aufgaben, die inzwischen jemand anderes hat, zählen nicht mehr dazu.
bulk-several = Ihre Auswahl enthält verschiedene Aufgaben
bulk-several-why = Gemeinsam lassen sich nur gleiche Aufgaben derselben Leistung erledigen. Machen Sie mit einer Gruppe weiter.
bulk-these = { $count ->
    [one] Mit dieser einen Aufgabe weitermachen
   *[other] Mit diesen { $count } Aufgaben weitermachen
}
bulk-title = { $count ->
    [one] Eine Aufgabe erledigen
   *[other] { $count } Aufgaben gemeinsam erledigen
}
bulk-gone = { $count ->
    [one] Eine ausgewählte Aufgabe ist nicht mehr dabei: Sie ist erledigt, oder jemand anderes hat sie.
   *[other] { $count } ausgewählte Aufgaben sind nicht mehr dabei: Sie sind erledigt, oder jemand anderes hat sie.
}
bulk-cases = Zeigen, um welche Vorgänge es geht
bulk-more = { $count ->
    [one] und ein weiterer
   *[other] und { $count } weitere
}
bulk-all = Alle { $count } offenen Aufgaben dieser Art nehmen
bulk-form = Diese Aufgabe geht nur einzeln
bulk-form-why = Zu dieser Aufgabe gehören Angaben, die für jeden Vorgang anders sind. Öffnen Sie die Vorgänge einzeln.
bulk-reasons-hint = Die Begründung steht wörtlich in jedem Bescheid. Sie muss für alle ausgewählten Vorgänge zutreffen (§ 39 Abs. 1 VwVfG).
bulk-note-hint = Die Notiz steht in jeder Akte, nicht im Bescheid.
bulk-on = Weiter zur Bestätigung
bulk-confirm = { $count ->
    [one] Einen Vorgang entscheiden?
   *[other] { $count } Vorgänge entscheiden?
}
bulk-outcome = Entscheidung
bulk-next = Jede Entscheidung wird mit Ihrem Namen in der Akte festgehalten. Bescheide werden erst nach 15 Minuten erstellt. Bis dahin können Sie alles rückgängig machen.
bulk-do = { $count ->
    [one] Einen Vorgang verbindlich entscheiden
   *[other] { $count } Vorgänge verbindlich entscheiden
}
bulk-change = Ändern
bulk-done = { $count ->
    [0] Kein Vorgang ist erledigt
    [one] Ein Vorgang ist erledigt
   *[other] { $count } Vorgänge sind erledigt
}
bulk-refused = { $count ->
    [one] Ein Vorgang ist nicht erledigt
   *[other] { $count } Vorgänge sind nicht erledigt
}
bulk-refused-what = Diese Vorgänge sind unverändert:
bulk-recent = { $count ->
    [one] „{ $name }“: in einem Vorgang gemeinsam erledigt
   *[other] „{ $name }“: in { $count } Vorgängen gemeinsam erledigt
}
bulk-until = Bis { $time } können Sie das rückgängig machen. Danach gehen die Bescheide hinaus.
bulk-back = { $count ->
    [one] In diesem Vorgang rückgängig machen
   *[other] In allen { $count } Vorgängen rückgängig machen
}
bulk-back-done = { $count ->
    [one] Ein Vorgang steht wieder wie vorher.
   *[other] { $count } Vorgänge stehen wieder wie vorher.
}
bulk-back-late = { $count ->
    [one] In einem Vorgang war es zu spät: Dort ging es schon weiter.
   *[other] In { $count } Vorgängen war es zu spät: Dort ging es schon weiter.
}
bulk-back-none = Es gab nichts mehr rückgängig zu machen.
bulk-why-taken = Jemand anderes bearbeitet diese Aufgabe.
bulk-why-settled = Diese Aufgabe ist schon erledigt oder entfallen.
bulk-why-duty = Diese Aufgabe gehört zur Rolle „{ $role }“.
bulk-why-four-eyes = Vier-Augen-Prinzip: Den Schritt davor hat dieselbe Person bearbeitet.
bulk-why-outcome = Diese Entscheidung gibt es in der Fassung nicht, nach der dieser Vorgang läuft.
bulk-why-form = Zu dieser Aufgabe gehören eigene Angaben. Öffnen Sie den Vorgang einzeln.
bulk-why-gone = Diesen Vorgang gibt es nicht, oder er ist nicht für Sie.
bulk-why-other = Das ließ sich nicht ausführen. Öffnen Sie den Vorgang einzeln.
