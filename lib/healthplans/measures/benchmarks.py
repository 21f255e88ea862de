"""Figures that districts are held against, and which of several is drawn.

Several figures may stand for one indicator and year: the target for life expectancy in 2025
was published both as 78.3 and as one year more than in 2020. All are kept; a stated rule says
which one a chart draws.
"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from healthplans.parts import PART, is_whole
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.documents import Document

_KEY = ["indicator", "year", "role"]
_COLUMNS = [
    *("document", "area", "observation_id", *_KEY, "kind", "comparator", "value", "unit"),
    *("denominator", "value_text", "digits", "factor", "change", "base_year", "confidence"),
    *(*PART, "change_comparator", "low", "high"),
]


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
