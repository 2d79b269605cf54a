# The command palette (⌘K) and the list of keyboard shortcuts.
commands-title = Switch chat or run a command
commands-placeholder = Where to, or what to do?
commands-none = Nothing matches “{ $query }”.
commands-count =
    { $count ->
        [0] No results
        [one] { $count } result
       *[other] { $count } results
    }
commands-group-go = Go to
commands-group-actions = Actions
commands-new-group = New group
commands-search = Search messages
commands-settings = Settings
commands-theme-dark = Use dark appearance
commands-theme-light = Use light appearance
commands-theme-system = Follow the device’s appearance
