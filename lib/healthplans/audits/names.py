"""What names say: several indicators under one, several definitions of one notion, words.

Which names are of one notion, and which of them a plan may use for which group of people, is
in the options of the rules.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from healthplans.audits.drafts import LOW, MEDIUM, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.parts import WHOLE
from healthplans.quantities import Interval
from healthplans.texts import fold

_BRACKET = re.compile(r"\([^()]*\)")


def two_indicators_one_value(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a row of the table that names two indicators and prints one value for both."""
    rows = [f for f in sheet.figures if f.origin == "table" and not f.part]
    told: set[str] = set()
    for group in grouped((f.label, f) for f in rows).values():
        named = _named(group[0].label, options)
        level = next((f for f in group if f.role == "level" and f.is_exact), None)
        if len(named) > 1 and level is not None:
            places: dict[str, Place] = {"value": level, "names": tuple(named)}
            yield found(level, MEDIUM, tuple(group), places, {"indicators": len(named)})
            told.add(level.label)
    yield from _promised_together(sheet, told, options)


def _promised_together(sheet: Sheet, told: set[str], options: Options) -> Iterator[Draft]:
    """Find targets of one value for several indicators or groups, of labels not yet told."""
    stated = [f for f in sheet.shown.values() if f.role == "target" and f.kind != "relative"]
    rows = [f for f in stated if _is_joint(f, options) and f.label not in told]
    # 80%、60% in one cell is a value for each
    named = {
        f.label: {(g.indicator, g.part) for g in sheet.figures if g.label == f.label}
        for f in rows
    }
    alone = [f for f in rows if len(named[f.label]) == 1]
    if alone:
        items = tuple(Pair(Term(f.indicator, f.part), f) for f in alone)
        places: dict[str, Place] = {"items": items, "count": len(items)}
        draft = Draft(LOW, tuple(alone), places, {"targets": len(items)})
        yield replace(draft, message="promised")


def _is_joint(figure: Figure, options: Options) -> bool:
    several = figure.indicator in options["joint"] or len(_named(figure.label, options)) > 1
    return several and not fold(figure.text).startswith(tuple(options["each"]))


