"""One value printed per two different groups of people."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from healthplans.audits.drafts import MEDIUM, Draft, Pair, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.texts import fold


class Per(NamedTuple):
    """What a label counts per so many of which people; their age blank where none is named."""

    figure: Figure
    scale: str
    people: str
    age: str
    noun: str


def value_per_other_people(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find what is counted per 1,000 of some and, with one value, per 1,000 of others."""
    read = (_read(f, options) for f in (*sheet.figures, *sheet.unnamed) if f.digits)
    known = [per for per in read if per is not None]
    for rows in grouped(_key(per) for per in known).values():
        other = next((p for p in rows[1:] if _of_others(rows[0], p, options)), None)
        if other is not None:
            yield _twice(rows[0], other)


def _key(per: Per) -> tuple[tuple[object, ...], Per]:
    figure = per.figure
    number = float(figure.digits.replace(",", ""))
    return (per.scale, number, figure.year, figure.role, figure.comparator), per


def _read(figure: Figure, options: Options) -> Per | None:
    """Read what a label is per; None for one that is per nobody."""
    label = re.fullmatch(options["label"], fold(figure.label))
    if label is None or figure.is_claim:
        return None
    people = label["people"]
    age = re.search(options["age"], people)
    kind = next((k for k, words in options["kinds"].items() if re.search(words, people)), "")
    return Per(figure, label["scale"], kind, age[0] if age else "", label["noun"])


def _of_others(one: Per, other: Per, options: Options) -> bool:
    """Whether two are of one thing and of people who cannot be the same."""
    nouns = sorted((one.noun, other.noun), key=len)
    same = nouns[1].endswith(nouns[0]) and len(nouns[0]) >= options["least"]
    ages = bool(one.age and other.age) and one.age != other.age
    unsaid = [{*pair} for pair in options["unsaid"]]
    people = one.people != other.people and {one.people, other.people} not in unsaid
    return same and (people or ages)


def _twice(one: Per, other: Per) -> Draft:
    named: Sequence[Pair] = [Pair(p.figure.label, p.figure) for p in (one, other)]
    places: dict[str, Place] = {"named": tuple(named)}
    evidence = (one.figure, other.figure)
    return found(one.figure, MEDIUM, evidence, places, {"value": one.figure.number})


RULES: Mapping[str, Logic] = {"value_per_other_people": value_per_other_people}
