"""Figures that districts are held against: which of several counts, and how far it is to it.

Several figures may stand for one indicator and year: the target for life expectancy in 2025
was published both as 78.3 and as one year more than in 2020. All are kept; a stated rule says
which one a chart draws.

A gap is only to a figure of the same indicator and the very same year: a level of 2020 is set
against the national level of 2020, a target for 2025 against the national target for 2025.
Benchmarks are about the whole, so a part of an indicator is set against none, and a figure per
another denominator, as it is read by convention, against none either. Where no such figure was
verified there is no gap.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from healthplans.measures.conventions import conventional
from healthplans.parts import PART, is_whole
from healthplans.quantities import is_bound
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.documents import Document
from healthplans.vocabulary.codelists import Codelists

_KEY = ["indicator", "year", "role"]
_COLUMNS = [
    *("document", "area", "observation_id", *_KEY, "kind", "comparator", "value", "unit"),
    *("denominator", "value_text", "digits", "factor", "change", "base_year", "confidence"),
    *(*PART, "change_comparator", "low", "high"),
]
_SIDES = ("level", "target")
_WORDS = {
    "higher": {1.0: "better", 0.0: "same", -1.0: "worse"},
    "lower": {1.0: "worse", 0.0: "same", -1.0: "better"},
    "none": {1.0: "above", 0.0: "same", -1.0: "below"},
}
_BENCHMARK = {
    "value": "benchmark_{}",
    "comparator": "benchmark_{}_comparator",
    "value_text": "benchmark_{}_text",
    "digits": "benchmark_{}_digits",
    "confidence": "benchmark_{}_confidence",
    "source_title": "benchmark_{}_source",
    "drawn_by": "benchmark_{}_drawn_by",
}


def benchmark_figures(
    observations: pd.DataFrame, documents: Sequence[Document]
) -> pd.DataFrame:
    """Give the figures of some documents that others are held against.

    Parameters
    ----------
    observations : DataFrame
        The observations table.
    documents : sequence of Document
        Of the nation, or of any area above.

    Returns
    -------
    DataFrame
        One row a published figure about the whole of its area, in the order of the documents:
        `document`, `area`, `observation_id`, `indicator`, `year`, `role`, `kind`, `comparator`
        (blank if relative), `value` (in the indicator's standard `unit`; that of a relative
        figure is its change added to the level of `base_year`, NA where that is not known),
        `denominator`, `value_text`, `digits`, `factor`, `change`, `base_year`, `confidence`,
        `part`, `of`, `end` (blank), `change_comparator`, `low`, `high`, `source_title`.
    """
    titles = {document.id: document.about.title for document in documents}
    own = observations[observations["document"].isin(titles) & is_whole(observations)]
    dated = own[own["year"].notna() & (own["indicator"] != "")]
    figures = dated.loc[~dated["kind"].isin(["missing", "blank", "unread"]), _COLUMNS]
    return figures.assign(source_title=figures["document"].map(titles)).reset_index(drop=True)


def drawn(references: pd.DataFrame, years: Mapping[str, int] | None = None) -> pd.DataFrame:
    """Give the figure drawn for each indicator, year and role.

    Of several it is the one of higher confidence, then a stated one before one worked out from
    a change, then the first; `drawn_by` says what decided: ``only`` (one figure),
    ``confidence``, ``absolute`` or ``order``.

    `years` keeps one year a role, as ``{"level": 2020, "target": 2025}``.
    """
    ordered = _ordered(references)
    due = ordered["role"].map(years or {}) == ordered["year"]
    return ordered[ordered["drawn"] & (due | (years is None))].reset_index(drop=True)


def _ordered(references: pd.DataFrame) -> pd.DataFrame:
    ranked = references.assign(
        _confidence=references["confidence"].map(CONFIDENCES.index),
        _relative=(references["kind"] == "relative").astype(int),
    ).sort_values([*_KEY, "_confidence", "_relative"], kind="stable")
    first = ~ranked.duplicated(_KEY)
    reasons = _reasons(ranked, first)[ranked.groupby(_KEY, sort=False).ngroup()]
    decided = ranked.assign(
        drawn=first, drawn_by=pd.Series(reasons, ranked.index, dtype="str")
    )
    return decided.drop(columns=["_confidence", "_relative"])


def _reasons(ranked: pd.DataFrame, first: pd.Series) -> np.ndarray:
    """Say for each key why its first row is drawn: by what the second differs, if any."""
    is_only = first & first.shift(-1, fill_value=True)
    differs = {
        name: ranked[f"_{name}"] != ranked[f"_{name}"].shift(-1)
        for name in ("confidence", "relative")
    }
    choices = [is_only, differs["confidence"], differs["relative"]]
    found = np.select([c[first] for c in choices], ["only", "confidence", "absolute"], "order")
    return np.asarray(found, dtype=object)


def gaps(comparison: pd.DataFrame, references: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Give the gap of each level and target to the benchmark's.

    Parameters
    ----------
    comparison : DataFrame
        Rows of `compare` with `polarity`.
    references : DataFrame
        From `benchmark_figures`; of several figures the one drawn is used.

    Returns
    -------
    DataFrame
        Same index. For ``level`` and ``target`` in turn: `benchmark_level` (in the indicator's
        unit) and its `_comparator`, `_text`, `_confidence`, `_source` and `_drawn_by` (how it
        was chosen); `level_gap`, figure - benchmark, in the indicator's unit; `level_gap_of`:
        ``figures``, or ``limits`` where either is a bound, so that the gap is between the
        limits stated; `level_standing`: `better`, `same`, `worse` by polarity, `above`,
        `same`, `below` where there is none, blank where there is no gap. A standing of limits
        compares the limits, not what is reached.
    """
    known = drawn(references)
    found = {
        side: _benchmarks(comparison, known[known["role"] == side], side, lists)
        for side in _SIDES
    }
    return pd.concat([_gap(comparison, rows, side) for side, rows in found.items()], axis=1)


