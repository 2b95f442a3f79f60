# Authenticator app
app-fact = Authenticator app
app-is-on = switched on
app-is-off = not set up
app-set-up = set up
app-change = view
app-title = Authenticator app
app-lead = An authenticator app protects your account: whoever knows your password cannot get in without your phone.
app-what = The app shows a new code of six digits every 30 seconds. We then ask for it at every sign-in. Any app for one-time codes of the TOTP standard will do.
app-level-basis = The app alone does not prove who you are: your level of assurance stays basic. If it is to count for services with a higher level, prove your identity first and set it up afterwards.
app-level-high = You have proved your identity in this session. The app therefore counts for services with the level substantial too.
app-begin = Set up the app
app-begin-again = Make a new key
app-step-scan = Open your authenticator app and scan this code with it.
app-step-code = Then enter the code that the app shows.
app-qr = QR code for your authenticator app. Its content is written below as a key.
app-by-hand = Or type this key into the app. Do not show it to anybody.
app-code-wrong = The code does not fit this key. Enter the code that the app shows now. Check, too, that the clock of your phone is right.
app-confirm = Check the code and switch the app on
app-on = The authenticator app is switched on
app-on-why = At every sign-in we ask for your password and for a code from the app.
app-on-basis = Your level of assurance is basic with it.
app-on-high = Your level of assurance is substantial with it, because you had proved your identity when you set the app up.
app-to-remove = Remove the app
app-remove-title = Remove the authenticator app
app-remove-lead = Afterwards the password is enough to sign in again. Enter a code from the app or, if you no longer have the app, your password.
app-remove-or-password = Or your password
app-remove-missing = Enter a code from the app or your password.
app-remove-password = This is not your password. Check it and try again.
app-remove = Remove the app
app-keep = Keep the app
app-back = Back to your account

# Signing in, second step
code-title = Code from your authenticator app
code-lead = Your password is right. Now open your authenticator app.
code-lost = I no longer have the app
code-lost-do = Are you still signed in on another device? Then remove the app there under “Your account” with your password. Otherwise contact the office that runs this site.
