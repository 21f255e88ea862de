"""What named projects cost, beside the total printed for all of them.

Projects have names that no list can hold: where a sum of money in the paragraph of a total
has a label that is not known, it is taken for one of them. A table has a project a row.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.alike import name_of
from healthplans.audits.drafts import (
    HIGH,
    MEDIUM,
    Amount,
    Doubt,
    Draft,
    Pair,
    Place,
    Sum,
    Term,
    doubt,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import sums
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.audits.splits import Parts
from healthplans.quantities import half
from healthplans.texts import fold


def projects_and_total(sheet: Sheet, options: Options) -> Iterator[Draft | Doubt]:
    """Find money of named projects that does not add up to the total of their paragraph."""
    texts = _placed(sheet, options["totals"], options)
    rows = grouped(((f.paragraph, f.indicator, f.year, f.role), f) for f in texts)
    for (paragraph, *_), figures in rows.items():
        totals = [f for f in figures if f.part.is_whole and f.is_point]
        for total in totals if len(totals) == 1 else ():
            own = [f for f in sheet.unnamed if f.paragraph == paragraph]
            others = [priced(f, total) for f in own if _alike(f, total)]
            parts = [f for f in figures if f is not total and f.is_point] + others
            # who pays for all of them is told beside some project: no list of projects
            if not (
                len(parts) > len(others) > 0 and any(_pays(sheet, f, options) for f in own)
            ):
                yield from _against_total(sheet, total, parts, options)
    for total, projects in _tables(sheet, options):
        yield from _against_total(sheet, total, projects, options, rows=True)


def projects_announced(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a number of projects other than that of the rows of their one table."""
    # rows that add up to more than their total are its groups too
    tables = [
        (total, rows)
        for total, rows in _tables(sheet, options)
        if Parts(tuple(rows), complete=True).interval.meets(total.interval)
        and not any(_pays(sheet, row, options) for row in rows)
    ]
    told = [f for f in sheet.figures if f.indicator in options["announced"] and not f.part]
    for figure in (f for f in told if f.is_exact and f.unit == "count"):
        if len(tables) == 1 and figure.number != (rows := len(tables[0][1])):
            places: dict[str, Place] = {"told": figure, "rows": rows}
            evidence = (figure, tables[0][0])
            yield found(figure, MEDIUM, evidence, places, {"rows": rows})


def _pays(sheet: Sheet, row: Figure, options: Options) -> bool:
    """Whether a row names who pays, and no project."""
    name = fold(row.label) + name_of(sheet, row)
    return any(word in name for word in options["payers"])


