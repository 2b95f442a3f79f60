# Work list: more
desk-filter-late = Overdue
desk-empty-late = Nothing is overdue
desk-empty-late-why = All tasks that have a due day are in time.
desk-to-inquiries = { $count ->
    [0] Questions from other authorities
    [one] Questions from other authorities (1 open)
   *[other] Questions from other authorities ({ $count } open)
}

# Head of unit
lead-title = Distribute work
lead-load = How open tasks are distributed
lead-nothing = No task is open at present.
lead-person = With whom
lead-nobody = not taken
lead-open = Open
lead-late = Overdue
lead-oldest = Oldest task
lead-waits = Waiting since
lead-tasks = Assign tasks
lead-tasks-of = Shown are tasks of
lead-everybody = everybody
lead-show-everybody = Show all
lead-filter-all = All open
lead-no-tasks = There are no tasks here.
lead-to = Assign to
lead-to-hint = Choose tasks above. You can also assign tasks that somebody is working on already.
lead-assign = Assign chosen tasks
lead-back = Release chosen tasks for all
lead-tasks-missing = Choose at least one task.
lead-person-missing = Choose who gets the tasks.
lead-told-given = { $count ->
    [one] One task has been reassigned.
   *[other] { $count } tasks have been reassigned.
}
lead-told-refused = { $count ->
    [one] One task could not be assigned
   *[other] { $count } tasks could not be assigned
}

# Deputies
deputies-title = Deputies
deputies-lead = A deputy also has the roles and tasks of the person who is away for that time, and acts under their own name.
deputies-none = No deputy is named at present.
deputies-arrange = Arrange deputies
deputies-name = Name a deputy
deputies-who = Away
deputies-deputy = Deputy
deputies-from = First day
deputies-until = Last day
deputies-button = Name deputy
deputies-end = End
deputies-who-missing = Choose who is away.
deputies-deputy-missing = Choose who stands in.
deputies-same = Nobody stands in for themselves. Choose somebody else.
deputies-from-missing = Enter the first day, for example 24 12 2026.
deputies-until-missing = Enter the last day, for example 31 12 2026.
deputies-order = The last day is before the first. Change one of them.
deputies-refused = This person cannot stand in. Choose somebody who works for this authority.
deputies-told-named = The deputy is named.
deputies-told-ended = The deputy’s time is ended.

# Many at once
bulk-choose = Choose { $name }, { $reference }
bulk-begin = Work on the chosen tasks together
bulk-begin-what = Equal tasks can be done with one decision and one statement of reasons. Each case gets its own entry.
bulk-none = No tasks chosen
bulk-none-why = Choose tasks on the work list. Tasks that somebody else has taken in the meantime do not count.
bulk-several = You have chosen different tasks
bulk-several-why = Only equal tasks of the same service can be done together. Go on with one group.
bulk-these = { $count ->
    [one] Go on with this one task
   *[other] Go on with these { $count } tasks
}
bulk-title = { $count ->
    [one] Do one task
   *[other] Do { $count } tasks together
}
bulk-gone = { $count ->
    [one] One chosen task is no longer included: it is done, or somebody else has it.
   *[other] { $count } chosen tasks are no longer included: they are done, or somebody else has them.
}
bulk-cases = Show which cases
bulk-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
bulk-all = Take all { $count } open tasks of this kind
bulk-form = This task can only be done one by one
bulk-form-why = This task asks for entries that differ from case to case. Open the cases one by one.
bulk-reasons-hint = The reasons are printed word for word in each notice. They must be true for all chosen cases (§ 39 Abs. 1 VwVfG).
bulk-note-hint = The note is put into each file, not into the notice.
bulk-on = Go on to confirmation
bulk-confirm = { $count ->
    [one] Decide one case?
   *[other] Decide { $count } cases?
}
bulk-outcome = Decision
bulk-next = Each decision is recorded in the file with your name. Notices are only made after 15 minutes. Until then you can take everything back.
bulk-do = { $count ->
    [one] Decide one case bindingly
   *[other] Decide { $count } cases bindingly
}
bulk-change = Change
bulk-done = { $count ->
    [0] No case is done
    [one] One case is done
   *[other] { $count } cases are done
}
bulk-refused = { $count ->
    [one] One case is not done
   *[other] { $count } cases are not done
}
bulk-refused-what = These cases are unchanged:
bulk-recent = { $count ->
    [one] “{ $name }”: done together in one case
   *[other] “{ $name }”: done together in { $count } cases
}
bulk-until = You can take this back until { $time }. After that the notices go out.
bulk-back = { $count ->
    [one] Take it back in this case
   *[other] Take it back in all { $count } cases
}
bulk-back-done = { $count ->
    [one] One case stands as before.
   *[other] { $count } cases stand as before.
}
bulk-back-late = { $count ->
    [one] In one case it was too late: it had gone on.
   *[other] In { $count } cases it was too late: they had gone on.
}
bulk-back-none = There was nothing left to take back.
bulk-why-taken = Somebody else works on this task.
bulk-why-settled = This task is done already or no longer needed.
bulk-why-duty = This task belongs to the role “{ $role }”.
bulk-why-four-eyes = Four-eyes principle: the same person did the step before.
bulk-why-outcome = The version of the rules that this case follows has no such decision.
bulk-why-form = This task asks for entries of its own. Open the case by itself.
bulk-why-gone = There is no such case, or it is not for you.
bulk-why-other = This could not be done. Open the case by itself.
