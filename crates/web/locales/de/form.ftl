# Felder
field-optional = (freiwillig)
field-error = Fehler:{" "}
field-choose = Bitte wählen
field-yes = Ja
field-no = Nein
date-part-day = Tag
date-part-month = Monat
date-part-year = Jahr
file-limits = Erlaubt sind { $types } bis { $size }.
file-remove = „{ $name }“ entfernen
file-limit = Die Datei darf höchstens { $size } groß sein.
group-one-of = Füllen Sie genau einen dieser Teile aus.
row-legend = { $label } { $number }
row-add = { $label } hinzufügen
row-remove = { $label } { $number } entfernen
summary-empty = Keine Angabe
summary-change = Ändern
error-summary = { $count ->
    [one] Eine Angabe fehlt oder stimmt nicht
   *[other] { $count } Angaben fehlen oder stimmen nicht
}
