# Administration: the instance, and where its models come from.
admin-presets = Usual places
admin-address = Address of the model server
admin-address-hint = Any server that speaks the OpenAI chat API.
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
