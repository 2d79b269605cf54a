# Administration: the instance, and where its models come from.
admin-title = Administration
admin-presets = Usual places
admin-address = Address of the model server
admin-address-hint = The base of its API, with or without the version.
admin-api = What it speaks
admin-api-hint = Ollama, llama.cpp, vLLM and most gateways speak OpenAI’s chat completions.
admin-key = Key
admin-key-hint = Only where the server asks for one. It is stored encrypted and never shown again.
admin-key-exposed = This address is not encrypted, so the key travels in the open.
admin-model-typed = Name of the model
admin-model-typed-hint = This server does not list its models. Write the name as it knows it.
admin-test = Test
admin-test-running = Asking a model to say one word
admin-test-running-long = Still waiting. A local model may have to be loaded first.
admin-test-seconds = { $seconds } s
admin-test-cancelled = Cancelled. Nothing was saved.
admin-test-ok = It works: first word after { $milliseconds } ms
admin-test-ok-model = { $model } answered.
admin-test-can = It can { $what }.
admin-test-cannot = It cannot { $what }.
admin-test-untold = What it takes is estimated, because the server does not say.
admin-can-tools = call tools
admin-can-images = see pictures
admin-can-json_schema = answer in a given form
admin-nearby = Found on this machine
admin-nearby-server =
    { $count ->
        [one] { $name }, { $count } model
       *[other] { $name }, { $count } models
    }
admin-test-detail = What the server said
admin-models-found =
    { $count ->
        [one] { $count } model found. Choose what your groups can use.
       *[other] { $count } models found. Choose what your groups can use.
    }
admin-models-filter = Find a model
admin-models-none = No model is called “{ $filter }”.
admin-model-window = Reads up to { $tokens } tokens at once
admin-choose-one = Choose at least one model.
admin-connect =
    { $count ->
        [one] Use this model
       *[other] Use { $count } models
    }
# Why a model server does not answer.
admin-fault-no_model = There is no model to ask
admin-fault-unreachable = Nothing answers at { $address }
admin-fault-unauthorized = { $address } refuses the key
admin-fault-no_such_model = { $address } answers, but has no such model
admin-fault-rate_limited = { $address } asks to wait
admin-fault-overloaded = { $address } has too much to do
admin-fault-timed_out = { $address } took too long
admin-fault-cut_stream = { $address } broke off in the middle
admin-fault-malformed = { $address } answered something that cannot be read
admin-fault-empty = The model said nothing
admin-fault-refused = { $address } refuses to answer
admin-fault-restarted = The test was interrupted
admin-fault-asked_too_long_ago = The test took too long
admin-fault-internal = The test failed on this server
admin-cure-no_model = Add a model at the model server first.
admin-cure-unreachable = Is it running? The address is seen from the computer that runs Tertulia, not from your browser.
admin-cure-unauthorized = Check that the key is whole, not expired, and made for this server.
admin-cure-no_such_model = Write the name of one of its models, or load one there first.
admin-cure-rate_limited = Wait a little and test again. If it stays, look at the limits of your plan there.
admin-cure-overloaded = Wait a little and test again.
admin-cure-timed_out = A large model may need longer to load. Test again; the second time is often quicker.
admin-cure-cut_stream = Test again. If it stays, look at what the model server logs.
admin-cure-malformed = Is this the address of a chat API? It often ends in /v1.
admin-cure-empty = Try another of its models.
admin-cure-refused = Look at what the server said, or try another model.
admin-cure-restarted = Test again.
admin-cure-asked_too_long_ago = Test again.
admin-cure-internal = Test again. If it stays, look at the log of Tertulia.
# The instance.
admin-instance = This place
admin-models = Models
admin-save = Save
admin-name-hint = Shown at sign-in and above the chats.
admin-assistant = Name of the assistant
admin-assistant-hint = People call it by this name in every group. Nobody else can have it.
admin-sign-up = Who can make an account
admin-sign-up-invite = Whoever has a link to a group
admin-sign-up-invite-hint = The usual choice: members bring people in.
admin-sign-up-open = Everybody who finds this server
admin-sign-up-open-hint = Also without a link to a group.
admin-sign-up-closed = Only administrators make accounts
admin-sign-up-closed-hint = On the server, with “tertulia admin”.
admin-guests = Guests can join
admin-guests-hint = With a link and a name alone. A guest can set a password later.
admin-member-limit = People in a group
admin-member-limit-hint = At most this many. Assistants do not count; groups that are larger stay as they are.
admin-member-limit-range = A number from { $least } to { $most }.
# Model servers and their models.
admin-models-empty = No model yet
admin-models-empty-body = { $assistant } cannot answer until a model is connected. People can talk all the same.
admin-add-model = Add a model
admin-add-provider = Connect a model server
admin-connected = Connected
admin-provider-menu = More for { $name }
admin-provider-edit = Change server or key
admin-provider-key = Key stored
admin-provider-name = Name
admin-provider-name-hint = How it is called here. Only administrators see it.
admin-provider-empty = None of its models is used.
admin-provider-remove = Remove server
admin-provider-remove-title = Remove { $name }?
admin-provider-remove-body =
    { $count ->
        [0] Its address and key are forgotten.
        [one] Its address and key are forgotten, and groups can no longer use its model.
       *[other] Its address and key are forgotten, and groups can no longer use its { $count } models.
    }
