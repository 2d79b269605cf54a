# Search in one group, and over all groups.
search-in-chat = Search in { $name }
search-in-chat-short = Search in this group
search-in-chat-hint = Looks through all messages of this group, also those that are not on screen, which the browser’s own search cannot see.
search-results = Messages found
search-you = You
search-somebody = Somebody
search-ai = AI
search-in-group = in { $group }
search-close = Close search
search-older = Older message
search-newer = Newer message
search-show-list = Show the list
search-place = { $place } of { $count }
search-place-more = { $place } of { $count }+
search-count =
    { $count ->
        [one] { $count } message
       *[other] { $count } messages
    }
search-count-more = { $count }+ messages
search-none = No message here says that.
search-offline = The server cannot be reached, so only messages kept on this device were searched.
