"""The shape of the codelists' entries, one record a kind; unknown fields are refused."""

import math
from decimal import Decimal
from typing import Literal

from pydantic import BaseModel, ConfigDict

LANGUAGES = ("zh", "en")
# where words of a printed value stand; `docs/reading.md` gives an example of each
_Around = Literal["before", "after", "inner", "lead", "from", "to", "cap", "all", "aim"]
_OfChanges = Literal["change", "change_end", "growth", "base", "base_time", "base_end"]
_OfYears = Literal["year", "year_start", "year_end", "yearly"]
_Between = Literal["between", "between_end", "minus", "ratio", "or"]
_InWords = Literal["relative", "qualitative", "degree", "course", "hold", "held_at", "held"]
_OfStandards = Literal["reach", "whose", "standard", "standard_end"]
_Aside = Literal["basis_start", "basis_end", "of_which", "zero", "missing"]
Position = Literal[_Around, _OfChanges, _OfYears, _Between, _InWords, _OfStandards, _Aside]
# `count`, `share` and `rate` end a label, `whole`, `inner` and `lead` add nothing to it, but
# those that are also `everyone` contradict a label about one group; `of`, `among`, `particle`
# and `joint` join its parts, `verb` and `act` say what is done; the name of an `institution`
# ends in one, or in a `site` of one, that of a town in a `place`, but for `no_place` in it
# and for how `many` there are
_Whole = Literal["count", "whole", "sum", "mean", "inner", "everyone", "inside", "lead"]
_Parts = Literal["share", "rate", "of", "among", "particle", "joint", "verb", "act"]
_Whose = Literal["institution", "site", "project", "of_province", "of_city"]
_Where = Literal["place", "no_place", "many"]
LabelRole = Literal[_Whole, _Parts, _Whose, _Where]
# `counts` and `never_counts` name the nouns that a counting word stands with, or never does
_Per = Literal["separator", "each", "counter", "population", "scale", "person", "time"]
UnitRole = Literal[_Per, "event", "fold", "counts", "never_counts"]
_Digits = Literal["digit", "place", "myriad", "point", "fraction", "tenth"]
NumeralRole = Literal[_Digits, "figure", "doubling", "multiplier"]


class Entry(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Component(Entry):
    """One of several things that a label names together."""

    zh: str
    en: str


class Indicator(Entry):
    """One indicator: what it means, in which unit, per what, and which way is better."""

    code: str
    zh: str
    en: str
    short_zh: str
    short_en: str
    topic: str
    definition_zh: str
    definition_en: str
    unit: str
    denominator: str
    polarity: Literal["higher", "lower", "none"]
    polarity_reason_zh: str
    polarity_reason_en: str
    # blank where no source names one: every value is plausible
    range: tuple[float, float] = (-math.inf, math.inf)
    headline: int | None = None
    aliases: tuple[str, ...]
    implied_scopes: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    components: dict[str, Component] = {}
    counts: str | None = None
    share_of: str | None = None
    # of a count: its share, where that has another name than the code with `_share`
    share: str | None = None
    # of an indicator that came by a review: the document, who described it and on which day
    source: str = ""
    reviewer: str = ""
    date: str = ""


class Unit(Entry):
    """A unit; units of one family convert by the ratio of their factors."""

    unit: str
    family: str
    factor: Decimal
    zh: str
    en: str
    symbol_zh: str
    symbol_en: str
    pattern_zh: str
    pattern_en: str
    printed: str
    source: str


class UnitWord(Entry):
    """A word that a unit is made of: what it is per, and how many of what it counts."""

    text: str
    role: UnitRole
    value: str
    source: str


class Wording(Entry):
    """How plans word a comparator, a change or an absence."""

    text: str
    position: Position
    comparator: Literal["=", ">=", ">", "<=", "<", "~", ""]
    sign: Literal["1", "-1", "0", ""]
    en: str
    source: str


class Numeral(Entry):
    """A sign or word that a number is made of, and what it is worth."""

    text: str
    role: NumeralRole
    value: str
    unit: str
    source: str


class Denominator(Entry):
    """What a density is per, as printed after 每千 or 每万.

    `of` is the wider group, `counted_by` the indicators that state how many they are.
    """

    denominator: str
    zh: str
    en: str
    printed: str
    of: str = ""
    counted_by: str = ""


class Synonym(Entry):
    """Words of labels that mean the same: `text` is read as `canonical`, in file order."""

    text: str
    canonical: str
    source: str


class ObligationWord(Entry):
    """A printed word of an obligation column and the code it means."""

    text: str
    obligation: Literal["binding", "expected", "guiding", "advocated"]
    source: str


class Comparison(Entry):
    """A word that holds a sentence's own figure against another, and how they compare."""

    text: str
    way: Literal[
        "above",
        "below",
        "at_least",
        "at_most",
        "better",
        "worse",
        "reached",
        "missed",
        "near",
        "most",
        "least",
        "first",
    ]
    source: str


class Label(Entry):
    """A printed label that a reviewer says stands for an indicator, and where it stood."""

    label: str
    indicator: str
    source: str
    reviewer: str
    date: str


class LabelWord(Entry):
    """A word of labels by what it does: it ends a count, or names the whole area."""

    text: str
    role: LabelRole
    source: str


class RoleWord(Entry):
    """Words that say whether a figure is a level or a target, and where they stand."""

    text: str
    position: Literal["head", "dated", "verb"]
    role: Literal["level", "target"]
    source: str


class Exposure(Entry):
    """A printed count that says how many births or people a rate was measured on."""

    denominator: str
    unit: str
    indicator: str
    method: Literal["poisson", "proportion"]
    reason_zh: str
    reason_en: str


class Scope(Entry):
    """One meaning of printed words that narrow a figure to a part of the district's total."""

    text: str
    dimension: str
    value: str
    # the classes that it lies in, joined by +
    parent: str
    zh: str
    en: str


class Name(Entry):
    """A code with its Chinese and English name (topics, statuses, kinds, ...)."""

    list: str
    code: str
    zh: str
    en: str


class Message(Entry):
    """A sentence in both languages; ``{names}`` in braces are filled in."""

    key: str
    zh: str
    en: str
