"""Areas: every county-level and higher division, by code and by any of its names.

`data/codelists/areas.csv` is read at every start, so rows stay as read and an `Area` is made
when asked for; names are indexed at the first look-up by name.
"""

import csv
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from healthplans.errors import AmbiguousNameError, InputError, UnknownNameError
from healthplans.paths import project_codelists
from healthplans.vocabulary.area_names import (
    AreaIndex,
    AreaWords,
    Named,
    latin_key,
    read_area_words,
)
from healthplans.vocabulary.area_rows import Row, contradictions, read_rows

# a code beside a name, as messages name areas: `340102 Yaohai`, `Yaohai (340102)`
_WITH_CODE = re.compile(r"(?P<before>\D*)(?P<code>\d{6})(?P<after>\D*)")
# a code as statistics write it, in nine or twelve digits, or as a table of numbers gives it
_LONG = re.compile(r"(?<!\d)(\d{6})(?:0{6}|0{3}|\.0)(?!\d)")
# what parts an area from those above it, between Chinese characters
_HAN = "[\u4e00-\u9fff]"
_BETWEEN = re.compile(rf"(?<={_HAN})[-\u2010-\u2015\u00b7\u30fb/>]+(?={_HAN})")


@dataclass(frozen=True, slots=True)
class Area:
    """A division by its GB/T 2260 code.

    `since` and `until` are the first and the last year of the code; `since` is None for one
    that the oldest register read lists already, `until` for one that is in force.
    """

    code: str
    level: str
    parent: str
    zh: str
    en: str
    pinyin: str
    search: str
    since: int | None
    until: int | None


@lru_cache(maxsize=4096)
def _area(row: Row) -> Area:
    code, level, parent, zh, en, pinyin, search, since, until = row
    years = (int(year) if year else None for year in (since, until))
    return Area(code, level, parent, zh, en, pinyin, search, *years)


