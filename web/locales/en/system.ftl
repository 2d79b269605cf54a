# Pages for when there is nothing else to show.
system-not-found-title = There is nothing here
system-not-found-body = The address may have a typo, or what was here has been deleted.
system-gone-title = This is no longer yours to see
system-gone-body = You were removed from the group, or the link has stopped working. Ask a member for a new link.
system-offline-title = You’re offline
system-offline-body = This page has not been opened on this device before. It is here again as soon as you are connected.
system-home = Go to your chats
