# Action plans and their measures
steer-title = Measures of the action plans
steer-lead = What the state has set out to do for e-government and IT: who leads, by when it should be done, and what came of it.
steer-none = No action plan yet
steer-none-what = The measures will be here as soon as an action plan has been read in.
steer-plan = Action plan
steer-lead-office = Lead
steer-status = Project status
steer-where = Over all plans
steer-finding = Finding
steer-search = Find a measure
steer-search-button = Search
steer-filters = More filters
steer-nothing = No measure found
steer-nothing-what = Change the search or take out a filter.
steer-measure = Measure
steer-due = Planned completion
steer-plans = In the plans
steer-findings = Findings
steer-count = { $count ->
    [one] One measure
   *[other] { $count } measures
}
steer-count-more = At least { $count } measures
steer-measures = { $count ->
    [one] One measure
   *[other] { $count } measures
}
steer-to-plans = All action plans
steer-as-csv = This list as CSV
steer-as-json = This list as JSON
steer-findings-csv = All findings as CSV
steer-findings-json = All findings as JSON
steer-measure-json = This measure for programs (JSON)
steer-runs = In the latest plan
steer-completed = Completed
steer-merged = Went into another
steer-vanished = Vanished without completion
steer-moved-later = { $months ->
    [one] moved back by one month
   *[other] moved back by { $months } months
}
steer-moved-earlier = { $months ->
    [one] brought forward by one month
   *[other] brought forward by { $months } months
}
steer-moved = Slippage
steer-end = End
steer-end-completed = Listed as completed in the action plan of { $year }.
steer-end-vanished = Missing since the action plan of { $year }, and in no list of completed measures.
steer-went-into = Went into
steer-came-from = Came out of
steer-admitted = Admitted
steer-findings-title = What stands out
steer-history = History
steer-number = Number
steer-no-number = none (NEU)
steer-title-then = Title
steer-slippage = Months later than first planned ({ $day })
steer-slippage-months = Months
steer-texts = What the plans say
steer-text-of = Text in the action plan of { $year }
steer-text-same = Unchanged from the plan before.
steer-links = Why this is the same measure
steer-links-how = Numbers are given anew every year. Title, text, lead, year of admission and former numbers show which measures belong together.
steer-link = From { $from } to { $to }: { $trust }
steer-trust = Certainty
steer-trust-low = uncertain, please check
steer-trust-medium = likely
steer-trust-high = certain
steer-trust-confirmed = confirmed by a person
steer-source = Action plan of { $year }, line { $line } of the source
steer-plans-title = Action plans
steer-plans-lead = Each plan is shown here as it was published.
steer-plan-of = Action plan of { $year }
steer-as-of = As of
steer-content = Content
steer-file = Source
steer-unsure = Links that a person should check
steer-unsure-what = It is not certain that these measures are the same.
steer-earlier = Earlier plan
steer-later = Later plan
steer-rule-verschiebung = Completion moved
steer-rule-verschiebung-gesamt = Completion moved over all plans
steer-rule-faellig-und-im-plan = Due and still “im Plan”
steer-rule-text-sagt-abgeschlossen = Completed, by its text
steer-rule-text-sagt-verzug = Late, by its text
steer-rule-text-nennt-status = Text names another status
steer-rule-ohne-abschluss-verschwunden = Vanished without completion
steer-rule-abgeschlossen-und-gefuehrt = Completed and still listed
steer-rule-text-unveraendert = Text unchanged for years
steer-rule-fussnote-fehlt = Footnote missing
steer-rule-fussnote-mehrfach = Footnote used twice
steer-rule-vormals-andere-massnahme = Former number does not fit
steer-rule-vormals-doppelt = Former number used twice
steer-rule-verweis-ohne-ziel = Reference to nothing
steer-rule-verweis-doppelt = Reference given twice
steer-rule-verweis-unlesbar = Reference unreadable
steer-rule-harte-frist = Hard deadline
steer-found-later = { $months ->
    [one] The planned completion was moved back by one month, from { $from } to { $to }.
   *[other] The planned completion was moved back by { $months } months, from { $from } to { $to }.
}
steer-found-earlier = { $months ->
    [one] The planned completion was brought forward by one month, from { $from } to { $to }.
   *[other] The planned completion was brought forward by { $months } months, from { $from } to { $to }.
}
steer-found-due = The planned completion ({ $due }) had passed when the plan was made ({ $day }), yet the project status is “im Plan” (on schedule).
steer-found-done-in-text = The text says that the measure is completed, yet the project status is “{ $status }”.
steer-found-late-in-text = The text speaks of a delay, yet the project status is “im Plan” (on schedule).
steer-found-other-status = The project status is “{ $head }”, the text says “{ $text }”.
steer-found-vanished = The measure is missing since the action plan of { $year }, and no plan calls it completed.
steer-found-completed-and-open = The plan calls the measure completed and goes on with it at the same time.
steer-found-unchanged = The text is the same in these plans: { $years }.
steer-found-no-footnote = There is no footnote for these signs: { $numbers }.
steer-found-footnote-twice = The footnote sign { $number } stands in several places.
steer-found-former-other = The former number { $number } belongs to another measure in the last plan that has it.
steer-found-former-twice = Two measures name the same former number { $number }.
steer-found-dangling = The text refers to measure { $number }, which the plan does not have.
steer-found-named-twice = The text names measure { $number } twice in a row; another one was probably meant.
steer-found-number-lost = The text refers to a measure whose number is missing.
steer-found-deadline = The text names a hard deadline: { $day }.