def _benchmarks(
    comparison: pd.DataFrame, known: pd.DataFrame, side: str, lists: Codelists
) -> pd.DataFrame:
    """Give the benchmark of each row; none where it is about or per something else."""
    whole = (comparison["part"] == "") & (comparison["of"] == "")
    codes = comparison["indicator"].where(whole, "")
    keys = pd.MultiIndex.from_arrays([codes, comparison[f"{side}_year"]])
    found = known.set_index(["indicator", "year"]).reindex(keys).set_axis(comparison.index)
    own, other = (
        conventional(comparison, printed, lists, strict=False)["denominator"]
        for printed in (comparison[f"{side}_denominator"], found["denominator"].fillna(""))
    )
    apart = (own != other) & (own != "") & (other != "")
    return found[list(_BENCHMARK)].mask(apart)


def _gap(comparison: pd.DataFrame, found: pd.DataFrame, side: str) -> pd.DataFrame:
    texts = {column: "" for column in _BENCHMARK if column != "value"}
    benchmark = found.fillna(texts).rename(
        columns={k: v.format(side) for k, v in _BENCHMARK.items()}
    )
    gap = (comparison[side] - found["value"]).astype("Float64").round(10)
    bound = is_bound(comparison[f"{side}_comparator"]) | is_bound(found["comparator"])
    columns = {
        f"{side}_gap": gap,
        f"{side}_gap_of": np.select([gap.isna(), bound], ["", "limits"], "figures"),
        f"{side}_standing": _standing(comparison["polarity"], gap),
    }
    return benchmark.join(pd.DataFrame(columns, index=comparison.index))


def _standing(polarity: pd.Series, gap: pd.Series) -> list[str]:
    signs = np.sign(gap.to_numpy(float, na_value=np.nan))
    return [
        _WORDS[p].get(sign, "")
        for p, sign in zip(polarity.tolist(), signs.tolist(), strict=True)
    ]
