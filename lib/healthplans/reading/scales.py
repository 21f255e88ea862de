"""The scale and denominator that a label prints before its noun: 每千常住人口, 每10万.

A norm is for any number of people (每3万人口, 每3—10万居民): words that narrow a figure, and
no scale that it is measured in.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from healthplans.quantities import Interval
from healthplans.reading.wordings import any_of
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.units import DENSITIES


@dataclass(frozen=True, slots=True)
class Scale:
    """How many of what a label's figure is per.

    `text` is the whole prefix as printed and folded, `size` the number, `unit` the code of the
    unit, `denominator` the words after the number.
    """

    text: str
    size: int
    denominator: str

    @property
    def unit(self) -> str:
        """The code of the unit that one of a thousand makes."""
        return DENSITIES[self.size]

    @property
    def seen(self) -> tuple[tuple[str, str], ...]:
        """Both as parts of a label that was parsed."""
        return ("scale", str(self.size)), ("denominator", self.denominator)


# kept: to put the words together takes longer than to read a plan
@lru_cache(maxsize=4)
def scales(lists: Codelists) -> "Scales":
    """Give what finds scales by a set of codelists, made once."""
    return Scales(lists)


class Scales:
    """Finds scales by the project's words."""

    def __init__(self, lists: Codelists) -> None:
        words = lists.unit_words
        self._sizes = {w.text: int(w.value) for w in words if w.role == "scale"}
        each = any_of(w.text for w in words if w.role == "each")
        counters = any_of(w.text for w in words if w.role == "counter")
        people = any_of(lists.printed_denominators)
        size = f"(?P<size>{any_of(self._sizes)})"
        # without 每 only a population can follow: 千人口床位数
        ends = tuple(w.text for w in words if w.role == "population")
        populations = any_of(p for p in lists.printed_denominators if p.endswith(ends))
        after = f"(?:{counters})?(?P<denominator>{people})"
        numerals = "".join(n.text for n in lists.numerals if n.role in ("digit", "place"))
        bare = f"(?P<bare>{any_of(self._sizes)})(?P<of>{populations})"
        # 每3万人口 is no scale of ten thousand
        self._form = re.compile(
            f"(?:{each}){size}{after}|(?<![0-9{numerals}])(?<!{each}){bare}"
        )
        self.of = lru_cache(maxsize=65536)(self._of)

        many = {n.text: int(n.value) for n in lists.numerals if n.role == "multiplier"}
        self._many, self._denominators = many | {"": 1}, lists.printed_denominators
        digits = r"\d+(?:\.\d+)?"
        joints = any_of(w.text for w in lists.wordings if w.position == "between")
        times = any_of(many)
        self._norm = re.compile(
            f"(?:{each})(?P<low>{digits})(?P<of_low>{times})?"
            f"(?:(?:{joints})+(?P<high>{digits})(?P<of_high>{times})?)?{after}"
        )

    def people(self, text: str) -> tuple[Interval, str] | None:
        """Give for how many of whom a norm is, where folded words say so (每3万人口)."""
        match = self._norm.fullmatch(text)
        if match is None:
            return None
        low, high = float(match["low"]), float(match["high"] or match["low"])
        last = match["of_high"] or match["of_low"] or ""
        first = match["of_low"] or last
        room = Interval(low * self._many[first], high * self._many[last])
        return room, self._denominators[match["denominator"]]

    def _of(self, label: str) -> Scale | None:
        """Find the scale in a folded label; None where it prints none."""
        match = self._form.search(label)
        if match is None:
            return None
        size, words = match["size"] or match["bare"], match["denominator"] or match["of"]
        return Scale(match[0], self._sizes[size], words)

    def is_density(self, indicator: Indicator) -> bool:
        """Whether an indicator counts things per so many people, as its name says."""
        return any(self.of(fold(text)) for text in (indicator.zh, *indicator.aliases))
