"""From a published file to a draft transcription, for a reviewer to decide.

A file goes from left to right, and a module knows only what is left of it:

    reading + formats/  ->  document  ->  metadata  ->  tables/, prose/  ->  transcription
    bytes                   blocks        period        rows, statements     sureness, ledger

`records` and `folders` write what comes out, `drafts` and `runs` do so for one file and for
many; `blank` makes an empty draft, `entering` a document of an evaluator's own sheet. `words`
(what is data), `known` (what was reviewed before) and `refusals` (limits) serve all of them.
"""
