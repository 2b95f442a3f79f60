# Felder
field-optional = (Das müssen Sie nicht ausfüllen.)
field-error = Fehler:{" "}
field-choose = Bitte wählen Sie
field-yes = Ja
field-no = Nein
date-part-day = Tag
date-part-month = Monat
date-part-year = Jahr
file-limits = Die Datei muss so sein: { $types }. Die Datei darf nicht größer sein als { $size }.
file-remove = „{ $name }“ wegnehmen
file-limit = Die Datei darf nicht größer sein als { $size }.
group-one-of = Füllen Sie nur einen Teil aus.
row-legend = { $label } { $number }
row-add = { $label } hinzufügen
row-remove = { $label } { $number } wegnehmen
summary-empty = Hier steht nichts
summary-change = Ändern
error-summary = { $count ->
    [one] Etwas fehlt oder stimmt nicht
   *[other] { $count } Dinge fehlen oder stimmen nicht
}
