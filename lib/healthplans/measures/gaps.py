"""How far a district's figures are from the benchmark's, and how well that one is known.

Only a benchmark figure of the same indicator and the very same year is used: a level of 2020
is set against the national level of 2020, a target for 2025 against the national target for
2025. Benchmarks are about the whole, so a part of an indicator is set against none, and a
figure per another denominator, as it is read by convention, against none either. Where no such
figure was verified there is no gap.
"""

import numpy as np
import pandas as pd

from healthplans.measures.benchmarks import drawn
from healthplans.measures.conventions import conventional
from healthplans.quantities import is_bound
from healthplans.vocabulary.codelists import Codelists

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
    sides = [
        _gap(
            comparison,
            _benchmarks(comparison, known[known["role"] == side], side, lists),
            side,
        )
        for side in _SIDES
    ]
    return pd.concat(sides, axis=1)


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
