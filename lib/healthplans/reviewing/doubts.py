"""What makes a row doubtful though it can be read and its texts stand in the document."""

from collections.abc import Iterator, Mapping, Sequence

from healthplans.quantities import Comparator
from healthplans.reviewing.additions import bare
from healthplans.reviewing.sheets import Item, Sheet, plain
from healthplans.vocabulary.codelists import Codelists

# a sign was put for another: the one that is printed must be looked at
_GLYPHS = (
    *("symbol font", "look-alike restored", "dash by its ink"),
    *("per mille for", "read alone"),
)


def doubts(
    sheet: Sheet, lists: Codelists, item: Item, fields: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """Give codes and texts of what a reviewer should look at.

    Parameters
    ----------
    sheet : Sheet
        The draft.
    item : Item
        The row as drafted.
    fields : mapping
        Its cells as they would stand.

    Returns
    -------
    iterator of (str, str)
        ``glyph``: a repaired sign; ``other_cell``: cells that do not stand in this order in
        the row of the source table that holds the label; ``other_label``: a label that the
        codelists read as another indicator; ``cut``: a comparator beside the value;
        ``odd_year``: a year that is neither printed in the paragraph, or around the cell,
        nor the plan's first or last; ``odd_role``: a level of a year to come,
        a target of one past.
    """
    yield from (("glyph", name) for name in item.repairs if name.startswith(_GLYPHS))
    if item.section == "table":
        yield from _cells(sheet, fields)
    else:
        yield from _label(lists, fields)
        yield from _cut(sheet, lists, fields)
        yield from _year(sheet, fields)
        yield from _role(sheet, fields)


def _cells(sheet: Sheet, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    label = plain(fields.get("label", ""))
    rows = [[plain(c) for c in row] for row in sheet.grid if label in map(plain, row)]
    wanted = [plain(fields.get(name, "")) for name in sheet.years]
    if rows and not any(_in_order(wanted, row[row.index(label) :]) for row in rows):
        yield "other_cell", " | ".join(wanted)


def _in_order(wanted: Sequence[str], cells: Sequence[str]) -> bool:
    left = iter(cells)
    return all(any(text == cell for cell in left) for text in wanted if text)


def _label(lists: Codelists, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    narrowed = any(fields.get(name) for name in ("scope", "of", "claim"))
    code = lists.aliases.get(bare(fields.get("label", "")), "")
    one, other = (lists.indicators.get(c) for c in (code, fields.get("indicator", "")))
    if one is None or other is None or one == other or narrowed:
        return
    # a list under one head prints a density by the name of the count
    if lists.factor(one.unit, other.unit) is not None:
        yield "other_label", code


def _cut(
    sheet: Sheet, lists: Codelists, fields: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    line, start, end = (
        sheet.line(fields.get("paragraph", "")),
        fields.get("start", ""),
        fields.get("end", ""),
    )
    if not (line and start.isdecimal() and end.isdecimal()):
        return
    before, after = line[: int(start)], line[int(end) :]
    exact = Comparator.EXACT
    compared = [w for w in lists.wordings if Comparator.of(w.comparator) is not exact]
    words = [w.text for w in compared if w.position == "before" and before.endswith(w.text)]
    words += [w.text for w in compared if w.position == "after" and after.startswith(w.text)]
    if words:
        yield "cut", max(words, key=len)


def _year(sheet: Sheet, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    year, line = fields.get("year", ""), sheet.line(fields.get("paragraph", ""))
    period = _period(sheet)
    before = [first - 1 for first in period[:1]]
    usual = {str(one) for one in (sheet.about.get("base_year"), *before, *period)}
    # the year of a cell stands in its heads
    printed = sheet.lines if line.startswith("\t") else [line]
    if year and line and year not in usual and not any(year in one for one in printed):
        yield "odd_year", year


def _role(sheet: Sheet, fields: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    year, role, period = fields.get("year", ""), fields.get("role", ""), _period(sheet)
    if not (year.isdecimal() and period):
        return
    past, to_come = int(year) < period[0], int(year) > period[0] + 1
    if (role == "target" and past) or (role == "level" and to_come):
        yield "odd_role", f"{role} {year}"


def _period(sheet: Sheet) -> list[int]:
    period = sheet.about.get("period")
    years = period if isinstance(period, list) else []
    return [year for year in years if isinstance(year, int)]
