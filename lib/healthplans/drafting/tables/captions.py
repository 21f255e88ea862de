"""What the head of a column says: its unit in a bracket, and whether it prints changes."""

from collections.abc import Sequence

from healthplans.drafting.tables.heads import column, says
from healthplans.drafting.words import pattern
from healthplans.texts import fold, split_unit_bracket

_FEWEST = 2  # units between which a label decides


def parted(text: str) -> tuple[str, str]:
    """Part a head from the unit in the bracket at its end, both as printed."""
    unit = split_unit_bracket(fold(text))[1]
    unit = unit if pattern("unit_of_head").fullmatch(unit) else ""
    at = max(text.rfind(mark) for mark in "（(")
    return (
        (text[:at].rstrip(), text[at + 1 :].rstrip("）) ")) if unit and at > 0 else (text, "")
    )


def claim_of(head: str) -> str:
    """Tell by the head of a column whether it prints changes: in percent, or so many more."""
    text, unit = parted(head)
    if not says("change", text):
        return ""
    rate = pattern("percent_unit").search(unit) or says("rate_of_change", text)
    return "growth" if rate else "increase"


def counts_up(head: str) -> bool:
    """Tell whether changes beside a head are of it: it is over no changes and no shares."""
    text, unit = parted(head)
    share = unit[:1] in {"%", "％"} or pattern("share_noun").search(text)
    return not (claim_of(head) or share)


def unit_over(heads: Sequence[str]) -> str:
    """Give the unit that the heads above a column print, the nearest first."""
    return next((unit for _, unit in map(parted, reversed(heads)) if unit), "")


def unit_of(label: str, printed: str) -> str:
    """Give which of the units printed above a table is that of a label.

    Of two, sums of money are in the one of money, and what is counted in the other.
    """
    units = pattern("listed").split(printed)
    if len(units) < _FEWEST:
        return printed
    paid = bool(pattern("paid").search(label))
    fitting = [one for one in units if bool(pattern("money").search(one)) == paid]
    return fitting[0] if len(fitting) == 1 else ""


def bare(text: str) -> str:
    """Give a head or a row's name without blanks and without "of these" before it."""
    return pattern("of_these").sub("", "".join(text.split()))


def year_in(head: str) -> bool:
    """Tell whether a head prints a year."""
    return bool(pattern("head_year").search(head))


def undated(head: str) -> str:
    """Give what a head says beside its year and beside words for reached and aimed at.

    >>> undated("2025\u5e74\u76ee\u6807")
    ''
    """
    text, unit = parted(pattern("head_year").sub("", head))
    text = pattern("head_role").sub("", text)
    if not text or says("figure", text) or column(0, text).role:
        return ""
    return f"{text}({unit})" if unit else text
