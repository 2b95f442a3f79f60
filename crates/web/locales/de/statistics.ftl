# Zahlen der Behörde, Dateien, eskalierte Aufgaben
stat-title = Statistik
stat-period = Zeitraum auswählen
stat-this-month = Dieser Monat
stat-last-month = Letzter Monat
stat-this-quarter = Dieses Quartal
stat-last-quarter = Letztes Quartal
stat-this-year = Dieses Jahr
stat-last-year = Letztes Jahr
stat-other = Andere Tage oder nur eine Leistung
stat-from = Von
stat-to = Bis
stat-days-hint = Zum Beispiel 1. 3. 2026
stat-button = Zahlen anzeigen
stat-from-missing = Geben Sie den ersten Tag an, zum Beispiel 1. 3. 2026.
stat-to-missing = Geben Sie den letzten Tag an, zum Beispiel 31. 3. 2026.
stat-too-early = Geben Sie ein Jahr ab 2000 an. Ältere Vorgänge gibt es hier nicht.
stat-reversed = Das Ende liegt vor dem Anfang. Ändern Sie einen der beiden Tage.
stat-too-long = Wählen Sie höchstens fünf Jahre. Ändern Sie den ersten oder den letzten Tag.
stat-future = Zahlen gibt es bis heute, { $today }. Wählen Sie diesen Tag oder einen früheren.
stat-days = Zahlen vom { $from } bis { $to }
stat-nothing = In dieser Zeit ist nichts eingegangen und nichts entschieden worden.
stat-total = Zahlen im Überblick
stat-received = Eingegangen
stat-decided = Entschieden
stat-automatic = Automatisch
stat-rate = Automatisch entschieden
stat-rate-percent = Automatisch (%)
stat-withdrawn = Zurückgenommen
stat-objections = Widersprüche
stat-median = Hälfte entschieden nach
stat-nine = 9 von 10 entschieden nach
stat-median-column = Hälfte nach
stat-nine-column = 9 von 10 nach
stat-median-days = Median (Tage)
stat-nine-days = 90 % (Tage)
stat-open-now = Jetzt offen
stat-open = Offen
stat-open-age = Offene Anträge nach Alter
stat-age = Eingegangen
stat-share = Anteil
stat-age-week = vor 7 Tagen oder weniger
stat-age-month = vor 8 bis 30 Tagen
stat-age-quarter = vor 31 bis 90 Tagen
stat-age-older = vor mehr als 90 Tagen
stat-open-week = Offen bis 7 Tage
stat-open-month = Offen 8 bis 30 Tage
stat-open-quarter = Offen 31 bis 90 Tage
stat-open-older = Offen über 90 Tage
stat-open-objections = { $count ->
    [one] Dazu kommt ein offener Widerspruch.
   *[other] Dazu kommen { $count } offene Widersprüche.
}
stat-by-service = Nach Leistung
stat-by-month = Nach Monat
stat-month = Monat
stat-part = { $from } bis { $to }
stat-chart = Eingegangen und entschieden nach Monat
chart-name = Diagramm: { $title }. Die Tabelle daneben enthält dieselben Zahlen.
stat-within-hour = unter 1 Stunde
stat-hours = { $count ->
    [one] 1 Stunde
   *[other] { $count } Stunden
}
stat-time-days = { $count ->
    [one] 1 Tag
   *[other] { $count } Tage
}
stat-how = So zählen wir
stat-how-decided = Anträge zählen an dem Tag, an dem sie eingegangen, entschieden oder zurückgenommen worden sind. Automatisch entschieden ist ein Antrag, an dem kein Mensch gearbeitet hat (§ 35a VwVfG).
stat-how-objections = Widersprüche zählen an dem Tag, an dem sie eingegangen sind. Ihr Anteil bezieht sich auf die Entscheidungen derselben Zeit.
stat-how-time = Die Zeit läuft vom Eingang bis zur Entscheidung, auch an Wochenenden. Die Hälfte der Anträge war nach der ersten Zeit entschieden (Median), neun von zehn nach der zweiten.
stat-how-open = Offen sind Anträge, die heute weder entschieden noch beendet sind. Gezählt werden die Vorgänge, die Sie lesen dürfen.
stat-export-why = Die Zahlen dieser Seite mit einer Zeile je Leistung und je Monat. Dass Sie die Datei gespeichert haben, wird mit Ihrem Namen festgehalten.
stat-export-name = Statistik
stat-all-services = alle Leistungen
export-xlsx = Excel-Datei speichern
export-csv = CSV-Datei speichern
desk-escalated = eskaliert seit { $day }
history-task-escalated = Aufgabe eskaliert: seit Längerem überfällig
lead-escalated = Eskaliert
lead-escalated-count = { $count ->
    [one] Eine Aufgabe ist eskaliert
   *[other] { $count } Aufgaben sind eskaliert
}
lead-escalated-show = Eskalierte Aufgaben zeigen
