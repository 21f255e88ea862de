"""What each plan states: the kinds of absence told apart, and how much of it is binding."""

import pandas as pd

from healthplans.vocabulary.codelists import Codelists

COVERAGE = (
    *("level_and_target", "target_only", "level_only", "qualitative", "printed_as_missing"),
    "not_in_plan",
)
_CODES = {"binding": "binding", "expected": "expected", "unmarked": ""}


def coverage(resolved: pd.DataFrame, indicators: list[str]) -> pd.DataFrame:
    """Give the kind of presence or absence of each indicator in each plan.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`.
    indicators : list of str
        Codes to report on; one that no plan states is `not_in_plan` everywhere.

    Returns
    -------
    DataFrame
        One row per (plan, indicator): `document`, `area`, `area_name`, `indicator`,
        `coverage` (one of `COVERAGE`). A resolved relative target counts as a target; an
        unresolved one as words, like any other statement without a figure. A target of any
        year counts, so that nothing that a plan states is called absent.
    """
    districts = resolved[["document", "area", "area_name"]].drop_duplicates()
    grid = districts.merge(pd.DataFrame({"indicator": indicators}), how="cross")
    columns = ["document", "indicator", "value", "role", "year", "kind"]
    asked = resolved.loc[resolved["indicator"].isin(indicators), columns]
    figures = asked[asked["value"].notna()]
    found = {
        "level": _keys(figures[figures["role"] == "level"]),
        "target": _keys(figures[figures["role"] == "target"]),
        "words": _keys(asked[asked["kind"].isin(["relative", "qualitative", "unread"])]),
        "dash": _keys(asked[asked["kind"] == "missing"]),
    }
    keys = list(zip(grid["document"], grid["indicator"], strict=True))
    return grid.assign(coverage=[_coverage(key, found) for key in keys])


def _keys(rows: pd.DataFrame) -> set[tuple[str, str]]:
    return set(zip(rows["document"], rows["indicator"], strict=True))


def _coverage(key: tuple[str, str], found: dict[str, set[tuple[str, str]]]) -> str:
    level, target, words, dash = (key in found[part] for part in found)
    if level or target:
        both = "level_and_target" if level and target else ""
        return both or ("target_only" if target else "level_only")
    if words:
        return "qualitative"
    return "printed_as_missing" if dash else "not_in_plan"


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
    marked = {n: (both["obligation"] == code).astype(int) for n, code in _CODES.items()}
    counted = both.assign(commitments=1, **marked)
    key = ["document", "area", "area_name", "topic"]
    counts = counted.groupby(key)[["commitments", *_CODES]].sum().reset_index()
    either = counts["binding"] + counts["expected"]
    share = (counts["binding"] / either).where(either > 0).astype("Float64")
    reason = pd.Series("", index=counts.index).mask(either == 0, "obligations_unmarked")
    return counts.assign(binding_share=share, reason=reason)
