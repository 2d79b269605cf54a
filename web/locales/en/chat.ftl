# A chat: its header, the thread with its messages, and the dialogs over it.
chat-you = You
chat-somebody = Somebody
chat-others =
    { $count ->
        [one] { $count } other
       *[other] { $count } others
    }
chat-loading = Loading
chat-failed-title = The messages could not be loaded
chat-failed-body = They are loaded as soon as the server answers. You can write meanwhile.
chat-messages = Messages
chat-messages-in = Messages in { $chat }
chat-message-menu = More
chat-message-actions = Message
chat-message-missing = This message is not here any more.
# The page where a group was.
chat-gone-title = Group
chat-gone-left = You left this group
chat-gone-removed = You were removed from this group
chat-gone-deleted = This group was deleted
chat-gone-unknown = You are no longer in this group
chat-gone-missing = There is no such group
chat-lost-title = What you wrote there and did not send
chat-lost-discarded = Text discarded
chat-gone-body = It may have been deleted, or you are not a member. Ask a member for a link.
chat-to-chats = To your chats
# The header.
chat-only-you = Only you
chat-online = { $count } online
chat-people = People, { $count }
chat-people-requests =
    { $requests ->
        [one] People, { $count }; { $requests } wants to join
       *[other] People, { $count }; { $requests } want to join
    }
chat-search = Search in this chat
chat-mute = Mute
chat-muted = Muted
chat-waiting = { $assistant } is waiting
chat-answering = { $assistant } is answering…
# Labels of rows, for screen readers; they are joined with commas.
chat-label-ai = AI
chat-label-deleted = deleted
chat-label-mentions-you = mentions you
chat-label-next = { $first }, { $next }
chat-label-not-sent = not sent
chat-label-sending = sending
chat-label-replying = replying to { $author }
chat-label-reactions =
    { $count ->
        [one] { $count } reaction
       *[other] { $count } reactions
    }
# A message.
chat-ai-badge = AI
chat-edited = edited
chat-forwarded = Forwarded
chat-forwarding = Forwarding…
chat-message-deleted = Message deleted
chat-message-deleted-by =
    { $self ->
        [1] You deleted this message
       *[other] { $who } deleted this message
    }
chat-receipt-sending = Sending
chat-receipt-sent = Sent
chat-receipt-failed = Not sent
chat-receipt-seen = Seen by { $count }
chat-not-sent = Not sent.
chat-not-saved = Not saved.
chat-retry-all = Send all again
chat-discard = Discard
chat-quote-missing = This message is not here any more
chat-quote-empty = Nothing yet
chat-quote-jump = Go to what { $author } said: { $text }
chat-reactions = Reactions
chat-reactions-who = Who reacted
# $who is a list of names.
chat-reaction-label = { $emoji } { $count }, { $who }
chat-react = React
chat-react-more = More emoji
chat-reply = Reply
chat-edit = Edit
chat-copy-text = Copy text
chat-copy-link = Copy link
chat-copy-refused = Your browser did not allow copying.
chat-forward = Forward
chat-pin = Pin
chat-unpin = Unpin
chat-mark-unread = Mark as unread
chat-versions = Earlier versions
chat-version-current = now
chat-seen-by = Seen by
chat-seen-hidden = People who hide what they have read are not listed.
chat-seen-nobody = Nobody yet.
chat-delete = Delete
chat-deleted = Message deleted
chat-undo-late = Too late: the message is deleted.
chat-forward-title = Forward to
chat-forward-filter = Find a group
chat-forward-none = No group matches.
chat-forward-do = Forward
chat-forwarded-to =
    { $count ->
        [one] Forwarded to { $count } group
       *[other] Forwarded to { $count } groups
    }
# Around the thread.
chat-unread-divider =
    { $count ->
        [one] { $count } new message
       *[other] { $count } new messages
    }
chat-jump-latest = Go to the latest message
chat-jump-latest-new =
    { $mentions ->
        [0] Go to the latest message, { $count } new
       *[other] Go to the latest message, { $count } new, { $mentions } for you
    }
