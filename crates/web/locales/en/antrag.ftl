# Pages of the application
antrag-next = Continue
antrag-back-to-check = Save and return to the overview
antrag-save = Save and go on later
antrag-more = Your answer leads to one more question. Please fill in the new fields, too.
antrag-optional = You may leave this page empty.
upload-empty = The file is empty. Please choose another file.
upload-infected = The virus scanner found malware in this file. The file was not saved. Check your device, or choose another file.
upload-unchecked = We cannot check the file for viruses at the moment. It was therefore not saved; everything else was. Please try again in a few minutes.
upload-too-many = An application takes { $max } files at most. Remove another one first, or put several pages into one PDF file.

# Check and submit
check-title = Check your answers
check-lead = Nothing has been submitted yet. You can change every answer.
check-gaps = Not complete yet
check-gaps-text = Some answers are missing or wrong. All of them are listed at the top of the page, each with a link.
check-gaps-button = Go to the first open answer
check-submit-title = Submit
check-submit-text = Submitting sends your application, with legal effect, to: { $office }. You get a reference number at once.
check-submit = Submit application now
check-sign-in-title = Sign in to submit
check-sign-in = Sign in and continue
check-sign-in-basis = Sign in. Your answers are kept and you return to this page.
check-sign-in-substantiell = Sign in. For this application we have to know surely who you are (level of assurance “substantial”). Your answers are kept and you return to this page.
check-sign-in-hoch = Sign in with the online identity card (level of assurance “high”). Your answers are kept and you return to this page.
check-raise = Prove your identity and continue
check-as-person = You are signed in for an authority. An application is made as a private person or a company.
check-raise-substantiell = For this application we have to know more surely who you are (level of assurance “substantial”). Your answers are kept.
check-raise-hoch = For this application you need the online identity card (level of assurance “high”). Your answers are kept.

# Keep and delete
keep-title = Please sign in to keep the draft
keep-why = Your answers are saved, but only in this browser and only for a short time. When you sign in, they stay in your account for 30 days.
keep-until = Without signing in we delete the draft on { $until } at the latest, and earlier if you do nothing for an hour.
keep-sign-in = Sign in and keep
keep-go-on = Go on filling in now
discard-title = Delete the draft?
discard-what = All answers and files of this draft are deleted for good. Nothing has been sent to the authority yet.
discard-yes = Yes, delete for good
discard-no = No, keep it