@dataclass(frozen=True)
class Areas:
    """All areas; every look-up takes a code as text or number.

    `span` is the years of the oldest and the newest register read; `added` the codes that a
    researcher's own file added, of which no register tells anything.
    """

    rows: Mapping[str, Row]
    words: AreaWords
    span: tuple[int, int]
    added: frozenset[str] = frozenset()

    def __iter__(self) -> Iterator[str]:
        """Go through the codes, in their order in the file."""
        return iter(self.rows)

    def get(self, code: str | int) -> Area:
        """Look an area up by code; raise `UnknownNameError` with the nearest codes."""
        return _area(self._row(code))

    def known(self, code: str | int) -> Area | None:
        """Give the area of a code; None for a code that no area has."""
        return self.get(code) if str(code).strip() in self.rows else None

    def find(self, name: str | int, parent: str | int | None = None) -> Area:
        """Look an area up by code or by any of its names, alone or after those above it.

        Parameters
        ----------
        name : str or int
            340102, 瑶海区, 瑶海, 合肥市瑶海区, 安徽合肥瑶海, Yaohai, Yaohai District,
            "Yaohai, Hefei", yaohaiqu, 340102 瑶海区 or 瑶海区 (340102). An area in force goes
            before one abolished.
        parent : str or int, optional
            Code or name of an area that it must lie in.

        Raises
        ------
        UnknownNameError
            If nothing (in `parent`) has the name; with the nearest names.
        AmbiguousNameError
            If several have it; with all of them, their parents and codes.
        """
        text = _BETWEEN.sub("", unicodedata.normalize("NFKC", str(name)).strip())
        if code := self._coded(text):
            return self.get(code)
        upper = "" if parent is None else self.find(parent).code
        inside = [code for code in self.rows if not upper or self.within(code, upper)]
        found = self._meant(text, frozenset(inside))
        if not found:
            spellings = dict.fromkeys(self.rows[c][place] for place in (3, 4) for c in inside)
            near = [f"{code} {self.rows[code][3]}" for code in self.sounding(text)]
            raise UnknownNameError("area", name, list(spellings), near)
        if len(found) > 1:
            lang = "en" if latin_key(str(name)) else "zh"
            told = [f"{self.place(code, lang)} ({code})" for code in found]
            raise AmbiguousNameError("area", name, told)
        return self.get(found[0])

    def _coded(self, text: str) -> str:
        """Give the code that stands in a text; refuse one beside the name of another area."""
        parts = _WITH_CODE.fullmatch(_LONG.sub(r"\1", text))
        if not parts:
            return ""
        name, row = (parts["before"] + parts["after"]).strip(" ()"), self._row(parts["code"])
        if name and not self._meant(name, frozenset(row[:1])):
            raise UnknownNameError("area", text, [f"{row[0]} {row[3]}"])
        return row[0]

    def _meant(self, name: str, inside: frozenset[str]) -> list[str]:
        """Give the codes of a name: in force before abolished, exact before other names."""
        found = [code for code in self._index.candidates(name) if code in inside]
        found = [code for code in found if not self.rows[code][8]] or found
        return [code for code in found if self._index.is_exact(name, code)] or found

    def sounding(self, name: str) -> list[str]:
        """Give the codes of areas that a name sounds like, such as in traditional characters.

        Of a longer code, that of a town, the code it begins with.
        """
        from pypinyin import lazy_pinyin  # only a failing look-up needs it

        if name[:6] in self.rows:
            return [name[:6]]
        found = self._index.candidates("".join(lazy_pinyin(name, errors="ignore")))
        return [code for code in found if not self.rows[code][8]] or found

    def level(self, code: str | int) -> str:
        """Give the level of an area: one of `LEVELS`."""
        return self._row(code)[1]

    def parents(self, code: str | int) -> tuple[Area, ...]:
        """Give the areas above, from the parent up to the nation."""
        return tuple(self.get(upper) for upper in self._above(code))

    def children(self, code: str | int, year: int | None = None) -> tuple[Area, ...]:
        """Give the areas right below that are in force, or that may have been in a year."""
        below = (self.get(child) for child in self._below.get(self._row(code)[0], ()))
        if year is None:
            return tuple(area for area in below if area.until is None)
        return tuple(area for area in below if self.existed(area.code, year) is not False)

    def within(self, code: str | int, upper: str | int) -> bool:
        """Say whether an area is another or lies in it."""
        return self._row(upper)[0] in (self._row(code)[0], *self._above(code))

    def existed(self, code: str | int, year: int) -> bool | None:
        """Say whether a code was in force in some part of a year; None if no source tells."""
        area, (first, last) = self.get(code), self.span
        if year > (area.until or year) or year < (area.since or year):
            return False
        untold = area.since is None and (year < first or area.code in self.added)
        return None if untold or year > last else True

    def place(self, code: str | int, lang: str) -> str:
        """Write an area with those above it: 安徽省合肥市瑶海区; Yaohai, Hefei, Anhui."""
        uppers = [self.rows[upper] for upper in self._above(code)[:-1]]
        row = self._row(code)
        if lang == "zh":
            return "".join(r[3] for r in (*reversed(uppers), row))
        return ", ".join(r[4] for r in (row, *uppers))

    def _row(self, code: str | int) -> Row:
        key = str(code).strip()
        if key not in self.rows:
            raise UnknownNameError("area", key, list(self.rows))
        return self.rows[key]

    def _above(self, code: str | int) -> list[str]:
        above, row = [], self._row(code)
        while row[2]:
            above.append(row[2])
            row = self.rows[row[2]]
        return above

    @cached_property
    def _below(self) -> Mapping[str, list[str]]:
        below: dict[str, list[str]] = {}
        for code, row in self.rows.items():
            below.setdefault(row[2], []).append(code)
        return below

    @cached_property
    def _index(self) -> AreaIndex:
        named = {
            code: Named(row[1], row[3], row[4], row[5], self._above(code))
            for code, row in self.rows.items()
        }
        return AreaIndex(named, self.words)


def read_areas(folder: Path | None = None, extra: Path | None = None) -> Areas:
    """Read the areas of a folder of codelists, by default the project's own.

    Parameters
    ----------
    folder : Path, optional
        Holds `areas.csv`, `area_words.csv` and `area_revisions.csv`.
    extra : Path, optional
        A researcher's own rows, in the columns of `areas.csv`, laid over them.

    Raises
    ------
    InputError
        Naming every wrong row of `extra`, and with both files every row that contradicts one
        of the project's.
    """
    folder = folder or project_codelists()
    own = read_rows(folder / "areas.csv")
    added = read_rows(extra) if extra else {}
    offences = contradictions(extra, added, folder / "areas.csv", own) if extra else []
    if offences:
        raise InputError(offences)
    new = frozenset(added.keys() - own.keys())
    return Areas({**own, **added}, read_area_words(folder), _span(folder), new)


def _span(folder: Path) -> tuple[int, int]:
    with (folder / "area_revisions.csv").open(encoding="utf-8", newline="") as file:
        years = [int(row["date"][:4]) for row in csv.DictReader(file)]
    return min(years), max(years)
