"""The whole way of a figure: document, place, printed text, reading, conversion, value."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pandas as pd

from healthplans.codelists import Codelists
from healthplans.corrections import Correction
from healthplans.errors import UnknownNameError
from healthplans.harmonizers import LabelReader, change_from
from healthplans.plans import Document, Plan
from healthplans.printed import Printed

__all__ = ["Trace", "trace", "traces"]

Row = Mapping[str, Any]
_BOTH = ("percent", "percentage_points")


@dataclass(frozen=True)
class Trace:
    """One observation with everything that leads to it.

    Attributes
    ----------
    row : mapping
        The observation.
    document : Document
        The plan's document, with its status and source.
    printed : Printed
        The transcribed cell or statement.
    printed_unit : str
        The unit that label, bracket and column print together; the codelist's where lost.
    unit_is_printed : bool
        False where the document lost the unit and the codelist gives it.
    factor : Decimal
        From the printed unit to the standard unit; 1 where none is needed.
    correction : Correction or None
        The declared correction applied, if any.
    base : mapping or None
        The level that a relative target counts from.
    readings : mapping
        Both values of an ambiguous change: `percent` and `percentage_points`.
    charted : bool
        Whether this is the figure that charts and tables show for its key.
    """

    row: Row
    document: Document
    printed: Printed
    printed_unit: str
    unit_is_printed: bool
    factor: Decimal
    correction: Correction | None
    base: Row | None
    readings: Mapping[str, float]
    charted: bool


def trace(
    observation_id: str,
    observations: pd.DataFrame,
    resolved: pd.DataFrame,
    plans: Sequence[Plan],
    lists: Codelists,
    corrections: Mapping[tuple[str, str, str], Correction],
) -> Trace:
    """Give the way of one observation; raise `UnknownNameError` for an id that is not there."""
    found = observations[observations["observation_id"] == observation_id]
    if found.empty:
        raise UnknownNameError("observation", observation_id, list(observations["observation_id"]))
    own = observations[observations["plan"] == found["plan"].iloc[0]]
    [way] = traces(own, resolved, plans, lists, corrections, only=observation_id)
    return way


def traces(
    observations: pd.DataFrame,
    resolved: pd.DataFrame,
    plans: Sequence[Plan],
    lists: Codelists,
    corrections: Mapping[tuple[str, str, str], Correction],
    *,
    only: str = "",
) -> Iterator[Trace]:
    """Give the way of every observation of a table that holds whole plans, in its order."""
    documents = {plan.code: plan.document for plan in plans}
    printed = {(p.code, f.origin, f.locator): f for p in plans for f in p.figures}
    charted = set(resolved["observation_id"])
    labels = LabelReader(lists)
    rows = observations.to_dict("records")
    levels = {_key(row): row for row in _levels(rows)}
    for row in rows:
        if only and row["observation_id"] != only:
            continue
        place = (row["plan"], row["origin"], row["locator"])
        meaning = labels.read(printed[place])
        base = levels.get((*_key(row)[:3], _base_year(row, documents[row["plan"]])))
        yield Trace(
            row,
            documents[row["plan"]],
            printed[place],
            meaning.unit,
            bool(meaning.unit_text),
            lists.factor(meaning.unit, row["unit"]) or Decimal(1) if meaning.unit else Decimal(1),
            corrections.get(place),
            base if row["kind"] == "relative" else None,
            _readings(row, base),
            row["observation_id"] in charted,
        )


def _levels(rows: Sequence[Row]) -> list[Row]:
    """Levels with a figure, the table's last so that it wins."""
    levels = [row for row in rows if row["role"] == "level" and pd.notna(row["value"])]
    return sorted(levels, key=lambda row: row["origin"] == "table")


def _key(row: Row) -> tuple[str, str, str, int]:
    return row["plan"], row["indicator"], row["component"], int(row["year"])


def _base_year(row: Row, document: Document) -> int:
    return document.base_year if pd.isna(row["base_year"]) else int(row["base_year"])


def _readings(row: Row, base: Row | None) -> dict[str, float]:
    """Both values that an ambiguous change (提高5%) may mean, on the level it counts from."""
    if row["change_unit"] != "percent_or_points" or base is None:
        return {}
    start, change = Decimal(str(base["value"])), Decimal(str(row["change"]))
    both = {unit: change_from(start, change, unit, 1) for unit in _BOTH}
    return {unit: float(value) for unit, value in both.items() if value is not None}
