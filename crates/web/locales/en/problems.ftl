# What is wrong with an answer, and what to do
problem-line = { $label }: { $text }
problem-line-question = { $label } { $text }
problem-required = This answer is missing.
problem-now-needed = Because of your other answers we need this answer too.
problem-too-short = Enter at least { $min } characters. So far there are { $actual }.
problem-too-long = Enter no more than { $max } characters. Now there are { $actual }.
problem-character = One character in it cannot be processed ({ $code }). Delete it, or type the answer again.
problem-letter = The character “{ $character }” is not possible here. Write the answer in Latin letters, for example as in your passport.
problem-pattern = The answer does not have the right form. Compare it with the example or with your documents.
problem-email = This is not a complete e-mail address. It looks like this: name@example.com.
problem-phone = This is not a telephone number. Enter it with the area code, for example 0361 123456.
problem-number = Enter a number. Use a comma before decimal places and nothing between thousands.
problem-integer = Enter a whole number, in digits only.
problem-decimals = { $max ->
    [0] Enter a number without decimal places.
    [one] Enter no more than one decimal place.
   *[other] Enter no more than { $max } decimal places.
}
problem-too-small = The number must be { $min } or more.
problem-too-large = The number must be { $max } or less.
problem-date = This day does not exist. Enter day, month and year, for example 24 12 2026.
problem-too-early = The date must not be before { $min }.
problem-too-late = The date must not be after { $max }.
problem-time = Enter a time, for example 14:30.
problem-date-time = Enter date and time, for example 24.12.2026 14:30.
problem-choice = Choose one of the answers offered.
problem-yes-no = Choose yes or no.
problem-file-unknown = The file is no longer there. Please upload it again.
problem-file-too-large = The file has { $actual }. No more than { $max } are possible.
problem-file-type = We cannot accept files of this kind. Possible are: { $allowed }.
problem-too-few = { $min ->
    [one] An entry is missing here.
   *[other] At least { $min } entries are needed here.
}
problem-too-many = { $max ->
    [one] Only one entry is possible here.
   *[other] No more than { $max } entries are possible here.
}
problem-one-of = { $filled ->
    [0] Fill in one of these parts.
   *[other] Fill in only one of these parts. Now there are { $filled }.
}
problem-not-computed = This value cannot be worked out from your answers. Please check the answers it is made of.
problem-check = This answer does not fit your other answers. Please check both.
list-or = { $before } or { $last }
