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

# The page.
search-title = Search
search-label = Search all your groups
search-filters = Filters
search-filters-count = Filters, { $count } set
search-from = From
search-from-anyone = Anyone
search-from-me = You ({ $name })
search-from-person = { $name } ({ $username })
search-in = In
search-in-all = All groups
search-after = On or after
search-before = Before
search-unknown-filter = “{ $filter }” does not name anybody, any group or any day that is known here.
search-empty-title = Look for a message
search-empty-body = Words in any script, in all your groups. Narrow it with the fields above, or type it:
search-none-title = Nothing found
search-none-words = No message of your groups says “{ $words }” here.
search-none-filters = No message of your groups fits these filters.
search-reset = Reset filters
search-more = Show more
