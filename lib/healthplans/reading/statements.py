"""Read a statement with a figure in it: one figure, a range, a change."""

import re
from dataclasses import replace
from decimal import Decimal

from healthplans.quantities import Comparator
from healthplans.reading.readings import DIRECTIONS, Reading, remarked
from healthplans.reading.wordings import Forms, Words, base_of
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.numerals import Number, Numerals
from healthplans.vocabulary.units import PrintedUnit, Units

_KINDS = {Comparator.EXACT.value: "exact", Comparator.ABOUT.value: "approximate"}
_NO_UNIT = PrintedUnit("")
_ENDS = ("lower", "upper")
_SIGNS = tuple(Comparator.of_end(end).value for end in _ENDS)
_BARE_SCALE = re.compile(r"/[0-9,]+")


class Statements:
    """Reads figures, ranges and changes by the project's wordings, numerals and units."""

    def __init__(self, lists: Codelists, words: Words, forms: Forms, units: Units) -> None:
        self._words, self._forms, self._units = words, forms, units
        self._numerals = Numerals(lists.numerals)
        self._folds = {w.text: Decimal(w.value) for w in lists.unit_words if w.role == "fold"}
        self._printed = {
            code: unit.printed.partition("|")[0] for code, unit in lists.units.items()
        }

    def figure(self, body: str, counted: bool) -> Reading | None:
        """Read one figure, or a ratio of one to it; None where the form is another."""
        match = self._forms.figure.fullmatch(body)
        printed = self._amount(match, counted) if match else None
        comparator = self._comparator(match, match["lead"]) if match else None
        if match is None or printed is None or comparator is None:
            return None
        if match["number"] in self._numerals.doublings or self._is_year(match):
            return None
        kind = _KINDS.get(comparator, "bound")
        reading = self._reading(kind, *printed, match)
        first = Decimal(match["first"]) if match["first"] else None
        if first is not None and first != 1:
            sides = (first, printed[0].amount)
            return Reading("unread", sides=sides if kind == "exact" else None)
        if match["minus"] and reading.amount:
            reading = reading._replace(amount=-reading.amount)
        each = "each" if match["lead"] in self._words.get("all", {}) else ""
        return reading._replace(
            comparator=comparator,
            part=each,
            ratio=first is not None,
            year=_year(match["own"]),
        )

    def _is_year(self, match: re.Match[str]) -> bool:
        """Whether number and unit are a year: 2025年 is no 2,025 years."""
        printed = f"{match['number']}{match['unit']}"
        return self._forms.bare_year.fullmatch(printed) is not None

    def _reading(
        self, kind: str, number: Number, unit: PrintedUnit, match: re.Match[str]
    ) -> Reading:
        times = unit.multiplier
        return Reading(
            kind,
            amount=number.amount * times,
            unit_text=match["unit"].strip() or self._printed.get(number.unit, ""),
            unit=unit.code or number.unit,
            digits=number.digits,
            multiplier=number.multiplier * times,
            half=number.half * times,
        )

    def _amount(
        self, match: re.Match[str], counted: bool
    ) -> tuple[Number, PrintedUnit] | None:
        """Read number and unit of a form; None where either is none."""
        number = self._number(match["number"], counted)
        unit = self._unit(match["unit"])
        if number is None or unit is None:
            return None
        agrees = not (number.unit and unit.code) or number.unit == unit.code
        return (number, unit) if agrees else None

    def _number(self, text: str, counted: bool) -> Number | None:
        number = self._numerals.read(text)
        return None if number is None or (number.grouped and not counted) else number

    def _unit(self, text: str) -> PrintedUnit | None:
        bare = text.strip()
        if not bare:
            return _NO_UNIT
        # 95/100 may be two values
        return None if _BARE_SCALE.fullmatch(bare) else self._units.read(bare)

    def _comparator(self, match: re.Match[str], lead: str, *more: str) -> str | None:
        """Give the one comparator of a figure or of a change; None where two claim it."""
        found = [
            self._words[place][match[place]].comparator
            for place in ("before", "inner", "after")
            if match[place]
        ]
        found += [self._words["before"][word].comparator for word in more if word]
        if len(found) > 1:
            return None
        cap = self._words.get("cap", {}).get(lead)
        return found[0] if found else (cap.comparator if cap else Comparator.EXACT.value)

    def range(self, body: str, counted: bool) -> tuple[Reading, ...]:
        """Read the two ends of a range as bounds; nothing where the form is another."""
        match = self._forms.range.fullmatch(body)
        limits = self._limits(match, counted) if match else None
        if match is None or limits is None:
            return ()
        unit = self._unit(match["unit"]) or _NO_UNIT
        ends = zip(_ENDS, _SIGNS, limits, strict=True)
        return tuple(
            self._reading("bound", number, unit, match)._replace(
                comparator=sign,
                part=end,
                year=_year(match["own"]),
            )
            for end, sign, number in ends
        )

    def _limits(self, match: re.Match[str], counted: bool) -> tuple[Number, Number] | None:
        lower, upper = (self._number(match[end], counted) for end in ("lower", "upper"))
        own, unit = self._unit(match["lower_unit"]), self._unit(match["unit"])
        if lower is None or upper is None or own is None or unit is None:
            return None
        if own.code and own != unit:
            return None
        if lower.multiplier == 1:
            # 3-5万 is three to five times ten thousand
            lower = _times(lower, upper.multiplier)
        return (lower, upper) if lower.amount < upper.amount else None

    def change(self, body: str, counted: bool) -> Reading | None:
        """Read a change with its comparator and base; None where the form is another."""
        match = self._forms.change.fullmatch(body)
        folded = self._folded(match) if match else None
        printed = folded or (self._amount(match, counted) if match else None)
        lead = match["capped"] if match else ""
        comparator = self._comparator(match, lead, match["least"]) if match else None
        if match is None or printed is None or comparator is None:
            return None
        doubled = match["number"] in self._numerals.doublings
        if doubled and self._words["change"][match["verb"]].sign != "1":
            return None
        reading = self._changed(match, self._reading("relative", *printed, match), comparator)
        return reading._replace(growth=True) if folded else reading

    def _folded(self, match: re.Match[str]) -> tuple[Number, PrintedUnit] | None:
        """Read a growth of 1.2倍 as one of 120 percent; a fall or a level has no such form."""
        times = self._folds.get(match["unit"].strip())
        up = self._words["change"][match["verb"]].sign == "1"
        number = self._numerals.read(match["number"]) if times and up else None
        if times is None or number is None or number.unit:
            return None
        return _times(number, times), PrintedUnit("percent")

    def changes(self, body: str, counted: bool) -> tuple[Reading, ...]:
        """Read the two ends of a range of a change; nothing where the form is another."""
        match = self._forms.changes.fullmatch(body)
        limits = self._limits(match, counted) if match else None
        if match is None or limits is None or match["least"] or match["capped"]:
            return ()
        unit = self._unit(match["unit"]) or _NO_UNIT
        return tuple(
            self._changed(match, self._reading("relative", number, unit, match), sign, end)
            for end, sign, number in zip(_ENDS, _SIGNS, limits, strict=True)
        )

    def _changed(
        self, match: re.Match[str], reading: Reading, comparator: str, end: str = ""
    ) -> Reading:
        """Give size, direction and base to a change, or to one end of its range."""
        sign = self._words["change"][match["verb"]].sign
        year, time = base_of(match)
        said = " ".join(match[name] for name in ("often", "late", "later"))
        return reading._replace(
            amount=int(sign) * (reading.amount or Decimal(0)),
            part=end,
            change_comparator=comparator,
            direction=DIRECTIONS[sign],
            growth=match["verb"] in self._words.get("growth", {}),
            yearly=any(word in said for word in self._words.get("yearly", ())),
            base_year=year,
            base_text=time,
        )

    def rise(self, body: str, counted: bool) -> Reading | None:
        """Read what a figure rises or falls to; what it comes from is its remark.

        None where the form is another, or where it does not go the way that the verb says.
        """
        match = self._forms.rise.fullmatch(body)
        if match is None:
            return None
        reached = self.figure(f"{match['verb']}{match['to']}{match['is']}", counted)
        past = self.figure(match["was"], counted)
        if reached is None or past is None or None in (reached.amount, past.amount):
            return None
        up = (reached.amount or 0) > (past.amount or 0)
        agrees = up == (self._words["change"][match["verb"]].sign == "1")
        same = not past.unit or past.unit == reached.unit
        if not agrees or not same or reached.amount == past.amount:
            return None
        year = _year(match["year"]) or reached.year
        return remarked(reached._replace(year=year), body[: match.start("verb")])


def _times(number: Number, multiplier: Decimal) -> Number:
    return replace(
        number,
        amount=number.amount * multiplier,
        multiplier=multiplier,
        half=number.half * multiplier,
    )


def _year(text: str | None) -> int | None:
    return int(text) if text else None
