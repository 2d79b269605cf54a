# The first run.
setup-step = Step { $at } of { $of }
setup-welcome = Welcome to Tertulia
setup-welcome-lead = You are the first one here. Make your account: it looks after this server.
setup-checking = Looking at your link…
setup-instance = Name of this place
setup-instance-hint = Your family, team or club. You can change it later.
setup-instance-maybe = Check this name too: 1 to 50 characters, and none that cannot be seen.
setup-create = Create account
setup-models = Give the table an AI
setup-models-lead = { $assistant } sits in every group and answers when called. It needs a model to think with.
setup-later = Later
setup-later-means = People can talk without an AI. Until you connect one in the administration, { $assistant } is shown as absent.
setup-closed = This setup link does not work
setup-closed-lead = It was used already, or a newer one was made. If this server has an administrator, sign in. If not, whoever runs it can make a new link.
setup-closed-command = On the machine that runs Tertulia
setup-closed-hint = It prints a new link, which works once.