chat-jump-back = Back to where I was
chat-empty-title = Welcome to { $chat }
chat-empty-alone = It is quiet here. Send the link to the people you want to talk with.
chat-empty-body = Nobody has said anything yet.
chat-empty-invite = Invite people
chat-empty-questions = Ask { $assistant }
chat-empty-ask-plan = Help us plan a weekend together.
chat-empty-ask-compare = What should we think of before we decide?
chat-empty-ask-explain = What can you do for this group?
# An assistant's answer.
chat-ai-thinking = Thinking
chat-ai-connection = Goes on when you are connected again
chat-needs-connection = This needs a connection.
# An answer cannot begin yet, because several others are being written. $place (number): 1 is the next.
chat-ai-queued =
    { $place ->
        [1] { $assistant } is waiting for its turn
       *[other] { $assistant } is waiting for its turn (number { $place } in line)
    }
chat-ai-stop = Stop
chat-ai-stopped =
    { $self ->
        [1] You stopped this answer.
       *[other] Stopped by { $who }.
    }
chat-ai-cut = The answer reached its greatest length.
chat-ai-interrupted = Interrupted.
chat-ai-continue = Continue
chat-ai-redo = Answer again
chat-ai-redo-with = Answer again with…
chat-ai-other-model = Another model
chat-ai-no-models = There is no model to choose
chat-ai-add-model = Add a model
chat-ai-open-models = Open models
chat-ai-ask-administrator = Ask an administrator to add one.
chat-ai-earlier = Earlier answer
chat-ai-earlier-by = Earlier answer by { $model }
chat-ai-details = About this answer
chat-ai-can-be-wrong = { $assistant } is an AI and can be wrong. Check what matters.
chat-ai-asked-by = Asked by
chat-ai-model = Model
chat-ai-fell-back = { $model } answered, because { $from } could not
chat-ai-fell-back-from = Fell back from
chat-ai-tried = Asked: { $models }
chat-ai-began = Began
chat-ai-took = Took
chat-ai-fault = What went wrong
chat-ai-tokens = Tokens
chat-ai-usage = { $prompt } read, { $completion } written
chat-ai-usage-estimated = About { $prompt } read, { $completion } written
chat-model-light = Light
chat-model-standard = Standard
chat-model-deep = Deep
chat-fault-no-model = No model is connected, so { $assistant } cannot answer.
chat-fault-no-local-model = This group is for local models only, and there is none, so { $assistant } cannot answer.
chat-fault-unreachable = { $assistant }’s model could not be reached.
chat-fault-unauthorized = { $assistant }’s model refused the key it was given. An administrator can change it.
chat-fault-no-such-model = The chosen model does not exist any more. Choose another one.
chat-fault-rate-limited = { $assistant }’s model is asked too often just now. Try again in a moment.
chat-fault-overloaded = { $assistant }’s model is overloaded. Try again in a moment.
chat-fault-timed-out = { $assistant }’s model took too long.
chat-fault-cut-stream = The connection to { $assistant }’s model broke off.
chat-fault-malformed = { $assistant }’s model sent something that could not be read.
chat-fault-empty = { $assistant }’s model had nothing to say.
chat-fault-refused = { $assistant }’s model declined to answer this.
chat-fault-restarted = The server was restarted while { $assistant } was answering.
chat-fault-asked-too-long-ago = This was asked while the server was down, too long ago to answer by itself.
chat-fault-internal = Something went wrong while { $assistant } was answering.
# What went wrong with something that was written.
chat-problem-too-large = It is too long.
chat-problem-removed = You are no longer a member of this group.
chat-problem-group-deleted = The group was deleted.
chat-problem-left = You left the group.
# What happened to the group. $self is 1 when the reader did it, $isMe when it was done to the reader.
chat-system-created =
    { $self ->
        [1] You made the group “{ $name }”
       *[other] { $who } made the group “{ $name }”
    }
