# The panel beside a thread: people, pinned, about the group.
people-panel = Group details
people-tabs = Views of the group’s details
people-tab-people = People
people-tab-pinned = Pinned
people-tab-about = About
people-offline = You’re offline. What you see here may have changed, and changes need a connection.
people-save = Save
# After a setting was changed.
people-saved = Saved
people-by-you = you

# Who is here.
people-members = People
people-filter = Find a person
people-filter-none = Nobody here has that name.
people-you = { $name } (you)
# $username comes with its @.
people-username = { $username }
people-guest = { $username } · guest
people-creator = Creator
people-menu = What you can do with { $name }
people-remove-entry = Remove from group…
people-remove = Remove
people-remove-title = Remove { $name }?
people-remove-body = { $name } loses access to the group at once, and no link lets { $name } back in until a member allows it under “Removed”. Everyone sees that you did it.
people-removed-toast = { $name } was removed
people-full = This group is full. Nobody else can join until somebody leaves.
people-add = Add
people-add-label = Add by username
people-add-hint = They are asked whether they want to join.
people-add-unknown = Nobody here has the username { $username }.
people-added = { $name } was asked to join

# Who was added and has not answered.
people-pending = Asked to join
# $adder is a name, or people-by-you.
people-pending-detail = asked by { $adder } · { $when }
people-pending-withdraw = Take back the question to { $name }

# Who opened a link that needs a yes.
people-requests = Waiting for a yes
people-request-detail = { $username } · { $when }
people-request-approve = Let { $name } in
people-request-decline = Decline { $name }
people-request-approved = { $name } is in
people-request-declined = { $name } was declined

# Who was removed.
people-removed = Removed
people-removed-hint = No link lets them back in until a member allows it.
# $remover is a name, or people-by-you.
people-removed-detail = removed by { $remover } · { $when }
people-undo-removal = Undo: bring { $name } back
people-lift = Allow again
people-lift-label = Allow again: { $name } may join by a link
people-lifted = { $name } may join by a link again

# Assistants. $name is the assistant's.
people-ai = AI
people-assistants = AI members
people-assistant-detail = { $when } · { $model }
people-assistant-no-model = Absent: no model is connected
people-assistant-settings = When and how { $name } answers
people-assistant-title = { $name }
people-mode-short-auto = Auto
people-mode-short-when_mentioned = When mentioned
people-mode-short-off = Off
people-mode-label = When { $name } answers
people-mode-auto = Auto
people-mode-auto-hint = { $name } will decide when it is useful. For now, auto answers only when { $name } is called: by a mention, a reply or its name.
people-mode-mentioned = When mentioned
people-mode-mentioned-hint = { $name } answers when somebody calls it: by a mention, a reply or its name.
people-mode-off = Off
people-mode-off-hint = { $name } stays in the list and never answers.
people-model-label = Model
people-model-hint = Anyone can see which model wrote an answer.
people-model-default = The server’s usual model
people-model-default-named = The server’s usual model ({ $model })
people-model-gone = A model that is no longer there
people-no-model = No model is connected, so it cannot answer. Ask an administrator to connect one.
people-no-model-admin = No model is connected, so it cannot answer. Add one in the administration.

# The links by which people come in.
people-link = Invite link
people-links = Invite links
people-link-numbered = Link { $number }
people-link-menu = More for: { $label }
people-link-new = New link
people-link-closed = Stopped working
people-links-full = The group is full: links work again when somebody leaves.
people-link-share = Share
people-link-share-text = Join { $name }
people-link-share-failed = Your browser could not share the link. Copy it instead.
people-link-qr = QR code
people-qr-title = Join { $name }
people-qr-hint = Point a camera at the code to open the invite link.
people-qr-label = QR code of the invite link to { $name }
people-link-expired = expired { $when }
people-link-expires = expires { $when }
people-link-used =
    { $count ->
        [one] { $count } person joined
       *[other] { $count } people joined
    }
people-link-used-of = { $uses } of { $most } used
people-link-approval = a member has to say yes
people-link-sees-last =
    { $count ->
        [one] newcomers see the last message
       *[other] newcomers see the last { $count } messages
    }
