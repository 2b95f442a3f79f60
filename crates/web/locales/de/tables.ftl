# Tabellen im Antrag
entries-number = Nr.
entries-actions = Was möchten Sie tun?
entries-sum = Summe
entries-none = Noch ist nichts eingetragen.
entries-blank = Leer, zählt nicht
entries-remove = Entfernen
entries-import = Aus einer Datei einlesen
entries-full = Mehr als { $max } Einträge sind nicht möglich.
entries-caption = { $label }: { $total }
entries-caption-part = { $label }: { $first } bis { $last } von { $total }
entries-problems = { $count ->
    [one] Eine Angabe prüfen
   *[other] { $count } Angaben prüfen
}
entries-more-problems = { $count ->
    [one] Und eine weitere Angabe. In der Tabelle steht, wo.
   *[other] Und { $count } weitere Angaben. In der Tabelle steht, wo.
}
entry-save = { $label } übernehmen
entry-save-another = Übernehmen und noch einen Eintrag machen
computed-none = Das berechnen wir aus Ihren Angaben.

# Eine Datei in eine Tabelle einlesen
import-title = Aus einer Datei einlesen
import-lead = Sie können bis zu { $max } Zeilen aus einer Tabelle übernehmen. Gespeichert wird erst, wenn Sie es nach der Prüfung bestätigen.
import-file = Datei mit Ihrer Tabelle
import-look = Datei prüfen
import-template-title = Vorlage
import-template-text = In der ersten Zeile stehen die Überschriften der Spalten. Am sichersten füllen Sie unsere Vorlage aus. Wir lesen das erste Tabellenblatt.
import-template = Leere Vorlage herunterladen ({ $kind })
import-columns = Welche Spalten die Datei haben kann
import-column = Spalte
import-content = Was hineingehört
import-need = Nötig?
import-needed = Ja
import-optional = Freiwillig
import-is-date = Datum, zum Beispiel 3.4.2026
import-is-number = Zahl, zum Beispiel 1.234,50
import-is-integer = Ganze Zahl
import-is-yes-no = Ja oder Nein
import-is-text = Text
import-no-file = Wählen Sie eine Datei aus.
import-empty = In der Datei steht nichts. Wählen Sie bitte eine andere Datei.
import-too-large = Die Datei ist zu groß. Erlaubt sind { $max }. Löschen Sie Blätter und Spalten, die wir nicht brauchen, oder speichern Sie die Tabelle als CSV.
import-kind = Diese Datei können wir nicht lesen. Speichern Sie Ihre Tabelle als XLSX, ODS oder CSV.
import-old = Diese Datei hat das alte Format XLS oder ist mit einem Passwort geschützt. Speichern Sie sie als XLSX ohne Passwort.
import-damaged = Die Datei ist beschädigt. Öffnen Sie sie in Ihrem Programm und speichern Sie sie noch einmal.
import-too-many = Die Datei hat zu viele Zeilen. Möglich sind höchstens { $max } Einträge.
import-too-wide = Zeile { $row } hat mehr als { $max } Spalten. Löschen Sie Spalten, die wir nicht brauchen.
import-too-long = In Zeile { $row } steht ein Text mit mehr als { $max } Zeichen. Kürzen Sie ihn.
import-no-headings = Wir haben keine Zeile mit den Überschriften der Spalten gefunden. Nehmen Sie die Überschriften aus unserer Vorlage.
import-no-rows = Unter den Überschriften stehen keine Zeilen.
import-found-title = Das haben wir in der Datei gefunden
import-found = { $count ->
    [one] Eine Zeile in „{ $file }“. Noch ist nichts gespeichert.
   *[other] { $count } Zeilen in „{ $file }“. Noch ist nichts gespeichert.
}
import-all-fit = Alle Angaben passen
import-missing = { $count ->
    [one] Eine Spalte fehlt
   *[other] { $count } Spalten fehlen
}
import-missing-text = Ergänzen Sie die Spalten in Ihrer Datei und lesen Sie sie noch einmal ein. Oder tragen Sie die Angaben nach dem Übernehmen Zeile für Zeile nach.
import-problems = { $count ->
    [one] Eine Angabe passt nicht
   *[other] { $count } Angaben passen nicht
}
import-problems-text = Verbessern Sie Ihre Datei und lesen Sie sie noch einmal ein. Oder übernehmen Sie die Zeilen und verbessern Sie die Angaben dann in der Tabelle.
import-problems-caption = Was nicht passt
import-row = Zeile
import-value = Inhalt
import-what = Was zu tun ist
import-more = { $count ->
    [one] Dazu kommt eine weitere Angabe.
   *[other] Dazu kommen { $count } weitere Angaben.
}
import-take-title = { $count ->
    [one] Zeile übernehmen
   *[other] Zeilen übernehmen
}
import-how = { $count ->
    [one] Es gibt schon einen Eintrag. Was soll damit geschehen?
   *[other] Es gibt schon { $count } Einträge. Was soll damit geschehen?
}
import-add = Behalten und die neuen Zeilen dahinter einfügen
import-replace = { $count ->
    [one] Löschen und durch die neuen Zeilen ersetzen
   *[other] Alle { $count } löschen und durch die neuen Zeilen ersetzen
}
import-only-replace = Zusammen wären es mehr als { $max } Einträge.
import-take = { $count ->
    [one] Eine Zeile übernehmen
   *[other] { $count } Zeilen übernehmen
}
import-other = Andere Datei wählen
import-cancel = Nichts übernehmen
import-recognised = Erkannte Spalten
import-in-file = In Ihrer Datei
import-in-form = Im Antrag
import-unknown = Diese Spalten übernehmen wir nicht:
import-totals = Zeilen mit Summen übernehmen wir nicht: { $rows }. Wir rechnen selbst.
import-sample = Die ersten Zeilen
