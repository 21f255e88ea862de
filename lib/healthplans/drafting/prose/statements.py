"""Statements of a document's prose: each figure with its label, year and claim, and why."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.document import Document, Paragraph
from healthplans.drafting.known import Known
from healthplans.drafting.metadata import Period
from healthplans.drafting.prose.additions import added_by_parts
from healthplans.drafting.prose.bases import with_base, without_bases
from healthplans.drafting.prose.behind import (
    ahead,
    behind,
    counted_behind,
    each,
    fronted,
    noun_begins,
    of_no_count,
    only_group,
    scopes,
    takes,
)
from healthplans.drafting.prose.carrying import carry
from healthplans.drafting.prose.claims import Claim, claim_of, is_on_last, risen, whole_of
from healthplans.drafting.prose.comparing import held_against
from healthplans.drafting.prose.completions import completions
from healthplans.drafting.prose.dating import undated, words_before, year_of
from healthplans.drafting.prose.figures import (
    Mask,
    Numeral,
    Statement,
    clauses,
    mask,
    numerals,
)
from healthplans.drafting.prose.labels import before
from healthplans.drafting.prose.lists import spread
from healthplans.drafting.prose.norms import normed
from healthplans.drafting.prose.outline import Parts, chapter, is_heading
from healthplans.drafting.prose.owners import accumulated, owner_of, placed
from healthplans.drafting.prose.phrases import Label
from healthplans.drafting.prose.selection import (
    Context,
    judged,
    worded,
)
from healthplans.drafting.prose.standing import goes_on_aiming, goes_on_there
from healthplans.drafting.prose.topics import counts_staff, said_before, topic_of
from healthplans.drafting.prose.turns import Times, stale, turned
from healthplans.drafting.prose.years import Found, begun_before, dates, years_on
from healthplans.drafting.words import Span, narrow, pattern, word


@dataclass(frozen=True)
class Reading:
    """What was read of one paragraph: statements, masks, numerals not proposed, chapter."""

    paragraph: Paragraph
    text: str
    statements: tuple[Statement, ...]
    masks: tuple[Mask, ...]
    rejected: tuple[tuple[Numeral, str], ...]
    part: str = ""


@dataclass(frozen=True)
class Setting:
    """Where a paragraph stands: the plan's years, the chapter, the year stated last.

    `counted` is the year that something was counted from last, `whole` the staff counted last.
    """

    period: Period
    part: str
    last: int | None
    heading: bool = False
    counted: int | None = None
    whole: Statement | None = None


def read_prose(
    document: Document, period: Period, known: Known, skipped: frozenset[int] = frozenset()
) -> list[Reading]:
    """Read every paragraph; `skipped` are the lines that are a table's cells."""
    parts = Parts(period)
    found: list[Reading] = []
    last: int | None = None
    counted: int | None = None
    whole: Statement | None = None
    for paragraph in document.paragraphs:
        if paragraph.kind == "page" or paragraph.number in skipped:
            continue
        text = narrow(paragraph.text)
        heading = is_heading(paragraph, text)
        parts.heading(paragraph, chapter(paragraph, text))
        years = replace(period, reported=parts.year) if parts.year else period
        part = "level" if parts.year else parts.part
        setting = Setting(years, part, last, heading, counted, whole)
        reader = _Reader(paragraph, text, setting, known)
        reading = reader.read()
        counted = next((d.year for d in reversed(reader.dates) if d.base), counted)
        stated = [one.year for one in reading.statements if one.year_text]
        last = stated[-1] if stated else last
        whole = next(filter(counts_staff, reversed(reading.statements)), whole)
        found.append(reading)
    return found


def read_alone(paragraph: Paragraph, period: Period, part: str, known: Known) -> Reading:
    """Read one paragraph of the prose by itself, in a chapter of this part."""
    setting = Setting(period, part, None)
    return _Reader(paragraph, narrow(paragraph.text), setting, known).read()


