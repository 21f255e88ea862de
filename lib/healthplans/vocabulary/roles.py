"""Where a wording stands, and what a word of a label does."""

from typing import Literal

# where words of a printed value stand; `docs/reading.md` gives an example of each
Position = Literal[
    "before",
    "after",
    "inner",
    "lead",
    "from",
    "to",
    "cap",
    "all",
    "aim",
    "change",
    "change_end",
    "growth",
    "base",
    "base_time",
    "base_end",
    "year",
    "year_start",
    "year_end",
    "yearly",
    "between",
    "between_end",
    "minus",
    "ratio",
    "or",
    "relative",
    "qualitative",
    "degree",
    "course",
    "hold",
    "held_at",
    "held",
    "reach",
    "whose",
    "standard",
    "standard_end",
    "basis_start",
    "basis_end",
    "of_which",
    "zero",
    "missing",
]
# `count`, `share` and `rate` end a label, `whole`, `inner` and `lead` add nothing to it, but
# those that are also `everyone` contradict a label about one group; `of`, `among`, `particle`
# and `joint` join its parts, `verb` and `act` say what is done; the name of an `institution`
# ends in one, or in a `site` of one
LabelRole = Literal[
    "count",
    "whole",
    "sum",
    "mean",
    "inner",
    "everyone",
    "inside",
    "lead",
    "share",
    "rate",
    "of",
    "among",
    "particle",
    "joint",
    "verb",
    "act",
    "institution",
    "site",
    "project",
    "of_province",
    "of_city",
]

# `counts` and `never_counts` name the nouns that a counting word stands with, or never does
UnitRole = Literal[
    "separator",
    "each",
    "counter",
    "population",
    "scale",
    "person",
    "time",
    "event",
    "fold",
    "counts",
    "never_counts",
]
