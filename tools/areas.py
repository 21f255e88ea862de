"""Make `data/codelists/areas.csv` from registers; for a maintainer, never run by the suite.

    python tools/areas.py FOLDER

FOLDER holds the packages that `data/codelists/area_revisions.csv` names, each unpacked into
`<package>-<version>`. Nothing is fetched, and the same packages give the same file.
`data/codelists/areas.md` tells what comes from where.
"""

import csv
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

from area_registers import Years, dated, last_names, read_changes, read_revisions
from area_spelling import Spelling, read_mends, spell

from healthplans.paths import project_folder
from healthplans.vocabulary.area_names import read_area_words

NATION = "100000"  # in no register; named in area_names.csv
LEVELS = {"0000": "province", "00": "city"}


@dataclass(frozen=True)
class Row:
    """One line of `areas.csv`."""

    code: str
    level: str
    parent: str
    zh: str
    en: str
    pinyin: str
    search: str
    since: int | str
    until: int | str


def main(folder: Path, codelists: Path) -> None:
    """Read the registers in `folder` and write `areas.csv` into `codelists`."""
    words = read_area_words(codelists)
    mends = read_mends(codelists / "area_names.csv")
    listed = codelists / "area_revisions.csv"
    revisions = read_revisions(listed, folder, words.no_areas)
    changes = read_changes(listed, folder)
    names = dict(sorted(last_names(revisions).items()))
    years = {c: dated(c, name, revisions, changes) for c, name in names.items()}
    years |= {
        code: replace(years[code], since=int(mend.since))
        for (_, code), mend in mends.items()
        if mend.since
    }
    nation = {code: name for name, code in mends if code == NATION}
    every = nation | names
    spelled = {code: spell(code, zh, words, mends) for code, zh in every.items()}
    rows = [_row(code, every, spelled, years) for code in every]
    kinds = {row.code: words.split(row.zh, row.level) for row in rows}
    clashing = set(_clashing(rows))
    write(
        codelists / "areas.csv",
        (
            replace(row, en=words.english(row.en, replace(kinds[row.code], peoples=())))
            if row.code in clashing
            else row
            for row in rows
        ),
    )


def _row(
    code: str,
    names: Mapping[str, str],
    spelled: Mapping[str, Spelling],
    years: Mapping[str, Years],
) -> Row:
    above = _above(code, names)
    own, dates = spelled[code], years.get(code, Years(None, None))
    search = [*own.search, *(key for upper in above[:-1] for key in spelled[upper].keys)]
    return Row(
        code=code,
        level=_level(code),
        parent=above[0] if above else "",
        zh=names[code],
        en=own.en,
        pinyin=own.pinyin,
        search=" ".join(filter(None, search)),
        since=dates.since or "",
        until=dates.until or "",
    )


def _above(code: str, names: Mapping[str, str]) -> list[str]:
    """Give the codes of the areas above, the nearest first, as the digits of the code say."""
    uppers = [f"{code[:4]}00", f"{code[:2]}0000", NATION]
    return [u for u in dict.fromkeys(uppers) if u in names and code not in (u, NATION)]


def _level(code: str) -> str:
    if code == NATION:
        return "nation"
    return next((level for end, level in LEVELS.items() if code.endswith(end)), "district")


def _clashing(rows: Iterable[Row]) -> Iterable[str]:
    """Give the codes whose English name another area beside or right above them has too.

    One that is in force yields only to one that is in force. The same Chinese name is no
    clash: it is the same place under another code.
    """
    rows = list(rows)
    near: dict[str, list[Row]] = {}
    for row in rows:
        near.setdefault(row.parent, []).append(row)
        near.setdefault(row.code, []).append(row)
    for row in rows:
        beside = (other for other in near[row.parent] if other.code != row.code)
        others = [other for other in beside if row.until or not other.until]
        if any(other.en == row.en and other.zh != row.zh for other in others):
            yield row.code


def write(path: Path, rows: Iterable[Row]) -> None:
    """Write the rows as UTF-8 with one header."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, [f.name for f in fields(Row)], lineterminator="\n")
        table.writeheader()
        table.writerows(asdict(row) for row in rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]), project_folder() / "data" / "codelists")