class _Reader:
    """Reads one paragraph from left to right, carrying labels within a sentence."""

    def __init__(
        self, paragraph: Paragraph, text: str, setting: Setting, known: Known
    ) -> None:
        self.paragraph, self.text = paragraph, text
        self.setting, self.known = setting, known
        self.masks = mask(text)
        # a paragraph of its own sorts the staff by age, or by title
        whole = setting.whole if pattern("sorted_by").match(text) else None
        self._before = [replace(whole, start=0, end=0)] if whole else []
        self._there, self._going = False, frozenset[str]()
        self.dates = dates(text, self.masks, setting.period)

    def read(self) -> Reading:
        """Read the paragraph sentence by sentence."""
        found = numerals(self.text, self.masks)
        statements: list[Statement] = []
        rejected: list[tuple[Numeral, str]] = []
        for span in clauses(self.text):
            own = [one for one in found if span[0] <= one.first < span[1]]
            chosen = judged(own, Context(self.text, span, self.known))
            rejected += [(one, why) for one, why in chosen if why]
            statements += self._sentence(span, [one for one, why in chosen if not why])
        masks, others, part = tuple(self.masks), tuple(rejected), self.setting.part
        return Reading(self.paragraph, self.text, tuple(statements), masks, others, part)

    def _sentence(self, span: Span, own: Sequence[Numeral]) -> list[Statement]:
        made: list[Statement] = []
        floor = span[0]
        for numeral in own:
            made.append(self._statement(numeral, span, floor, made))
            # a label behind the figure is not the next one's
            floor = max(numeral.end, made[-1].label_end)
        made = spread(self.text, made, self.known)
        base = self.setting.period.base
        past = base if self.setting.part == "target" else None
        aims = self.setting.period.last if past else None
        times = Times(self.dates, base, self.setting.counted, self._there, aims, self._going)
        made = turned(self.text, span, made, times)
        self._there = goes_on_there(made)
        self._going = goes_on_aiming(self.text, span, made, base)
        made = [stale(self.text, one, past) for one in made]
        made = added_by_parts(self.text, span, made)
        made = normed(self.text, span, held_against(self.text, span[0], made), self.known)
        made += [] if self.setting.heading else self._worded(span, made)
        made += completions(self.paragraph, self.text, span, self.dates, made)
        return sorted(made, key=lambda one: one.start)

    def _worded(self, span: Span, made: Sequence[Statement]) -> list[Statement]:
        found = [one.numeral for one in made]
        words = worded(self.text, span, self.known, found, self.setting.part)
        return [self._made(n, label, span, Claim("", n.start, n.start)) for n, label in words]

    def _statement(
        self, numeral: Numeral, span: Span, floor: int, made: Sequence[Statement]
    ) -> Statement:
        year = self._year(numeral, span)
        base = self.setting.period.base
        level = year.year is not None and base is not None and year.year <= base
        claim = claim_of(self.text, numeral, span, self.known, level=level)
        label = self._label(numeral, claim, floor, span)
        statement = self._made(numeral, label, span, claim)
        earlier = (without_bases(self.text, made), self._before)
        done = carry(statement, label, earlier, topic_of(self.text, statement), self.known)
        done = replace(done, scope=placed(self.text, span, floor, done))
        done = replace(done, scope=owner_of(self.text, span, done))
        done = accumulated(self.text, floor, done)
        done = with_base(self.text, made, done)
        self._before += [done] if done.label else []
        return done

    def _label(self, numeral: Numeral, claim: Claim, floor: int, span: Span) -> Label | None:
        first = before(self.text, floor, claim.label_end, self.known)
        first = first or said_before(self.text, (floor, claim.label_end), numeral, self.known)
        first = None if first and of_no_count(self.text, first, numeral) else first
        listing = bool(pattern("listing").search(self.text[floor : claim.start]))
        per = each(self.text[floor : claim.start])
        if first is not None and first.sure and not (listing or per):
            return first
        # those counted stand behind, also those of whom it is a share in words
        counted = numeral.share != bool(numeral.unit)
        follows = self.text[numeral.end : numeral.end + 6]
        relative = follows.startswith(word("of"))
        taken = first is None or takes(self.text[floor : claim.start])
        group = first is not None and only_group(self.text, first)
        told = (
            taken or group or relative or per or listing or counted_behind(self.text, numeral)
        )
        if told and (counted or relative) and noun_begins(follows):
            found = behind(self.text, numeral, self.known, span[1])
            before_it = ahead(self.text, (floor, claim.start, span[0]), listing=listing)
            return fronted(self.text, found, before_it) if found else first
        return first

    def _made(
        self, numeral: Numeral, label: Label | None, span: Span, claim: Claim
    ) -> Statement:
        year, text = self._year(numeral, span), self.paragraph.text
        claim = risen(self.text, numeral, label, claim)
        words = self.text[span[0] : numeral.first]
        # "above the last year" says what it counts from too
        last = year.year - 1 if year.year and is_on_last(words, numeral) else None
        changed = claim.name != "share" or numeral.relative
        base = last or year.base_year or (begun_before(year, words) if changed else None)
        return Statement(
            paragraph=self.paragraph,
            start=claim.start,
            end=numeral.end,
            label=text[label.start : label.end] if label else "",
            scope=scopes(text, label) if label else "",
            of=whole_of(claim, (span[0], numeral.start), self.text, text),
            claim=claim.name,
            unit=numeral.unit,
            shared=claim.shared,
            year=year.year,
            year_text=year.text,
            base_year=base if claim.name or numeral.relative else None,
            numeral=numeral,
            label_end=label.end if label else 0,
            reasons=tuple(filter(None, (label.reason if label else "", year.reason))),
        )

    def _year(self, numeral: Numeral, span: Span) -> Found:
        place = (-1 if numeral.relative else numeral.start, numeral.first)
        words, setting = words_before(self.text, numeral, span, self.dates), self.setting
        default = undated(words, setting.period, setting.part, setting.last)
        found = year_of(place, span, self.dates, default, self.text)
        return years_on(found, words.clause, setting.period.base)
