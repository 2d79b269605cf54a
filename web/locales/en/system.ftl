# Pages for when there is nothing else to show, and what is said where something went wrong.
system-not-found-title = There is nothing here
system-not-found-body = The address may have a typo, or what was here has been deleted.
system-gone-title = This is no longer yours to see
system-gone-body = You were removed from the group, or the link has stopped working. Ask a member for a new link.
system-gone-left = You left { $group }
system-gone-left-body = Its messages are no longer on this device. A member can invite you again.
system-gone-removed = You were removed from { $group }
system-gone-removed-body = You can no longer see its messages. What you wrote there stays for the others.
system-gone-deleted = { $group } was deleted
system-gone-deleted-body = Its creator deleted it for everyone.
system-gone-unknown = You are no longer in { $group }
system-gone-unknown-body = You left it on another device, or it is not there any more. A member can invite you again.
system-offline-title = You’re offline
system-offline-body = This page has not been opened on this device before. It is here again as soon as you are connected.
system-home = Go to your chats
system-broken-title = Something went wrong on this page
system-broken-body = What you wrote is kept. Reload to go on; if it happens again, tell an administrator.
system-reload = Reload
system-request-id = Number for the administrator:
system-help = Help
system-help-password = Forgot your password? An administrator of this server can give you a new one.
system-help-link = No link? Ask a member of the group for one. Links stop working when they are reset, used up or expired.
system-help-operator = You run this server? “tertulia admin” makes new passwords and setup links; “tertulia doctor” looks for faults.
# What went wrong, and what to do.
system-problem-unreachable = The server did not answer. Check your connection and try again.
system-problem-name-invalid = A name has 1 to 50 characters, and none that cannot be seen.
system-problem-name-impersonates = This looks like the name of an assistant. Choose another one, so that nobody is misled.
system-problem-username-invalid = A username has 3 to 30 characters: a–z, 0–9, dot and underscore.
system-problem-username-taken = Somebody else has this username. Choose another one.
system-problem-password-unfit = A password has 10 to 200 characters.
system-problem-wrong-credentials = Username and password do not belong together.
system-problem-sign-up-closed = Accounts cannot be made this way here. Ask a member for a link, or an administrator for an account.
system-problem-guests-not-allowed = Guests cannot join here. Sign in or create an account.
system-problem-group-full = This group is full.
system-problem-removed-from-group = You were removed from this group. A member has to let you in again.
system-problem-not-a-picture = This file is no picture that can be read. Choose a JPEG, PNG, GIF or WebP.
system-problem-too-large = This is too large. Choose something smaller.
system-problem-address-invalid = This is no address of a model server. Write it like https://api.example.org/v1.
system-problem-not-the-creator = Only the creator of the group can change this.
system-problem-out-of-range = This number is too small or too large.
system-problem-too-many = That was too often. Wait a little and try again.
system-problem-not-found = This is no longer there.
system-problem-signed-out = You are signed out. Sign in to go on.
system-problem-busy = The server is busy. Nothing was done; try again in a moment.
system-problem-internal = Something went wrong on the server. Try again; if it stays, tell an administrator.
system-problem-wait =
    { $seconds ->
        [one] Too many tries. Try again in { $seconds } second.
       *[other] Too many tries. Try again in { $seconds } seconds.
    }
system-no-server-title = The server does not answer
system-no-server-body = It may be starting, or your connection may be down. This page tries again by itself.
# What the operator can read (PRV-6).
system-privacy = What the operator can read
system-privacy-operator = Whoever runs this server can technically read every message, name and photo on it: there is no end-to-end encryption.
system-privacy-encrypted = The way between you and the server is encrypted where the address begins with https, and so are stored keys of model servers; messages are stored readable.
system-privacy-models = When an assistant is called, what it reads of that group goes to the model server that the administrator chose, and to nobody else.
