"""Parts of a count as a sentence lists them, behind their total or far from it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Options, Sheet, grouped
from healthplans.audits.splits import OWN, WHOLE, Split, by_scope


def listed(sheet: Sheet, options: Options) -> Iterator[Split]:
    """Give counts with the parts that a sentence lists: all, or more than there are.

    Parts that overlap exceed their total by much, and a list need not be complete; it is
    where it names as many places as there are towns and streets.
    """
    exact = [f for f in sheet.figures if f.unit == "count" and f.is_exact and f.paragraph]
    told = (f for f in exact if f.role == "level")
    rows = grouped(((f.paragraph, f.indicator, f.year), f) for f in told)
    for figures in rows.values():
        yield from _behind_total(sheet, figures, options)
        yield from _of_places(sheet, figures, options)


def _behind_total(
    sheet: Sheet, figures: Sequence[Figure], options: Options
) -> Iterator[Split]:
    """Give a total with the parts that the list behind it names."""
    for place, whole in enumerate(figures):
        inner = [f for f in figures[place + 1 :] if whole.part.words < f.part.words]
        about = (whole.indicator, whole.year, whole.part.words, OWN, whole)
        split = Split(*about, by_scope(inner))
        # fewer where words of one dimension tell them apart
        least = options["alike" if len(_dimensions(sheet, split)) == 1 else "names"]
        if len(split.named) >= least and _exceeds(sheet, split, options):
            yield split


def _of_places(sheet: Sheet, figures: Sequence[Figure], options: Options) -> Iterator[Split]:
    """Give what is told by places or names with its total, wherever that stands.

    The township centres of two medical communities are no more than the county has.
    """
    code, year = figures[0].indicator, figures[0].year
    for dimension in options["divides"]:
        own = [f for f in figures if _dimension(sheet, f) == dimension]
        split = Split(code, year, WHOLE, OWN, sheet.at(code, year), by_scope(own))
        there = _places(sheet, figures[0], options)
        if len(split.named) > 1 and there and there in _numbers(sheet, options):
            yield replace(split, complete=True)
        elif len(split.named) > 1 and _exceeds(sheet, split, options):
            yield split


def _dimension(sheet: Sheet, figure: Figure) -> str | None:
    """Give the dimension of the one word that narrows a figure; None for none, or several."""
    alone = len(figure.part.words) == 1
    return sheet.lists.dimension(*figure.part.words) if alone else None


def _places(sheet: Sheet, one: Figure, options: Options) -> int:
    """Count the towns that a sentence names and nothing else, those with none of it too."""
    rows = (f for f in sheet.figures if f.paragraph == one.paragraph)
    same = [f for f in rows if (f.indicator, f.year) == (one.indicator, one.year)]
    own = [f.part.words for f in same if _dimension(sheet, f) in options["divides"]]
    names = {sheet.lists.narrowed_to(*words) for words in own}
    towns = all(name.endswith(tuple(options["towns"])) for name in names)
    return len(names) if towns else 0


def _numbers(sheet: Sheet, options: Options) -> set[float]:
    """Give how many places there are, of one sort or of all."""
    shown = (f for code in options["places"] for f in sheet.levels(code))
    return {f.number for f in shown if f.is_exact}


def _dimensions(sheet: Sheet, split: Split) -> set[str]:
    """Give the dimensions of the words by which parts differ; none where several are."""
    words = [word for f in split.named.values() for word in f.part.words - split.parent]
    known = set(map(sheet.lists.dimension, words))
    return known if len(words) == len(split.named) else set()


def _exceeds(sheet: Sheet, split: Split, options: Options) -> bool:
    """Whether parts are more than a level stated of their whole, by little if they overlap."""
    whole = split.whole if split.whole and split.whole.role == "level" else None
    more = split.parts.total - whole.number if whole else 0.0
    near = options["apart" if _are_institutions(sheet, split) else "near"]
    return bool(whole and 0 < more < near * whole.number)


def _are_institutions(sheet: Sheet, split: Split) -> bool:
    """Whether parts are told by names of institutions, and classes that none of them is of.

    The people's hospital and the township centres have nobody in common, as a hospital and
    its new wing have, or a medical community and its members.
    """
    words = [word for f in split.named.values() for word in f.part.words - split.parent]
    names = [word for word in words if word not in sheet.lists.scopes_by_value]
    classes = [sheet.lists.narrowed_to(word) for word in words if word not in names]
    ends = tuple(sheet.lists.words_of("institution"))
    apart = not any(a in b for a in names + classes for b in names if a != b)
    return len(names) > 1 and apart and all(name.endswith(ends) for name in names)
