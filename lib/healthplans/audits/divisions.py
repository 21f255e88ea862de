"""Ways in which a plan itself divides its area, learned from counts that add up.

A table by parts of the district (老城片区, 滨海片区) has words of its own, which no list knows
to be all parts there are. Where residents and beds of these parts both add up to
those of the district, they are; then the physicians of the parts must add up too. So are
the rows of a table before its total where other columns add up, whatever kinds they are of.
"""

from collections.abc import Iterator, Mapping, Sequence

from healthplans.audits.figures import Figure
from healthplans.audits.scoped import Counts, Split, has_other_basis
from healthplans.audits.sheets import Options, Scope, Sheet, grouped
from healthplans.quantities import Interval

# the dimension of a division that the plan makes
DIVISION = "division"
_WHOLE: Scope = frozenset()
Named = Mapping[str, Figure]


def divisions(
    sheet: Sheet, counts: Mapping[tuple[str, int], Counts], options: Options
) -> Iterator[Split]:
    """Give every count split by words of which others show that they are the whole."""
    wholes = {key: known[_WHOLE] for key, known in counts.items() if _WHOLE in known}
    named = {key: _by_dimension(sheet, counts[key], options) for key in wholes}
    proofs = grouped(
        (frozenset(own), key[0])
        for key, ways in named.items()
        for own in ways
        if len(own) > 1 and _adds_up(own, wholes[key])
    )
    for words, codes in proofs.items():
        for (code, year), ways in named.items():
            shown = len({*codes} - {code}) >= options["proofs"]
            for own in (way for way in ways if shown and words <= {*way}):
                parts = {word: f for word, f in own.items() if word in words}
                yield Split(code, year, _WHOLE, DIVISION, parts)


def table_rows(sheet: Sheet, options: Options) -> Iterator[Split]:
    """Give every column of a table split by its rows, which other columns show to be all."""
    for table in _tables(sheet, options):
        columns = grouped(((f.indicator, f.year), f) for f in table)
        rows = {key: _rows(own, options) for key, own in columns.items()}
        proofs = [key for key, (whole, own) in rows.items() if whole and _adds_up(own, whole)]
        shown = {word for key in proofs for word in rows[key][1]}
        for key, (whole, own) in rows.items():
            others = [one for one in proofs if one != key]
            if whole and {*own} <= shown and len(others) >= options["proofs"]:
                yield Split(*key, _WHOLE, DIVISION, own)


def _tables(sheet: Sheet, options: Options) -> Iterator[list[Figure]]:
    """Give runs of counts that begin their lines, as the cells of a table do."""
    table: list[Figure] = []
    for figure in sheet.figures:
        cell = figure.span is not None and figure.span[0] <= 1 and figure.unit == "count"
        if not cell or not figure.is_exact or figure.role != "level":
            continue
        gap = (figure.paragraph or 0) - (table[-1].paragraph or 0) if table else 0
        if not 0 <= gap <= options["stride"]:
            yield table
            table = []
        table.append(figure)
    yield table


def _rows(column: Sequence[Figure], options: Options) -> tuple[Figure | None, Named]:
    """Give the last cell of a column, where it is a total, and the cells before it."""
    *parts, last = column
    named = {"+".join(sorted(f.part.words)): f for f in parts}
    together = last.part.words <= {*options["everything"]} and not last.part.of
    several = len(named) == len(parts) >= options["least"] and "" not in named
    return (last if together and several else None), named


def listed(sheet: Sheet, options: Options) -> Iterator[Split]:
    """Give counts with the parts that their sentence lists and that exceed them by little.

    Parts that overlap exceed their total by more, and a list need not be complete.
    """
    told = [f for f in sheet.figures if f.unit == "count" and f.is_exact and f.paragraph]
    rows = grouped(((f.paragraph, f.indicator, f.year, f.role), f) for f in told)
    for (_, code, year, _), (whole, *parts) in rows.items():
        named = {"+".join(sorted(f.part.words)): f for f in parts}
        several = len(named) == len(parts) >= options["names"] and "" not in named
        if several and whole.part.is_whole and whole.role == "level":
            excess = sum(f.number for f in parts) / whole.number - 1 if whole.number else 0
            if 0 < excess < options["near"]:
                yield Split(code, year, _WHOLE, DIVISION, named)


def _by_dimension(sheet: Sheet, known: Counts, options: Options) -> Sequence[Named]:
    """Give counts narrowed by one word, apart by the dimension of the word."""
    dimension = sheet.lists.dimension
    single = {next(iter(scope)): f for scope, f in known.items() if len(scope) == 1}
    narrowing = {
        word: f
        for word, f in single.items()
        if not has_other_basis(sheet, frozenset({word}), options["bases"])
    }
    ways = grouped((dimension(word), (word, f)) for word, f in narrowing.items())
    return [dict(own) for name, own in ways.items() if name in options["divides"]]


def _adds_up(parts: Named, whole: Figure) -> bool:
    return Interval.total(f.interval for f in parts.values()).meets(whole.interval)
