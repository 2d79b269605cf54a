# Words that several parts of the app share. Every key starts with the name of its file.
common-app = Tertulia
common-back = Back
common-cancel = Cancel
common-close = Close
common-copied = Copied
common-copy = Copy
# Shown when the browser refuses to copy. The text is already selected.
common-copy-by-hand = Your browser did not allow copying. The text is selected: copy it with the keyboard.
common-crop-label = Choose the part to show. Arrow keys move the picture, plus and minus zoom.
common-crop-zoom = Zoom
common-dismiss = Dismiss
common-notes = Notes
common-facts = { $first } · { $next }
common-now = now
common-part-missing = This part could not be loaded. Check your connection and try again.
common-password-hide = Hide password
common-password-show = Show password
common-presence-away = away
common-presence-offline = offline
common-presence-online = online
common-retry = Try again
common-type-to-confirm = Type “{ $text }” to confirm
common-undo = Undo
# Read out by screen readers when a message arrives.
common-announce-message = { $author }: { $text }
common-announce-many =
    { $count ->
        [one] { $count } new message in { $chat }
       *[other] { $count } new messages in { $chat }
    }
