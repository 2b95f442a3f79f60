# Fields
field-optional = (optional)
field-error = Error:{" "}
field-choose = Please choose
field-yes = Yes
field-no = No
date-part-day = Day
date-part-month = Month
date-part-year = Year
file-limits = { $types } up to { $size } are accepted.
file-remove = Remove “{ $name }”
file-limit = The file may have no more than { $size }.
group-one-of = Fill in exactly one of these parts.
row-legend = { $label } { $number }
row-add = Add { $label }
row-remove = Remove { $label } { $number }
summary-empty = Not given
summary-change = Change
error-summary = { $count ->
    [one] One answer is missing or not right
   *[other] { $count } answers are missing or not right
}
