# Signing in at another provider
oidc-title = Sign in with another account
oidc-why = Do you already have an account with one of these providers? Then you need no password here.
oidc-sign-in = Sign in with { $provider }
oidc-level = Prove your identity with another account
oidc-level-why = The provider confirms who you are. You then come back here.
oidc-show = Prove your identity with { $provider }
oidc-leaving = Continue to { $provider }
oidc-leaving-why = You now sign in at { $provider } and then come back here. What you have filled in is kept.
oidc-leaving-go = To { $provider }
oidc-failed = Signing in with { $provider } did not work
oidc-cancelled = You cancelled the sign-in at { $provider }. You have not been signed in.
oidc-unavailable = { $provider } does not answer at the moment. Try again in a few minutes, or sign in another way.
oidc-expired = This sign-in has expired, or was completed in another window. Please start again.
oidc-invalid = We could not accept the answer of { $provider }. Please start again. If it fails again, contact the organisation that runs this site.
oidc-other-account = This account at { $provider } belongs to another account here. Sign out, then sign in with { $provider }.
oidc-too-many = You have started to sign in several times without finishing. Wait a quarter of an hour.
oidc-again = Back, to try again
oidc-not-enough = This is not enough here
oidc-not-enough-why = { $provider } confirmed you at this level of assurance: { $level }. This application needs a higher one.
oidc-not-enough-do = See other ways
oidc-still = You are still signed in at { $provider }
oidc-still-why = Do others use this device? Then sign out at { $provider } as well.
oidc-sign-out = Sign out at { $provider }

# Linked accounts
links-title = Linked accounts
links-why = With a linked account you sign in without a password. If the provider confirms who you are, that counts here too.
links-none = not linked
links-since = linked since { $when }
links-add = Link { $provider }
links-remove = Remove the link to { $provider }
links-last = The link to { $provider } stays
links-last-why = It is your only way to sign in here. Set up another one first.
