# Search over cases
cases-more-filters = More filters
cases-received-from = Received from
cases-received-to = Received until
cases-decided-from = Decided from
cases-decided-to = Decided until
cases-hand = Who has the task
cases-nobody = Nobody
cases-order = Order
cases-newest = Newest first
cases-oldest = Oldest first
cases-deadline = Deadline
cases-only-late = Only with an overdue task
cases-chosen = Chosen filters
cases-chip-text = Search: { $text }
cases-chip-received = Received { $from } to { $to }
cases-chip-decided = Decided { $from } to { $to }
cases-chip-remove = Remove filter: { $label }
cases-procedure = Procedure
cases-procedure-application = Application
cases-procedure-objection = Objection
cases-count = { $count ->
    [one] One case
   *[other] { $count } cases
}
cases-more-than = More than { $count } cases. The numbers at the filters are those of the first { $count }.
cases-cut = Some cases may be missing
cases-cut-why = A great many cases fit. Only the { $count } newest were compared with the other filters. Search more closely, for example with one more word.
cases-first-page = To the beginning
desk-counts-more = over { $count }
cases-export = Save as a file
cases-export-why = All cases that were found, as a file for a spreadsheet, at most { $count }. That you saved the file is recorded with your name. It contains personal data: delete it as soon as you no longer need it.
cases-export-name = cases
cases-decided-on = Decided on
