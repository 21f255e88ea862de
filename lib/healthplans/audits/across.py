"""What only shows when plans are put side by side, or beside the targets of areas above."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

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
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Options, Sheet, grouped
from healthplans.quantities import half
from healthplans.rows import Row, records

__all__ = ["TOGETHER", "UPPER", "upper_target_missed", "upper_targets"]

# one figure of an area above: the columns of `benchmark_figures`
Upper = Row
# what has no good side is only said to be lower
_MISSED = ("short", "below")


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


def upper_target_missed(
    sheet: Sheet, uppers: Sequence[Upper], options: Options
) -> Iterator[Draft]:
    """Find a target whose limit is worse than that of an area above, for the same year."""
    above = {area.code for area in sheet.lists.areas.parents(sheet.area)}
    for row in uppers:
        figure = sheet.at(str(row["indicator"]), int(row["year"]))
        if row["area"] in above and figure is not None and figure.role == "target":
            polarity = sheet.about(figure).polarity
            limits = (_limit(figure.number, figure), _upper_limit(row))
            verdict, _ = measures.compare_limits(*limits, polarity)
            if verdict in _MISSED and _agree(sheet, figure, row):
                yield _missed(figure, row, polarity)


def upper_targets(references: pd.DataFrame | None) -> Sequence[Upper]:
    """Give the targets of areas above that a district's own are held against.

    Parameters
    ----------
    references : DataFrame, optional
        From `benchmark_figures`. Where several targets of an area are published for one year,
        the one that charts draw counts.
    """
    if references is None:
        return []
    known = [measures.drawn(own) for _, own in references.groupby("area", sort=False)]
    targets = (table[table["role"].eq("target") & table["value"].notna()] for table in known)
    return [row for table in targets for row in records(table)]


def _limit(value: float, figure: Figure) -> measures.Limit:
    return measures.Limit.printed(value, figure.comparator, figure.half)


def _upper_limit(row: Upper) -> measures.Limit:
    value, digits = float(row["value"]), row["digits"]
    relative = row["kind"] == "relative" or not digits
    rounding = 0.0 if relative else half(value, digits, float(row["factor"]))
    return measures.Limit.printed(value, row["comparator"], rounding)


def _agree(sheet: Sheet, figure: Figure, row: Upper) -> bool:
    """Whether both are per one denominator, if need be by convention."""
    part, of, end = figure.part.part, figure.part.base, figure.part.end
    own = {"denominator": figure.denominator, "unit": figure.unit}
    about = {"part": part, "of": of, "end": end}
    per, _ = measures.agreed([own | about, {**row, **about}], sheet.lists)
    return len(per) <= 1


def _missed(figure: Figure, row: Upper, polarity: str) -> Draft:
    upper = float(row["value"])
    gap = abs(figure.number - upper)
    places: dict[str, Place] = {
        "target": figure,
        "area": Word("district", row["area"]),
        "upper": Amount(upper, figure.unit),
        "gap": difference(gap, figure.unit),
        "source": str(row["source_title"]),
    }
    severity = LOW if polarity == "none" else MEDIUM
    return found(figure, severity, (figure,), places, {"upper": upper, "gap": gap})


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
UPPER = {"upper_target_missed": upper_target_missed}
