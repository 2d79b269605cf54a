# The frame around every page: landmarks, skip links, the offline bar, updates.
shell-back-to-list = Back to chats
shell-chats = Chats
shell-load-failed-title = This page could not be loaded
shell-load-failed-body = The connection may have failed, or a newer version has been installed. What you wrote is kept.
shell-reload = Reload
shell-skip-composer = Skip to message field
shell-skip-main = Skip to content
shell-skip-messages = Skip to messages
shell-offline = You’re offline. Messages are sent when you’re back.
shell-reconnecting =
    { $seconds ->
        [0] Reconnecting…
        [one] Connection lost. Next try in { $seconds } second.
       *[other] Connection lost. Next try in { $seconds } seconds.
    }
shell-outdated = This page is out of date. Messages are sent after a reload.
shell-try-now = Try now
shell-back-online = Back online
shell-back-online-sent =
    { $count ->
        [one] Back online · { $count } message sent
       *[other] Back online · { $count } messages sent
    }
shell-update-ready = Update ready
shell-insecure = The way to this server is not encrypted. Others on the way can read along.
