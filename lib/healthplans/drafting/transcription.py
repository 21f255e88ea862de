"""A draft transcription: a document's rows and statements with their sureness and findings."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from healthplans.drafting.confidence import class_of, features, score
from healthplans.drafting.document import Document, Table
from healthplans.drafting.elsewhere import CELL, UNDATED, Around, read_elsewhere
from healthplans.drafting.known import Known
from healthplans.drafting.ledger import Entry, ledger
from healthplans.drafting.metadata import Period, Self, read_self
from healthplans.drafting.prose.because import BEGUN, COMPLETED, DOUBTS
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.prose.statements import read_prose
from healthplans.drafting.suggest import Printed, Suggestion, suggest
from healthplans.drafting.tables.indicators import read_tables
from healthplans.drafting.tables.rows import ASKEW, TableRow
from healthplans.drafting.words import narrow, word
from healthplans.texts import fold, split_unit_bracket

_DATES = {COMPLETED: "completion_code", BEGUN: "start_code"}
# repairs after which a cell is likely and no longer sure
_MENDED = {
    "joined over a page break",
    "rows put together without rules",
    "number format not known",
    "formula: the stored result",
}
_ASKEW = 0.5
_UNCLEAR = 0.5  # sureness of a figure whose year or kind only a reader can tell
# the sureness that a figure has at most, for what is said of it
_MOST = {**dict.fromkeys([*DOUBTS, UNDATED], _UNCLEAR), CELL: 0.85}
Figures = dict[tuple[str, int], set[str]]  # of the table, by indicator and year
_DOUBTED = "its lines are not read for certain"


@dataclass(frozen=True)
class Judged:
    """How sure: the two numbers, their classes, the reasons and the ranked indicators."""

    reading: float
    binding: float
    suggestion: Suggestion
    reasons: tuple[str, ...] = field(default=())
    repairs: tuple[str, ...] = field(default=())

    @property
    def reading_class(self) -> str:
        """``sure``, ``likely`` or ``open``."""
        return class_of(self.reading, "reading")

    @property
    def binding_class(self) -> str:
        """``sure``, ``likely`` or ``open``."""
        return class_of(self.binding, "binding")


@dataclass(frozen=True)
class Line:
    """A row of the table of indicators, and how sure it is."""

    table: Table
    row: TableRow
    judged: Judged


@dataclass(frozen=True)
class Transcription:
    """Everything that a draft holds."""

    document: Document
    own: Self
    period: Period
    lines: tuple[Line, ...]
    statements: tuple[tuple[Statement, Judged], ...]
    entries: tuple[Entry, ...]
    others: tuple[Table, ...]


def transcribe(
    document: Document, known: Known, period: Period | None = None
) -> Transcription:
    """Draft a document; `period` are the plan's years, by default those it says itself."""
    own = read_self(document)
    years = period or own.period
    tables = read_tables(document, years)
    lines = tuple(line for table, rows in tables.mapped for line in _lines(table, rows, known))
    cells = {cell.number for table, _ in tables.mapped for cell in table.cells}
    skipped = [p for p in document.paragraphs if p.number in cells]
    prose = read_prose(document, years, known, frozenset(p.number for p in skipped))
    title = own.said["title"].text if "title" in own.said else ""
    cells_read = read_elsewhere(tables, Around(document, years, known, prose, title))
    readings = sorted([*prose, *cells_read], key=lambda one: one.paragraph.number)
    figures = _printed(lines)
    found = [one for reading in readings for one in reading.statements]
    plain = _plain_units(found)
    statements = tuple(
        _per_head(one, _judged(one, unit, known, figures))
        for one, unit in zip(found, plain, strict=True)
    )
    entries = tuple(ledger(readings, skipped))
    others = (*(table for table, _ in tables.again), *tables.others)
    return Transcription(document, own, years, lines, statements, entries, others)


def _lines(table: Table, rows: Sequence[TableRow], known: Known) -> Iterator[Line]:
    labels = known.in_full(
        (row.label, row.unit, [cell.text for cell in row.figures if cell]) for row in rows
    )
    for row, label in zip(rows, labels, strict=True):
        yield Line(table, row, _judged_row(row, label, known))


