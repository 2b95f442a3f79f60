# Aktionspläne und ihre Maßnahmen
steer-title = Maßnahmen der Aktionspläne
steer-lead = Was das Land sich für E-Government und IT vorgenommen hat: wer federführend ist, bis wann es fertig sein soll und was daraus geworden ist.
steer-none = Noch kein Aktionsplan
steer-none-what = Hier stehen die Maßnahmen, sobald ein Aktionsplan eingelesen ist.
steer-plan = Aktionsplan
steer-lead-office = Federführung
steer-status = Projektstatus
steer-where = Über alle Pläne
steer-finding = Auffälligkeit
steer-search = Maßnahme suchen
steer-search-button = Suchen
steer-filters = Weitere Filter
steer-nothing = Keine Maßnahme gefunden
steer-nothing-what = Ändern Sie die Suche oder nehmen Sie einen Filter heraus.
steer-measure = Maßnahme
steer-due = Geplanter Abschluss
steer-plans = In den Plänen
steer-findings = Auffälligkeiten
steer-count = { $count ->
    [one] Eine Maßnahme
   *[other] { $count } Maßnahmen
}
steer-count-more = Mindestens { $count } Maßnahmen
steer-measures = { $count ->
    [one] Eine Maßnahme
   *[other] { $count } Maßnahmen
}
steer-to-plans = Alle Aktionspläne
steer-as-csv = Diese Liste als CSV
steer-as-json = Diese Liste als JSON
steer-findings-csv = Alle Auffälligkeiten als CSV
steer-findings-json = Alle Auffälligkeiten als JSON
steer-measure-json = Diese Maßnahme für Programme (JSON)
steer-runs = Im letzten Plan
steer-completed = Abgeschlossen
steer-merged = In anderer aufgegangen
steer-vanished = Ohne Abschluss verschwunden
steer-moved-later = { $months ->
    [one] um einen Monat verschoben
   *[other] um { $months } Monate verschoben
}
steer-moved-earlier = { $months ->
    [one] um einen Monat vorgezogen
   *[other] um { $months } Monate vorgezogen
}
steer-moved = Verschiebung
steer-end = Ende
steer-end-completed = Steht im Aktionsplan { $year } unter den abgeschlossenen Maßnahmen.
steer-end-vanished = Fehlt seit dem Aktionsplan { $year } und steht in keiner Liste abgeschlossener Maßnahmen.
steer-went-into = Aufgegangen in
steer-came-from = Hervorgegangen aus
steer-admitted = Aufgenommen
steer-findings-title = Was auffällt
steer-history = Verlauf
steer-number = Nummer
steer-no-number = ohne (NEU)
steer-title-then = Titel
steer-slippage = Monate später als zuerst geplant ({ $day })
steer-slippage-months = Monate
steer-texts = Was die Pläne sagen
steer-text-of = Text im Aktionsplan { $year }
steer-text-same = Unverändert gegenüber dem Plan davor.
steer-links = Warum das dieselbe Maßnahme ist
steer-links-how = Die Nummern werden jedes Jahr neu vergeben. Titel, Text, Federführung, Jahr der Aufnahme und frühere Nummern zeigen, welche Maßnahmen zusammengehören.
steer-link = Von { $from } nach { $to }: { $trust }
steer-trust = Sicherheit
steer-trust-low = unsicher, bitte prüfen
steer-trust-medium = wahrscheinlich
steer-trust-high = sicher
steer-trust-confirmed = von einem Menschen bestätigt
steer-source = Aktionsplan { $year }, Zeile { $line } der Quelle
steer-plans-title = Aktionspläne
steer-plans-lead = Jeder Plan steht hier so, wie er veröffentlicht wurde.
steer-plan-of = Aktionsplan { $year }
steer-as-of = Stand
steer-content = Inhalt
steer-file = Quelle
steer-unsure = Zuordnungen, die ein Mensch prüfen sollte
steer-unsure-what = Ob diese Maßnahmen dieselben sind, ist nicht sicher.
steer-earlier = Früherer Plan
steer-later = Späterer Plan
steer-rule-verschiebung = Abschluss verschoben
steer-rule-verschiebung-gesamt = Abschluss über alle Pläne verschoben
steer-rule-faellig-und-im-plan = Fällig und noch „im Plan“
steer-rule-text-sagt-abgeschlossen = Laut Text abgeschlossen
steer-rule-text-sagt-verzug = Laut Text in Verzug
steer-rule-text-nennt-status = Text nennt anderen Status
steer-rule-ohne-abschluss-verschwunden = Ohne Abschluss verschwunden
steer-rule-abgeschlossen-und-gefuehrt = Abgeschlossen und weiter geführt
steer-rule-text-unveraendert = Text seit Jahren unverändert
steer-rule-fussnote-fehlt = Fußnote fehlt
steer-rule-fussnote-mehrfach = Fußnote mehrfach
steer-rule-vormals-andere-massnahme = Frühere Nummer passt nicht
steer-rule-vormals-doppelt = Frühere Nummer doppelt
steer-rule-verweis-ohne-ziel = Verweis ohne Ziel
steer-rule-verweis-doppelt = Verweis doppelt
steer-rule-verweis-unlesbar = Verweis unlesbar
steer-rule-harte-frist = Feste Frist
steer-found-later = { $months ->
    [one] Der geplante Abschluss wurde um einen Monat verschoben, vom { $from } auf den { $to }.
   *[other] Der geplante Abschluss wurde um { $months } Monate verschoben, vom { $from } auf den { $to }.
}
steer-found-earlier = { $months ->
    [one] Der geplante Abschluss wurde um einen Monat vorgezogen, vom { $from } auf den { $to }.
   *[other] Der geplante Abschluss wurde um { $months } Monate vorgezogen, vom { $from } auf den { $to }.
}
steer-found-due = Der geplante Abschluss ({ $due }) war beim Stand des Plans ({ $day }) vorbei, der Projektstatus heißt aber „im Plan“.
steer-found-done-in-text = Der Text sagt, dass die Maßnahme abgeschlossen ist, der Projektstatus heißt aber „{ $status }“.
steer-found-late-in-text = Der Text spricht von Verzug, der Projektstatus heißt aber „im Plan“.
steer-found-other-status = Der Projektstatus heißt „{ $head }“, der Text nennt „{ $text }“.
steer-found-vanished = Seit dem Aktionsplan { $year } fehlt die Maßnahme, ohne dass ein Plan sie als abgeschlossen nennt.
steer-found-completed-and-open = Der Plan nennt die Maßnahme als abgeschlossen und führt sie zugleich weiter.
steer-found-unchanged = Der Text ist in diesen Plänen derselbe: { $years }.
steer-found-no-footnote = Zu diesen Fußnotenzeichen gibt es keine Fußnote: { $numbers }.
steer-found-footnote-twice = Das Fußnotenzeichen { $number } steht an mehreren Stellen.
steer-found-former-other = Die frühere Nummer { $number } gehört im letzten Plan, der sie hat, zu einer anderen Maßnahme.
steer-found-former-twice = Zwei Maßnahmen nennen dieselbe frühere Nummer { $number }.
steer-found-dangling = Der Text verweist auf Maßnahme { $number }, die der Plan nicht hat.
steer-found-named-twice = Der Text nennt Maßnahme { $number } zweimal hintereinander; gemeint war wohl eine andere.
steer-found-number-lost = Der Text verweist auf eine Maßnahme, deren Nummer fehlt.
steer-found-deadline = Der Text nennt eine feste Frist: { $day }.
