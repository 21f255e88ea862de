"""What a figure of a table is called, by its row's name and the heads over it.

The head of a column is what it counts, and the row says of whom; a head that prints no more
than a year leaves that to the head above it, else to the row.
"""

from collections.abc import Sequence

from healthplans.drafting.tables.captions import claim_of, counts_up, parted, undated
from healthplans.drafting.tables.heads import column, says
from healthplans.drafting.words import ends_in, narrow, pattern

_PLAIN = ("area", "bare", "figure")  # roles of heads that count nothing by themselves


def about(row: str, heads: Sequence[str]) -> tuple[str, list[str]]:
    """Give the label of a cell and what narrows it, by its row's name and its heads."""
    by_row = parted(row)[0]
    own, above = _own(by_row, heads)
    label, over = by_head([*above, own]) if own else ("", by_head(above)[1])
    if says("area", own):
        return by_row, [*over, label]
    if not label or (says("institutions", label) and of_institutions(by_row)) or claim_of(own):
        return by_row, over
    whole = pattern("everything").fullmatch(by_row)
    return label, over if whole else [*over, by_row]


def by_head(heads: Sequence[str]) -> tuple[str, list[str]]:
    """Give what the heads over a column call its figures, and of whom they are by them."""
    label, above = (parted(heads[-1])[0] if heads else ""), list(heads[:-1])
    if above and says("scale", label):
        label = f"{label}{parted(above.pop())[0]}"
    elif above and says("bare", label):
        label = f"{above.pop()}{label}"
    elif above and says("figure", label):
        # 总数（张） below 床位 counts beds
        label = parted(above.pop())[0]
    period = pattern("period_before").match(label)
    label = label[period.end() :] if period else label
    per = [one for one in above if says("scale", one)]
    label = f"{per[-1]}{label}" if per else label
    over = [period[0]] if period else []
    return label, [*_narrowing(above, label), *over]


def _own(by_row: str, heads: Sequence[str]) -> tuple[str, list[str]]:
    """Give the head that says what a column counts, blank for none, and those above it."""
    head, above = (heads[-1] if heads else ""), list(heads[:-1])
    dated = column(0, head).year is not None
    said = undated(head) if dated else "" if says("figure", head) else head
    if said and not (dated and not _counts(said, by_row)) and not (claim_of(said) and above):
        return said, above
    if above and _counts(above[-1], by_row):
        return above.pop(), above
    return (said if claim_of(said) else ""), above


def _counts(head: str, by_row: str) -> bool:
    """Tell whether a head says what is counted, of whom its rows say."""
    name, unit = parted(head)
    plain = column(0, head).role or any(says(role, name) for role in _PLAIN)
    if plain or not counts_up(name) or (_people(name) and _people(by_row)):
        return False
    of_whom = not by_row or says("whom", by_row)
    kind = says("whom", name) and not _people(name)
    return bool(unit) or (of_whom and not kind)


def of_institutions(by_row: str) -> bool:
    """Tell whether a row's name is a kind of institutions, with or without a bracket."""
    kind = pattern("place").search(narrow(by_row)) or ends_in("institution", by_row)
    return bool(kind)


def _people(text: str) -> bool:
    return bool(pattern("people").search(text))


def _narrowing(heads: Sequence[str], label: str) -> list[str]:
    """Give the heads over a column that say of whom it is; people are none of their kinds."""
    over = [part for part, _ in map(parted, heads) if says("whom", part)]
    return [part for part in over if not (_people(label) and _people(part))]
