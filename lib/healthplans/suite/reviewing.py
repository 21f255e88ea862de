"""What contradicts the figures, and which figures it touches."""

from functools import cache
from typing import Any

import pandas as pd

from healthplans.audits import review
from healthplans.loading import codelists, corrections, observations, plan, plans
from healthplans.memory import uncollected
from healthplans.reading import references

__all__ = ["drafts", "findings", "marked", "marks", "national", "undecided"]


def drafts() -> list[str]:
    """Give the codes of the plans whose document is a draft."""
    return [item.code for item in plans() if item.document.is_draft]


@cache
def national() -> pd.DataFrame:
    """Give every national figure with its confidence; see `healthplans.reading.references`."""
    return references.read_references(codelists())


@cache
@uncollected()
def _review() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Audit the figures as printed, so that a declared correction is still reported."""
    printed = observations(corrected=False)
    done = review(printed, plans(), codelists(), national(), corrections())
    return done.findings, done.undecided


def findings(district_code: str | None = None) -> pd.DataFrame:
    """Give what the plans contradict; of one district's plan, or of all and across them.

    Columns are `healthplans.audits.FINDING_COLUMNS`, gravest first within a plan. An unknown
    district raises `UnknownNameError`.
    """
    every = _review()[0].copy(deep=False)
    return (
        every
        if district_code is None
        else every[every["document"] == plan(district_code).code]
    )


def undecided() -> pd.DataFrame:
    """Give what the rules could not decide, and why."""
    return _review()[1].copy(deep=False)


@cache
def marks() -> dict[str, str]:
    """Give, by observation id, the gravest finding it is evidence of, low ones left out."""
    every = _review()[0]
    grave = every[every["severity"].isin(["high", "medium"])]
    gravest_last = grave.sort_values("severity", ascending=False, kind="stable")
    pairs = zip(gravest_last["severity"], gravest_last["evidence"].str.split(";"), strict=True)
    # a finding about what is not stated has no figure as its evidence
    return {observation: severity for severity, ids in pairs for observation in ids if ids[0]}


def marked(comparison: pd.DataFrame) -> pd.DataFrame:
    """Add what is to be marked on a figure, for both sides of a comparison.

    `level_finding` and `target_finding` are ``high``, ``medium`` or blank: the gravest finding
    that the figure is evidence of. `level_corrected` and `target_corrected` are True where a
    declared correction is read in place of the printed text, `draft` where the document is
    one.
    """
    added: dict[str, Any] = {"draft": comparison["document"].isin(drafts())}
    for side in ("level", "target"):
        places = [
            comparison[name].tolist()
            for name in ("document", f"{side}_origin", f"{side}_locator")
        ]
        corrected = [place in corrections() for place in zip(*places, strict=True)]
        added[f"{side}_finding"] = comparison[f"{side}_id"].map(marks()).fillna("")
        added[f"{side}_corrected"] = corrected
    return comparison.assign(**added)
