"""What only shows when plans are put side by side, or beside the national targets."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

import pandas as pd

from healthplans import measures
from healthplans.audits.drafts import (
    LOW,
    MEDIUM,
    Amount,
    Draft,
    Pair,
    Place,
    Term,
    Word,
    difference,
    found,
)
from healthplans.audits.figures import SLACK, Figure
from healthplans.audits.sheets import Options, Sheet, grouped

__all__ = ["NATIONAL", "TOGETHER", "national_target_missed", "national_targets"]

# one national figure: the columns of the reference table
National = Mapping[Hashable, Any]
_SIGNS = {"higher": -1, "lower": 1, "none": -1}


def denominators_across(sheets: Sequence[Sheet], options: Options) -> Iterator[Draft]:
    """One indicator that plans count per different populations."""
    for code, rows in grouped((f.indicator, f) for f in _compared(sheets)).items():
        by_denominator = grouped((f.denominator, f) for f in rows if f.denominator)
        if len(by_denominator) > 1:
            groups: tuple[Place, ...] = tuple(
                Pair(Word("denominator", denominator), _districts(group), joint="colon")
                for denominator, group in by_denominator.items()
            )
            places: dict[str, Place] = {"name": Term(code), "groups": groups}
            yield Draft(LOW, tuple(rows), places, {"denominators": len(by_denominator)}, code)


def lookalike_definitions(sheets: Sequence[Sheet], options: Options) -> Iterator[Draft]:
    """Find indicators that look alike, are defined differently, and replace each other."""
    by_code = grouped((f.indicator, f) for f in _compared(sheets))
    entries = sheets[0].lists.indicators
    for code, rows in by_code.items():
        entry = entries[code]
        for other in entry.related:
            others = by_code.get(other, [])
            apart = not {f.document for f in rows} & {f.document for f in others}
            alike = others and rows[0].unit == others[0].unit and code < other
            alike = alike and _shared(entry.zh, entries[other].zh) >= options["shared"]
            if alike and apart:
                places: dict[str, Place] = {
                    "name": Term(code),
                    "other": Term(other),
                    "districts": _districts(rows),
                    "other_districts": _districts(others),
                }
                yield Draft(
                    LOW, (*rows, *others), places, {"plans": len(rows) + len(others)}, code
                )


def national_target_missed(
    sheet: Sheet, national: Sequence[National], options: Options
) -> Iterator[Draft]:
    """Find a target of the district's own that asks for less than the national one."""
    for row in national:
        figure = sheet.at(str(row["indicator"]), int(row["year"]))
        if figure is not None and figure.role == "target":
            polarity = sheet.about(figure).polarity
            gap = _SIGNS[polarity] * (figure.number - float(row["value"]))
            if gap > figure.half * (1 + SLACK):
                yield _missed(figure, gap, row, polarity)


def national_targets(references: pd.DataFrame | None) -> Sequence[National]:
    """Give the national targets that a district's own are held against.

    Parameters
    ----------
    references : DataFrame, optional
        National figures: `indicator`, `year`, `role`, `comparator`, `value`, `source_title`.
        Where several targets are published for one year, the one that charts draw counts.
    """
    if references is None:
        return []
    known = measures.drawn(references)
    return known[known["role"].eq("target") & known["value"].notna()].to_dict("records")


def _missed(figure: Figure, gap: float, row: National, polarity: str) -> Draft:
    national = float(row["value"])
    places: dict[str, Place] = {
        "target": figure,
        "national": Amount(national, figure.unit),
        "gap": difference(gap, figure.unit),
        "source": str(row["source_title"]),
    }
    severity = LOW if polarity == "none" else MEDIUM
    return found(figure, severity, (figure,), places, {"national": national, "gap": gap})


def _compared(sheets: Sequence[Sheet]) -> list[Figure]:
    """Targets of the tables for the plan's last year, one a plan and indicator."""
    found = {
        (f.document, f.indicator): f
        for sheet in sheets
        for f in sheet.shown.values()
        if f.origin == "table" and f.role == "target" and f.year == sheet.document.last_year
    }
    return list(found.values())


def _shared(one: str, other: str) -> int:
    """Give the longest run of characters that two names share."""
    return SequenceMatcher(None, one, other, autojunk=False).find_longest_match().size


def _districts(rows: Sequence[Figure]) -> tuple[Word, ...]:
    return tuple(Word("district", f.area) for f in rows)


TOGETHER = {
    "denominators_across": denominators_across,
    "lookalike_definitions": lookalike_definitions,
}
NATIONAL = {"national_target_missed": national_target_missed}
