"""What a plan leaves out, so that a figure it prints can be held against nothing.

A target needs a level, a share of institutions their number, a count of people served the
population it is of, an amount of money the prices it is in. Each rule gives one finding a
plan, and none for a document of which only some figures are transcribed, without its table.
"""

from collections.abc import Iterator, Mapping

from healthplans.audits.drafts import LOW, Draft, Pair, Place, Term, terms
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet


def target_without_level(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find targets of the prose that the table leaves out and that have no level."""
    known = {f.indicator for f in sheet.figures if f.origin == "table"}
    known |= {f.indicator for f in sheet.figures if f.role == "level" and f.value is not None}
    promised = [f for f in sheet.shown.values() if f.role == "target" and f.kind != "relative"]
    # what is to be built needs no number of today
    rows = [f for f in promised if f.indicator not in known and f.unit != "count"]
    if len(terms(rows)) >= options["least"]:
        yield from _listed(sheet, rows, {"names": terms(rows), "count": len(terms(rows))})


def level_without_target(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find rates reported for the base year that no target of the plan takes up."""
    aimed = {f.indicator for f in sheet.figures if f.role == "target"}
    aimed |= {other for code in aimed for other in sheet.lists.indicators[code].related}
    shown = [f for f in sheet.shown.values() if f.role == "level" and not f.is_claim]
    rates = [f for f in shown if f.unit == "percent" and not f.part.of]
    judged = [f for f in rates if sheet.about(f).polarity != "none"]
    due = [f for f in judged if f.year == sheet.document.base and f.number < options["whole"]]
    rows = [f for f in due if f.indicator not in aimed]
    if len(terms(rows)) >= options["least"]:
        yield from _listed(sheet, rows, {"names": terms(rows), "count": len(terms(rows))})


def share_without_count(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find shares of institutions whose number is printed nowhere."""
    counts = options["counts"]
    shares = [f for f in sheet.shown.values() if f.indicator in counts and not f.is_claim]
    rows = [f for f in shares if not _counted(sheet, f, options)]
    names = tuple(dict.fromkeys(Term(f.indicator, f.part) for f in rows))
    yield from _listed(sheet, rows, {"names": names, "count": len(names)})


def count_without_population(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find counts of people served with neither their rate nor the population."""
    stated = {f.indicator for f in sheet.figures if f.value is not None}
    if stated & {*options["populations"]}:
        return
    shown = [f for f in sheet.shown.values() if f.role == "level" and not f.part.of]
    rows = [f for f in shown if _alone(f, stated, options)]
    items = tuple(Pair(Term(f.indicator, f.part), f) for f in rows)
    yield from _listed(sheet, rows, {"items": items, "count": len(items)})


def money_without_base(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find amounts of money to be reached, without that of today or the year of prices."""
    units = sheet.lists.units
    stated = [f for f in sheet.shown.values() if f.role == "target" and f.kind != "relative"]
    asked = [f for f in stated if f.indicator not in options["spent"]]
    money = [f for f in asked if units[f.unit].family in options["families"]]
    rows = [f for f in money if not sheet.levels(f.indicator, f.part) and not f.remark]
    items = tuple(Pair(Term(f.indicator, f.part), f) for f in rows)
    yield from _listed(sheet, rows, {"items": items, "count": len(items)})


def _counted(sheet: Sheet, share: Figure, options: Options) -> bool:
    """Whether the plan counts such institutions; those of a class, where one is named."""
    dimension = sheet.lists.dimension
    asked = {word for word in share.part.words if dimension(word) == options["class"]}
    codes = options["counts"][share.indicator]
    counts = [f for f in sheet.figures if f.indicator in codes and f.value is not None]
    return any(asked <= f.part.words for f in counts if not f.is_claim)


def _alone(figure: Figure, stated: set[str], options: Options) -> bool:
    rates = options["rates"].get(figure.indicator)
    return rates is not None and figure.unit == "count" and not stated & {*rates}


def _listed(sheet: Sheet, rows: list[Figure], places: Mapping[str, Place]) -> Iterator[Draft]:
    """Give one finding for all figures; what is not transcribed may still be printed."""
    if rows and any(f.origin == "table" for f in sheet.figures):
        yield Draft(LOW, tuple(rows), places, {"figures": len(rows)})


RULES: Mapping[str, Logic] = {
    "target_without_level": target_without_level,
    "level_without_target": level_without_target,
    "share_without_count": share_without_count,
    "count_without_population": count_without_population,
    "money_without_base": money_without_base,
}
