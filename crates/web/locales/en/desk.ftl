# Work list
desk-title = Work list
desk-list = Open tasks
desk-counts = Cases by state
desk-filter = Choose tasks
desk-filter-todo = To do
desk-filter-mine = My tasks
desk-filter-all = All open tasks
desk-applicant = Applicant
desk-nameless = No name
desk-service = Service
desk-task = Task
desk-reference = File reference
desk-received = Received
desk-number = Receipt number
desk-state = State
desk-action = Next step
desk-claim = Take
desk-go-on = Go on
desk-age = { $days ->
    [0] today
    [1] yesterday
   *[other] { $days } days ago
}
desk-more = The { $count } oldest tasks are shown.
desk-empty = All done
desk-empty-why = No task waits for you at present. New applications that a person must check appear here by themselves.
desk-empty-do = See all cases
desk-empty-mine = You have not taken a task
desk-empty-mine-why = Take a task: then it stands here, and others see that you work on it.
desk-empty-mine-do = Show what is to do
desk-former-colleague = formerly worked here
desk-no-value = no answer

# States and outcomes
desk-stand-open = in progress
desk-stand-decided = decided, notice follows
desk-stand-done = closed
desk-stand-disturbed = disturbed
desk-task-open = open
desk-task-mine = with you
desk-task-taken = with { $name }
desk-task-done = done
desk-task-dropped = no longer needed
desk-outcome-grant = granted
desk-outcome-refuse = refused
desk-outcome-ask = documents asked for
desk-outcome-check = to be checked by a person
desk-outcome-done = done
desk-outcome-sent = sent by post
desk-outcome-on = on to the next step
desk-outcome-certified = certified
desk-outcome-reduced = reduced
desk-do-grant = Grant
desk-do-refuse = Refuse
desk-do-ask = Ask for documents
desk-do-done = Mark as done
desk-do-sent = Record as sent
desk-do-on = Nothing in the way: on to the next step

# All cases
cases-title = All cases
cases-search = File reference, receipt number or name
cases-search-button = Search
cases-all-states = All
cases-none = No cases yet
cases-none-why = As soon as an application arrives, it appears here.
cases-audit = Search for a case
cases-audit-how = Enter its whole file reference or receipt number above. Before you see the case, we ask for the official reason.
cases-not-found = Nothing found
cases-not-found-why = Check the spelling, or search with a part of the name only.
cases-foreign = { $number } is not among your duties
cases-foreign-what = You may look at the case if you give an official reason. That you looked is recorded.
cases-foreign-do = Give the reason
cases-show-all = Show all cases

# A case
case-tasks = Tasks
case-rules = What the rules say
case-answers = Answers in the application
case-file = File
case-delivery = Delivery
case-history = History
case-decision = Decision
case-by-rules = automatic, by the rules
case-by-person = by a person
case-no-tasks = So far this case has needed no task of a person.
case-task-since = Since { $when }
case-task-by = decided by { $name }
case-task-noted-by = recorded by { $name }
case-claim = Take task
case-decide = Decide
case-release = Put back on the work list
case-disturbed = This case stands still
case-disturbed-why = A step has failed. Remove the cause or tell the operators, then try again.
case-repair = Try again
case-told-decided = Your decision is recorded. The case goes on.
case-told-noted = It is recorded. The record is kept in the file with your name.
case-told-released = The task is back on the work list.
case-told-repaired = The step was tried again.
case-told-taken = Somebody else has taken the task before you. Their name stands with the task.
case-told-settled = This task has been decided already. The outcome stands with the task.
case-told-on = To the work list

# Rules
why-none = No rules have been applied in this case yet.
why-when = Evaluated on { $when }
why-fassung = The rule of { $stichtag } counts (version from { $fassung } on).
why-unreadable = This explanation is of another release and cannot be shown here. It stands unchanged in the file.
why-not = not { $values }
why-reasons = Reasons
why-table = Show decision table
why-sources = Sources
why-others = { $count ->
    [one] One decision
   *[other] { $count } decisions
} on the way to this result

# History
history-program = automatic
history-opened = Case opened, file reference { $detail }
history-evaluated = Rules evaluated: { $detail }
history-task = Task created: { $detail }
history-claimed = Task taken
history-released = Task put back
history-task-done = { $task }: { $outcome }
history-task-dropped = Task no longer needed
history-decided = Decision: { $detail }
history-notice = Notice issued and delivered: { $detail }
history-disturbed = Disturbance: { $detail }
history-repaired = Disturbance removed, step tried again
history-done = Case closed

# File and delivery
file-empty = The file holds no documents yet.
file-antrag = Application
file-nachweis = Evidence
file-bescheid = Notice
file-vermerk = Note
file-schreiben = Letter
delivery-none = Nothing has been put into the mailbox yet.
delivery-unread = not opened yet
delivery-delivered = Delivered
delivery-read = Opened
delivery-known = Made known
delivery-not-known = not yet

# Decision
decide-outcome = How do you decide?
decide-reasons = Reasons
decide-reasons-hint = The reasons stand in the notice word for word, so write them in German. Give the essential facts and points of law (§ 39 (1) VwVfG).
decide-next = What happens next
decide-next-what = Your decision is recorded in the file with your name, and the case goes on. If a notice follows, it is made at once and put into the applicant's mailbox. The decision cannot be changed here afterwards.
decide-button = Decide bindingly
decide-outcome-missing = Choose how you decide.
decide-reasons-missing = Give your reasons. The decision may not be issued without them (§ 39 (1) VwVfG).
decide-taken = { $name } is working on this task
decide-taken-why = You can decide as soon as the task is back on the work list.
decide-settled = This task has been decided already
decide-dropped = This task is no longer needed
decide-your-text = Your reasons, not saved
decide-to-case = To the case
decide-to-list = To the work list
decide-about = What it is about
decide-whole-case = See the whole case
decide-show-answers = Show the answers in the application
decide-show-file = Show the documents in the file
decide-rules = What the rules say

# Doing something and recording it
errand-what = Record here when it is done.
errand-what-sent = Print the notice from the file and post it. Then record here that it was sent.
errand-note = Note
errand-note-hint = What colleagues should know about it. The note is kept in the file and is not part of the notice.
errand-note-hint-sent = On which day and how the letter was posted: notification counts from that day (section 41 (2) VwVfG). The note is kept in the file and is not part of the notice.
errand-taken-why = You can go on as soon as the task is back on the work list.
errand-settled = This task is done already
errand-your-text = Your note, not saved

# Operation
operation-title = Operation
operation-jobs = Background jobs
operation-waiting = { $count ->
    [one] job waiting
   *[other] jobs waiting
}
operation-dead = { $count ->
    [one] job failed
   *[other] jobs failed
}
operation-dead-jobs = Failed jobs
operation-none-dead = No job has failed
operation-kind = Kind
operation-since = Created
operation-attempts = Attempts
operation-error = Last message
operation-revive = Try again
operation-packages = Installed packages
operation-no-packages = No package is installed yet.
operation-package = Service
operation-package-id = Package
operation-package-version = Version
operation-package-key = Service key
operation-package-since = Installed
operation-version = Rennsteig { $version }
