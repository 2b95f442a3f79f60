# Signing in
sign-in-title = Sign in
sign-in-lead = With your account you see your applications and your mailbox.
sign-in-two-steps = This application needs two steps to sign in
sign-in-two-steps-why = First your login name and password. Then you prove that it is really you. What you have filled in so far is kept.
sign-in-name = Login name
sign-in-password = Password
sign-in-button = Sign in
sign-in-name-missing = Enter your login name.
sign-in-password-missing = Enter your password.
sign-in-wrong = Login name and password do not match. Check both and try again.
sign-in-too-many = There were too many failed attempts. Wait { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}, then try again. Your account is not locked.

# Level of assurance
level-basis = Basic (login name and password)
level-substantiell = Substantial (two proofs)
level-hoch = High (online identity card)
level-title = Prove that it is you
level-lead = A more secure sign-in is needed here. Level of assurance asked for: { $level }.
level-app = With your authenticator app
level-code = Code from the app
level-code-hint = Six digits. The code changes every 30 seconds.
level-code-button = Check code
level-code-wrong = The code is wrong, has expired or was used before. Enter the code that the app shows now.
level-no-factor = No authenticator app is set up for this account.
level-demo = Demonstration card (only in this demonstration)
level-demo-why = The button plays the online identity card. It proves nothing: a real installation does not have it.
level-demo-button = Use the demonstration card
level-none = No such proof is set up for your account
level-none-do = Contact the authority to which you want to apply. Your draft is kept.
level-back = Go back without a proof

# Hats
hat-title = For whom do you act?
hat-lead = With your account you can see to your own affairs and work for an authority.
hat-person = For myself
hat-staff = As a member of staff: { $office }
hat-missing = Choose for whom you act.
hat-button = Continue

# Signing out
sign-out-title = Do you want to sign out?
sign-out-button = Sign out
sign-out-done = You have signed out
sign-out-lead = Do others use this device? Then close the window now.
sign-out-home = Go to the start page
sign-out-again = Sign in again

# Account
account-title = Your account
account-name = Name
account-office = Authority
account-level = Level of assurance
account-raise = raise
account-no-hat = Your account has no task at present
account-no-hat-do = No authority has given you a role. Contact the operators.
account-hat-change = Go on in another role
account-sessions = Where you are signed in
account-sessions-why = Is there a session that you do not recognise? End it. Then change your password.
account-began = Signed in since
account-used = Last used
account-action = End
account-this = this session
account-end = End session
account-end-this = Sign out here
account-end-all = Sign out everywhere

# E-mail address
email-title = Which e-mail address may we write to?
email-lead = When a new letter arrives in your mailbox, we tell you by e-mail. The e-mail does not say what it is about.
email-fact = Told about new letters
email-none = no
email-change = Change e-mail address
email-label = E-mail address
email-hint = For example name@example.com. We send a code there, with which you confirm the address. Leave the field empty if you do not want an e-mail.
email-button = Save e-mail address
email-back = Back to the account
email-bad-shape = Enter a complete e-mail address, for example name@example.com.
email-bad-local = Before the @ there are letters that many mail servers do not accept, such as ä or é. Enter an address without them, for example joerg@example.com.
email-bad-long = This e-mail address is too long. Check whether a part of it is there twice.
email-unconfirmed = { $address } (not confirmed yet)
email-to-confirm = Confirm e-mail address
email-password-hint = For safety, because we also send a code to this address when you have forgotten your password. To remove the address we do not need it.
email-code-title = Confirm e-mail address
email-code-lead = We are sending a code to { $address }. As soon as you enter it here, the address counts.
email-code = Code from the e-mail
email-code-hint = Twelve letters and digits, for example ABCD-EFGH-JKLM. The code counts for 30 minutes.
email-code-button = Confirm e-mail address
email-code-missing = Enter the code from the e-mail.
email-code-wrong = This code is wrong or no longer counts. Check it. After five wrong tries you need a new one.
email-code-none = No e-mail arrives?
email-code-none-do = Wait some minutes, and look into the folder for unwanted e-mails too.
email-code-again = Another address or a new code

# Mailbox
mailbox-title = Mailbox
mailbox-lead = Letters from authorities to you, the newest first.
mailbox-empty = No letters yet
mailbox-empty-why = When an authority decides on your application, its decision is here.
mailbox-empty-do = Find services
mailbox-new = unread
mailbox-delivered = Delivered on { $when }
mailbox-reference = File reference { $number }

# Letter
letter-kind = Letter
letter-from = From
letter-reference = File reference
letter-delivered = Delivered
letter-opened = First opened
letter-open = Open letter
letter-effect = When the decision takes effect
letter-ozg9-before = The decision counts as made known on { $day }, even if you do not open it ({ $section }).
letter-41-before = If you open the letter, the decision counts as made known on the next day. You can open it until { $until }. After that the authority delivers it anew ({ $section }).
letter-withdrawn = This letter was not opened in time
letter-withdrawn-why = It does not count as made known and can no longer be opened. The authority will send you the decision again.
letter-documents = Documents
letter-known = When the decision is made known
letter-ozg9 = On { $day }: that is day { $days } after the decision was put into your mailbox ({ $section }).
letter-41 = On { $day }: that is the day after you first opened the letter ({ $section }).
letter-remedy = From that day on the time runs in which you can object to the decision. How to do so stands at its end.
