# Who one is here: signing in, accounts, names, passwords, photos.
account-sign-in = Sign in
account-sign-in-title = Sign in to { $instance }
account-create = Create an account
account-create-title = Create your account
account-have-one = I have an account
account-by-invite = New here? Ask a member for a link to their group.
account-closed = An administrator closed this account. What you wrote stays for the others; sign in with another account or ask the administrator.
account-name = Your name
account-name-hint = How people see you. Any language is fine.
account-username = Username
account-username-optional = Username (optional)
account-username-hint = People mention you by it: a–z, 0–9, dot and underscore.
account-username-hint-optional = People mention you by it. Left empty, one is made from your name.
account-username-free = { $username } is free.
account-password = Password
account-strength-empty = At least 10 characters. Some words that do not belong together are easy to keep in mind.
account-strength-short = A little more: at least 10 characters.
account-strength-weak = Easy to guess. More words make it better.
account-strength-fair = Good.
account-strength-strong = Very good.
account-photo-of = Photo of { $name }
account-photo-add = Add a photo
account-photo-change = Change photo
account-photo-remove = Remove
account-photo-cut = Choose the part to show
account-photo-use = Use photo
account-photo-chosen = Photo chosen
account-photo-not-a-picture = This file is no picture that can be read. Choose a JPEG, PNG, GIF or WebP.
account-photo-too-large =
    { $megabytes ->
        [one] This picture is larger than { $megabytes } MB. Choose a smaller one.
       *[other] This picture is larger than { $megabytes } MB. Choose a smaller one.
    }
account-expired-title = Sign in again
account-expired-body = Your session has ended. What you wrote is kept and is sent once you are back.
account-expired-guest = Your session has ended. A guest without a password cannot come back; ask a member for a new link to the group.
account-expired-leave = Sign in as somebody else
