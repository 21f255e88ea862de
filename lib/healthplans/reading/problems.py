"""Why a label or a unit cannot be read, in words; the sentences are `messages.yaml`."""

from collections.abc import Callable

from healthplans.reading.meanings import Problem
from healthplans.reading.nearest import Nearest
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.units import Units

# below this likeness (0 to 100) the nearest label is hardly ever the right one
PROBABLY_NEW = 70


class Problems:
    """Words what is wrong with a label or its unit."""

    def __init__(
        self, lists: Codelists, units: Units, canonical: Callable[[str], str]
    ) -> None:
        self._lists, self._units = lists, units
        self._nearest = Nearest(lists, canonical)

    def _problem(self, column: str, text: str, key: str, **values: str) -> Problem:
        expected = self._lists.message(f"expected_{key}", "en", **values)
        named = tuple(values.items())
        return Problem(column, text, expected, values.get("nearest", ""), key, named)

    def unknown_unit(self, text: str) -> Problem:
        """Say that a unit is not known, with the one most like it."""
        return self._problem("unit", text, "one_unit", nearest=self._units.nearest(text))

    def other_unit(self, text: str, indicator: Indicator) -> Problem:
        """Say that a unit is not one of the indicator's."""
        unit = self._lists.units[indicator.unit]
        named = {"unit": unit.en, "unit_zh": unit.zh}
        return self._problem("unit", text, "convertible_unit", **named)

    def unknown_label(self, label: str, code: str, claimants: tuple[str, ...]) -> Problem:
        """Say that a label is not known, with those most like it, or which claim it."""
        if code:
            return self._unknown_code(code)
        if claimants:
            both = ", ".join(claimants)
            return self._problem("label", label, "one_claimant", nearest=both)
        near_by = self._nearest.to(label)
        names = ", ".join(f"{text} ({name})" for text, name, _ in near_by)
        if near_by and near_by[0][2] >= PROBABLY_NEW:
            return self._problem("label", label, "known_label", nearest=names)
        return self._problem("label", label, "new_label")

    def _unknown_code(self, code: str) -> Problem:
        # rapidfuzz is imported here because only a failing load needs it
        from rapidfuzz import process

        near = process.extract(code, list(self._lists.indicators), limit=3)
        nearest = ", ".join(match for match, *_ in near)
        return self._problem("indicator", code, "known_code", nearest=nearest)


def said(problem: Problem, lists: Codelists, lang: str) -> str:
    """Say a problem in a language: column, text found, what was expected."""
    named = dict(problem.named)
    own = {name: named.get(f"{name}_{lang}", value) for name, value in named.items()}
    expected = lists.message(f"expected_{problem.key}", lang, **own)
    column = lists.message(f"problem_{problem.column}", lang)
    found = {"column": column, "text": problem.text, "expected": expected}
    return lists.message("problem_found", lang, **found)