def _tables(sheet: Sheet, options: Options) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Give the total and the projects of tables: a figure a line, the total last or first."""
    texts = _placed(sheet, options["columns"], options)
    added = options["added_to"]  # premises renovated are floor area too
    named = ((added.get(f.indicator, f.indicator), f) for f in texts)
    for own in grouped(((name, f.role), f) for name, f in named).values():
        # a sentence may say again, and date otherwise, what a row of the table says
        for table in _blocks(own, options["stride"]):
            for column in _columns(table):
                for block in _blocks(column, options["stride"]):
                    yield from _parted(_cells(block, options), options)


def _cells(block: Sequence[Figure], options: Options) -> Sequence[Figure]:
    """Give the cells of a block that holds a table: no sentence before it is a row.

    Nor is one that says of a project what its row behind says again.
    """
    cells = [f for f in block if f.span is not None and f.span[0] <= 1]
    rows = cells if len(cells) > options["several"] else block
    last = {(f.part, f.number): f for f in rows}
    return [f for f in rows if f.part.is_whole or last[f.part, f.number] is f]


def _placed(sheet: Sheet, codes: Sequence[str], options: Options) -> list[Figure]:
    """Give the figures of the prose and other tables; a sum of several years is no project."""
    named = [f for f in sheet.figures if f.paragraph and f.indicator in codes]
    return [f for f in named if f.part.words.isdisjoint(options["years"])]


def _columns(figures: Sequence[Figure]) -> Iterator[Sequence[Figure]]:
    """Part the figures of a table that prints most projects once a year by their years."""
    once = {f.part for f in figures}
    several = 2 * len({(f.part, f.year) for f in figures}) > 3 * len(once)
    yield from grouped((f.year if several else 0, f) for f in figures).values()


def _parted(
    block: Sequence[Figure], options: Options
) -> Iterator[tuple[Figure, Sequence[Figure]]]:
    """Give each total of a block with the projects before it, else with those behind it."""
    first: Figure | None = None
    parts: list[Figure] = []
    for figure in block:
        if not _is_total(figure, options):
            parts.append(figure)
            continue
        if len(parts) >= options["several"]:
            yield figure, parts
        first, parts = figure, []
    if first is not None and len(parts) >= options["several"]:
        yield first, parts


def _blocks(figures: Sequence[Figure], stride: int) -> Iterator[list[Figure]]:
    """Give runs of figures each alone in its line, no more than `stride` lines apart."""
    lines = grouped((f.paragraph or 0, f) for f in figures)
    block: list[Figure] = []
    for line, same in sorted(lines.items()):
        goes_on = block and line - (block[-1].paragraph or 0) <= stride and len(same) == 1
        if block and not goes_on:
            yield block
            block = []
        block += same if len(same) == 1 else []
    yield from [block] if block else []


def _is_total(figure: Figure, options: Options) -> bool:
    together = figure.part.words <= {*options["together"]}
    return figure.is_point and together


def _alike(figure: Figure, total: Figure) -> bool:
    """Whether a figure without a known label is printed in the unit of a total."""
    same = figure.unit_text == total.unit_text and figure.role == total.role
    return same and figure.year == total.year and bool(figure.digits and float(total.digits))


def priced(figure: Figure, total: Figure, factor: float = 0) -> Figure:
    """Give a figure without a known label its value, in the unit of the total beside it."""
    factor = factor or total.number / float(total.digits)
    value = float(figure.digits) * factor
    width = half(value, figure.digits, factor)
    return replace(figure, value=value, half=width, unit=total.unit)


def _against_total(
    sheet: Sheet,
    total: Figure,
    parts: Sequence[Figure],
    options: Options,
    *,
    rows: bool = False,
) -> Iterator[Draft | Doubt]:
    # in one list 12 beside 3.6 is 12.0: the zeros behind a point are left out
    finest = min(f.half for f in (total, *parts))
    total, *parts = (replace(f, half=finest) if f.is_exact else f for f in (total, *parts))
    added = Parts(tuple(parts), complete=rows)
    # a part of a part, as the state's share of one project, is no part of the total; no row is
    nested = not rows and added.nested(total.interval)
    if len(parts) < options["least"] or nested or added.interval.meets(total.interval):
        return
    number = added.total
    places: dict[str, Place] = {
        "parts": Sum(tuple(Pair(_named(f), f) for f in parts)),
        "sum": Amount(number, total.unit),
        "whole": total,
        "gap": Amount(abs(number - total.number), total.unit),
    }
    evidence = (total, *parts)
    less = added.interval.below(total.interval)
    near = number >= (1 - options["near"]) * total.number and len(parts) >= options["several"]
    if added.in_another_unit(total.interval, options["units"]):
        draft = found(total, HIGH, evidence, places, sums(number, total))
        yield replace(draft, message="unit")
    elif not less or (near and not sheet.document.partial):
        severity = MEDIUM if less else HIGH
        yield found(total, severity, evidence, places, sums(number, total))
    elif not sheet.document.partial:
        yield doubt(total, evidence, places)


def _named(figure: Figure) -> Place:
    known = figure.indicator and figure.part
    return Term(figure.indicator, figure.part, only=True) if known else figure.label


RULES: Mapping[str, Logic] = {
    "projects_and_total": projects_and_total,
    "projects_announced": projects_announced,
}
