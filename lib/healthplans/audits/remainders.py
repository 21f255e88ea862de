"""How many are said to be left, beside how many there are and how many have it already."""

import re
from collections.abc import Iterator, Mapping

from healthplans.audits.drafts import HIGH, Amount, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.parts import Part
from healthplans.texts import fold


def remainder_and_whole(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a number without something that is not all of them less those that have it."""
    for left in sheet.shown.values():
        word, thing = _without(sheet, left, options)
        whole = sheet.at(left.indicator, left.year, _all_of(left, word)) if thing else None
        if whole is None or not (left.is_exact and whole.is_exact):
            continue
        having = _having(sheet, whole, thing, options)
        numbers = {f.number for f in having}
        if len(numbers) == 1 and whole.number - having[0].number != left.number:
            yield _differs(left, whole, having[0], thing)


def _without(sheet: Sheet, figure: Figure, options: Options) -> tuple[str, str]:
    """Give the word of scope that says what is not there, and the thing; blanks for none."""
    said = re.compile(options["without"])
    names = {word: fold(sheet.lists.narrowed_to(word)) for word in sorted(figure.part.words)}
    found_ = {word: match for word, name in names.items() if (match := said.fullmatch(name))}
    word = next(iter(found_), "")
    counts = figure.unit == "count" and figure.role == "level"
    return (word, found_[word]["thing"]) if word and counts else ("", "")


def _all_of(figure: Figure, word: str) -> Part:
    return figure.part._replace(words=figure.part.words - {word})


def _having(sheet: Sheet, whole: Figure, thing: str, options: Options) -> list[Figure]:
    """Give the counts of those that have a thing, by its name, no more than there are."""
    label = re.compile(options["having"].format(thing=re.escape(thing)))
    counts = (
        f
        for f in sheet.figures
        if (f.unit, f.role, f.year) == ("count", "level", whole.year) and f.is_exact
    )
    named = (f for f in counts if f.part.is_whole and label.fullmatch(fold(f.label)))
    return [f for f in named if f.number < whole.number]


def _differs(left: Figure, whole: Figure, having: Figure, thing: str) -> Draft:
    rest = whole.number - having.number
    places: dict[str, Place] = {
        "thing": thing,
        "whole": whole,
        "having": having,
        "rest": Amount(rest),
        "left": left,
    }
    computed = {"expected": rest, "stated": left.number}
    return found(left, HIGH, (left, whole, having), places, computed)


RULES: Mapping[str, Logic] = {"remainder_and_whole": remainder_and_whole}
