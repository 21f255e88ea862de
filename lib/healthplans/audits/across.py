"""What only shows when plans are put side by side, or beside the targets of areas above."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

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
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.rows import Row
from healthplans.vocabulary.codelists import Codelists


def denominators_across(
    figures: Sequence[Figure], lists: Codelists, options: Options
) -> Iterator[Draft]:
    """One indicator that plans count per different populations."""
    for code, rows in grouped((f.indicator, f) for f in figures).items():
        by_denominator = grouped((f.denominator, f) for f in rows if f.denominator)
        if len(by_denominator) > 1:
            groups: tuple[Place, ...] = tuple(
                Pair(Word("denominator", denominator), _districts(group), joint="colon")
                for denominator, group in by_denominator.items()
            )
            places: dict[str, Place] = {"name": Term(code), "groups": groups}
            yield Draft(LOW, tuple(rows), places, {"denominators": len(by_denominator)}, code)


def lookalike_definitions(
    figures: Sequence[Figure], lists: Codelists, options: Options
) -> Iterator[Draft]:
    """Find indicators that look alike, are defined differently, and replace each other."""
    by_code = grouped((f.indicator, f) for f in figures)
    entries = lists.indicators
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


def upper_target_missed(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a target whose limit is worse than that of an area above, for the same year."""
    for row in sheet.measured.missed:
        figure = sheet.own(row["observation_id"])
        if figure is not None:
            yield _missed(figure, row)


def _missed(figure: Figure, row: Row) -> Draft:
    upper, gap = float(row["upper_value"]), abs(float(row["difference"]))
    places: dict[str, Place] = {
        "target": figure,
        "area": Word("district", row["upper_area"]),
        "upper": Amount(upper, figure.unit),
        "gap": difference(gap, figure.unit),
        "source": str(row["source_title"]),
    }
    severity = LOW if row["verdict"] == "below" else MEDIUM
    return found(figure, severity, (figure,), places, {"upper": upper, "gap": gap})


def targets(sheet: Sheet) -> list[Figure]:
    """Targets of the table for the plan's last year, one an indicator."""
    found = {
        f.indicator: f
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
RULES: Mapping[str, Logic] = {"upper_target_missed": upper_target_missed}
