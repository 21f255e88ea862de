"""Which areas a name may mean: full or short, Chinese or Latin, alone or after its city's.

An index knows names and who lies above whom; which of several is meant, `areas` decides.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from healthplans.texts import fold
from healthplans.vocabulary.area_names import AreaName, AreaWords, latin_key

_SHORTEST = 2  # characters of a Chinese short name: 单县 is never called 单


class Named(NamedTuple):
    """What the index knows of one area."""

    level: str
    zh: str
    en: str
    pinyin: str
    above: Sequence[str]  # codes of the areas above, the nearest first


@dataclass(frozen=True)
class AreaIndex:
    """Names of areas by code; everything else is made when first asked for."""

    named: Mapping[str, Named]
    words: AreaWords

    def candidates(self, text: str) -> list[str]:
        """Give the codes that a name fits."""
        if whole := latin_key(text):
            first, *uppers = text.split(",")
            found = self._latin.get(latin_key(first), [])
            beside = [code for code in found if self._lies_in(code, uppers)]
            return self._latin.get(whole, []) or beside
        return self._chinese_candidates(fold(text))

    def _chinese_candidates(self, text: str) -> list[str]:
        return [
            code
            for start in range(len(text))
            for code in self._chinese.get(text[start:], [])
            if self._covers(text[:start], self.named[code].above)
        ]

    def is_exact(self, text: str, code: str) -> bool:
        """Say whether a name is the English one, or ends in the full Chinese one."""
        first, *_ = text.split(",")
        named = self.named[code]
        return first.strip().casefold() == named.en.casefold() or fold(text).endswith(named.zh)

    def _covers(self, head: str, above: Sequence[str]) -> bool:
        """Say whether a text is made of names of areas above, the highest first."""
        return not head or any(
            head.endswith(name) and self._covers(head.removesuffix(name), above[place + 1 :])
            for place, code in enumerate(above)
            for name in self._names(code)
        )

    def _lies_in(self, code: str, uppers: Iterable[str]) -> bool:
        """Say whether the areas above bear these names in Latin script, the nearest first."""
        left = iter(self.named[code].above)
        return all(
            any(upper in self._latin.get(latin_key(name), []) for upper in left)
            for name in uppers
        )

    def _names(self, code: str) -> tuple[str, ...]:
        full, short = self.named[code].zh, self._parts[code].short
        return (full, short) if len(short) >= _SHORTEST else (full,)

    @cached_property
    def _parts(self) -> Mapping[str, AreaName]:
        return {c: self.words.split(named.zh, named.level) for c, named in self.named.items()}

    @cached_property
    def _chinese(self) -> Mapping[str, list[str]]:
        found = defaultdict(list)
        for code in self.named:
            for name in dict.fromkeys(self._names(code)):
                found[name].append(code)
        return found

    @cached_property
    def _latin(self) -> Mapping[str, list[str]]:
        """English name with and without kind and peoples; pinyin with and without them."""
        found = defaultdict(list)
        for code, named in self.named.items():
            parts = self._parts[code]
            plain = self.words.english(named.en, replace(parts, peoples=()))
            names = [named.en, plain, self.words.english(named.en, parts), named.pinyin]
            names += named.pinyin.split()[:1] if len(parts.short) >= _SHORTEST else []
            for key in dict.fromkeys(map(latin_key, names)):
                found[key].append(code)
        return found
