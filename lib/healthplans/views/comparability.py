"""Which districts' figures may stand side by side, said as groups with their reasons.

Plans that print the same thing (part, denominator, unit, year) are one class; a class joins a
group only if it may stand beside every class in it, so that what is said of a group is true
of every pair in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Sentence, Table, noted
from healthplans.views.cells import named, named_cell
from healthplans.vocabulary.words import Words

_TOGETHER = ("comparable", "after_conversion", "by_convention")
_PRINTED = (*PART, "denominator", "printed_unit", "year")
_Class = tuple[str, ...]
_Pairs = Mapping[frozenset[_Class], Row]


@dataclass(frozen=True)
class Group:
    """Plans whose figures may stand side by side.

    `plans` are rows that show each (`area`, `part`, ...), `inside` a judged pair of each kind
    within the group, and `apart` one to each earlier group of the same part, with its place.
    """

    plans: Sequence[Row]
    inside: Sequence[Row]
    apart: Sequence[tuple[int, Row]]


def tables(judged: pd.DataFrame, words: Words) -> Blocks | Sentence:
    """Say which districts print what may stand side by side, group by group, and why not all.

    `judged` are from `measures.comparability` of one indicator; where it is empty a sentence
    says so.
    """
    if judged.empty:
        return Sentence.of(words, words.say("comparability_none"))
    own = judged["indicator"] == judged["other_indicator"]
    roles = {str(role): grouped(records(rows)) for role, rows in judged[own].groupby("role")}
    rows = [
        (words.name("role", role), _group_row(group, every, words))
        for role, every in roles.items()
        for group in every
    ]
    head = [
        words.say(f"column_{name}") for name in ("together", "role", "judgement", "reason")
    ]
    caption = words.say("caption_comparability")
    table = [Table(caption, head, _joined(rows, words), words.lang)] if rows else []
    return Blocks([*_reading(roles, words), *table, *_related(judged[~own], words)])


def _reading(roles: Mapping[str, Sequence[Group]], words: Words) -> list[Sentence]:
    """Say how many districts stand together; of levels and targets at once where alike."""
    said: dict[tuple[int, ...], list[str]] = {}
    for role, every in roles.items():
        sizes = tuple(len(_areas(group.plans)) for group in every)
        said.setdefault(sizes, []).append(words.name("role", role))
    texts = [
        _said(words.say("list_pause").join(names), sizes, words)
        for sizes, names in said.items()
    ]
    return [Sentence.of(words, *texts)] if texts else []


def _said(role: str, sizes: Sequence[int], words: Words) -> str:
    if len(sizes) == 1:
        return words.say("together_all", role=role, count=sizes[0])
    return words.say(
        "together_groups", role=role, groups=len(sizes), largest=sizes[0], total=sum(sizes)
    )


def _areas(plans: Sequence[Row]) -> list[str]:
    return sorted({plan["area"] for plan in plans})


def _group_row(group: Group, every: Sequence[Group], words: Words) -> list[Cell]:
    areas = _areas(group.plans)
    part = words.part_of(group.plans[0])
    drafts = any(row["draft"] for row in group.inside)
    notes = noted(part, words.say("draft_in_pairs") if drafts else "")
    judged = dict.fromkeys(words.name("judgement", row["judgement"]) for row in group.inside)
    return [
        replace(named_cell(areas, words), notes=notes),
        Cell(words.say("list_pause").join(judged) or words.say("stands_alone")),
        Cell(words.say("sentence_space").join(_reasons(group, every, words))),
    ]


def _reasons(group: Group, every: Sequence[Group], words: Words) -> list[str]:
    """Say what holds a group together, and what parts it from the larger ones."""
    reason = f"reason_{words.lang}"
    inside = dict.fromkeys(str(row[reason]) for row in group.inside)
    apart = [
        words.say(
            "apart_from", names=named(_areas(every[place].plans), words), reason=row[reason]
        )
        for place, row in group.apart
    ]
    return [*inside, *apart]


def _related(judged: pd.DataFrame, words: Words) -> list[Table]:
    """Show, folded, the related indicators that this one is no measure of."""
    if judged.empty:
        return []
    pairs = judged.drop_duplicates(["role", "other_indicator"])
    rows = [
        (words.name("role", row["role"]), _related_row(row, judged, words))
        for row in records(pairs)
    ]
    codes = dict.fromkeys(pairs["other_indicator"])
    named = words.say("list_pause").join(words.indicator(code, short=True) for code in codes)
    fold = words.say("related_folded", count=len(codes), names=named)
    head = [words.say(f"column_{name}") for name in ("related", "role", "judgement", "reason")]
    table = Table(words.say("caption_related"), head, _joined(rows, words), words.lang)
    return [replace(table, fold=fold)]


def _related_row(row: Row, judged: pd.DataFrame, words: Words) -> list[Cell]:
    """Name the related indicator, the districts that state it and those that state this."""
    of = judged["other_indicator"] == row["other_indicator"]
    alike = judged[of & (judged["role"] == row["role"])]
    sides = {
        side: named(sorted(set(alike[column])), words)
        for side, column in (("one", "area"), ("other", "other_area"))
    }
    name = words.indicator(row["other_indicator"], short=True)
    return [
        Cell(words.say("pair_related", indicator=name, **sides)),
        Cell(words.name("judgement", row["judgement"])),
        Cell(row[f"reason_{words.lang}"]),
    ]


def _joined(rows: Sequence[tuple[str, list[Cell]]], words: Words) -> list[list[Cell]]:
    """Join rows that say the same of levels and of targets."""
    found: dict[tuple[str, ...], tuple[list[str], list[Cell]]] = {}
    for role, row in rows:
        found.setdefault(tuple(map(str, row)), ([], row))[0].append(role)
    return [
        [first, Cell(words.say("list_pause").join(roles)), *rest]
        for roles, (first, *rest) in found.values()
    ]


def grouped(pairs: Iterable[Row]) -> list[Group]:
    """Group the plans of one indicator and one `role`, the largest group first.

    `pairs` are rows of `measures.comparability` whose two sides are the same indicator's.
    """
    rows = list(pairs)
    members = _members(rows)
    verdicts = {frozenset((_class(row), _class(row, "other_"))): row for row in reversed(rows)}
    found: list[list[_Class]] = []
    for one in sorted(members, key=lambda each: -len(members[each])):
        fitting = (group for group in found if _fits(one, group, verdicts))
        joined = next(fitting, None)
        if joined is None:
            found.append([one])
        else:
            joined.append(one)
    found.sort(key=lambda group: -sum(len(members[each]) for each in group))
    return [_grouped(place, found, members, verdicts) for place in range(len(found))]


def _members(rows: Sequence[Row]) -> dict[_Class, dict[str, Row]]:
    """Give the plans of each class, by document, in the order of the pairs."""
    members: dict[_Class, dict[str, Row]] = {}
    for row in rows:
        for side in ("", "other_"):
            own = {name: row[f"{side}{name}"] for name in ("area", "document", "indicator")}
            shown = {**own, **{name: row[f"{side}{name}"] for name in _PRINTED}}
            members.setdefault(_class(row, side), {}).setdefault(own["document"], shown)
    return members


def _class(row: Row, side: str = "") -> _Class:
    return tuple(row[f"{side}{name}"] for name in _PRINTED)


def _fits(one: _Class, group: Sequence[_Class], verdicts: _Pairs) -> bool:
    beside = (verdicts.get(frozenset((one, other))) for other in group)
    return all(row is not None and row["judgement"] in _TOGETHER for row in beside)


def _grouped(
    place: int,
    found: Sequence[Sequence[_Class]],
    members: Mapping[_Class, Mapping[str, Row]],
    verdicts: _Pairs,
) -> Group:
    own = found[place]
    plans = [row for one in own for row in members[one].values()]
    inside = _between(own, own, verdicts)
    apart = [
        (earlier, _between(own, found[earlier], verdicts)) for earlier in range(len(found))
    ]
    return Group(plans, inside, [(at, rows[0]) for at, rows in apart if at < place and rows])


def _between(one: Iterable[_Class], other: Sequence[_Class], verdicts: _Pairs) -> list[Row]:
    keys = dict.fromkeys(frozenset((a, b)) for a in one for b in other)
    return [verdicts[key] for key in keys if key in verdicts]
