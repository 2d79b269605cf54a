# What people and models write, drawn: code, tables, formulas, links.
md-copy-code = Copy code
md-wrap-lines = Wrap lines
# Shown when the browser refuses to copy. The code is already selected.
md-copy-by-hand = Code selected. Copy it with the keyboard.
# The accessible name of a code block. $language is a name such as "python".
md-code-block = { $lines ->
    [one] Code in { $language }, { $lines } line
   *[other] Code in { $language }, { $lines } lines
}
md-code-block-plain = { $lines ->
    [one] Code, { $lines } line
   *[other] Code, { $lines } lines
}
# The label of a code block whose language is not given.
md-code = Code
md-formula = Formula
md-table = Table
md-image = Image
md-task-done = Done
md-task-open = To do
# Read out and shown in previews in place of what is not words.
md-plain-code = { $lines ->
    [one] code block, { $lines } line
   *[other] code block, { $lines } lines
}
md-plain-table = table, { $columns ->
    [one] { $columns } column
   *[other] { $columns } columns
}, { $rows ->
    [one] { $rows } row
   *[other] { $rows } rows
}
md-plain-image = picture: { $alt }
md-plain-image-unnamed = picture
md-plain-formula = formula
md-plain-done = done: { $text }
md-plain-todo = to do: { $text }