def groups_differ(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one indicator printed for two groups of people, one inside the other."""
    rows = [f for f in sheet.figures if not f.is_claim]
    for group in grouped(((f.indicator, f.part), f) for f in rows).values():
        several = group if len({f.label for f in group}) > 1 else ()
        by_words = {_people(f.label, options): f for f in reversed(several)}
        by_words.pop("", None)
        if any(one != other and one in other for one in by_words for other in by_words):
            binding = any(f.obligation == "binding" for f in group)
            evidence = tuple(by_words.values())
            places: dict[str, Place] = {"groups": tuple(by_words)}
            severity = MEDIUM if binding else LOW
            yield found(evidence[0], severity, evidence, places, {"groups": len(by_words)})
    yield from _of_other_age(sheet, options)


def _of_other_age(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one value for a group of another age than the one its indicator is of."""
    age = re.compile(options["age"])
    for (code, part, year, role), rows in sheet.stated.items():
        names = [sheet.lists.narrowed_to(word) for word in part.words]
        ages = age.findall(fold(names[0])) if len(names) == 1 and not part.of else []
        usual = age.findall(fold(sheet.lists.indicators[code].zh))
        for whole in sheet.stated.get((code, WHOLE, year, role), ()) if ages and usual else ():
            same = [f for f in rows if (f.value, f.sign) == (whole.value, whole.sign)]
            if same and ages != usual and whole.number < options["whole"]:
                places: dict[str, Place] = {"group": names[0], "value": whole}
                draft = found(whole, MEDIUM, (whole, same[0]), places, {"groups": 2})
                yield replace(draft, message="age")
                break


def definitions_within(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one notion that a plan states under several definitions."""
    valued = grouped((f.indicator, f) for f in sheet.figures if _plain(f))
    for notion in options["notions"]:
        known = {code: valued[code] for code in notion if code in valued}
        apart = len(known) > 1 and (_values_differ(known) or _promised_twice(known))
        if apart or (len(known) > 1 and _crossed(known)):
            yield _several(sheet, known)
    yield from _by_part(sheet)
    yield from _by_label(valued, options)


def _values_differ(known: Mapping[str, Sequence[Figure]]) -> bool:
    return len({figure.value for figure in _telling(known)}) > 1


def _telling(known: Mapping[str, Sequence[Figure]]) -> list[Figure]:
    """Give a figure of each, of a year and role in which two differ, else the first."""
    named = [{(f.year, f.role): f for f in reversed(rows)} for rows in known.values()]
    stated = grouped((key, f.value) for one in named for key, f in one.items())
    keys = (key for key, values in stated.items() if len(set(values)) > 1)
    key = next(keys, (0, ""))
    firsts = [rows[0] for rows in known.values()]
    return [one.get(key, first) for one, first in zip(named, firsts, strict=True)]


def _promised_twice(known: Mapping[str, Sequence[Figure]]) -> bool:
    """Whether table and text promise one value under two names.

    A level under two names is the rule `same_figure_two_names`.
    """
    targets = [[f.origin for f in rows if f.role == "target"][:1] for rows in known.values()]
    return all(targets) and {own[0] for own in targets} == {"table", "text"}


def _crossed(known: Mapping[str, Sequence[Figure]]) -> bool:
    """Whether the level is by one definition only and the target by another only."""
    roles = [{f.role for f in rows} for rows in known.values()]
    alone = all(len(own) == 1 for own in roles)
    return alone and len(set().union(*roles)) > 1


def _named(label: str, options: Options) -> list[str]:
    """Give the names of indicators that a label joins; what stands in brackets is none."""
    heads = tuple(options["heads"])
    # most labels name one, and are not taken apart
    if _heads(label, heads) <= 1:
        return []
    joints = "|".join(re.escape(joint) for joint in options["joints"])
    parts = re.split(joints, _BRACKET.sub(options["joints"][0], fold(label)))
    return [p for p in parts if len(p) >= options["least"] and p.endswith(heads)]


@lru_cache(maxsize=65536)
def _heads(label: str, heads: tuple[str, ...]) -> int:
    return sum(label.count(head) for head in heads)


def _people(label: str, options: Options) -> str:
    """Give the group of people that a label names, the longest name first; blank for none."""
    words = sorted(options["people"], key=len, reverse=True)
    return next((word for word in words if word in fold(label)), "")


def _plain(figure: Figure) -> bool:
    return figure.value is not None and not (figure.part.of or figure.part.end)


def _several(sheet: Sheet, known: Mapping[str, Sequence[Figure]]) -> Draft:
    """Give the definitions; graver where the level is of one and the target of another.

    Sentences call one thing by this name and that; a row of the table is what is measured.
    """
    crossed = _crossed(known)
    firsts = _telling(known)
    named = [(f.role, Pair(Term(f.indicator, f.part), f)) for f in firsts]
    severity = MEDIUM if crossed and any(f.origin == "table" for f in firsts) else LOW
    places: dict[str, Place] = {"named": tuple(pair for _, pair in named)}
    for end in ("level", "target"):
        places[end] = tuple(pair for role, pair in named if role == end)
    draft = found(firsts[0], severity, tuple(firsts), places, {"names": len(named)})
    return replace(draft, message="crossed" if crossed else "default")


def _by_part(sheet: Sheet) -> Iterator[Draft]:
    """Give densities asked for parts of the area, all on one side of that of the whole."""
    dense = [f for f in sheet.figures if f.role == "target" and f.unit.startswith("per_1")]
    stated = [f for f in dense if _plain(f) and f.value is not None]
    for rows in grouped(((f.indicator, f.year), f) for f in stated).values():
        parts = list({f.part: f for f in rows if f.part}.values())
        whole = next((f for f in rows if not f.part), None)
        if whole is None or not parts[1:]:
            continue
        if Interval.hull(f.printed for f in parts).apart(whole.printed):
            named = tuple(Pair(Term(f.indicator, f.part, only=True), f) for f in parts)
            draft = found(whole, LOW, (whole, *parts), {"whole": whole, "named": named}, {})
            yield replace(draft, message="parts")


def _by_label(valued: Mapping[str, Sequence[Figure]], options: Options) -> Iterator[Draft]:
    """Give one indicator printed under names of different notions, smoking and tobacco use."""
    for code, notions in options["labels"].items():
        rows = valued.get(code, ())
        words = {_notion(f.label, notions): f for f in reversed(rows)}
        words.pop("", None)
        if len(words) > 1:
            named = tuple(Pair(word, f) for word, f in reversed(words.items()))
            evidence = tuple(f for f in rows if f in words.values())
            draft = found(evidence[0], LOW, evidence, {"named": named}, {"names": len(named)})
            yield replace(draft, message="labels", cause=("names", code))


def _notion(label: str, notions: Sequence[str]) -> str:
    return next((word for word in notions if word in fold(label)), "")


RULES: Mapping[str, Logic] = {
    "two_indicators_one_value": two_indicators_one_value,
    "groups_differ": groups_differ,
    "definitions_within": definitions_within,
}
