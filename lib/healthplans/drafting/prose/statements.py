"""Statements of a document's prose: each figure with its label, year and claim, and why."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from healthplans.drafting.document import Document, Paragraph
from healthplans.drafting.known import Known
from healthplans.drafting.prose.claims import claim_of
from healthplans.drafting.prose.figures import Numeral, clauses, numerals
from healthplans.drafting.prose.labels import Label, after, before
from healthplans.drafting.prose.lists import spread
from healthplans.drafting.prose.masks import Mask, mask
from healthplans.drafting.prose.outline import is_heading
from healthplans.drafting.prose.selection import Context, wanted
from healthplans.drafting.prose.vocabulary import narrow, pattern
from healthplans.drafting.prose.words import in_words
from healthplans.drafting.prose.years import Dated, Found, Parts, Period, dates, year_of

__all__ = ["Reading", "Statement", "read_prose"]


@dataclass(frozen=True)
class Statement:
    """One figure of the prose as proposed.

    `start, end` are code points of the paragraph's text; texts are as printed there.
    """

    paragraph: Paragraph
    start: int
    end: int
    value: str
    label: str
    scope: str
    of: str
    claim: str
    unit: str
    shared: str
    year: int | None
    year_text: str
    base_year: int | None
    numeral: Numeral
    prefix: str = ""
    reasons: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Reading:
    """What was read of one paragraph: statements, masks, and numerals not proposed."""

    paragraph: Paragraph
    text: str
    statements: tuple[Statement, ...]
    masks: tuple[Mask, ...]
    rejected: tuple[tuple[Numeral, str], ...]


def read_prose(
    document: Document, period: Period, known: Known, skipped: frozenset[int] = frozenset()
) -> list[Reading]:
    """Read every paragraph; `skipped` are the lines that are a table's cells."""
    parts = Parts()
    found = []
    for paragraph in document.paragraphs:
        if paragraph.kind == "page" or paragraph.number in skipped:
            continue
        text = narrow(paragraph.text)
        parts.heading(paragraph, text, heading=is_heading(paragraph, text))
        found.append(_Reader(paragraph, text, period, known, parts.part).read())
    return found


class _Reader:
    """Reads one paragraph from left to right, carrying labels within a sentence."""

    def __init__(
        self, paragraph: Paragraph, text: str, period: Period, known: Known, part: str
    ) -> None:
        self.paragraph, self.text = paragraph, text
        self.period, self.known, self.part = period, known, part
        self.masks = mask(text)
        self.dates: Sequence[Dated] = dates(text, self.masks, period)

    def read(self) -> Reading:
        found = numerals(self.text, self.masks)
        statements: list[Statement] = []
        rejected: list[tuple[Numeral, str]] = []
        for sentence in clauses(self.text):
            own = [one for one in found if sentence[0] <= one.first < sentence[1]]
            kept: list[Numeral] = []
            for numeral in own:
                why = wanted(numeral, Context(self.text, sentence, self.known))
                if why:
                    rejected.append((numeral, why))
                else:
                    kept.append(numeral)
            statements += self._sentence(sentence, kept)
        return Reading(
            self.paragraph, self.text, tuple(statements), tuple(self.masks), tuple(rejected)
        )

    def _sentence(self, span: tuple[int, int], own: Sequence[Numeral]) -> list[Statement]:
        made: list[Statement] = []
        floor = span[0]
        for numeral in own:
            made.append(self._statement(numeral, span, floor, made))
            floor = numeral.end
        made = spread(self.text, made, self.known)
        words = in_words(self.text, span, self.masks, self.known, [m.numeral for m in made])
        for numeral, label in words:
            made.append(self._made(numeral, label, span, []))
        return sorted(made, key=lambda one: one.start)

    def _statement(
        self, numeral: Numeral, span: tuple[int, int], floor: int, made: Sequence[Statement]
    ) -> Statement:
        label = self._label(numeral, floor, span)
        return self._made(numeral, label, span, made)

    def _label(self, numeral: Numeral, floor: int, span: tuple[int, int]) -> Label | None:
        first = before(self.text, floor, numeral, self.known)
        if first is not None and first.reason == "a known label":
            return first
        counted = not numeral.share and bool(numeral.unit)
        taken = first is None or _takes(self.text[floor : numeral.start])
        relative = self.text[numeral.end : numeral.end + 1] == "\u7684"
        if taken and (counted or relative):
            return after(self.text, numeral, self.known, span[1]) or first
        return first

    def _made(
        self,
        numeral: Numeral,
        label: Label | None,
        span: tuple[int, int],
        made: Sequence[Statement],
    ) -> Statement:
        year = self._year(numeral, span)
        last = made[-1] if made else None
        claim = claim_of(self.text, numeral, span, level=self._level(year))
        start = claim.start if claim.name else numeral.start
        text = self.paragraph.text
        own = label if claim.own_label(label) else None
        statement = Statement(
            paragraph=self.paragraph,
            start=start,
            end=numeral.end,
            value=text[start : numeral.end],
            label=text[own.start : own.end] if own else "",
            scope=own.scope if own else "",
            of=claim.of,
            claim=claim.name,
            unit=numeral.unit,
            shared="",
            year=year.year,
            year_text=year.text,
            base_year=year.base_year if claim.name or numeral.change else None,
            numeral=numeral,
            prefix=_density(self.text, own, last),
            reasons=tuple(filter(None, (own.reason if own else "", year.reason))),
        )
        return _inherited(statement, last) if not statement.label else statement

    def _level(self, year: Found) -> bool:
        base = self.period.base
        return year.year is not None and base is not None and year.year <= base

    def _year(self, numeral: Numeral, span: tuple[int, int]) -> Found:
        sentence = self.text[span[0] : span[1]]
        place = (numeral.start + len(numeral.base), numeral.first)
        return year_of(place, span, self.dates, self._default(sentence))

    def _default(self, sentence: str) -> Found:
        level = pattern("level_verb").search(sentence)
        target = pattern("target_verb").search(sentence)
        if self.part == "level" and "\u5c06" not in sentence:
            return Found(self.period.base, reason="chapter of what was reached")
        if self.part == "target":
            return Found(self.period.last, reason="chapter of aims")
        if level and not target:
            return Found(self.period.base, reason="verb of what was reached")
        return Found(self.period.last, reason="verb of aims" if target else "no sign: an aim")


def _takes(piece: str) -> bool:
    """Tell whether the words before a figure end in a verb whose object follows it."""
    trimmed = piece.rstrip(" ")
    match = pattern("take").search(trimmed[-6:])
    return bool(match) and any(
        trimmed.endswith(one[0]) for one in pattern("take").finditer(trimmed[-6:])
    )


def _inherited(statement: Statement, last: Statement | None) -> Statement:
    if last is None:
        return replace(statement, reasons=(*statement.reasons, "no label found"))
    return replace(
        statement,
        label=last.label,
        scope=last.scope,
        prefix=last.prefix,
        reasons=(*statement.reasons, "label of the figure before"),
    )


def _density(text: str, label: Label | None, last: Statement | None) -> str:
    """Give the printed "per 1,000 people" that a list says once and means for all of it."""
    if label is None:
        return last.prefix if last else ""
    match = pattern("density").match(text[label.start : label.end])
    if match:
        return match[0]
    return last.prefix if last and last.prefix and last.numeral.unit else ""
