# Joining a group by its link.
join-title = You are invited
join-loading = Looking at your invitation…
join-entering = Taking you in…
join-invited-by = { $name } invited you to this group.
join-people-more = { $names } and { $more } more
join-assistant = { $name } is an AI. It can read everything in this group and nothing else, and answers when called ({ $model }).
join-assistant-absent = { $name }, an AI, has a seat here but no model yet. Once it has one, it can read everything in this group and nothing else.
join-no-assistant = No AI reads along in this group.
join-sees-everything = You will see everything that was written before you.
join-sees-last =
    { $count ->
        [one] You will see the last message and what comes after it.
       *[other] You will see the last { $count } messages and what comes after them.
    }
join-sees-nothing = You will see what is written from your joining on.
join-approval = A member has to let you in.
join-operator = The operator of this server can technically read what is written.
join-operator-more = More
join-as = Join as { $name }
join-join = Join group
join-ask-to-join = Ask to join
join-create-and-join = Create account and join
join-create-and-ask = Create account and ask to join
join-sign-in-and-join = Sign in and join
join-sign-in-and-ask = Sign in and ask to join
join-way-guest = Join as a guest
join-way-create = Create an account
join-way-sign-in = Sign in
join-to-guest = Join as a guest instead
join-to-create = Create an account
join-to-sign-in = I have an account
join-guest-note = A guest lives in this browser. Set a password later in the settings and you can sign in anywhere.
join-asked = You asked to join.
join-asked-title = Waiting for approval
join-asked-body = Somebody in the group has to let you in. This page goes on by itself; you can also close it and come back by the same link.
join-asked-meanwhile = Go to your chats
join-declined = Your request was not accepted. You can ask again, or talk to somebody in the group.
join-full = This group is full.
join-full-how = Somebody has to leave before there is room. Ask a member, then try again.
join-dead = This link does not work
join-dead-lead = It may be mistyped, reset, used up or expired.
join-ask = Ask for a new link
join-ask-how = Any member of the group can send you one. If you were removed, a member has to allow you again first.
