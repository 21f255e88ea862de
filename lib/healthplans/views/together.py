"""Put figures that may stand side by side into groups, from judgements on pairs of them.

Plans that print the same thing (part, denominator, unit, year) are one class; a class joins a
group only if it may stand beside every class in it, so that what is said of a group is true
of every pair in it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from healthplans.parts import PART
from healthplans.rows import Row

TOGETHER = ("comparable", "after_conversion", "by_convention")
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


def groups(pairs: Iterable[Row]) -> list[Group]:
    """Group the plans of one indicator and one `role`, the largest group first.

    Parameters
    ----------
    pairs : iterable of mapping
        Rows of `measures.comparability` whose two sides are the same indicator's.
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
    return [_group(place, found, members, verdicts) for place in range(len(found))]


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
    return all(row is not None and row["judgement"] in TOGETHER for row in beside)


def _group(
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