chat-system-renamed =
    { $self ->
        [1] You renamed the group to “{ $name }”
       *[other] { $who } renamed the group to “{ $name }”
    }
chat-system-photo =
    { $self ->
        [1] You changed the group’s photo
       *[other] { $who } changed the group’s photo
    }
chat-system-photo-removed =
    { $self ->
        [1] You removed the group’s photo
       *[other] { $who } removed the group’s photo
    }
chat-system-newcomers-everything =
    { $self ->
        [1] You let newcomers see everything
       *[other] { $who } let newcomers see everything
    }
chat-system-newcomers-last =
    { $self ->
        [1] You let newcomers see the last { $count } messages
       *[other] { $who } let newcomers see the last { $count } messages
    }
chat-system-newcomers-from-joining =
    { $self ->
        [1] You let newcomers see only what comes after they join
       *[other] { $who } let newcomers see only what comes after they join
    }
chat-system-local-models-only =
    { $self ->
        [1] You let only models of this place answer
       *[other] { $who } let only models of this place answer
    }
chat-system-all-models =
    { $self ->
        [1] You let all models answer
       *[other] { $who } let all models answer
    }
chat-system-right-any =
    { $self ->
        [1] You let every member change the settings
       *[other] { $who } let every member change the settings
    }
chat-system-right-creator =
    { $self ->
        [1] You let only the creator change the settings
       *[other] { $who } let only the creator change the settings
    }
chat-system-seat-auto =
    { $self ->
        [1] You set { $assistant } to take part by itself
       *[other] { $who } set { $assistant } to take part by itself
    }
chat-system-seat-when-mentioned =
    { $self ->
        [1] You set { $assistant } to answer when mentioned
       *[other] { $who } set { $assistant } to answer when mentioned
    }
chat-system-seat-off =
    { $self ->
        [1] You turned { $assistant } off
       *[other] { $who } turned { $assistant } off
    }
chat-system-joined =
    { $self ->
        [1] You joined
       *[other] { $who } joined
    }
chat-system-joined-added =
    { $self ->
        [1] { $adder } added you
       *[other] { $adder } added { $who }
    }
# $who is a list of several names.
chat-system-joined-many = { $who } joined
chat-system-left =
    { $self ->
        [1] You left
       *[other] { $who } left
    }
chat-system-left-many = { $who } left
chat-system-creator =
    { $self ->
        [1] You are the creator now
       *[other] { $who } is the creator now
    }
chat-system-removed =
    { $self ->
        [1] You removed { $whom }
       *[other]
            { $isMe ->
                [1] { $who } removed you
               *[other] { $who } removed { $whom }
            }
    }
chat-system-removal-undone =
    { $self ->
        [1] You took { $whom } back in
       *[other]
            { $isMe ->
                [1] { $who } took you back in
               *[other] { $who } took { $whom } back in
            }
    }
chat-system-removal-lifted =
    { $self ->
        [1] You let { $whom } come back by a link
       *[other]
            { $isMe ->
                [1] { $who } let you come back by a link
               *[other] { $who } let { $whom } come back by a link
            }
    }
chat-system-invite-reset =
    { $self ->
        [1] You reset the invite link
       *[other] { $who } reset the invite link
    }
chat-system-pinned =
    { $self ->
        [1] You pinned a message
       *[other] { $who } pinned a message
    }
chat-system-unpinned =
    { $self ->
        [1] You unpinned a message
       *[other] { $who } unpinned a message
    }
chat-system-deleted =
    { $self ->
        [1] You deleted the group
       *[other] { $who } deleted the group
    }
chat-system-more =
    { $count ->
        [one] Show { $count } earlier change
       *[other] Show { $count } earlier changes
    }
chat-system-show-pinned = Show the message
# In the list of shortcuts.
chat-keys-move = Previous, next message
chat-keys-ends = First loaded, latest message
chat-keys-controls = What a message offers
chat-keys-pin = Pin, unpin
# The page without an open chat.
chat-welcome-title = Welcome
chat-welcome-body = Start a group and send its link, or open a link that somebody sent you.
