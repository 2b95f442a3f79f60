# Passkeys
passkey-sign-in = Sign in with a passkey
passkey-title = Sign in with a passkey
passkey-lead = Your device will ask for your fingerprint, face or PIN. We learn nothing of it, only that it was right.
passkey-button = Use a passkey
passkey-other = Sign in another way
passkey-wrong = The passkey does not fit, or it took too long. Try again, or sign in another way.
passkey-script = A passkey needs JavaScript
passkey-script-do = Your browser runs no JavaScript on this page. Switch it on, or sign in another way.
passkey-trouble = That did not work
passkey-trouble-do = Your device gave no passkey, or you cancelled. Try again, or choose another way.
passkeys-fact = Passkeys
passkeys-count = { $count ->
    [0] none
    [one] one set up
   *[other] { $count } set up
}
passkeys-to = See passkeys
passkeys-title = Passkeys
passkeys-lead = With a passkey you sign in without a password: with the fingerprint, face or PIN of your device.
passkeys-none = You have not set up a passkey yet.
passkeys-guard = Once you have a passkey, the password alone is no longer enough. It is best to set up two on different devices.
passkeys-nameless = Passkey without a name
passkeys-since = Set up on { $when }.
passkeys-used = Last used on { $when }.
passkeys-unused = Never used.
passkeys-new = Set up a passkey
passkeys-new-title = Set up a passkey
passkeys-new-lead = Your device makes a key that is good for this site only.
passkeys-name = What shall the passkey be called?
passkeys-name-hint = For example: My phone. You will recognise it by that.
passkeys-make = Make the passkey
passkeys-back = Back to the passkeys
passkeys-many = You have 20 passkeys already. Remove one first.
passkeys-not-made = The passkey was not made: your device's answer came too late, or does not fit. Please start again.
passkeys-remove = Remove { $name }
passkeys-remove-title = Remove the passkey “{ $name }”
passkeys-remove-lead = You can then no longer sign in with it. For safety, enter your password.
passkeys-remove-button = Remove passkey
code-lead-passkey = Your password is right. Now we need your passkey.
