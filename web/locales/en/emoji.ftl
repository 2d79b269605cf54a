# The grid of emoji.
emoji-search = Search emoji
emoji-groups = Groups of emoji
emoji-recent = Recently used
emoji-recent-none = What you use will be here.
emoji-smileys = Smileys and emotion
emoji-people = People and body
emoji-nature = Animals and nature
emoji-food = Food and drink
emoji-travel = Travel and places
emoji-activities = Activities
emoji-objects = Objects
emoji-symbols = Symbols
emoji-flags = Flags
emoji-results = Search results
# Said when a search has found something.
emoji-found = { $count ->
    [one] { $count } emoji found
   *[other] { $count } emoji found
}
emoji-none = No emoji found for “{ $query }”
emoji-tone = Skin tone
emoji-tone-0 = Yellow
emoji-tone-1 = Light
emoji-tone-2 = Medium light
emoji-tone-3 = Medium
emoji-tone-4 = Medium dark
emoji-tone-5 = Dark
