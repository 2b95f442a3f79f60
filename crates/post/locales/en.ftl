notice-subject = You have a new message in your mailbox
notice-text =
    Good day,

    there is a new message in your mailbox at { $site }.

    To read the message, open { $link } and sign in.

    To protect your data, this e-mail does not say what it is about. Deadlines can begin on the day on which the message was made available, so please read it soon.

    Do not reply to this e-mail: nobody reads the reply. You can change or remove your e-mail address in your account.
password-subject = Your password was changed
password-text =
    Good day,

    the password of your account at { $site } was changed. All other sessions were ended.

    Was it you? Then there is nothing to do.

    Was it not you? Contact the office that runs { $site } at once; its legal notice says who that is. This e-mail has no link on purpose.

    Do not reply to this e-mail: nobody reads the reply.
confirm-subject = Your code to confirm this e-mail address
confirm-text =
    Good day,

    somebody wants to use this e-mail address at { $site }. Was it you? Then enter this code there:

    { $code }

    The code counts for 30 minutes, and once. If it was not you, there is nothing to do.

    Do not reply to this e-mail: nobody reads the reply.
recover-subject = Your code for a new password
recover-text =
    Good day,

    somebody asked for a code for a new password at { $site }. Was it you? Then enter this code there, under “Set a new password with a code”:

    { $code }

    The code counts for 30 minutes, and once. Give it to nobody, not on the telephone either.

    Was it not you? Then there is nothing to do: your password still counts.

    Do not reply to this e-mail: nobody reads the reply.
leitung-subject = Tasks were not done in time
leitung-text =
    Good day,

    at { $site }, tasks in your area were not done in time. They are before you now.

    To see which they are, open { $leitung } and sign in. There you can give them to others, or take them yourself.

    This e-mail comes once a day at most. Do not reply to it: nobody reads the reply. You can change or remove your e-mail address in your account.

# For all who lead measures of an action plan. No measure, no name, no number.
berichte-subject = Progress reports are due
berichte-text =
    Hello,

    at { $site } reports are due on measures that your office leads.

    Which they are and when they are due, you see here after signing in: { $berichte }

    Please do not answer this e-mail: nobody reads the answer. You can change or remove your e-mail address in your account.
