# Tasks: due days, roles, four eyes
desk-due = Due on
desk-late = overdue
duty-title = This task is not for you
duty-other = This task belongs to the role “{ $role }”. You do not have this role for this service.
duty-four-eyes = Four-eyes principle: you did the step before. Somebody else must do this one.
case-claim-deputy = Take over as deputy
decide-draft = View draft
decide-draft-what = The draft is downloaded as a PDF file. It is marked as a draft, not signed, and is not put into the file.
decide-draft-failed = No draft can be made of this. Check the decision, or tell whoever runs the installation.
decide-draft-none = This decision leads to no notice, so there is no draft either. Choose another decision to see a draft.
decide-given = What was entered
task-what = What to do
desk-outcome-withdrawn = withdrawn
desk-outcome-question = question asked
desk-outcome-statement = statement requested
desk-outcome-hearing = hearing
desk-outcome-signed = signed
desk-outcome-returned = returned for revision
desk-outcome-remedied = objection upheld
desk-outcome-rejected = objection rejected
desk-do-question = Ask the applicant something
desk-do-statement = Ask another authority for a statement
desk-do-hearing = Hear the applicant before a refusal
desk-do-sign = Sign
desk-do-return = Return for revision
desk-do-remedy = Uphold the objection
desk-do-reject = Reject the objection
desk-outcome-presented = presented for signature
desk-outcome-agreed = agreed
desk-outcome-admissible = admissible
desk-outcome-inadmissible = inadmissible
desk-outcome-not-remedied = objection not upheld
desk-do-present = Present for signature
desk-do-not-remedy = Do not uphold the objection
errand-what-form = Fill in the fields. The case then goes on.
decide-reasons-hint-letter = If you ask something or hear the applicant, this is the text of the letter. If you decide on the application, it is printed word for word in the notice: give the main reasons (§ 39 Abs. 1 VwVfG).
decide-reasons-only = Needed only for: { $outcomes }.
decide-reasons-hint-sign = What you write here is kept in the file. The notice has the reasons of the draft. If you return the draft, write what is to be changed.
decide-reasons-missing-sign = Write what has to be changed. Whoever made the draft goes on with it.

# Case: questions, remedy, other cases of the file
case-inquiries = Questions and statements
case-others = Other cases of this file
case-remedy = Time for a legal remedy
case-procedure = Procedure
case-procedure-application = Application
case-procedure-objection = Objection
case-told-inspected = You see a case that is not one of your duties. Your reason is recorded in the file. Access ends after 24 hours.

# A period and how it is computed
period-known = Day of notification
period-end = Last day
period-over = over
period-running = running
period-how = How the period is computed
period-event = { $day } does not count, because the period only begins on that day.
period-first = { $day } is the first day that counts.
period-extended = The new period begins after the end of the former one on { $day }.
period-as = { $length }: that is { $months }.
period-after = { $length } later is { $day }.
period-without = Not counted: { $days }.
period-no-such-day = This month has no such day. Its last day counts instead, { $day }.
period-half = The half month is 15 days: until { $day }.
period-moved = The period cannot end on that day: { $days }. The last day is therefore { $day }.
period-stays = The end does not move: it stays on { $day }.
period-deemed = The letter counts as made known on { $day }.
period-later = The letter only arrived on { $day }. That day counts.
period-other = Further step
period-saturday = Saturday
period-sunday = Sunday
period-days = { $count ->
    [one] One day
   *[other] { $count } days
}
period-weekdays = { $count ->
    [one] One weekday
   *[other] { $count } weekdays
}
period-workdays = { $count ->
    [one] One working day
   *[other] { $count } working days
}
period-weeks = { $count ->
    [one] One week
   *[other] { $count } weeks
}
period-months = { $count ->
    [one] One month
   *[other] { $count } months
}
period-months-half = { $count ->
    [0] Half a month
    [one] A month and a half
   *[other] { $count } months and a half
}
period-quarters = { $count ->
    [one] One quarter
   *[other] { $count } quarters
}
period-half-years = { $count ->
    [one] Half a year
   *[other] { $count } half years
}
period-years = { $count ->
    [one] One year
   *[other] { $count } years
}

# Questions
inquiries-title = Questions from other authorities
inquiries-lead = Other authorities ask for your statement here. What is open comes first.
inquiries-none = No questions
inquiries-none-why = As soon as another authority asks for a statement, its question appears here.
inquiries-about = Subject
inquiries-from = Asking authority
inquiry-question = Question to the applicant
inquiry-hearing = Hearing
inquiry-statement = Statement
inquiry-to-office = to { $office }
inquiry-to-person = to the applicant
inquiry-to-person-by-post = to the applicant, by post
inquiry-prepared = letter is being written
inquiry-open = waiting for the answer
inquiry-answered = answered
inquiry-lapsed = time ended without an answer
inquiry-dropped = no longer needed
inquiry-text = The question
inquiry-answer = Answer
inquiry-whom = Addressed
inquiry-since = Asked on
inquiry-period = Answer by
inquiry-ended = Ended
inquiry-letter = Letter
inquiry-documents = Documents for this question
inquiry-documents-none = No documents are shared for this question. After the end of the case they can no longer be seen.
inquiry-answer-do = Give your statement
inquiry-answer-hint = Your answer goes to the asking authority and into its file. Its case then goes on.
inquiry-answer-button = Send statement
inquiry-enter = Enter an answer
inquiry-enter-hint = For answers that came another way, for example by post or telephone. The answer goes into the file, and the case goes on.
inquiry-enter-button = Enter answer
inquiry-answer-missing = Enter the answer.
inquiry-answer-long = The answer is too long. Shorten it to { $max } characters, or add the rest as a file.
inquiry-files = Files
inquiry-files-hint = PDF, JPG or PNG, at most { $max } files, each at most { $size }.
inquiry-files-many = There are too many files. Choose { $max } at most.
inquiry-file-refused = { $name }: { $why } Choose all files once more.
inquiry-file-large = The file is larger than { $size }.
inquiry-file-type = The file is neither PDF nor JPG nor PNG.
inquiry-extend = Extend the period
inquiry-until = New last day
inquiry-until-hint = Whoever is asked sees the new day with the question.
inquiry-until-missing = Enter a date, for example 24 12 2026.
inquiry-until-before = The new day must be after the present one and must not be in the past.
inquiry-extend-button = Extend period
inquiry-told-answered = The answer is saved. The case goes on.
inquiry-told-extended = The period is extended.
inquiry-told-settled = This question has been answered already, or its time is over. Nothing was changed.

# Looking into a case
inspect-title = This case is not one of your duties
inspect-recorded = The access is recorded
inspect-recorded-what = You may look at the case for 24 hours if you give an official reason. Your name, the time and the reason are then part of the file.
inspect-reason = Reason
inspect-reason-hint = For example: complaint of 20 November, audit.
inspect-reason-missing = Give the reason.
inspect-reason-long = Be shorter: { $max } characters at most.
inspect-button = View case

# History
history-outside = Person outside this authority
history-filed = File closed
history-task-late = Task overdue
history-taken-back = Decision taken back: { $detail }
history-asks = Letter ordered: { $what }
history-asked = Question sent
history-reminded = Reminded of the question
history-extended = Period extended until { $detail }
history-answered = Answer received
history-unanswered = Period ended without an answer
history-withdrawn = Application withdrawn
history-inspected = Looked into outside one’s own duties