def _per_head(statement: Statement, judged: Judged) -> tuple[Statement, Judged]:
    """Say in a label per whom its figure is, where no indicator says so."""
    prefix, label = statement.prefix, statement.label
    silent = prefix and label and not statement.claim and prefix not in narrow(label)
    if not silent or judged.suggestion.taken:
        return statement, judged
    return replace(statement, label=prefix + label), judged


def _judged_row(row: TableRow, full: str, known: Known) -> Judged:
    label, unit = split_unit_bracket(fold(full))
    suggestion = suggest(Printed(label, unit=row.unit or unit), known)
    certainty = min([cell.certainty for cell in row.cells], default=0.0)
    repairs = dict.fromkeys(repair for cell in row.cells for repair in cell.repairs)
    reading = 0.85 if row.reasons or _MENDED & set(repairs) else 0.99
    reading = _ASKEW if ASKEW in row.reasons else reading
    binding = {"exact": 0.98, "grammar": 0.85}.get(suggestion.how, 0.4)
    return Judged(min(reading, certainty), binding, suggestion, row.reasons, tuple(repairs))


def _printed(lines: Sequence[Line]) -> Figures:
    """Give the table's figures by indicator and year."""
    found: Figures = {}
    for line in lines:
        code = line.judged.suggestion.taken
        for column, cell in zip(line.row.columns, line.row.figures, strict=True):
            if code and column.year and cell is not None:
                found.setdefault((code, column.year), set()).add(_digits(cell.text))
    return found


def _digits(text: str) -> str:
    return "".join(mark for mark in fold(text) if mark.isdecimal() or mark == ".")


def _plain_units(found: Sequence[Statement]) -> Iterator[str]:
    """Give each figure's unit; for a share or a change in percent, that of what it is of."""
    units: dict[str, str] = {}
    for one in found:
        of_other = one.claim or (one.numeral.change and one.numeral.share)
        if not of_other:
            units[one.label] = one.unit
        yield units.get(one.label, "") if of_other else one.unit


def _judged(statement: Statement, unit: str, known: Known, figures: Figures) -> Judged:
    prefix = "" if statement.prefix in narrow(statement.label) else statement.prefix
    words = (statement.label, statement.scope, unit, prefix, statement.numeral.digits)
    printed = Printed(*words, about=statement.about)
    suggestion = _of_dates(statement) or suggest(printed, known)
    support = _support(statement, suggestion, figures)
    names = features(statement, suggestion, support)
    told = {"equal": "the table prints it too", "different": "the table prints another figure"}
    certainty = statement.paragraph.certainty
    said = [*([told[support]] if support else []), *([_DOUBTED] if certainty < 1 else [])]
    reading, binding = (min(certainty, score(names, kind)) for kind in ("reading", "binding"))
    reading = min([reading, *(_MOST[why] for why in statement.reasons if why in _MOST)])
    return Judged(reading, binding, suggestion, (*statement.reasons, *said))


def _of_dates(statement: Statement) -> Suggestion | None:
    """Take a year in which something is built or begun for one, whichever verb tells it."""
    codes = [_DATES[why] for why in statement.reasons if why in _DATES]
    return Suggestion("exact", ((word(codes[0]), 1.0),)) if codes else None


def _support(statement: Statement, suggestion: Suggestion, printed: Figures) -> str:
    """Compare a plain figure with the table's of the same indicator and year."""
    narrowed = statement.scope and suggestion.how != "grammar"
    if narrowed or statement.claim or statement.year is None:
        return ""
    codes = [suggestion.taken] if suggestion.taken else [c for c, _ in suggestion.codes]
    figures = [printed.get((code, statement.year), set()) for code in codes]
    digits = _digits(statement.numeral.digits)
    if digits and any(digits in found for found in figures):
        return "equal"
    return "different" if suggestion.taken and digits and figures[0] else ""
