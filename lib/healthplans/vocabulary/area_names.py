"""What the name of an area is made of, and how it is spelled for a look-up.

A full Chinese name ends in a word for its kind (区, 县, 自治州); before it may stand the
peoples of an autonomous area; what is left is the short name. The words are data in
`data/codelists/area_words.csv`.
"""

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from healthplans.texts import fold

_NOT_A_LETTER = re.compile(r"[^a-z]")
_SHORTEST = 2  # characters of a Chinese short name: 单县 is never called 单


@dataclass(frozen=True, slots=True)
class Word:
    """One row of `area_words.csv`."""

    kind: str  # `type`, `people` or `no_area`
    zh: str
    en: str
    pinyin: str
    least: int  # characters that must stand before it: 万柏林区 is no 林区
    level: str  # the level at which it means this; blank for any


@dataclass(frozen=True, slots=True)
class AreaName:
    """The parts of a full Chinese name; `type` is None where no word for a kind ends it."""

    short: str
    peoples: tuple[Word, ...]
    type: Word | None


@dataclass(frozen=True)
class AreaWords:
    """Words for kinds of areas and for peoples, the longest first."""

    words: Sequence[Word]

    def split(self, zh: str, level: str = "") -> AreaName:
        """Part a full Chinese name into short name, peoples and word for the kind."""
        type_ = _ending(zh, [w for w in self._types if w.level in ("", level)])
        rest = zh.removesuffix(type_.zh) if type_ else zh
        peoples: list[Word] = []
        while type_ and (people := _ending(rest, self._peoples)):
            rest = rest.removesuffix(people.zh)
            peoples.insert(0, people)
        return AreaName(rest, tuple(peoples), type_)

    def english(self, en: str, name: AreaName) -> str:
        """Write an English name with peoples and kind: Enshi Tujia and Miao Prefecture."""
        peoples = [people.en for people in name.peoples]
        joined = " and ".join(filter(None, (", ".join(peoples[:-1]), *peoples[-1:])))
        kind = name.type.en if name.type else ""
        return " ".join(filter(None, (en.removesuffix(f" {kind}"), joined, kind)))

    @cached_property
    def no_areas(self) -> frozenset[str]:
        """Names in registers that are no areas: 市辖区 and the like."""
        return frozenset(word.zh for word in self.words if word.kind == "no_area")

    @cached_property
    def _types(self) -> list[Word]:
        return self._longest_first("type")

    @cached_property
    def _peoples(self) -> list[Word]:
        return self._longest_first("people")

    def _longest_first(self, kind: str) -> list[Word]:
        chosen = [word for word in self.words if word.kind == kind]
        return sorted(chosen, key=lambda word: (-len(word.zh), not word.level))


def _ending(text: str, words: Sequence[Word]) -> Word | None:
    fits = (w for w in words if text.endswith(w.zh) and len(text) - len(w.zh) >= w.least)
    return next(fits, None)


def latin_key(text: str) -> str:
    """Give the letters of a name in Latin script, without tones, case, spaces and signs.

    >>> latin_key("Yáohǎi Qū"), latin_key("Xi'an"), latin_key("瑶海")
    ('yaohaiqu', 'xian', '')
    """
    return _NOT_A_LETTER.sub("", unicodedata.normalize("NFD", text).lower())


def read_area_words(folder: Path) -> AreaWords:
    """Read `area_words.csv` of a folder of codelists."""
    with (folder / "area_words.csv").open(encoding="utf-8", newline="") as file:
        return AreaWords(
            [
                Word(row["kind"], row["zh"], row["en"], row["pinyin"], *_limits(row))
                for row in csv.DictReader(file)
            ]
        )


def _limits(row: dict[str, str]) -> tuple[int, str]:
    return int(row["least"] or 0), row["level"]


class Named(NamedTuple):
    """What the index knows of one area."""

    level: str
    zh: str
    en: str
    pinyin: str
    above: Sequence[str]  # codes of the areas above, the nearest first


@dataclass(frozen=True)
class AreaIndex:
    """Names of areas by code; everything else is made when first asked for.

    It knows names and who lies above whom; which of several is meant, `areas` decides.
    """

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
