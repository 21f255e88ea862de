"""What tests read: five plans that stay as they are, and cases that people can read."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import yaml

from healthplans import Suite

CASES = Path(__file__).parent / "cases"
# a frozen copy of five documents: figures that tests name stand here, whatever `data` holds
FIVE = Path(__file__).parent / "fixtures" / "five-plans"
suite = Suite(FIVE)


def cases(name):
    """Give the rows of `cases/<name>.csv`, each named by its text and why it is there."""
    with (CASES / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return [pytest.param(row, id=f"{row['text']} ({row['why']})") for row in rows]


def document(data, id_, *, table="", text="", **about):
    """Write a document below a data folder, as little of it as there must be; give its folder.

    `about` goes over what the id says: `340102-2021` is a plan of five years from 2021,
    `340102-bulletin-2023` a bulletin of that year. A field that is None is left out.
    """
    folder = data / "documents" / id_
    folder.mkdir(parents=True)
    fields = {key: value for key, value in (said_by(id_) | about).items() if value is not None}
    described = yaml.safe_dump(fields, allow_unicode=True)
    (folder / "document.yaml").write_text(described, encoding="utf-8")
    for name, content in (("table.csv", table), ("text.csv", text)):
        if content:
            (folder / name).write_text(content, encoding="utf-8")
    return folder


def of_many(table, codes):
    """Rows of a table over again, each plan's as the plans of further districts."""
    plans = list(table.groupby("document", sort=False).indices.values())
    taken = [plans[place % len(plans)] for place in range(len(codes))]
    areas = pd.Series(codes).repeat(list(map(len, taken))).reset_index(drop=True)
    made = table.take(np.concatenate(taken)).reset_index(drop=True)
    return made.assign(area=areas, document=areas + "-2021", area_name=areas)


def said_by(id_):
    area, kind, *rest = id_.split("-")
    if not kind.isdecimal():
        return {"area": area, "kind": kind, "title": "文件", "year": int(rest[0])}
    first = int(kind)
    return {"area": area, "kind": "plan", "title": "规划", "period": [first, first + 4]}
