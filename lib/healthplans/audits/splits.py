"""A whole and its parts, as the rules hold them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from healthplans.audits.figures import Figure
from healthplans.audits.scoped import cause_of
from healthplans.audits.sheets import Scope
from healthplans.quantities import Interval

WHOLE: Scope = frozenset()
OWN = "own"  # the dimension of a division that the plan makes
Named = Mapping[str, Figure]


@dataclass(frozen=True)
class Parts:
    """Figures that share nothing, and whether they are all that there is."""

    figures: tuple[Figure, ...]
    complete: bool

    @property
    def total(self) -> float:
        """The figures added up."""
        return sum(f.number for f in self.figures)

    @property
    def interval(self) -> Interval:
        """All values that the sum can have."""
        return Interval.total(f.interval for f in self.figures)

    def contradict(self, whole: Interval) -> bool:
        """Whether they are more than a whole, or all of it and less."""
        less = self.complete and self.interval.below(whole)
        return less or whole.below(self.interval)

    def in_another_unit(self, whole: Interval, factors: Sequence[float]) -> float:
        """Give the factor by which one of them, or all, would make a whole; 0 for none."""
        rests = [[f.interval for f in self.figures if f is not one] for one in self.figures]
        for factor in factors:
            ones = zip((f.interval.scaled(factor) for f in self.figures), rests, strict=True)
            sums = (Interval.total((one, *rest)) for one, rest in ones)
            if any(one.meets(whole) for one in (self.interval.scaled(factor), *sums)):
                return factor
        return 0.0

    def nested(self, whole: Interval) -> bool:
        """Whether they make a whole without one, which is then a part of another."""
        rests = ([f.interval for f in self.figures if f is not one] for one in self.figures)
        return any(Interval.total(rest).meets(whole) for rest in rests)


@dataclass(frozen=True)
class Split:
    """One total taken apart one way, along a dimension of scope or the plan's own."""

    indicator: str
    year: int
    parent: Scope
    dimension: str
    whole: Figure | None
    named: Named
    complete: bool = False

    @property
    def parts(self) -> Parts:
        """The figures of the parts, whatever they are named."""
        return Parts(tuple(self.named.values()), self.complete)

    @property
    def cause(self) -> tuple[object, ...]:
        """What other findings about the same split share with this one."""
        return cause_of(self.indicator, self.year, self.parent, self.dimension)


def by_scope(parts: Sequence[Figure]) -> Named:
    """Name figures by their scopes; none, where two have one or one has none."""
    named = {"+".join(sorted(f.part.words)): f for f in parts}
    return named if len(named) == len(parts) and "" not in named else {}
