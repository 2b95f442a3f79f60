# Figures of the authority, files, escalated tasks
stat-title = Statistics
stat-period = Choose a period
stat-this-month = This month
stat-last-month = Last month
stat-this-quarter = This quarter
stat-last-quarter = Last quarter
stat-this-year = This year
stat-last-year = Last year
stat-other = Other days, or only one service
stat-from = From
stat-to = To
stat-days-hint = For example 1 3 2026
stat-button = Show figures
stat-from-missing = Enter the first day, for example 1 3 2026.
stat-to-missing = Enter the last day, for example 31 3 2026.
stat-too-early = Enter a year from 2000 on. There are no older cases here.
stat-reversed = The end is before the beginning. Change one of the two days.
stat-too-long = Choose five years at most. Change the first or the last day.
stat-future = There are figures up to today, { $today }. Choose this day or an earlier one.
stat-days = Figures from { $from } to { $to }
stat-nothing = In this time nothing was received and nothing decided.
stat-total = Figures at a glance
stat-received = Received
stat-decided = Decided
stat-automatic = Automatically
stat-rate = Decided automatically
stat-rate-percent = Automatically (%)
stat-withdrawn = Withdrawn
stat-objections = Objections
stat-median = Half decided after
stat-nine = 9 of 10 decided after
stat-median-column = Half after
stat-nine-column = 9 of 10 after
stat-median-days = Median (days)
stat-nine-days = 90 % (days)
stat-open-now = Open now
stat-open = Open
stat-open-age = Open applications by age
stat-age = Received
stat-share = Share
stat-age-week = 7 days ago or less
stat-age-month = 8 to 30 days ago
stat-age-quarter = 31 to 90 days ago
stat-age-older = more than 90 days ago
stat-open-week = Open up to 7 days
stat-open-month = Open 8 to 30 days
stat-open-quarter = Open 31 to 90 days
stat-open-older = Open over 90 days
stat-open-objections = { $count ->
    [one] There is one open objection besides.
   *[other] There are { $count } open objections besides.
}
stat-by-service = By service
stat-by-month = By month
stat-month = Month
stat-part = { $from } to { $to }
stat-chart = Received and decided by month
chart-name = Chart: { $title }. The table beside it has the same figures.
stat-within-hour = under 1 hour
stat-hours = { $count ->
    [one] 1 hour
   *[other] { $count } hours
}
stat-time-days = { $count ->
    [one] 1 day
   *[other] { $count } days
}
stat-how = How we count
stat-how-decided = Applications count on the day on which they were received, decided or withdrawn. An application is decided automatically if no person worked on it (§ 35a VwVfG).
stat-how-objections = Objections count on the day on which they were received. Their share is that of the decisions of the same time.
stat-how-time = The time runs from receipt to decision, weekends included. Half of the applications were decided after the first time (median), nine of ten after the second.
stat-how-open = Open are applications that are neither decided nor ended today. Counted are the cases that you may read.
stat-export-why = The figures of this page with a line for each service and each month. That you saved the file is recorded with your name.
stat-export-name = statistics
stat-all-services = all services
export-xlsx = Save Excel file
export-csv = Save CSV file
desk-escalated = escalated since { $day }
history-task-escalated = Task escalated: overdue for some time
lead-escalated = Escalated
lead-escalated-count = { $count ->
    [one] One task is escalated
   *[other] { $count } tasks are escalated
}
lead-escalated-show = Show escalated tasks
