# Home
home-title = Home
home-heading = What would you like to do?
home-lead = Search in your own words. We show what you need, which office is responsible and what you can apply for online right away.
home-online = Apply here online
home-all = See all services
home-how = How it works
home-step-find = Find the service
home-step-find-text = Search for what you need. Tell us your town and you see the responsible office.
home-step-fill = Fill in the application
home-step-fill-text = Step by step, on a phone or a computer. You can stop and go on later.
home-step-send = Sign in and submit
home-step-send-text = You check your answers and submit. You get a reference number at once.
home-step-answer = Decision in your mailbox
home-step-answer-text = You can see the status at any time. The decision arrives in your mailbox.
home-help = Need help?
home-help-text = Call 115, the number of the German authorities, Monday to Friday from 8 am to 6 pm.
phone-115 = Call 115
crumb-home = Home

# Place
place-several = There are several places called “{ $place }”. Which one do you mean?
place-unknown = We do not know the place “{ $place }”
place-unknown-do = Check the spelling, or enter the postcode. Places outside Thüringen are not listed here.

# Search
search-title = Find services
search-title-of = Search for “{ $words }”
search-what = What are you looking for?
search-where = Postcode or town
search-count = { $count ->
    [one] 1 service found
   *[other] { $count } services found
}
search-count-at = { $count ->
    [one] 1 service found for { $place }
   *[other] { $count } services found for { $place }
}
search-alike = This exact word does not occur. We show what is spelled alike.
search-some = Not all of your words occur. We show what fits best.
search-place-understood = We understood { $place } as the place. Enter another place if you mean something else.
search-online = Online
search-all = All services from A to Z
search-nothing = We found nothing for “{ $words }”
search-nothing-why = That does not mean that the service does not exist. What you can do:
search-nothing-word = Try another word, for example “parking” instead of “parking authorisation”.
search-nothing-place = Search without a place.
search-nothing-all = Ask the authorities’ number 115. They know all services.

# Service
service-place = Where do you live?
service-place-why = The place decides which office is responsible and whether you can apply online.
service-place-button = Show the responsible office
service-other-place = Choose another place
service-apply-at = Apply in { $place }
service-apply = Apply online now
service-niveau-basis = You can start without signing in. To submit you sign in with user name and password.
service-niveau-substantiell = You can begin without signing in. To submit, you sign in and show with a second proof that it is you (level of assurance “substantial”).
service-niveau-hoch = You can start without signing in. To submit you need the online identity card (level of assurance “high”).
service-no-office = No office is listed here for { $place }. The authorities’ number 115 tells you the right one.
service-not-online = You cannot apply online here yet. Please turn to: { $office }.
service-office = Responsible office
service-what = What is it about?
service-requirements = Requirements
service-documents = What you need
service-steps = How it works
service-costs = Costs
service-duration = How long does it take?
service-deadlines = Deadlines
service-remedy = If you do not agree
service-legal = Legal basis
service-source = Source: { $source }. As of { $day }. Key of the service: { $key }.
service-other-language = This text exists in German only.
office-address = Address
office-hours = Opening hours
office-phone = Telephone
office-115 = Number of all authorities, Monday to Friday 8 am to 6 pm
office-mail = E-mail
office-web = Web site

# My applications
antraege-title = My applications
antraege-sign-in = Sign in to see your submitted applications and saved drafts.
antraege-none = Nothing here yet
antraege-none-text = When you start or submit an application, you find it here.
antraege-none-button = Search for a service
antraege-drafts = Started, not yet submitted
antraege-submitted = Submitted
antraege-draft-times = Last changed: { $changed }. Will be deleted on { $until } unless you go on.
antraege-go-on = Go on
antraege-discard = Delete
antraege-times = Received: { $received }. Reference number { $number }
stand-received = Received
stand-in-work = In progress
stand-decided = Decided
stand-granted = Granted
stand-refused = Refused
stand-done = Closed

# Receipt and status
status-title = Your application has been received: { $service }
status-title-decided = Your application has been decided: { $service }
status-title-granted = Your application has been granted: { $service }
status-title-refused = Your application has been refused: { $service }
status-title-over = This matter is closed: { $service }
status-number = Your reference number
status-where = Status
step-received = Application received
step-in-work = In progress
step-in-work-text = { $office } is reviewing your application.
step-decided = Decided
step-letter = Decision in your mailbox
step-letter-post = Decision by post
step-letter-known = Counts as notified on { $day }. From then on the period for an objection or an action runs.
status-mailbox = Go to mailbox
status-next = What happens next?
status-next-work = { $office } is working on your application. If something is missing, the office contacts you. You do not have to do anything now.
status-next-mailbox = The decision arrives in your mailbox. This page always shows the latest status; reload it, or come back later under “My applications”.
status-next-post = The decision comes by post, because you did not agree to receive it in your mailbox. This page always shows the latest status; reload it, or come back later under “My applications”.
status-next-letter = Your decision is in your mailbox. Please read it soon, because periods begin with its notification.
status-next-print = This page is your receipt. Use your browser’s print function to print it or to keep it as a PDF.
status-facts = About this application
status-answers = What you told us
fact-service = Service
fact-number = Reference number
fact-received = Received
fact-name = Application by
fact-office = Responsible
fact-aktenzeichen = File number

# Imprint, privacy, accessibility
legal-sample = Sample text: the operator has not filled in this page yet
legal-sample-why = This installation is not set up for real use. The operator puts their texts into the configuration, section [site].
imprint-needs = In real use, the information required by § 5 Digitale-Dienste-Gesetz and § 18 Medienstaatsvertrag stands here:
imprint-who = name and address of the authority that runs the portal
imprint-represented = who represents it
imprint-contact = telephone and e-mail address
imprint-supervision = the supervisory authority
imprint-editor = who is responsible for the content
privacy-program = What the program does with your data
privacy-cookies = Cookies: only those without which the portal does not work (your session, the protection of forms, your language). No statistics, no advertising.
privacy-drafts = Drafts are encrypted. Without signing in they are deleted after twelve hours, with an account after 30 days without a change.
privacy-antrag = Submitted applications are seen by the responsible authority only. Every step is recorded in the file.
privacy-votes = Ratings of services: without your name and without a connection to your application. We delete comments after one year and ratings after three years, at the beginning of a month.
privacy-key = Every file has its own key. Once it is destroyed, the data can no longer be read.
privacy-logs = Technical logs hold no names, no answers and no content.
privacy-third = Nothing is loaded from other servers.
privacy-operator = What the operator adds (Art. 13 GDPR)
privacy-who = the controller with address
privacy-officer = how to reach the data protection officer
privacy-law = purposes and legal bases for each service
privacy-retention = retention periods
privacy-rights = your rights to access, rectification, erasure and complaint to the supervisory authority
access-program = What the program does
access-standard = The measure is BITV 2.0, EN 301 549 and WCAG 2.2, level AA.
access-tests = All pages of an application are checked automatically with axe-core at every change. Automatic checks find only a part of all barriers.
access-keyboard = The whole way works by keyboard, without JavaScript and at a zoom of 400 percent.
access-languages = The pages exist in Leichte Sprache (easy German) and in English.
access-letters = Decisions are PDF files that follow PDF/UA-1.
access-gaps = What is not accessible yet
access-gap-audit = A review by people with disabilities and by an independent body has yet to be done.
access-gap-sign = There is no content in German sign language yet.
access-gap-uploads = Forms made from official FIM schemas often exist in German only.
access-operator = What the operator adds
access-contact = where you can report a barrier
access-enforcement = the enforcement body of the Land and the date of the statement