people-link-sees-from-joining = newcomers see what comes after they joined
people-link-change = Change what it allows…
people-link-reset-entry = Reset…
people-link-reset = Reset link
people-link-reset-title = Reset this link?
people-link-reset-body = The old address stops working at once, also for people who have it and have not joined yet. Everyone in the group sees that it was reset.
people-link-was-reset = The link was reset
people-link-delete-entry = Delete…
people-link-delete = Delete link
people-link-delete-title = Delete this link?
people-link-delete-body = It stops working at once. People who wait for a yes by this link are turned away.
people-link-was-deleted = The link was deleted
people-link-new-title = New link
people-link-change-title = Change link
people-link-make = Make link
people-link-was-made = The link was made
people-link-was-changed = The link was changed
people-link-expiry = Works for
# $when: in 3 days, or a date.
people-link-expiry-keep = As it is now ({ $when })
people-link-expiry-never = As long as it is not reset
people-link-uses = How many can join by it
people-link-uses-any = As many as fit
people-link-uses-count =
    { $count ->
        [one] { $count } person
       *[other] { $count } people
    }
people-link-see = Whoever joins by it sees
people-link-see-hint = Never more than the group allows.
people-link-see-everything = As much as the group allows
people-link-see-last = The last messages
people-link-see-from-joining = Only what comes after joining
people-link-approval-label = A member has to say yes
people-link-approval-hint = Whoever opens the link waits until somebody in the group lets them in.
people-last-label = How many messages
people-last-invalid = Choose a whole number from 1 to { $most }.

# Pinned messages.
people-pins-empty-title = Nothing is pinned
people-pins-empty-body = Pin a message from its menu, and everyone finds it here.
people-author-you = You
people-pinned-by = pinned by { $name }
people-pin-loading = Loading…
people-pin-missing = You cannot see this message.
people-pin-deleted = Message deleted
people-pin-no-text = An answer without text
people-unpin = Unpin
people-unpinned = Unpinned

# The group itself.
people-created = Started { $when }
people-created-by = Started { $when } by { $name }
people-created-by-you = Started { $when } by you
people-rename = Rename the group
people-renamed = The group is now called { $name }
people-name-label = Name of the group
people-photo-add = Add a photo
people-photo-change = Change photo
people-photo-saved = The photo was saved
people-photo-remove = Remove photo
people-photo-remove-title = Remove the photo?
people-photo-remove-body = Everyone sees { $name } without a photo then.
people-photo-removed = The photo was removed
people-newcomers-title = What newcomers see
people-newcomers-label = Whoever joins sees
people-newcomers-everything = Everything
people-newcomers-last = The last messages
people-newcomers-from-joining = Only what comes after joining
people-local-title = Where answers come from
people-local-only = Local models only
people-local-only-hint = Only models on machines of this place answer here. Nothing is sent to other models.
people-right-title = Who may change these settings
people-right-label = Settings can be changed by
people-right-any = Any member
people-right-creator = Only the creator
people-right-any-fact = Any member can change the settings of this group.
people-right-creator-fact = Only { $creator }, who created the group, can change its settings.

# What I want of it.
people-mute-title = Notifications for you
people-mute = Mute
people-mute-menu = Mute this group
people-mute-hour = For 1 hour
people-mute-day-part = For 8 hours
people-mute-week = For a week
people-mute-ever = Until I turn it back on
people-mute-only-mentions = Only tell me about mentions
people-mute-except = Still tell me when I am mentioned
people-not-muted = New messages are counted
people-muted = Muted
people-muted-until = Muted until { $day }, { $time }
people-unmute = Unmute

# The way out.
people-leave = Leave group
people-leave-title = Leave { $name }?
people-leave-body = You will no longer see its messages. What you wrote stays for the others. A member can invite you again.
people-leave-creator = You will no longer see its messages. What you wrote stays for the others, and { $heir } becomes the group’s creator.
people-leave-last = You are the last one here. When you leave, the group is deleted after a while.
people-delete = Delete for everyone
people-delete-hint = Only you, who created the group, can do this.
people-delete-title = Delete { $name } for everyone?
people-delete-body = Nobody can read it from then on, and it is erased for good after a while. This cannot be undone.

# What went wrong, and what to do.
people-problem-already-a-member = This person is in the group already.
people-problem-not-a-member = You are not in this group any more.
people-problem-removed = This person was removed from the group. Allow it again under “Removed” first.
people-problem-not-removed = This person is not on the list of the removed any more.
people-problem-undo-too-late = It is too late to undo this. You can allow it again under “Removed”.
people-problem-creator-stays = The creator of a group cannot be removed.
people-problem-confirmation-wrong = What you typed is not the name of the group.
people-problem-name-invalid = A group’s name has 1 to 100 characters, and none that cannot be seen.
