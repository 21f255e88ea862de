"""Figures of other tables, and of columns that no table of indicators has, as proposals.

They are proposed as figures of the prose are, and decided as those: their place is the line
of their cell. Nothing is lost: what stands in such a cell and is proposed for no figure
is in the ledger.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.document import Document, Paragraph
from healthplans.drafting.known import Known
from healthplans.drafting.metadata import Period, five_year_end
from healthplans.drafting.prose.completions import completion
from healthplans.drafting.prose.figures import Numeral, Statement, mask, numerals
from healthplans.drafting.prose.statements import Reading, read_alone
from healthplans.drafting.prose.years import dates
from healthplans.drafting.tables.grids import Spot
from healthplans.drafting.tables.indicators import Tables
from healthplans.drafting.tables.spots import spots
from healthplans.drafting.words import narrow, pattern

CELL = "a cell of another table, or of a column that is none of the table's"
_MINUS = ("-", "\u2212", "\u2013")
UNDATED = "neither its heads nor the title above print a year"


@dataclass(frozen=True)
class Around:
    """What a cell is read with: the lines, the period, what is known, the prose before it."""

    document: Document
    period: Period
    known: Known
    prose: Sequence[Reading]
    title: str = ""

    def without_own(self, scope: str) -> str:
        """Take the document's own area out of a scope: its name, or "the whole district"."""
        named = pattern("area_of_title").match(narrow(self.title).replace(" ", ""))
        name = named["name"] if named else ""
        return ";".join(p for p in scope.split(";") if p and not _is_own(p, name))

    def part(self, line: int) -> str:
        """Tell whether the chapter around a line reports or aims."""
        before = [one.part for one in self.prose if one.paragraph.number < line]
        return before[-1] if before else ""

    def default(self, line: int) -> int | None:
        """Give the year of what the chapter around a line reports or aims at."""
        years = {"level": self.period.base, "target": self.period.last}
        return years.get(self.part(line), self.period.reported)


def read_elsewhere(tables: Tables, around: Around) -> list[Reading]:
    """Read each cell with a number that the table of indicators has no place for."""
    found: dict[int, Reading] = {}
    for spot in spots(tables):
        number = spot.cell.number
        if 0 < number < len(around.document.lines):
            found.setdefault(number, _reading(spot, around))
    return list(found.values())


def _is_own(part: str, name: str) -> bool:
    """Tell whether a part of a scope is the document's area, by name or as "the district"."""
    whole = pattern("own_area").fullmatch(part) and part[-1:] == name[-1:]
    return bool(whole) or name.endswith(part)


def _reading(spot: Spot, around: Around) -> Reading:
    cell, part = spot.cell, around.part(spot.cell.number)
    line = around.document.lines[cell.number - 1]
    paragraph = Paragraph(line, cell.number, 0, cell.origin, "cell", cell.certainty)
    if spot.ends and (built := _completion(spot, paragraph, around)):
        return Reading(paragraph, narrow(line), (built,), tuple(mask(narrow(line))), (), part)
    if not spot.label or spot.ends:
        alone = read_alone(paragraph, around.period, part, around.known)
        year, said = _year(spot, around.period)
        about = [
            replace(
                one,
                scope=one.scope or spot.scope,
                year=year if year and not one.year_text else one.year,
                year_text=one.year_text or said,
            )
            for one in alone.statements
        ]
        return replace(alone, statements=tuple(about))
    text = narrow(line)
    # a number alone in its cell is as many, whatever year it looks like
    masked = [] if text.strip().isdecimal() else mask(text)
    made = [_signed(one, text) for one in numerals(text, masked)]
    if spot.whole and line.strip():
        made = [_whole(line, made)]
    statements = tuple(_statement(spot, one, paragraph, around) for one in made)
    return Reading(paragraph, text, statements, tuple(masked), (), part)


def _completion(spot: Spot, paragraph: Paragraph, around: Around) -> Statement | None:
    """Give the year in which a project is to be there: the last that its cell prints."""
    years = list(re.finditer(r"(?<!\d)20\d\d(?!\d)", narrow(paragraph.text)))
    if not years:
        return None
    named = (spot.label, around.without_own(spot.scope))
    one = completion(paragraph, years[-1].span(), int(years[-1][0]), named)
    return replace(one, reasons=(*one.reasons, CELL))


def _signed(one: Numeral, text: str) -> Numeral:
    """Give a number that stands first in its cell with the minus before it."""
    if text[: one.start].strip() not in _MINUS:
        return one
    start = len(text) - len(text.lstrip())
    return replace(one, start=start)


def _whole(line: str, made: Sequence[Numeral]) -> Numeral:
    """Take all that a cell of a table of indicators prints as one figure."""
    start = len(line) - len(line.lstrip())
    end = len(line.rstrip())
    one = made[0] if len(made) == 1 else None
    unit, words = (one.unit, False) if one else ("", not re.search(r"\d", line))
    return Numeral(start, end, start, end, line[start:end], unit, words=words)


def _statement(
    spot: Spot, numeral: Numeral, paragraph: Paragraph, around: Around
) -> Statement:
    year, said = _year(spot, around.period)
    added = pattern("adding").match(spot.label)
    default = around.default(paragraph.number) if year is None else None
    return Statement(
        paragraph=paragraph,
        start=numeral.start,
        end=numeral.end,
        label=spot.label[added.end() :] if added else spot.label,
        scope=around.without_own(spot.scope),
        claim="increase" if added else spot.claim,
        unit=numeral.unit or spot.unit,
        year=year or default,
        year_text=said,
        base_year=_base_year(spot, around.period),
        numeral=numeral,
        reasons=(CELL, *([] if year else [UNDATED])),
        role=spot.role,
        compared=spot.judged,
    )


def _year(spot: Spot, period: Period) -> tuple[int | None, str]:
    """Give the year that the nearest head prints, and its words."""
    if spot.year is not None:
        return spot.year, ""
    for text in spot.dated:
        for year, words in _dates(text, period):
            return year, words
    return None, ""


def _base_year(spot: Spot, period: Period) -> int | None:
    """Give the year that the nearest head says a column of changes counts from."""
    texts = map(narrow, spot.dated if spot.claim else ())
    found = (one for text in texts for one in dates(text, mask(text), period) if one.base)
    return next((one.year for one in found), None)


def _dates(text: str, period: Period) -> Iterator[tuple[int, str]]:
    folded = narrow(text)
    for one in dates(folded, mask(folded), period):
        if not pattern("last_year").match(folded, one.start):
            yield one.year, text[one.start : one.end]
    yield from ((int(m[0]), m[0]) for m in re.finditer(r"20\d\d", folded))
    ends = pattern("five_year").finditer(folded)
    yield from ((five_year_end(m["n"]), text[m.start() : m.end()]) for m in ends)
