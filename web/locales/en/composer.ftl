# Where one writes.
composer-region = Write
composer-label = Message { $chat }
composer-placeholder = Message { $chat }…
composer-send = Send
composer-save = Save
composer-emoji = Emoji
composer-nothing = Write something first.
composer-over-limit = This is too long to send.
composer-counter = { $count } of { $limit } characters
composer-too-long = What you pasted makes { $count } characters too many for one message of at most { $limit }. Your text is unchanged.
composer-editing = Editing your message
composer-cancel-edit = Stop editing
composer-replying =
    { $self ->
        [1] Replying to yourself
       *[other] Replying to { $author }
    }
composer-cancel-reply = Do not reply
composer-came-back = This was not sent
composer-mention-list = Whom do you mean?
composer-mention-count =
    { $count ->
        [one] { $count } match
       *[other] { $count } matches
    }
# $who is one name, or several joined.
composer-typing =
    { $count ->
        [one] { $who } is typing…
       *[other] { $who } are typing…
    }
composer-typing-many = { $count } people are typing…
composer-waiting = { $assistant } answers in a moment
composer-waiting-for = { $assistant } waits until { $who } has finished
composer-no-model = { $assistant } has no model yet
composer-offline = Sent when you are connected again
composer-off = { $assistant } is off
composer-when-called = { $assistant } answers when you call it
composer-keys-edit-last = Edit your last message
composer-keys-escape = Cancel, stop the answer, go to the end
composer-keys-newline = New line
