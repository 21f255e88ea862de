"""What the head of a column says: its unit in a bracket, and whether it prints changes."""

import re
from collections.abc import Sequence
from functools import cache

from healthplans.drafting.tables.heads import says
from healthplans.drafting.words import pattern, source
from healthplans.texts import fold, split_unit_bracket

__all__ = ["claim_of", "counts_up", "parted", "unit_over"]


def parted(text: str) -> tuple[str, str]:
    """Part a head from the unit in the bracket at its end, both as printed."""
    unit = split_unit_bracket(fold(text))[1]
    unit = unit if _units().fullmatch(unit) else ""
    at = max(text.rfind(mark) for mark in "（(")
    return (
        (text[:at].rstrip(), text[at + 1 :].rstrip("）) ")) if unit and at > 0 else (text, "")
    )


@cache
def _units() -> re.Pattern[str]:
    counted = f"(?:{source('multiplier')})*(?:{source('unit')})(?:{source('unit_per')})?"
    return re.compile(f"{counted}|{source('unit_alone')}")


def claim_of(head: str) -> str:
    """Tell by the head of a column whether it prints changes: in percent, or so many more."""
    text, unit = parted(head)
    if not says("change", text):
        return ""
    rate = (
        unit[:1] in {"%", "\uff05"} or unit.endswith("\u70b9") or says("rate_of_change", text)
    )
    return "growth" if rate else "increase"


def counts_up(head: str) -> bool:
    """Tell whether changes beside a head are of it: it is over no changes and no shares."""
    text, unit = parted(head)
    share = unit[:1] in {"%", "\uff05"} or pattern("share_noun").search(text)
    return not (claim_of(head) or share)


def unit_over(heads: Sequence[str]) -> str:
    """Give the unit that the heads above a column print, the nearest first."""
    return next((unit for _, unit in map(parted, reversed(heads)) if unit), "")
