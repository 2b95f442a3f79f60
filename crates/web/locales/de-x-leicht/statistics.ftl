# Zahlen, Dateien, Aufgaben bei der Leitung
stat-title = Zahlen
stat-period = Zeit aussuchen
stat-this-month = Dieser Monat
stat-last-month = Letzter Monat
stat-this-quarter = Dieses Viertel-Jahr
stat-last-quarter = Letztes Viertel-Jahr
stat-this-year = Dieses Jahr
stat-last-year = Letztes Jahr
stat-other = Andere Tage oder nur eine Leistung
stat-from = Erster Tag
stat-to = Letzter Tag
stat-days-hint = So schreiben Sie den Tag: 1. 3. 2026
stat-button = Zahlen zeigen
stat-from-missing = Schreiben Sie den ersten Tag. Zum Beispiel: 1. 3. 2026.
stat-to-missing = Schreiben Sie den letzten Tag. Zum Beispiel: 31. 3. 2026.
stat-too-early = Schreiben Sie das Jahr 2000 oder ein späteres Jahr.
stat-reversed = Der letzte Tag ist vor dem ersten Tag. Ändern Sie einen Tag.
stat-too-long = Wählen Sie höchstens 5 Jahre. Ändern Sie einen Tag.
stat-future = Zahlen gibt es bis heute. Heute ist der { $today }. Wählen Sie diesen Tag oder einen Tag davor.
stat-days = Die Zahlen sind vom { $from } bis { $to }.
stat-nothing = In dieser Zeit ist nichts angekommen. In dieser Zeit ist nichts entschieden worden.
stat-total = Alle Zahlen zusammen
stat-received = Angekommen
stat-decided = Entschieden
stat-automatic = Vom Programm
stat-rate = Vom Programm entschieden
stat-rate-percent = Vom Programm (%)
stat-withdrawn = Zurückgenommen
stat-objections = Widersprüche
stat-median = Die Hälfte war fertig nach
stat-nine = 9 von 10 waren fertig nach
stat-median-column = Die Hälfte fertig nach
stat-nine-column = 9 von 10 fertig nach
stat-median-days = Die Hälfte (Tage)
stat-nine-days = 9 von 10 (Tage)
stat-open-now = Jetzt offen
stat-open = Offen
stat-open-age = So lange warten die offenen Anträge
stat-age = Angekommen
stat-share = Anteil
stat-age-week = vor höchstens 7 Tagen
stat-age-month = vor 8 bis 30 Tagen
stat-age-quarter = vor 31 bis 90 Tagen
stat-age-older = vor mehr als 90 Tagen
stat-open-week = Offen bis 7 Tage
stat-open-month = Offen 8 bis 30 Tage
stat-open-quarter = Offen 31 bis 90 Tage
stat-open-older = Offen über 90 Tage
stat-open-objections = { $count ->
    [one] Es gibt auch 1 offenen Widerspruch.
   *[other] Es gibt auch { $count } offene Widersprüche.
}
stat-by-service = Jede Leistung für sich
stat-by-month = Jeder Monat für sich
stat-month = Monat
stat-part = { $from } bis { $to }
stat-chart = Angekommen und entschieden in jedem Monat
chart-name = Bild mit Balken: { $title }. In der Tabelle daneben stehen die gleichen Zahlen.
stat-within-hour = weniger als 1 Stunde
stat-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
stat-time-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
stat-how = So zählen wir
stat-how-decided = Ein Antrag zählt an dem Tag: Er ist angekommen. Oder: Er ist entschieden. Oder: Er ist zurückgenommen. Manche Anträge entscheidet das Programm allein. Dann hat kein Mensch daran gearbeitet.
stat-how-objections = Ein Widerspruch zählt an dem Tag: Er ist angekommen. Der Anteil heißt: So viele Widersprüche gibt es für 100 Entscheidungen.
stat-how-time = Die Zeit beginnt, wenn der Antrag ankommt. Die Zeit endet mit der Entscheidung. Auch das Wochen-Ende zählt mit.
stat-how-open = Offen heißt: Der Antrag ist heute noch nicht entschieden. Wir zählen nur Vorgänge, die Sie lesen dürfen.
stat-export-why = Sie können diese Zahlen als Datei speichern. Wir schreiben auf, dass Sie die Datei gespeichert haben.
stat-export-name = Zahlen
stat-all-services = alle Leistungen
export-xlsx = Excel-Datei speichern
export-csv = CSV-Datei speichern
desk-escalated = bei der Leitung seit { $day }
history-task-escalated = Die Aufgabe ist schon lange zu spät. Die Leitung sieht das jetzt.
lead-escalated = Schon lange zu spät
lead-escalated-count = { $count ->
    [one] 1 Aufgabe ist schon lange zu spät
   *[other] { $count } Aufgaben sind schon lange zu spät
}
lead-escalated-show = Diese Aufgaben zeigen
