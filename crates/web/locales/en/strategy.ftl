# Strategy of the Land, indicators, data
strategy-title = Strategy
strategy-lead = What the Land wants to achieve with the digitalisation of its administration, what is to be reached on the way, and which measures of the action plans contribute.
strategy-none = No strategy yet
strategy-none-what = As soon as the strategy is taken in, its fields of action and goals are here.
strategy-read-from = Read from:
strategy-about = What it is about
strategy-field = Field of action
strategy-field-number = Field of action { $number }
strategy-field-page = Field of action in detail
strategy-goal = Strategic goal
strategy-goals = Strategic goals
strategy-stage = Intermediate goal
strategy-stages = Intermediate goals
strategy-initiative = Strategic initiative
strategy-initiatives = Strategic initiatives
strategy-initiatives-what = Initiatives bring together goals across the fields of action.
strategy-no-measures = no measure assigned yet
strategy-measures = { $count ->
    [one] 1 measure
   *[other] { $count } measures
}
strategy-late = { $count ->
    [one] 1 of them late
   *[other] { $count } of them late
}
strategy-gone = This goal is no longer in the current edition of the strategy.
strategy-why = Why is the initiative needed?
strategy-should = What is it to achieve?
strategy-served-by = Measures that contribute
strategy-served-by-none = No measure is assigned yet.
strategy-serves = Contributes to these goals of the strategy
strategy-source-line = Line { $line } in the text of the strategy
strategy-hints = Passages that were unclear when reading
strategy-hints-what = The text was read from a PDF. In these places sentences may be incomplete or mixed up:
strategy-hint-line = Line { $line }: { $said }
strategy-hint-no-beginning = The paragraph “{ $text }” has no beginning. It may belong elsewhere.
strategy-hint-no-end = The item ends in the middle of a sentence: “{ $text }”.
strategy-hint-over-page = “{ $text }” continues a sentence over the end of a page and may be attached wrongly.
strategy-hint-empty-goal = There is nothing below the goal “{ $text }”. Its items may stand below another goal.
strategy-hint-goal-among-stages = “{ $text }” stands among the intermediate goals.
strategy-hint-items-as-goals = { $text }: the single items were read as goals.
strategy-hint-repeated = { $text } is in the text more than once; the first place counts.
strategy-hint-incomplete = { $text } has no goals or no intermediate goals.
strategy-hint-no-heading = The heading of section { $text } is missing.
strategy-hint-other = The text cannot be read completely.

# Assigning measures
assign-title = Assign measures to the strategy
assign-lead = Choose a goal and say which measures contribute to it. The program never assigns its suggestions by itself.
assign-public-page = What everybody sees
assign-add = Assign a measure
assign-search = Search for another measure
assign-search-button = Search
assign-found = Measures found
assign-near = Suggestions by similar text
assign-nothing-found = No measure was found that is not assigned yet. Search with other words.
assign-nothing-near = There are no suggestions. Search for a measure.
assign-measure-hint = Lead: { $lead }, last in the plan of { $year }
assign-reason = Reason
assign-reason-hint = One sentence is enough. It is published.
assign-link = Assign measure
assign-remove = Remove an assignment
assign-linked = Assigned measures
assign-part = Remove assignment
assign-measure-missing = Choose a measure.
assign-reason-missing = Write a reason.
assign-reason-long = Shorten the reason to { $max } characters.
assign-told-linked = The measure is assigned.
assign-told-parted = The assignment is removed.

