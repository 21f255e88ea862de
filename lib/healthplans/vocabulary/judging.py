"""What judgements rest on: conventions, breaks of series, tolerances, published verdicts."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Literal

from pydantic import field_validator

from healthplans.errors import Offence
from healthplans.vocabulary.schema import Entry


class Convention(Entry):
    """A denominator that is taken as another: in which units, not for which parts, by whom."""

    convention: str
    denominator: str
    taken_as: str
    units: str
    not_parts: str
    zh: str
    en: str
    limits_zh: str
    limits_en: str
    source: str
    confidence: str

    def holds(self, denominator: str, unit: str, words: Collection[str]) -> bool:
        """Whether it is about a figure of a denominator, unit and part."""
        if denominator != self.denominator or unit not in self.units.split("|"):
            return False
        return not set(self.not_parts.split("|")) & set(words)


def convention_for(
    conventions: Iterable[Convention], denominator: str, unit: str, words: Collection[str] = ()
) -> Convention | None:
    """Give the convention that a figure is read by; None where none is about it."""
    return next((c for c in conventions if c.holds(denominator, unit, words)), None)


def contradictions(
    conventions: Collection[Convention], denominators: Collection[str]
) -> Iterable[Offence]:
    """List conventions that say nothing, name what is not there, or contradict each other.

    Two contradict each other if in one unit they take a denominator as two, or if one takes as
    a denominator what the other takes as yet another.
    """
    for one in conventions:
        unknown = sorted({one.denominator, one.taken_as} - set(denominators))
        yield from (_offence(one, "a known denominator", text) for text in unknown)
        if one.denominator == one.taken_as:
            yield _offence(one, "another denominator than the one that is read", one.taken_as)
        yield from _crossed(one, conventions)


def _crossed(one: Convention, others: Iterable[Convention]) -> Iterable[Offence]:
    for other in others:
        apart = other is one or not set(one.units.split("|")) & set(other.units.split("|"))
        if not apart and other.denominator == one.denominator:
            yield _offence(
                one, f"no other reading of it than {other.convention}", one.taken_as
            )
        if not apart and other.denominator == one.taken_as:
            expected = f"what {other.convention} does not take as {other.taken_as}"
            yield _offence(one, expected, one.taken_as)


def _offence(one: Convention, expected: str, text: str) -> Offence:
    return Offence("conventions.csv", expected, one.convention, text=text)


class SeriesBreak(Entry):
    """An indicator that another takes the place of without counting the same."""

    indicator: str
    successor: str
    zh: str
    en: str
    source: str


class Tolerance(Entry):
    """A threshold of a measure, with what it rests on."""

    measure: str
    option: str
    value: float
    unit: str
    zh: str
    en: str
    source: str


class PublishedVerdict(Entry):
    """A verdict that was published, with the figures that it was given on.

    `change` is that of a relative target, whose `target` is blank.
    """

    indicator: str
    baseline: Decimal
    baseline_year: int
    actual: Decimal
    actual_year: int
    target: Decimal | None
    target_year: int
    change: Decimal | None
    verdict: Literal["met", "ahead", "on_track", "behind"]
    source: str

    @field_validator("target", "change", mode="before")
    @classmethod
    def _blank(cls, text: str) -> str | None:
        return text or None