admin-key-new = New key
admin-key-new-hint = A key is stored. Leave this empty to keep it.
admin-key-forget = Forget the stored key
admin-key-moves = The stored key belongs to the old address and is forgotten. Enter the key for the new one.
admin-model-menu = More for { $name }
admin-model-add = Add a model by name
admin-model-edit = Change model
admin-model-make-default = Use where none is chosen
admin-model-default = Default
admin-model-remove = Remove model
admin-model-remove-title = Remove { $name }?
admin-model-remove-body = Groups that chose it use the default instead. You can add it again.
admin-model-wire-hint = As its server knows it.
admin-model-wire-missing = Write the name of the model.
admin-model-name = Name shown to people
admin-model-name-hint = Short and plain, such as “Small” or “Deep”.
admin-class = What it is good for
admin-class-light = Light
admin-class-standard = Standard
admin-class-deep = Deep
admin-class-hint-light = Quick and cheap, for short questions.
admin-class-hint-standard = For most things.
admin-class-hint-deep = Slow and thorough, for hard questions.
admin-window = Context window
admin-window-hint = How many tokens it can read at once. Left empty, a careful guess is used.
admin-window-fault = A whole number, such as 32768.
admin-window-short = { $tokens } tokens
# What a model can do, and costs.
admin-features = What it can do
admin-feature-usage = Counts tokens
admin-feature-tools = Uses tools
admin-feature-images = Sees pictures
admin-feature-json_schema = Keeps to a schema
admin-feature-unknown = Not tried
admin-feature-yes = Yes
admin-feature-no = No
admin-prices = What it costs, in US dollars
admin-price-prompt = A million tokens read
admin-price-answer = A million tokens written
admin-price-hint = Leave both empty where it costs nothing or you do not know.
admin-price-fault = Two amounts, such as 0.15 and 0.60.
# Where a server stands.
admin-provider-local = On machines of this place
admin-provider-is-local = It runs on machines of this place
admin-provider-is-local-hint = Groups with local models only use no other ones. Set this for a server whose machines are your own.
admin-provider-region = Region
admin-provider-region-hint = Where its machines are, such as EU. For your own record.
# Which model answers when another one cannot.
admin-fallbacks = When a model cannot answer
admin-fallbacks-hint = The next one of its class answers instead, from the top; then a lighter one, then a deeper one.
admin-move-up = Move { $name } up
admin-move-down = Move { $name } down
