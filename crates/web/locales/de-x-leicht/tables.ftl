# Tabellen im Antrag
entries-number = Nr.
entries-actions = Was wollen Sie machen?
entries-sum = Zusammen
entries-none = Hier steht noch nichts.
entries-blank = Leer. Das zählt nicht.
entries-remove = Wegnehmen
entries-import = Aus einer Datei holen
entries-full = Mehr als { $max } Einträge gehen nicht.
entries-caption = { $label }: { $total }
entries-caption-part = { $label }: { $first } bis { $last } von { $total }
entries-problems = { $count ->
    [one] 1 Antwort prüfen
   *[other] { $count } Antworten prüfen
}
entries-more-problems = { $count ->
    [one] Noch 1 Antwort stimmt nicht. Schauen Sie in die Tabelle.
   *[other] Noch { $count } Antworten stimmen nicht. Schauen Sie in die Tabelle.
}
entry-save = { $label } speichern
entry-save-another = Speichern und noch einen Eintrag machen
computed-none = Das rechnen wir für Sie aus.

# Eine Datei in eine Tabelle einlesen
import-title = Aus einer Datei holen
import-lead = Sie haben eine Tabelle als Datei? Wir können die Tabelle lesen. Es gehen { $max } Zeilen. Wir speichern erst, wenn Sie Ja sagen.
import-file = Ihre Datei mit der Tabelle
import-look = Datei prüfen
import-template-title = Leere Datei
import-template-text = Oben in der Tabelle müssen Überschriften stehen. Nehmen Sie am besten unsere leere Datei.
import-template = Leere Datei herunterladen ({ $kind })
import-columns = Diese Spalten kann die Tabelle haben
import-column = Spalte
import-content = Das gehört hinein
import-need = Muss das sein?
import-needed = Ja
import-optional = Nein
import-is-date = Ein Tag. Zum Beispiel: 3.4.2026
import-is-number = Eine Zahl. Zum Beispiel: 1.234,50
import-is-integer = Eine Zahl ohne Komma
import-is-yes-no = Ja oder Nein
import-is-text = Text
import-no-file = Bitte wählen Sie eine Datei.
import-empty = In der Datei steht nichts. Bitte nehmen Sie eine andere Datei.
import-too-large = Die Datei ist zu groß. Es gehen { $max }.
import-kind = Diese Datei können wir nicht lesen. Bitte speichern Sie Ihre Tabelle als XLSX, ODS oder CSV.
import-old = Die Datei ist zu alt oder hat ein Pass-Wort. Bitte speichern Sie die Datei als XLSX ohne Pass-Wort.
import-damaged = Die Datei ist kaputt. Bitte speichern Sie die Datei noch einmal.
import-too-many = Die Datei hat zu viele Zeilen. Es gehen { $max } Einträge.
import-too-wide = Zeile { $row } hat mehr als { $max } Spalten. Das ist zu viel.
import-too-long = In Zeile { $row } steht ein zu langer Text. Es gehen { $max } Zeichen.
import-no-headings = Wir finden keine Überschriften. Bitte nehmen Sie die Überschriften aus unserer leeren Datei.
import-no-rows = Unter den Überschriften steht nichts.
import-found-title = Das steht in der Datei
import-found = { $count ->
    [one] 1 Zeile in „{ $file }“. Wir haben noch nichts gespeichert.
   *[other] { $count } Zeilen in „{ $file }“. Wir haben noch nichts gespeichert.
}
import-all-fit = Alles stimmt
import-missing = { $count ->
    [one] Eine Spalte fehlt
   *[other] { $count } Spalten fehlen
}
import-missing-text = Schreiben Sie die Spalten in Ihre Datei. Oder tragen Sie alles später in der Tabelle ein.
import-problems = { $count ->
    [one] Eine Sache stimmt nicht
   *[other] { $count } Sachen stimmen nicht
}
import-problems-text = Ändern Sie Ihre Datei und holen Sie die Datei noch einmal. Oder ändern Sie es später in der Tabelle.
import-problems-caption = Das stimmt nicht
import-row = Zeile
import-value = Das steht da
import-what = Das können Sie tun
import-more = { $count ->
    [one] Und noch eine Sache.
   *[other] Und noch { $count } Sachen.
}
import-take-title = { $count ->
    [one] Zeile speichern
   *[other] Zeilen speichern
}
import-how = { $count ->
    [one] In der Tabelle steht schon 1 Eintrag. Was machen wir damit?
   *[other] In der Tabelle stehen schon { $count } Einträge. Was machen wir damit?
}
import-add = Behalten. Die neuen Zeilen kommen dazu.
import-replace = { $count ->
    [one] Löschen. Nur die neuen Zeilen bleiben.
   *[other] Alle { $count } löschen. Nur die neuen Zeilen bleiben.
}
import-only-replace = Zusammen sind es mehr als { $max } Einträge. Das sind zu viele.
import-take = { $count ->
    [one] 1 Zeile speichern
   *[other] { $count } Zeilen speichern
}
import-other = Andere Datei nehmen
import-cancel = Nichts speichern
import-recognised = Diese Spalten kennen wir
import-in-file = In Ihrer Datei
import-in-form = Im Antrag
import-unknown = Diese Spalten nehmen wir nicht:
import-totals = Das sind Summen: Zeile { $rows }. Die nehmen wir nicht. Wir rechnen selbst.
import-sample = Die ersten Zeilen
