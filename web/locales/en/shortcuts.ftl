# The sheet that lists the keyboard shortcuts.
shortcuts-title = Keyboard shortcuts
shortcuts-group-general = Everywhere
shortcuts-group-chats = Chats
shortcuts-group-messages = Messages
shortcuts-group-composer = Writing
shortcuts-palette = Switch chat, run a command
shortcuts-sheet = Show this list
shortcuts-next-region = Next part of the page
shortcuts-previous-region = Previous part of the page
