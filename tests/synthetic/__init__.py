"""Make synthetic plans, as many as China has county-level divisions, for load and speed tests.

Each plan follows one of the published plans: the rows, wordings and columns of its table and
the figures of its prose, some of them left out, every printed number multiplied by a random
factor and printed with as many decimals as before. The factor is the plan's own and a little
the indicator's, so that a table and a prose that agree still do, and so do sums and shares.
Labels, units, gaps and the spread of values are those of the published plans. Some errors are
planted on purpose and listed in `planted.csv`. The result is a data folder of its own
(`HEALTHPLANS_DATA`) with the areas that the plans are about, over the project's codelists; and
every plan in it says that it is synthetic.
"""

import csv
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

import yaml

from synthetic.models import Model, models
from synthetic.numbers import Dice, Planted, plant

__all__ = ["DIVISIONS", "Planted", "write_plans"]

DIVISIONS = 2844  # county-level divisions of mainland China at the end of 2020 (GB/T 2260)
WRONG = 0.02  # share of plans with a planted error
FIRST_CODE = 900001  # GB/T 2260 gives out no code from here on
AREA = ("code", "level", "parent", "zh", "en", "pinyin", "search", "since", "until")


def write_plans(
    folder: Path,
    count: int = DIVISIONS,
    seed: int = 2021,
    wrong: float = WRONG,
    areas: Sequence[str] = (),
) -> list[Planted]:
    """Write a data folder with `count` synthetic plans; the same seed gives the same files.

    Parameters
    ----------
    folder : Path
        A folder that is not there yet.
    count, seed : int
    wrong : float
        Share of plans with a planted error.
    areas : sequence of str
        Codes of the project's own areas that the plans are about, where cities and provinces
        matter; by default areas that are made up too, right below the nation.

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
    known = models()
    write = partial(_write_plan, folder, seed=seed, known=known, wrong=wrong)
    codes = list(areas) or [str(FIRST_CODE + place) for place in range(count)]
    if not areas:
        _write(folder / "codelists" / "areas.csv", list(AREA), map(_area, codes))
    planted = [error for code in codes for error in write(code)]
    _write(folder / "planted.csv", list(Planted.__annotations__), map(asdict, planted))
    return planted


def _write_plan(
    folder: Path, code: str, *, seed: int, known: Sequence[Model], wrong: float
) -> Iterable[Planted]:
    dice, name = Dice(code, seed, known), f"{code}-2021"
    model, path = dice.model, folder / "documents" / name
    years = [column for column in model.columns if column.isdigit()]
    rows, text = dice.table(years), dice.text()
    planted = plant(name, rows, years, dice.draw) if dice.is_so(wrong) else []
    changed = {(error.row, error.column): error.after for error in planted}
    rows = [
        {**row, **{y: changed.get((row["row"], y), row[y]) for y in years}} for row in rows
    ]
    _write(path / "table.csv", model.columns, rows)
    _write(path / "text.csv", model.text_columns, text)
    described = yaml.safe_dump(_document(code, model), allow_unicode=True, sort_keys=False)
    (path / "document.yaml").write_text(described, encoding="utf-8")
    return planted


def _document(code: str, model: Model) -> dict[str, object]:
    text = f"synthetic {code}"
    source = {
        "id": hashlib.sha256(text.encode()).hexdigest()[:12],
        "file": f"{code}.txt",
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    return {
        **model.document,
        "area": code,
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


def _area(code: str) -> dict[str, str]:
    name = {"zh": f"合成区{code}", "en": f"Synthetic {code}", "pinyin": f"Héchéng {code}"}
    search = f"hecheng synthetic {code}"
    blank = dict.fromkeys(AREA, "")
    return {
        **blank,
        **name,
        "code": code,
        "level": "district",
        "parent": "100000",
        "search": search,
    }


def _write(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
