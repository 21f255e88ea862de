"""What a rule hands over: a draft of a finding, or why it could not decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from healthplans.audits.figures import Figure
from healthplans.parts import WHOLE, Part

HIGH, MEDIUM, LOW = SEVERITIES = ("high", "medium", "low")


@dataclass(frozen=True, slots=True)
class Term:
    """A name to be looked up: an indicator with its part, or the part `only`."""

    indicator: str
    part: Part = WHOLE
    only: bool = False


@dataclass(frozen=True, slots=True)
class Amount:
    """A computed number with the unit it is in; blank for a bare number."""

    value: float
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """A code of a codelist to be looked up: `district`, `denominator` or a list of names."""

    list: str
    code: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A name and what is said of it, side by side."""

    first: "Place"
    second: "Place"
    joint: str = "space"


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms of an addition."""

    terms: tuple["Place", ...]


Place = str | int | float | Figure | Term | Amount | Word | Pair | Sum | tuple["Place", ...]


@dataclass(frozen=True)
class Draft:
    """One contradiction: the figures, the arithmetic, and what fills the rule's sentence.

    `cause` is shared by drafts that come from one misprint; blank for one that stands alone.
    `message` names the sentence among the rule's.
    """

    severity: str
    evidence: tuple[Figure, ...]
    places: Mapping[str, Place]
    computed: Mapping[str, float | str] = field(default_factory=dict)
    indicator: str = ""
    part: Part = WHOLE
    year: int | None = None
    cause: tuple[object, ...] = ()
    message: str = "default"


@dataclass(frozen=True)
class Doubt:
    """A case the rule looked at and cannot decide; never a finding."""

    evidence: tuple[Figure, ...]
    places: Mapping[str, Place]
    indicator: str = ""
    part: Part = WHOLE
    year: int | None = None


def terms(figures: Iterable[Figure]) -> tuple[Term, ...]:
    """Give the names of the indicators of some figures, each once."""
    return tuple(map(Term, dict.fromkeys(f.indicator for f in figures)))


def difference(value: float, unit: str) -> Amount:
    """Give a difference of two values in a unit; of percentages, in percentage points."""
    return Amount(value, "percentage_points" if unit == "percent" else unit)


def found(
    about: Figure,
    severity: str,
    evidence: tuple[Figure, ...],
    places: Mapping[str, Place],
    computed: Mapping[str, float | str],
) -> Draft:
    """Draft a finding about one figure; its name and year are among the places."""
    filled = {"name": Term(about.indicator, about.part), "year": about.year, **places}
    numbers = {name: v if isinstance(v, str) else round(v, 6) for name, v in computed.items()}
    key = (about.indicator, about.part, about.year)
    return Draft(severity, tuple(dict.fromkeys(evidence)), filled, numbers, *key)


def doubt(about: Figure, evidence: tuple[Figure, ...], places: Mapping[str, Place]) -> Doubt:
    """Note a case about one figure that the rule cannot decide."""
    filled = {"name": Term(about.indicator, about.part), "year": about.year, **places}
    return Doubt(evidence, filled, about.indicator, about.part, about.year)
