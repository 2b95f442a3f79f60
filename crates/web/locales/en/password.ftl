# Changing one's password
password-fact = Password
password-since = last changed on { $when }
password-change = Change password
password-title = Change password
password-lead = Afterwards only the new password counts. We sign you out on all other devices.
password-present = Your present password
password-present-missing = Enter your present password.
password-present-wrong = This is not your present password. Check it and try again.
password-button = Change password
password-done = Your password is changed
password-done-counts = From now on the new password counts
password-done-elsewhere = We have signed you out on all other devices. Here you stay signed in.
new-password = New password
new-password-hint = At least 12 characters. Several words that have nothing to do with each other are best. You may paste it.
new-password-again = New password once more
new-password-missing = Enter a new password.
new-password-differs = The two new passwords differ. Enter both once more.
new-password-length = The new password needs 12 to 256 characters. Take several words, for example.
new-password-known = The new password is hardly more than your name, the name of this site or a word that everybody tries first. Add other words.
new-password-simple = The new password repeats itself or only counts on. Take several words that have nothing to do with each other.

# Forgotten password
sign-in-forgotten = Forgotten your password?
forgotten-title = Forgotten your password?
forgotten-lead = With a code that counts once you set a new password yourself.
forgotten-ask = How to get a code
forgotten-ask-whom = Contact the office that runs this site. It checks who you are and gives you a code, which counts for 24 hours.
forgotten-imprint = The legal notice says who runs this site
forgotten-ask-staff = Do you work for an authority? Then whoever set up your account can help you.
forgotten-mail = Code by e-mail
forgotten-mail-why = Have you confirmed an e-mail address in your account? Then we send a code there, which counts for 30 minutes.
forgotten-mail-button = Ask for a code by e-mail
forgotten-ask-else = Have you not confirmed an e-mail address?
forgotten-sent = Look into your e-mails
forgotten-sent-if = If there is an account with this login name and a confirmed e-mail address, a code is on its way. It counts for 30 minutes.
forgotten-sent-none = No e-mail arrives?
forgotten-sent-none-do = Look into the folder for unwanted e-mails too. To protect data, we do not say here whether there is an account. If somebody gave you a code in person, that one still counts, and we do not send another.
forgotten-sent-back = Other ways to a new password
forgotten-code = Do you have a code?
forgotten-to-code = Set a new password with a code
forgotten-back = Back to signing in
recover-title = Set a new password with a code
recover-lead = The code counts once. Afterwards you are signed out everywhere and sign in with the new password.
recover-code = Code for a new password
recover-code-hint = 20 letters and digits, for example ABCD-EFGH-JKLM-NPQR-STUV. Capital or small letters make no difference.
recover-code-missing = Enter the code that you were given.
recover-wrong = Login name and code do not match, or the code no longer counts. Check both. If that does not help, ask for a new code.
recover-button = Set new password
recover-no-code = I have no code
recover-done = Your new password is set
recover-done-counts = Sign in with the new password now
recover-done-elsewhere = We have ended all sessions from before. If you have an authenticator app or a passkey, we still ask for it.

# Spare codes
spare-codes-fact = Spare codes
spare-codes-left = { $count ->
    [0] none left
    [one] one left
   *[other] { $count } left
}
spare-codes-to = Manage spare codes
spare-codes-title = Spare codes
spare-codes-lead = No authenticator app or passkey at hand? Then sign in with your password and a spare code. Each spare code counts once.
spare-codes-still = { $count ->
    [0] You have no spare codes left.
    [one] You have one spare code left.
   *[other] You have { $count } spare codes left.
} If you make new ones, the old ones no longer count.
spare-codes-proof = For safety, show once more that it is you.
spare-codes-new = Make new spare codes
spare-codes-new-title = Your spare codes
spare-codes-new-lead = If you ever have no authenticator app or passkey at hand, sign in with your password and one of these codes. Each counts once.
spare-codes-once = We show these codes only now
spare-codes-keep = Print this page, or write the codes down. Keep them apart from your password, and show them to nobody.
spare-codes-kept = I have kept the codes
spare-code-to = Sign in with a spare code
spare-code-title = Sign in with a spare code
spare-code-lead = Your password is right. Now take a spare code that you have not used yet.
spare-code = Spare code
spare-code-hint = Ten letters and digits, for example ABCDE-FGH23. Capital or small letters make no difference.
spare-code-missing = Enter a spare code.
spare-code-wrong = This spare code is wrong, or you have used it before. Check it, or take another one.
spare-code-back = Back
passkeys-made = The passkey is set up
