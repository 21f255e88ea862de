"""What the name of an area is made of, and how it is spelled for a look-up.

A full Chinese name ends in a word for its kind (区, 县, 自治州); before it may stand the
peoples of an autonomous area; what is left is the short name. The words are data in
`data/codelists/area_words.csv`.
"""

import csv
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_NOT_A_LETTER = re.compile(r"[^a-z]")


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
