"""What a printed label means: indicator, unit, denominator and the components it names.

The unit is the label's last bracket, or the unit column, or, where both are lost, the
codelist's. A density prints its scale and denominator as a prefix (每千常住人口…); the counter
after it (张, 人, 个) is then no unit of its own. A count is never a density: without a scale
in label or unit, persons are a number of persons.
"""

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from healthplans.parts import Part
from healthplans.reading.grammar import LONGEST, LabelGrammar, Parsed
from healthplans.reading.label_units import LabelUnits
from healthplans.reading.meanings import Meaning, Problem
from healthplans.reading.nearest import Nearest
from healthplans.reading.printed import Printed
from healthplans.reading.scales import Scales
from healthplans.reading.wordings import leading_number, sub_row
from healthplans.texts import fold, split_marks, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.units import PrintedUnit, Units

__all__ = ["LabelReader", "Meaning", "Problem"]

_ONE = Decimal(1)
_NO_UNIT = PrintedUnit("")
# below this likeness (0 to 100) the nearest label is hardly ever the right one
PROBABLY_NEW = 70
_COUNTED = ("count", "yuan")
_BRACKET = re.compile(r"^(?P<before>[^()]+)\((?P<inside>[^()]+)\)(?P<after>[^()]+)$")


class LabelReader:
    """Reads labels by the codelists; the same label is read once."""

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._units = Units(lists)
        self._scales = Scales(lists)
        self._settled = LabelUnits(lists, self._units, self._scales)
        self._grammar = LabelGrammar(lists, self._scales)
        self._nearest = Nearest(lists, self._grammar.canonical)
        numerals = [n.text for n in lists.numerals if n.role in ("digit", "place")]
        self._leading = leading_number("".join(numerals))
        self._lead = sub_row(w.text for w in lists.label_words if w.role == "lead")
        self._ratios = [fold(w.text) for w in lists.wordings if w.position == "ratio"]
        self._read = lru_cache(maxsize=65536)(self._read_label)

    def read(self, figure: Printed) -> Meaning:
        """Give the meaning of a printed figure's label, unit and claim."""
        return self._read(figure.label, figure.unit, figure.indicator, figure.claim)

    def _read_label(self, label: str, unit: str, code: str, claim: str) -> Meaning:
        unmarked, marks = split_marks(label)
        name, bracket = self._split(unmarked, unit, code)
        own = self._settled.own(bracket, unit)
        known = self._known(name, own or _NO_UNIT, code, claim)
        if len(known.codes) != 1:
            problem = self._unknown_label(label, code, known.codes)
            family = self._lists.units[own.code].family if own and own.code else ""
            meaning = Meaning(
                None,
                own.code if own else "",
                problem=problem,
                counted=family in _COUNTED,
                claimants=known.codes,
            )
        elif own is None:
            problem = self._unknown_unit(unit or bracket)
            meaning = Meaning(self._lists.indicators[known.codes[0]], problem=problem)
        else:
            meaning = self._meaning(name, known, own, code, claim)
            refused = meaning.problem and meaning.problem._replace(text=unit or bracket)
            meaning = replace(meaning, problem=refused)
        return replace(
            meaning,
            multiplier=own.multiplier if own else _ONE,
            remark=marks,
            unit_text=unit or bracket if own else "",
        )

    def _known(self, name: str, own: PrintedUnit, code: str, claim: str) -> Parsed:
        """Find the indicator: by its code, by the whole label, by the label's parts."""
        if code:
            named = self._indicator(code, claim)
            return Parsed((named,) if named in self._lists.indicators else ())
        listed = name in self._lists.aliases
        # 执业(助理)医师 in 人/千人 is the density, not the listed count
        parsed = Parsed() if listed and not own.scale else self._grammar.parse(name, own)
        if listed and not parsed.codes:
            scale = self._scales.of(name)
            seen = scale.seen if scale else ()
            return Parsed((self._lists.aliases[name],), seen=(*seen, ("alias", name)))
        if parsed.codes or len(name) > LONGEST:
            return parsed
        rest, bracket = split_unit_bracket(name)
        if not bracket:
            # 每千人口(户籍)床位数: a bracket within narrows as one at the end does
            moved = _BRACKET.sub(r"\g<before>\g<after>(\g<inside>)", name)
            return parsed if moved == name else self._known(moved, own, "", "")
        # a bracket that is no unit narrows, like the same words in front
        turned = self._turns(bracket)
        return self._known(rest if turned else f"{bracket}{rest}", own, "", "")

    def _split(self, label: str, unit: str, code: str) -> tuple[str, str]:
        """Part a table's label from its unit; a label of prose carries none."""
        folded = fold(label)
        if code or folded in self._lists.aliases:
            return folded, ""
        folded = self._leading.sub("", folded, count=1)
        folded = self._without_lead(folded)
        rest, bracket = split_unit_bracket(folded)
        if folded in self._lists.aliases or not bracket:
            return folded, ""
        is_unit = self._units.read(bracket) is not None
        # an unknown unit in the bracket of a listed label is to be named
        listed = not unit and rest in self._lists.aliases and not self._narrows(rest, bracket)
        return (rest, bracket) if is_unit or listed else (folded, "")

    def _without_lead(self, folded: str) -> str:
        """Take 其中 from a label that says itself what it is of: a density or a rate."""
        rest = self._lead.sub("", folded, count=1)
        whole = self._scales.of(rest) or self._grammar.is_rate(split_unit_bracket(rest)[0])
        return rest if whole else folded

    def _narrows(self, rest: str, bracket: str) -> bool:
        """Whether a bracket that is no unit says what a figure is about, or which way."""
        if self._turns(bracket) or self._grammar.narrows(bracket):
            return True
        turned = f"{bracket}{rest}"
        return turned in self._lists.aliases or bool(
            self._grammar.parse(turned, _NO_UNIT).codes
        )

    def _turns(self, bracket: str) -> bool:
        """Whether a bracket says which side of a ratio comes first: 医护比(医:护)."""
        return any(sign in bracket for sign in self._ratios if not sign.isalpha())

    def _indicator(self, code: str, claim: str) -> str:
        """Give the code; for a share claimed of a count, that of the count with `_share`."""
        share = f"{code}_share"
        return share if claim == "share" and share in self._lists.indicators else code

    def _meaning(
        self, name: str, known: Parsed, own: PrintedUnit, code: str, claim: str
    ) -> Meaning:
        scale = known.scale or self._scales.of(name)
        indicator = self._lists.indicators[known.codes[0]]
        # the unit of a growth is that of the change
        kept = indicator.unit if claim else None
        standard = self._settled.printed(own, indicator, scale, prose=bool(code)) or kept
        if standard is None:
            expected = f"a unit that converts to {indicator.unit}"
            return Meaning(indicator, problem=Problem("unit", "", expected))
        values = {scope.value for scope in known.scopes}
        return Meaning(
            indicator,
            standard,
            denominator=self._settled.denominator(scale, own) or indicator.denominator,
            words=Part.about(values).without(indicator.implied_scopes).words,
            scope_words=known.scope_words,
            parts_seen=known.seen,
            counted=self._lists.units[standard].family in _COUNTED,
            of_change=self._settled.of_change(own, indicator.unit),
            reversed_ratio=self._turns(split_unit_bracket(name)[1]),
        )

    def _unknown_unit(self, text: str) -> Problem:
        nearest = self._units.nearest(text)
        expected = "one unit of units.csv, the same in label and unit column"
        return Problem("unit", text, f"{expected}; nearest: {nearest}", nearest)

    def _unknown_label(self, label: str, code: str, claimants: tuple[str, ...]) -> Problem:
        if code:
            # rapidfuzz is imported here because only a failing load needs it
            from rapidfuzz import process

            near = process.extract(code, list(self._lists.indicators), limit=3)
            nearest = ", ".join(match for match, *_ in near)
            expected = f"a code of indicators.yaml; nearest: {nearest}"
            return Problem("indicator", code, expected, nearest)
        if claimants:
            both = ", ".join(claimants)
            return Problem("label", label, f"one indicator; claimed by {both}", both)
        near_by = self._nearest.to(label)
        names = ", ".join(f"{text} ({name})" for text, name, _ in near_by)
        likely = bool(near_by) and near_by[0][2] >= PROBABLY_NEW
        hint = f"nearest: {names}" if likely else "probably new"
        expected = f"a label of the indicator codelist; {hint}"
        return Problem("label", label, expected, names if likely else "")
