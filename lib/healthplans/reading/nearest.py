"""The listed labels most like one that is not known: a hint, never a reading."""

from collections.abc import Callable
from functools import cached_property

from healthplans.vocabulary.codelists import Codelists


class Nearest:
    """Finds listed labels by likeness, both written in one way by `canonical`."""

    def __init__(self, lists: Codelists, canonical: Callable[[str], str]) -> None:
        self._lists, self._canonical = lists, canonical

    def to(self, label: str) -> list[tuple[str, str, float]]:
        """Give three listed labels, with code and likeness from 0 to 100."""
        # rapidfuzz is imported here because only a failing reading needs it
        from rapidfuzz import fuzz, process

        listed = self._listed
        found = process.extract(
            self._canonical(label), list(listed), scorer=fuzz.ratio, limit=3
        )
        return [(*listed[text], score) for text, score, _ in found]

    @cached_property
    def _listed(self) -> dict[str, tuple[str, str]]:
        return {
            self._canonical(text): (text, code)
            for code, entry in self._lists.indicators.items()
            for text in (*entry.aliases, entry.zh)
        }
