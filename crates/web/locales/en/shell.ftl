# Frame of all pages
shell-skip = Skip to content
shell-operator = A service of the public administration
shell-demo = This is a demonstration. All people and offices in it are examples, and no application reaches an authority.
shell-languages = Choose language
shell-home = (home page)
shell-nav = Main menu
shell-services = Find services
shell-applications = My applications
shell-mailbox = { $unread ->
    [0] Mailbox
   *[other] Mailbox ({ $unread } new)
}
shell-desk = Work list
shell-cases = All cases
shell-operation = Operation
shell-steering = Steering
shell-sign-in = Sign in
shell-sign-out = Sign out
shell-signed-in-as = Signed in as:{" "}
shell-footer = Legal
shell-imprint = Legal notice
shell-privacy = Privacy
shell-accessibility = Accessibility
shell-software = Rennsteig, free software for public administration
page-error-mark = Error:{" "}

# Ways
nav-breadcrumb = You are here
nav-back = Back
nav-pages = More pages of the list
nav-previous = Previous page
nav-next = Next page
nav-page = Page { $page }
progress-step = Step { $step } of { $of }
step-done = done
step-current = in progress
step-coming = to come
search-button = Search

# Decision tables
decision-rule = Rule
decision-reason = Legal basis
decision-value = In this case:{" "}
decision-applied = applied
decision-met = {" "}(met)
decision-not-met = {" "}(not met)
decision-not-checked = {" "}(not checked)

# Date and time
date-month = { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
}
date-clock = { $clock }
