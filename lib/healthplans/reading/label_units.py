"""The unit that a label's figures are printed in: its bracket, the unit column, its scale."""

import re

from healthplans.reading.grammar import Parsed
from healthplans.reading.scales import Scale, Scales
from healthplans.reading.wordings import any_of
from healthplans.texts import fold, split_marks, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.shares import ADDITIVE, adds_up
from healthplans.vocabulary.units import PrintedUnit, Units

_JOINT = ";"
_OF_CHANGES = ("proportion", "percentage_points")
# of what there may be ten thousand: no rate and no age
_AMOUNTS = ADDITIVE | {"litres", "kilometres"}


class LabelUnits:
    """Settles the unit of a label by the codelists."""

    def __init__(self, lists: Codelists, units: Units, scales: Scales) -> None:
        self._lists, self._units, self._scales = lists, units, scales
        self._counted = {
            role: {fold(w.text): tuple(w.value.split("|")) for w in words if w.role == role}
            for words in (lists.unit_words,)
            for role in ("counts", "never_counts")
        }
        self._no_unit = {
            "",
            *(fold(w.text) for w in lists.wordings if w.position == "missing"),
        }
        ratios = (fold(w.text) for w in lists.wordings if w.position == "ratio")
        self._of_ratio = re.compile(any_of(sign for sign in ratios if not sign.isalpha()))
        words = any_of(lists.obligations)
        self._obliged = re.compile(rf"(?P<rest>.+)[(\[【](?P<word>{words})[)\]】]")
        self._counters = [w for words in self._counted.values() for w in words]

    def bare(self, label: str) -> tuple[str, str]:
        """Part a label from its footnote marks and the word of its obligation: (预期性)."""
        text, marks = split_marks(label)
        match = self._obliged.fullmatch(fold(text))
        if match is None:
            return text, marks
        return match["rest"], _JOINT.join(filter(None, (marks, match["word"])))

    def counts(self, unit: str, noun: str) -> bool:
        """Whether a counting word may stand with a noun: 张 with beds, 人 with no hospital."""
        folded = fold(unit)
        word = max((w for w in self._counters if folded.endswith(w)), key=len, default="")
        only, never = (self._counted[role].get(word) for role in ("counts", "never_counts"))
        if only and not any(thing in noun for thing in only):
            return False
        return not (never and noun.endswith(never))

    def fitting(self, parsed: Parsed) -> Parsed:
        """Give what a label was parsed into; no hospital is counted by heads: 医院人数."""
        seen = dict(parsed.seen)
        fits = self.counts(seen.get("suffix", ""), seen.get("noun", ""))
        return parsed if fits else Parsed()

    def own(self, *printed: str) -> PrintedUnit | None:
        """Read the unit of bracket and column; None where one is unknown or they differ.

        A dash or the like in the place of a unit is none, as an empty place is.
        """
        texts = [text for text in map(fold, printed) if text not in self._no_unit]
        units = [self._units.read(text) for text in texts]
        if None in units or len({(u.code, u.multiplier) for u in units if u}) > 1:
            return None
        return units[0] if units else PrintedUnit("")

    def single(self, rest: str, unit: str) -> tuple[str, str]:
        """Give the one unit of two brackets; both of two that differ, which are none."""
        less, other = split_unit_bracket(rest)
        if not other or self._units.read(other) is None:
            return rest, unit
        same = self._units.read(other) == self._units.read(unit)
        return less, unit if same else f"{other})({unit}"

    def printed(
        self, own: PrintedUnit, indicator: Indicator, scale: Scale | None, *, prose: bool
    ) -> str | None:
        """Give the unit a figure is printed in; None where it does not fit the indicator."""
        families = {name: unit.family for name, unit in self._lists.units.items()}
        target, dense = indicator.unit, self._scales.is_density(indicator)
        printed = scale.unit if scale and families[target] == "proportion" else target
        if own.multiplier != 1 and families[target] not in _AMOUNTS and not prose:
            return None
        if not own.code:
            return printed
        family = families[own.code]
        if (
            family == "count"
            and families[target] == "proportion"
            and (scale or (prose and dense))
        ):
            return printed
        if own.scale and scale and own.scale != scale.size:
            return None
        # 14‰ under 每万人口 contradicts its label, 14‰ under 每千人口 repeats it
        per = scale.unit if scale else "per_mille"
        same = self._lists.factor(own.code, per) == 1
        repeated = same and own.code in (per, "per_mille")
        if dense and not own.scale and not repeated and family == "proportion":
            return None
        fits = self._lists.factor(own.code, target) is not None
        return (
            own.code if fits else (target if prose and self.of_change(own, target) else None)
        )

    def counted(self, own: PrintedUnit, indicator: Indicator, scale: Scale | None) -> bool:
        """Whether label or unit says that things are counted per so many people."""
        return bool(scale or own.counter) or self._scales.is_density(indicator)

    def unlisted(self, own: PrintedUnit, scale: Scale | None) -> str:
        """Give the unit of a label that no list holds; 每千人口… is no count of 张."""
        family = self._lists.units[own.code].family if own.code else ""
        things = family == "count" and own.multiplier == 1
        return scale.unit if scale and things else own.code

    def adds_up(self, code: str) -> bool:
        """Whether figures of a unit add up things, money or area."""
        return bool(code) and adds_up(code, self._lists.units)

    def is_dense(self, text: str) -> bool:
        """Whether a printed unit says how many things are counted per so many people."""
        unit = self._units.read(fold(text))
        return unit is not None and bool(unit.scale and unit.counter)

    def is_ratio(self, code: str) -> bool:
        """Whether an indicator is a ratio of two sides: 医护比."""
        return self._lists.units[self._lists.indicators[code].unit].family == "ratio"

    def of_change(self, own: PrintedUnit, target: str) -> bool:
        """Whether a unit can only be that of a change: 15个百分点 or 20% of a count."""
        if not own.code or self._lists.factor(own.code, target) is not None:
            return False
        return self._lists.units[own.code].family in _OF_CHANGES

    def denominator(self, scale: Scale | None, own: PrintedUnit) -> str:
        """Give what a figure is per: the label's word, else the unit's; blank for neither."""
        words = scale.denominator if scale else own.per if own.scale else ""
        return self._lists.printed_denominators.get(words, "")

    def turns_sides(self, bracket: str) -> bool:
        """Whether a bracket says which side of a ratio comes first: 医护比(护:医)."""
        return self._of_ratio.search(bracket) is not None

    def ratio_order(self, rest: str, bracket: str) -> str:
        """Say whether a bracket names the sides as the label does or the other way round."""
        if not self.turns_sides(bracket):
            return ""
        first, *_, last = (rest.find(side[:1]) for side in self._of_ratio.split(bracket))
        return "against" if first > last >= 0 else "as_named"
