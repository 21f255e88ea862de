"""How much of what a plan promises is binding on the government that issued it."""

import pandas as pd

from healthplans.vocabulary.codelists import Codelists


def binding_share(resolved: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Give the share of commitments that are binding, per plan and topic.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`. A commitment is an indicator with a target, in
        figures or words; its parts and later target years do not count again.

    Returns
    -------
    DataFrame
        One row per plan and `topic`, and one per plan with a blank topic for the whole:
        `document`, `area`, `area_name`, `topic`, `commitments`, `binding`, `expected`,
        `unmarked` (counts), `binding_share` = binding / (binding + expected), a share from 0
        to 1, NA where nothing is marked; `reason` is then a key of `messages.yaml`.
    """
    targets = resolved[(resolved["role"] == "target") & (resolved["indicator"] != "")]
    blank = targets.assign(_blank=targets["obligation"] == "")
    ordered = blank.sort_values("_blank", kind="stable")
    commitments = ordered.drop_duplicates(["document", "indicator"]).assign(
        topic=lambda rows: [lists.indicator(code).topic for code in rows["indicator"]]
    )
    both = pd.concat([commitments.assign(topic=""), commitments])
    key = ["document", "area", "area_name", "topic"]
    counts = pd.DataFrame(
        {
            "commitments": both.groupby(key).size(),
            **{name: _count(both, key, code) for name, code in _CODES.items()},
        }
    ).reset_index()
    marked = counts["binding"] + counts["expected"]
    share = (counts["binding"] / marked).where(marked > 0).astype("Float64")
    reason = pd.Series("", index=counts.index).mask(marked == 0, "obligations_unmarked")
    return counts.assign(binding_share=share, reason=reason)


_CODES = {"binding": "binding", "expected": "expected", "unmarked": ""}


def _count(commitments: pd.DataFrame, key: list[str], code: str) -> "pd.Series[int]":
    hits = commitments.assign(_hit=(commitments["obligation"] == code).astype(int))
    return hits.groupby(key)["_hit"].sum()
