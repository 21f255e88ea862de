"""Make synthetic plans, as many as China has county-level divisions, for load and speed tests.

Each plan follows the indicator table of one of the published plans: its rows, wordings and
columns, some rows left out, every printed number multiplied by a random factor and printed
with as many decimals as before. So labels, units, gaps and the spread of values are those of
the published tables. Some errors are planted on purpose and listed in `planted.csv`. The
result is a data folder of its own (`HEALTHPLANS_DATA`), and every plan in it says that it is
synthetic.
"""

import csv
import hashlib
import random
import re
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import yaml

from healthplans.paths import data_folder

__all__ = ["DIVISIONS", "Planted", "write_plans"]

DIVISIONS = 2844  # county-level divisions of mainland China at the end of 2020 (GB/T 2260)
SPREAD = 0.05  # standard deviation of the factor
KEPT = 0.92  # share of a table's rows that a plan has
WRONG = 0.02  # share of plans with a planted error
FIRST_CODE = 900001  # GB/T 2260 gives out no code from here on
PERCENT = re.compile(r"[%％]")
# A number, but not a year.
NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.]*年)(?!\d)")

Row = dict[str, str]


@dataclass(frozen=True)
class Planted:
    """One error made on purpose: where it stands, what kind it is, what was there before."""

    plan: str
    row: str
    column: str
    error: str
    before: str
    after: str


@dataclass(frozen=True)
class _Model:
    document: Mapping[str, object]
    columns: Sequence[str]
    rows: Sequence[Row]


def write_plans(
    folder: Path, count: int = DIVISIONS, seed: int = 2021, source: Path | None = None
) -> list[Planted]:
    """Write a data folder with `count` synthetic plans; the same seed gives the same files.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet.
    count, seed : int
    source : Path, optional
        The data folder whose plans are followed; by default the project's.

    Returns
    -------
    list of Planted
        What stands in `planted.csv` too.
    """
    given = source or data_folder()
    models = [_model(path) for path in sorted((given / "plans").iterdir()) if path.is_dir()]
    for name in ("codelists", "reference"):
        if (given / name).is_dir():
            shutil.copytree(given / name, folder / name)
    codes = [str(FIRST_CODE + place) for place in range(count)]
    _add_districts(folder / "codelists" / "districts.csv", codes)
    planted = [error for code in codes for error in _write_plan(folder, code, seed, models)]
    _write(folder / "planted.csv", list(Planted.__annotations__), map(asdict, planted))
    return planted


def _model(folder: Path) -> _Model:
    document = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    with (folder / "table.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return _Model(document, list(reader.fieldnames or ()), rows)


def _write_plan(
    folder: Path, code: str, seed: int, models: Sequence[_Model]
) -> Iterable[Planted]:
    # a generator of its own, so that a plan does not depend on how many there are
    dice = random.Random(f"{seed} {code}")
    model = dice.choice(models)
    years = [column for column in model.columns if column.isdigit()]
    kept = [row for row in model.rows if dice.random() < KEPT]
    rows = [{**row, **{y: _varied(row[y], row, dice) for y in years}} for row in kept]
    name = f"{code}-2021"
    planted = _plant(name, rows, years, dice) if dice.random() < WRONG else []
    changed = {(error.row, error.column): error.after for error in planted}
    rows = [
        {**row, **{y: changed.get((row["row"], y), row[y]) for y in years}} for row in rows
    ]
    path = folder / "plans" / name
    _write(path / "table.csv", model.columns, rows)
    text = yaml.safe_dump(_document(code, model), allow_unicode=True, sort_keys=False)
    (path / "plan.yaml").write_text(text, encoding="utf-8")
    return planted


def _varied(cell: str, row: Row, dice: random.Random) -> str:
    factor = max(0.5, dice.gauss(1, SPREAD))
    cap = 100.0 if PERCENT.search(row["label"] + row.get("unit", "")) else float("inf")
    return NUMBER.sub(lambda number: _scaled(number[0], factor, cap), cell)


def _scaled(number: str, factor: float, cap: float = float("inf")) -> str:
    decimals = len(number.partition(".")[2])
    return f"{min(float(number) * factor, max(cap, float(number))):.{decimals}f}"


def _plant(
    plan: str, rows: Sequence[Row], years: Sequence[str], dice: random.Random
) -> list[Planted]:
    """Spoil one cell: ten times its value, or a value with the digits of its decimals lost."""
    cells = [(row, year) for row in rows for year in years if NUMBER.search(row[year])]
    row, year = dice.choice(cells)
    error, spoil = dice.choice([("tenfold", _tenfold), ("point lost", _pointless)])
    before = row[year]
    after = NUMBER.sub(lambda number: spoil(number[0]), before)
    return [Planted(plan, row["row"], year, error, before, after)] if after != before else []


def _tenfold(number: str) -> str:
    return _scaled(number, 10)


def _pointless(number: str) -> str:
    return number.replace(".", "")


def _document(code: str, model: _Model) -> dict[str, object]:
    text = f"synthetic {code}"
    source = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:12],
        "file": f"{code}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return {
        **model.document,
        "district": code,
        "title": f"合成区{code}卫生健康规划（合成数据）",
        "title_en": f"Health plan of synthetic district {code} (synthetic data)",
        "issuer": "合成",
        "issuer_en": "synthetic",
        "number": "",
        "approved": "",
        "published": "",
        "status": "synthetic",
        "period": [2021, 2025],
        "source": source,
    }


def _add_districts(path: Path, codes: Sequence[str]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        known = list(csv.DictReader(file))
    added = [
        {
            **dict.fromkeys(known[0], ""),
            "code": code,
            "name": f"合成区{code}",
            "name_en": f"Synthetic {code}",
            "city": "合成市",
            "city_en": "Synthetic City",
            "province": "合成省",
            "province_en": "Synthetic Province",
            "pinyin": f"Héchéng {code}",
            "search": f"hecheng synthetic {code}",
        }
        for code in codes
    ]
    _write(path, list(known[0]), [*known, *added])


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
