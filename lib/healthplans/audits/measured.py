"""What the measures say of each document: the rules filter it and measure nothing again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from healthplans import measures
from healthplans.parts import Part, part_of
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

_COMPARED = [
    *("document", "indicator", "part", "of", "end", "level_id", "target_id"),
    *("movement", "stance", "slack"),
]


@dataclass(frozen=True)
class Measured:
    """The measures of one document, as rows that name their figures by id.

    `compared` has each level beside its target with stance and slack, `pairs` and `planned`
    the populations that levels, and targets at face value, imply, `populations` the sets of
    pairs that agree, `limits` the rates whose births are printed, `disagreements` what stands
    beside a figure shown and says something else, `missed` the targets that ask for less than
    that of an area above.
    """

    compared: Mapping[tuple[str, Part], Row]
    pairs: Sequence[Row] = ()
    planned: Sequence[Row] = ()
    populations: Sequence[Row] = ()
    limits: Sequence[Row] = ()
    disagreements: Sequence[Row] = ()
    missed: Sequence[Row] = ()


def measured(
    observations: pd.DataFrame,
    documents: Sequence[Document],
    lists: Codelists,
    references: pd.DataFrame | None = None,
) -> Mapping[str, Measured]:
    """Measure every document once; by its id.

    Parameters
    ----------
    observations : DataFrame
        Figures with a year and an indicator, without corrections.
    references : DataFrame, optional
        Figures of areas above, from `benchmark_figures`. Where several targets of an area are
        published for one year, the one that charts draw counts.
    """
    resolved = measures.resolve(observations)
    pairs = measures.implied_population(resolved, lists)
    counted = measures.exposures(resolved, measures.known_exposures(lists))
    targets = resolved[resolved["role"] == "target"]
    tables = {
        "compared": _compared(resolved, documents, lists),
        "pairs": pairs,
        "planned": measures.implied_population(targets, lists, at_face=True),
        "populations": measures.populations(pairs),
        "limits": measures.rate_limits(resolved, counted, lists),
        "disagreements": measures.disagreements(observations),
    }
    if references is not None and len(references):
        tables["missed"] = measures.missed(resolved, _targets(references), lists)
    known = {name: _by_document(table) for name, table in tables.items()}
    return {
        one.id: Measured(
            _by_part(known["compared"].get(one.id, ())),
            **{n: rows.get(one.id, ()) for n, rows in known.items() if n != "compared"},
        )
        for one in documents
    }


def _compared(
    resolved: pd.DataFrame, documents: Sequence[Document], lists: Codelists
) -> pd.DataFrame:
    years = [(d.id, d.about.base, d.about.last_year) for d in documents]
    plans = pd.DataFrame(years, columns=["document", "baseline_year", "asked_year"])
    described = measures.describe(measures.compare(resolved, plans), lists)
    parts = [described, measures.stance(described), measures.slack(described)]
    return pd.concat(parts, axis=1)[_COMPARED]


def _targets(references: pd.DataFrame) -> pd.DataFrame:
    known = [measures.drawn(own) for _, own in references.groupby("area", sort=False)]
    every = pd.concat(known, ignore_index=True)
    return every[every["role"].eq("target") & every["value"].notna()]


def _by_document(table: pd.DataFrame) -> Mapping[str, list[Row]]:
    rows: dict[str, list[Row]] = {}
    for row in records(table):
        rows.setdefault(row["document"], []).append(row)
    return rows


def _by_part(rows: Sequence[Row]) -> Mapping[tuple[str, Part], Row]:
    return {(row["indicator"], part_of(row)): row for row in rows}