# Indicators
indicators-title = Indicators
indicators-lead = How to tell whether the strategy works: values over time, their target and their source.
indicators-none = No indicators yet
indicators-none-what = As soon as indicators are defined, they are here.
indicators-keep = Keep indicators
indicators-keep-lead = Define indicators and enter values. Everything here is published.
indicators-keep-none = Define the first indicator.
indicator = Indicator
indicator-newest = Newest value
indicator-target = Target
indicator-state = State
indicator-reached = Target reached
indicator-not-reached = Target not reached yet
indicator-target-more = at least { $value } by { $day }
indicator-target-less = at most { $value } by { $day }
indicator-target-line = Target: { $value }
indicator-source = Source
indicator-element = Goal of the strategy
indicator-values = Values
indicator-no-values = There are no values yet.
indicator-day = Day
indicator-value = Value
indicator-too-few = fewer than five cases
indicator-measured = measured by the program
indicator-corrections = Corrections
indicator-correction = Value of { $day }: { $before } was corrected to { $after } on { $at }.
indicator-csv = As a table (CSV)
indicator-json = For programs (JSON)
indicator-do = What you can do
indicator-enter = Enter a value
indicator-correct = Correct a value
indicator-change = Change indicator
indicator-new = New indicator
indicator-define = Define indicator
indicator-keep-change = Save change
indicator-back = Back to the overview
indicator-told-defined = The indicator is saved. What the program measures appears in a few minutes.
indicator-told-entered = The value is saved.
indicator-name = Name
indicator-what = What the indicator says
indicator-what-hint = Also what it does not say, and how it is collected.
indicator-unit = Unit
indicator-unit-hint = For example: percent, days, trainings
indicator-better = What is better?
indicator-better-more = A higher value
indicator-better-less = A lower value
indicator-target-hint = Two decimal places at most, for example 37.5
indicator-until = Target reached by
indicator-entered = Values that are entered
indicator-name-missing = Give the indicator a name.
indicator-name-taken = Another indicator has this name already. Choose another name.
indicator-unit-missing = Enter the unit.
indicator-better-missing = Choose what is better.
indicator-source-missing = Choose where the values come from.
indicator-source-fixed = The indicator has values already. Define a new indicator for another source.
indicator-element-wrong = Choose a goal of the current strategy.
indicator-number-wrong = Enter a number with two decimal places at most, for example 37.5.
indicator-day-wrong = Enter a day, for example 31.12.2030.
indicator-too-long = Shorten to { $max } characters.
measured-onlinequote = Measured: share of the services in the catalogue that somebody offers online
measured-abdeckung = Measured: share of the municipalities in which at least one service is offered online
measured-bearbeitungszeit = Measured: days from receipt to decision within which half of the applications of a month were decided
measured-automationsquote = Measured: share of the decisions of a month without the work of a person
value-source-hint = Where the value comes from, for example a report with its date
value-source-missing = Say where the value comes from.
value-reason = Reason for the correction
value-reason-hint = Only where the day has a value already. It is published.
value-reason-missing = This day has the value { $value } already. Say why it is corrected.
value-future = The day is in the future.
value-measured = The program measures this indicator. Only the value of a day on which it was measured can be corrected.
value-unchanged = This value with this source is there already.
value-only-corrected = The program measures this indicator. You can correct a measured value.

# Data
data-title = Data
data-lead = Tables from published documents, checked and free to use.
data-none = No data yet
data-none-what = As soon as tables are taken in, they are here.
data-set = Data set
data-rows = Rows
data-licence = Terms of use
data-no-licence = not stated
data-search = Search in the data
data-search-button = Search
data-found = { $count ->
    [one] 1 row
   *[other] { $count } rows
}
data-nothing = No row found
data-nothing-what = Search with other words.
data-json = With description for programs (JSON)
data-odd-title = What does not add up
data-odd = Line { $line } of the source: printed { $printed }, computed { $computed }
data-odd-rounding = Line { $line } of the source: printed { $printed }, computed { $computed }; rounding explains it
data-odd-rounded = { $count ->
    [one] 1 sum that does not add up because of rounding
   *[other] { $count } sums that do not add up because of rounding
}
data-hints = Passages that were unclear when reading

# Satisfaction
measured-zufriedenheit = Measured: mean of the ratings of a month, from 1 (very dissatisfied) to 5 (very satisfied)
rate-title = Rate your application
rate-why = Tell us how satisfied you are with this service.
rate-go = Rate now
rate-lead = Your rating is kept without your name and without any connection to your application. It has no influence on the decision. You can rate each application once.
rate-question = How satisfied are you?
rate-very-good = Very satisfied
rate-good = Satisfied
rate-middling = Partly
rate-bad = Dissatisfied
rate-very-bad = Very dissatisfied
rate-comment = What should we know?
rate-comment-hint = { $max } characters at most. Do not write names or anything that identifies you.
rate-missing = Choose how satisfied you are.
rate-long = Shorten the text to { $max } characters.
rate-send = Send rating
rate-back = Back to the application
rate-thanks = Thank you for your rating.
votes-title = Satisfaction
votes-lead = What applicants say of each service. Votes lead to no person; below five votes nothing is shown.
votes-none = No ratings yet
votes-none-what = As soon as somebody has rated an application, its service is here.
votes-service = Service
votes-count = Ratings
votes-mean = Mean (1 to 5)
votes-too-few = fewer than five
votes-comments = Comments on { $service }
