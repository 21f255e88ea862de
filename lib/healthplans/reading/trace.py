"""The whole way of a figure: document, place, printed text, reading, conversion, value."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import pandas as pd

from healthplans.errors import UnknownNameError
from healthplans.reading.about import About
from healthplans.reading.corrections import Correction
from healthplans.reading.documents import Document
from healthplans.reading.labels import LabelReader, label_reader
from healthplans.reading.printed import Printed
from healthplans.reading.relative import change_from
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

_BOTH = ("percent", "percentage_points")


@dataclass(frozen=True)
class Evidence:
    """All that a trace is drawn from: tables, plans, codelists and corrections."""

    observations: pd.DataFrame
    resolved: pd.DataFrame
    documents: Sequence[Document]
    lists: Codelists
    corrections: Mapping[tuple[str, str, str], Correction]

    @cached_property
    def rows(self) -> dict[str, Row]:
        """The observations by their ids, in document order."""
        return {row["observation_id"]: row for row in records(self.observations)}

    @cached_property
    def printed(self) -> dict[tuple[str, str, str], tuple[About, Printed]]:
        """The printed figures by document, origin and place."""
        return {
            (document.id, figure.origin, figure.locator): (document.about, figure)
            for document in self.documents
            for figure in document.figures
        }

    @cached_property
    def charted(self) -> frozenset[str]:
        """The ids of the figures that charts and tables show."""
        return frozenset(self.resolved["observation_id"])

    @cached_property
    def labels(self) -> LabelReader:
        """What reads a label again, to say which part of it means what."""
        return label_reader(self.lists)


@dataclass(frozen=True)
class Trace:
    """One observation with everything that leads to it.

    Attributes
    ----------
    row : mapping
        The observation.
    document : About
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
    parts_seen : sequence of (str, str)
        What the label was read as: (part, text) in the order printed.
    """

    row: Row
    document: About
    printed: Printed
    printed_unit: str
    unit_is_printed: bool
    factor: Decimal
    correction: Correction | None
    base: Row | None
    readings: Mapping[str, float]
    charted: bool
    parts_seen: Sequence[tuple[str, str]] = ()


def trace(observation_id: str, evidence: Evidence) -> Trace:
    """Give the way of one observation; raise `UnknownNameError` for an unknown id."""
    row = evidence.rows.get(observation_id)
    if row is None:
        raise UnknownNameError("observation", observation_id, list(evidence.rows))
    return _way(row, evidence)


def traces(document: str, evidence: Evidence) -> list[Trace]:
    """Give the way of every observation of a plan, in document order."""
    rows = evidence.rows.values()
    return [_way(row, evidence) for row in rows if row["document"] == document]


def _way(row: Row, evidence: Evidence) -> Trace:
    place = (row["document"], row["origin"], row["locator"])
    document, printed = evidence.printed[place]
    base = evidence.rows.get(row["base_id"])
    return Trace(
        row=row,
        document=document,
        printed=printed,
        printed_unit=row["printed_unit"],
        unit_is_printed=bool(row["unit_text"]),
        factor=Decimal(1) if pd.isna(row["factor"]) else Decimal(str(row["factor"])),
        correction=evidence.corrections.get(place),
        base=base,
        readings=_readings(row, base),
        charted=row["observation_id"] in evidence.charted,
        parts_seen=evidence.labels.read(printed).parts_seen,
    )


def _readings(row: Row, base: Row | None) -> dict[str, float]:
    """Both values that an ambiguous change (提高5%) may mean, on the level it counts from."""
    if row["change_unit"] != "percent_or_points" or base is None:
        return {}
    start, change = Decimal(str(base["value"])), Decimal(str(row["change"]))
    both = {unit: change_from(start, change, unit, 1) for unit in _BOTH}
    return {unit: float(value) for unit, value in both.items() if value is not None}
