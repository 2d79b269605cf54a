# The list of chats beside every page.
sidebar-groups = Group chats
sidebar-archived = Archived
sidebar-search = Search
# Texts that were not sent to groups which one is no longer in.
sidebar-astray = Not sent
sidebar-astray-group = A group you are no longer in
sidebar-new-group = New group
sidebar-settings = Settings
sidebar-guest = guest
sidebar-hidden = presence hidden
sidebar-empty-title = No chats yet
sidebar-empty-body = Start a group, or open a link that somebody sent you.
# A group in the list.
sidebar-draft = Draft:
sidebar-not-sent = Not sent:
sidebar-preview = { $author }: { $text }
sidebar-preview-you = You: { $text }
sidebar-preview-empty = No messages yet
sidebar-preview-failed = could not answer
sidebar-pinned = pinned
sidebar-unread =
    { $count ->
        [one] { $count } unread message
       *[other] { $count } unread messages
    }
sidebar-marked-unread = marked as unread
sidebar-mentions = { $count } for you
# What one can do with a group.
sidebar-row-menu = More for { $group }
sidebar-pin = Pin
sidebar-unpin = Unpin
sidebar-mute = Mute
sidebar-mute-hour = For an hour
sidebar-mute-eight-hours = For 8 hours
sidebar-mute-week = For a week
sidebar-mute-for-ever = Until I unmute
sidebar-mute-mentions = All but mentions
sidebar-muted-until = Muted until { $when }
sidebar-unmute = Unmute
sidebar-mark-read = Mark as read
sidebar-mark-unread = Mark as unread
sidebar-archive = Archive
sidebar-unarchive = Take out of the archive
sidebar-archived-done = { $group } is archived
sidebar-leave = Leave group
# Somebody added me to a group.
sidebar-additions = Invitations
sidebar-added = { $who } added you to { $group }
sidebar-added-people =
    { $count ->
        [one] { $count } member
       *[other] { $count } members
    }
sidebar-accept = Accept
sidebar-decline = Decline
# In passing.
sidebar-notice-left = You left { $group }.
sidebar-notice-removed = You were removed from { $group }.
sidebar-notice-deleted = { $group } was deleted.
sidebar-notice-unknown = You are no longer in { $group }.
sidebar-notice-not-sent = A message in { $group } was not sent.
sidebar-notice-unkept = This browser keeps nothing. What is not sent yet is lost when the page is closed.
sidebar-notice-mention = { $author } in { $group }: { $text }
sidebar-notice-unsent = Show what you wrote
sidebar-notice-open = Open
# In the list of shortcuts.
sidebar-keys-next = Next chat
sidebar-keys-previous = Previous chat
sidebar-keys-next-unread = Next unread chat
sidebar-keys-previous-unread = Previous unread chat
sidebar-keys-read-all = Mark everything as read
sidebar-read-all-done = Everything is read
