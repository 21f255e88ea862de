"""Make synthetic plans, as many as China has county-level divisions, for load and speed tests.

Each plan follows one of the published plans: the rows, wordings and columns of its table and
the figures of its prose, some of them left out, every printed number multiplied by a random
factor and printed with as many decimals as before. The factor is the plan's own and a little
the indicator's, so that a table and a prose that agree still do, and so do sums and shares.
Labels, units, gaps and the spread of values are those of the published plans. Some errors are
planted on purpose and listed in `planted.csv`. The result is a data folder of its own
(`HEALTHPLANS_DATA`), and every plan in it says that it is synthetic.
"""

import csv
import hashlib
import random
import re
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import yaml

from healthplans.loading import observations
from healthplans.paths import data_folder
from healthplans.rows import records

__all__ = ["DIVISIONS", "Planted", "write_plans"]

DIVISIONS = 2844  # county-level divisions of mainland China at the end of 2020 (GB/T 2260)
SPREAD = 0.05  # standard deviation of a plan's factor
WITHIN = 0.005  # and of an indicator's beside it
KEPT = 0.92  # share of the rows of table and prose that a plan has
WRONG = 0.02  # share of plans with a planted error
FIRST_CODE = 900001  # GB/T 2260 gives out no code from here on
PERCENT = re.compile(r"[%％]")
# A number, but not a year, nor the 10万 of a unit.
NUMBER = re.compile(r"(?<![\d./])\d+(?:\.\d+)?(?![\d.]*年)(?!\d)")

Row = dict[str, str]
# the indicator that a printed place is about
Subjects = Mapping[tuple[str, str], str]


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
    text_columns: Sequence[str]
    text_rows: Sequence[Row]
    subjects: Subjects


def write_plans(
    folder: Path, count: int = DIVISIONS, seed: int = 2021, wrong: float = WRONG
) -> list[Planted]:
    """Write a data folder with `count` synthetic plans; the same seed gives the same files.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet.
    count, seed : int
    wrong : float
        Share of plans with a planted error.

    Returns
    -------
    list of Planted
        What stands in `planted.csv` too.

    Raises
    ------
    FileExistsError
        If the folder is there.
    """
    folder.mkdir(parents=True)
    models = _models()
    for name in ("codelists", "reference"):
        shutil.copytree(data_folder() / name, folder / name)
    write = partial(_write_plan, folder, seed=seed, models=models, wrong=wrong)
    codes = [str(FIRST_CODE + place) for place in range(count)]
    _add_districts(folder / "codelists" / "districts.csv", codes)
    planted = [error for code in codes for error in write(code)]
    _write(folder / "planted.csv", list(Planted.__annotations__), map(asdict, planted))
    return planted


def _models() -> list[_Model]:
    table = observations()
    plans = sorted(path for path in (data_folder() / "plans").iterdir() if path.is_dir())
    return [_model(path, records(table[table["plan"] == path.name])) for path in plans]


def _model(folder: Path, stated: Iterable[Mapping[str, str]]) -> _Model:
    document = yaml.safe_load((folder / "plan.yaml").read_text(encoding="utf-8"))
    subjects = {(row["origin"], row["locator"]): row["indicator"] for row in stated}
    return _Model(
        document, *_read(folder / "table.csv"), *_read(folder / "text.csv"), subjects
    )


def _read(path: Path) -> tuple[list[str], list[Row]]:
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        rows = list(reader)
    return list(reader.fieldnames or ()), rows


class _Dice:
    """What is random of one plan; it does not depend on how many plans there are."""

    def __init__(self, code: str, seed: int, models: Sequence[_Model]) -> None:
        self.name = f"{seed} {code}"
        own = random.Random(self.name)
        self.model = own.choice(models)
        self.factor = max(0.5, own.gauss(1, SPREAD))
        self.draw = own

    def kept(self, rows: Iterable[Row]) -> list[Row]:
        return [row for row in rows if self.draw.random() < KEPT]

    def varied(self, cell: str, place: tuple[str, str], unit: str) -> str:
        """Scale every number of a cell by the factor of its plan and its indicator."""
        indicator = self.model.subjects.get(place, "")
        within = random.Random(f"{self.name} {indicator}").gauss(1, WITHIN)
        cap = 100.0 if PERCENT.search(unit + cell) else float("inf")
        # a count is not varied alone: parts would not make their total any more
        factor = self.factor * (within if "." in cell else 1)
        return NUMBER.sub(lambda number: _scaled(number[0], factor, cap), cell)


def _write_plan(
    folder: Path, code: str, *, seed: int, models: Sequence[_Model], wrong: float
) -> Iterable[Planted]:
    dice, name = _Dice(code, seed, models), f"{code}-2021"
    model, path = dice.model, folder / "plans" / name
    years = [column for column in model.columns if column.isdigit()]
    rows = [_varied_row(row, years, dice) for row in dice.kept(model.rows)]
    text = [_varied_statement(row, dice) for row in dice.kept(model.text_rows)]
    planted = _plant(name, rows, years, dice.draw) if dice.draw.random() < wrong else []
    changed = {(error.row, error.column): error.after for error in planted}
    rows = [
        {**row, **{y: changed.get((row["row"], y), row[y]) for y in years}} for row in rows
    ]
    _write(path / "table.csv", model.columns, rows)
    _write(path / "text.csv", model.text_columns, text)
    described = yaml.safe_dump(_document(code, model), allow_unicode=True, sort_keys=False)
    (path / "plan.yaml").write_text(described, encoding="utf-8")
    return planted


def _varied_row(row: Row, years: Iterable[str], dice: _Dice) -> Row:
    unit = row["label"] + row.get("unit", "")
    cells = {
        year: dice.varied(row[year], ("table", f"r{row['row']}c{year}"), unit)
        for year in years
    }
    return {**row, **cells}


def _varied_statement(row: Row, dice: _Dice) -> Row:
    if row["claim"]:  # a share or a growth stays what it is when all figures are scaled
        return row
    place = ("text", f"p{row['paragraph']}:{row['start']}-{row['end']}")
    return {**row, "value": dice.varied(row["value"], place, row["unit"])}


def _scaled(number: str, factor: float, cap: float = float("inf")) -> str:
    decimals = len(number.partition(".")[2])
    return f"{min(float(number) * factor, max(cap, float(number))):.{decimals}f}"


def _plant(
    plan: str, rows: Sequence[Row], years: Sequence[str], dice: random.Random
) -> list[Planted]:
    """Spoil one cell: ten times its value, or a value with the digits of its decimals lost."""
    cells = [(row, year) for row in rows for year in years if NUMBER.search(row[year])]
    row, year = dice.choice(cells)
    error, spoil = dice.choice([*SPOILS.items()])
    before = row[year]
    after = NUMBER.sub(lambda number: spoil(number[0]), before)
    return [Planted(plan, row["row"], year, error, before, after)] if after != before else []


def _pointless(number: str) -> str:
    return number.replace(".", "")


SPOILS: Mapping[str, Callable[[str], str]] = {
    "tenfold": partial(_scaled, factor=10),
    "point lost": _pointless,
}


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
