"""Spell the name of an area in pinyin and in English, by rule and by mends.

The readings of pypinyin come first; `data/codelists/area_names.csv` mends them: for one code,
for a short name, or for one character wherever it stands in a name.
"""

import csv
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypinyin import Style, lazy_pinyin

from healthplans.vocabulary.area_names import AreaName, AreaWords, latin_key

__all__ = ["Mend", "Spelling", "read_mends", "spell"]

_DIAERESIS = "\N{COMBINING DIAERESIS}"


@dataclass(frozen=True)
class Mend:
    """What the rules get wrong; a blank field mends nothing."""

    en: str = ""
    pinyin: str = ""
    search: str = ""
    since: str = ""


@dataclass(frozen=True)
class Spelling:
    """One name, spelled; `short_en` and `keys` are what areas below it repeat."""

    pinyin: str
    en: str
    search: Sequence[str]
    keys: Sequence[str]


def read_mends(path: Path) -> dict[tuple[str, str], Mend]:
    """Read `area_names.csv`: (short name or character, code or blank) -> mend."""
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row["zh"], row["code"]): Mend(
                row["en"], row["pinyin"], row["search"], row["since"]
            )
            for row in csv.DictReader(file)
        }


def spell(
    code: str, zh: str, words: AreaWords, mends: Mapping[tuple[str, str], Mend]
) -> Spelling:
    """Spell the full Chinese name of an area."""
    name = words.split(zh)
    mend = mends.get((name.short, code)) or _whole(name.short, mends)
    short = mend.pinyin.split() or _syllables(zh, mends)[: len(name.short)]
    plain = [_plain(s, "v") for s in [*short, *lazy_pinyin(zh, Style.TONE)[len(short) :]]]
    key, initials = "".join(plain[: len(short)]), "".join(s[0] for s in plain)
    en = mend.en or _english(short, name)
    other = [] if key == latin_key(en) or len(short) == 1 else [en.lower()]
    letters = [initials[: len(short)]] if 1 < len(short) < len(plain) else []
    return Spelling(
        " ".join([_joined(short), *(w.pinyin for w in name.peoples), *_kind(name)]),
        en,
        list(dict.fromkeys([key, initials, "".join(plain), *letters, mend.search, *other])),
        [key, *letters, *other],
    )


def _whole(short: str, mends: Mapping[tuple[str, str], Mend]) -> Mend:
    """Give the mend of a short name; that of one character is a reading, not a name."""
    return mends.get((short, ""), Mend()) if len(short) > 1 else Mend()


def _syllables(zh: str, mends: Mapping[tuple[str, str], Mend]) -> list[str]:
    read = lazy_pinyin(zh, Style.TONE)
    return [
        mends.get((character, ""), Mend()).pinyin or syllable
        for character, syllable in zip(zh, read, strict=True)
    ]


def _english(short: Sequence[str], name: AreaName) -> str:
    """Write the short name; a single syllable keeps the word for its kind: Shanxian."""
    kind = [w.lower() for w in _kind(name)] if len(short) == 1 else []
    return _plain(_joined([*short, *kind]), "yu")


def _kind(name: AreaName) -> list[str]:
    return [name.type.pinyin] if name.type else []


def _joined(syllables: Sequence[str]) -> str:
    """Join syllables; an apostrophe parts one that begins with a vowel: Xī'ān."""
    first, *rest = syllables
    marked = [f"'{s}" if _plain(s, "v")[0] in "aoe" else s for s in rest]
    return "".join([first, *marked]).capitalize()


def _plain(syllable: str, umlaut: str) -> str:
    """Take the tones off, and write `umlaut` for ü: v as it is typed, yu as it is printed."""
    parted = unicodedata.normalize("NFD", syllable).replace(f"u{_DIAERESIS}", umlaut)
    return parted.encode("ascii", "ignore").decode("ascii")
