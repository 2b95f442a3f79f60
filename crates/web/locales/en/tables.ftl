# Tables in forms
entries-number = No.
entries-actions = What do you want to do?
entries-sum = Total
entries-none = Nothing has been entered yet.
entries-blank = Empty, does not count
entries-remove = Remove
entries-import = Read from a file
entries-full = No more than { $max } entries are possible.
entries-caption = { $label }: { $total }
entries-caption-part = { $label }: { $first } to { $last } of { $total }
entries-problems = { $count ->
    [one] Check one answer
   *[other] Check { $count } answers
}
entries-more-problems = { $count ->
    [one] And one more answer. The table shows where.
   *[other] And { $count } more answers. The table shows where.
}
entry-save = Save { $label }
entry-save-another = Save and add another
computed-none = We work this out from your answers.

# Reading a file into a table
import-title = Read from a file
import-lead = You can take up to { $max } rows from a table. Nothing is saved before you confirm it after the check.
import-file = File with your table
import-look = Check file
import-template-title = Template
import-template-text = The first row holds the headings of the columns. It is safest to fill in our template. We read the first sheet.
import-template = Download empty template ({ $kind })
import-columns = Columns that the file may have
import-column = Column
import-content = What belongs there
import-need = Needed?
import-needed = Yes
import-optional = Optional
import-is-date = Date, for example 3.4.2026
import-is-number = Number in German notation, for example 1.234,50
import-is-integer = Whole number
import-is-yes-no = Yes or No
import-is-text = Text
import-no-file = Choose a file.
import-empty = The file is empty. Please choose another one.
import-too-large = The file is too large. It may have { $max }. Delete sheets and columns that we do not need, or save the table as CSV.
import-kind = We cannot read this file. Save your table as XLSX, ODS or CSV.
import-old = This file has the old format XLS or is protected by a password. Save it as XLSX without a password.
import-damaged = The file is damaged. Open it in your program and save it again.
import-too-many = The file has too many rows. No more than { $max } entries are possible.
import-too-wide = Row { $row } has more than { $max } columns. Delete columns that we do not need.
import-too-long = A text in row { $row } has more than { $max } characters. Please shorten it.
import-no-headings = We found no row with the headings of the columns. Use the headings of our template.
import-no-rows = There are no rows below the headings.
import-found-title = What we found in the file
import-found = { $count ->
    [one] One row in “{ $file }”. Nothing has been saved yet.
   *[other] { $count } rows in “{ $file }”. Nothing has been saved yet.
}
import-all-fit = Everything fits
import-missing = { $count ->
    [one] One column is missing
   *[other] { $count } columns are missing
}
import-missing-text = Add the columns to your file and read it again. Or enter the answers row by row after taking them.
import-problems = { $count ->
    [one] One answer does not fit
   *[other] { $count } answers do not fit
}
import-problems-text = Correct your file and read it again. Or take the rows and correct the answers in the table.
import-problems-caption = What does not fit
import-row = Row
import-value = Content
import-what = What to do
import-more = { $count ->
    [one] And one more answer.
   *[other] And { $count } more answers.
}
import-take-title = { $count ->
    [one] Take the row
   *[other] Take the rows
}
import-how = { $count ->
    [one] There is one entry already. What should happen to it?
   *[other] There are { $count } entries already. What should happen to them?
}
import-add = Keep them and add the new rows
import-replace = { $count ->
    [one] Delete it and put the new rows in its place
   *[other] Delete all { $count } and put the new rows in their place
}
import-only-replace = Together there would be more than { $max } entries.
import-take = { $count ->
    [one] Take one row
   *[other] Take { $count } rows
}
import-other = Choose another file
import-cancel = Take nothing
import-recognised = Recognised columns
import-in-file = In your file
import-in-form = In the application
import-unknown = We do not take these columns:
import-totals = We do not take rows with totals: { $rows }. We add up ourselves.
import-sample = The first rows
