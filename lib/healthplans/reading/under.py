"""Rows of a table that stand under another: 其中：医院 below 每千人口医疗卫生机构床位数.

Such a row says less than it means. It opens with a word that says so (其中), or follows one
that does and cannot be read by itself. Its label in full is that of the row above, narrowed by
its own words, or its own behind what the row above is per; where neither can be read it stays
as printed, and is named as unread. Nothing is counted in parts: 护理床位 with 1.40 (张) below
其中：康复床位 is per 1,000 as that is.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from healthplans.reading.labels import LabelReader
from healthplans.reading.meanings import Meaning
from healthplans.reading.printed import Printed

# label, unit and values as printed
Row = tuple[str, str, Sequence[str]]
# parts of one, and no multiple of ten thousand behind them
_PARTS = re.compile(r"\D*\d+\.\d*[1-9]\d*")


def complete(figures: Sequence[Printed], labels: LabelReader) -> None:
    """Record the label in full of each row that stands under another, in place.

    `figures` are the cells of one table in its order.
    """
    rows = [list(cells) for _, cells in groupby(figures, lambda one: (one.row, one.label))]
    named = [(c[0].label, c[0].unit, [cell.value for cell in c]) for c in rows]
    for cells, full in zip(rows, in_full(named, labels), strict=True):
        for cell in cells:
            cell.full = full


def in_full(rows: Iterable[Row], labels: LabelReader) -> Iterator[str]:
    """Give the label in full of each row; blank for one that is whole."""
    above, within = "", False
    for row in rows:
        label = row[0]
        leads = labels.leads(label)
        full = _full(row, above, labels) if leads or within else ""
        # one that is read by itself, with a unit of its own, ends the rows under another
        within = leads or bool(full)
        above = above if within else label
        yield full


def _full(row: Row, above: str, labels: LabelReader) -> str:
    """Give a label in full; blank where it says all itself, or cannot be completed."""
    label, unit, _ = row
    whole = labels.of(above, "", "", "")
    if whole.indicator is None or labels.parted(label)[0] or labels.is_whole(label):
        return ""
    for full, of_whole in _candidates(row, above, labels):
        read = labels.of(full, unit, "", "")
        narrows = read.indicator is whole.indicator and read.words > whole.words
        if read.problem is None and (not of_whole or narrows):
            return full
    return ""


def _candidates(row: Row, above: str, labels: LabelReader) -> Iterator[tuple[str, bool]]:
    """Give what a label may be in full, and whether that must be a part of the row above."""
    label, unit, values = row
    per, noun, _ = labels.parted(above)
    _, own, inside = labels.parted(label)
    bracket = f"({inside})" if inside else ""
    alone = not labels.leads(label) and _is_whole(labels.of(label, unit, "", ""), values)
    if not (alone and (unit or inside)):
        yield f"{per}{own}{noun}{bracket}", True
    if not alone:
        yield f"{per}{own}{bracket}", False
        yield f"{per}{own}{noun}{bracket}", False


def _is_whole(read: Meaning, values: Sequence[str]) -> bool:
    """Whether a label can be read by itself, and its values are no parts of what it counts."""
    counts = read.indicator is not None and read.indicator.unit == "count"
    parts = counts and read.multiplier == 1 and any(map(_PARTS.fullmatch, values))
    return read.problem is None and not parts
