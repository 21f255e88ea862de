"""National benchmarks: levels and targets for the whole country, each with its confidence.

`data/reference/national.csv` holds one row a published figure. Several figures may stand for
one indicator and year: the target for life expectancy in 2025 was published both as 78.3 and
as one year more than in 2020. All are kept; a stated rule says which one a chart draws.
"""

import csv
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from re import compile as pattern
from typing import Any

import numpy as np
import pandas as pd

from healthplans.errors import InputError, Offence
from healthplans.paths import data_folder
from healthplans.reading.observations import change_from
from healthplans.vocabulary.codelists import Codelists

__all__ = ["CONFIDENCES", "benchmark", "drawn", "read_exposures", "read_references"]

CONFIDENCES = ("official_compiled", "official_quoted", "secondary")
_CHANGE = pattern(r"(?P<change>[+-]\d+(?:\.\d+)?) on (?P<year>\d{4})")
_KINDS = {"=": "exact", "~": "approximate", "relative": "relative"}
_KEY = ["indicator", "year", "role"]


def read_references(lists: Codelists, path: Path | None = None) -> pd.DataFrame:
    """Read the national figures.

    Parameters
    ----------
    lists : Codelists
    path : Path, optional
        By default `data/reference/national.csv`.

    Returns
    -------
    DataFrame
        One row a published figure, in the order of the file: `indicator`, `year`, `role`,
        `kind`, `comparator` (blank if relative), `value` (Float64, in the indicator's standard
        `unit`; that of a relative figure is its change added to the national level of
        `base_year`, NA where that is not in the file), `value_text`, `change`, `base_year`,
        `source_title`, `confidence` (one of `CONFIDENCES`), `source_url`.

    Raises
    ------
    InputError
        Naming every row with an unknown indicator, a unit that does not convert, a value,
        year, role, comparator or confidence that cannot be read.
    """
    file_path = path or data_folder() / "reference" / "national.csv"
    with file_path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    offences = [
        offence
        for number, row in enumerate(rows, 2)
        for offence in _offences(row, lists, file_path.name, str(number))
    ]
    if offences:
        raise InputError(offences)
    levels = {
        (row["indicator"], int(row["year"])): _number(row, lists)
        for row in rows
        if row["role"] == "level" and row["comparator"] in ("=", "~")
    }
    return _table([_entry(row, lists, levels) for row in rows])


def benchmark(
    references: pd.DataFrame, indicator: str, year: int, role: str = "level"
) -> pd.DataFrame:
    """Give all national figures for an indicator and year, the one to draw first.

    Parameters
    ----------
    references : DataFrame
        From `read_references`.
    indicator, role : str
        `role` is ``level`` or ``target``.
    year : int

    Returns
    -------
    DataFrame
        The rows of `references`, in the order of the rule, with `drawn` (True for the first)
        and `drawn_by`, what decided: ``only`` (one figure), ``confidence`` (official compiled
        before official quoted before secondary), ``absolute`` (a figure before a relative
        one), ``order`` (the first in the file). Empty where no figure was verified.
    """
    found = _ordered(references[references["role"] == role])
    return found[(found["indicator"] == indicator) & (found["year"] == year)].reset_index(
        drop=True
    )


def drawn(references: pd.DataFrame, years: Mapping[str, int] | None = None) -> pd.DataFrame:
    """Give the figure drawn for each indicator, year and role, by the rule of `benchmark`.

    `years` keeps one year a role, as ``{"level": 2020, "target": 2025}``.
    """
    ordered = _ordered(references)
    due = ordered["role"].map(years or {}) == ordered["year"]
    return ordered[ordered["drawn"] & (due | (years is None))].reset_index(drop=True)


def read_exposures(lists: Codelists, path: Path | None = None) -> pd.DataFrame:
    """Read which printed counts say how many births or people a rate was measured on.

    Returns
    -------
    DataFrame
        `denominator` and `unit` (of the rates), `indicator` (the count), `method`
        (``poisson`` for deaths per births, ``proportion`` for a share of people),
        `reason_zh`, `reason_en`.

    Raises
    ------
    InputError
        Naming every row with an unknown denominator, unit, indicator or method.
    """
    file_path = path or data_folder() / "reference" / "exposures.csv"
    table = pd.read_csv(file_path, dtype=str, keep_default_na=False)
    known = {
        "denominator": lists.denominators,
        "unit": lists.units,
        "indicator": lists.indicators,
        "method": ("poisson", "proportion"),
    }
    offences = [
        Offence(file_path.name, f"a known {column}", str(row), column, text)
        for column, codes in known.items()
        for row, text in enumerate(table[column], 2)
        if text not in codes
    ]
    if offences:
        raise InputError(offences)
    return table


def _ordered(references: pd.DataFrame) -> pd.DataFrame:
    ranked = references.assign(
        _confidence=references["confidence"].map(CONFIDENCES.index),
        _relative=(references["kind"] == "relative").astype(int),
    ).sort_values([*_KEY, "_confidence", "_relative"], kind="stable")
    first = ~ranked.duplicated(_KEY)
    reasons = _reasons(ranked, first)[ranked.groupby(_KEY, sort=False).ngroup()]
    decided = ranked.assign(
        drawn=first, drawn_by=pd.Series(reasons, ranked.index, dtype="str")
    )
    return decided.drop(columns=["_confidence", "_relative"])


def _reasons(ranked: pd.DataFrame, first: pd.Series) -> np.ndarray:
    """Say for each key why its first row is drawn: by what the second differs, if any."""
    is_only = first & first.shift(-1, fill_value=True)
    differs = {
        name: ranked[f"_{name}"] != ranked[f"_{name}"].shift(-1)
        for name in ("confidence", "relative")
    }
    choices = [is_only, differs["confidence"], differs["relative"]]
    found = np.select([c[first] for c in choices], ["only", "confidence", "absolute"], "order")
    return np.asarray(found, dtype=object)


def _offences(
    row: dict[str, str], lists: Codelists, file: str, place: str
) -> Iterator[Offence]:
    known = {
        "indicator": tuple(lists.indicators),
        "role": ("level", "target"),
        "comparator": ("=", ">=", ">", "<=", "<", "~", "relative"),
        "confidence": CONFIDENCES,
    }
    for column, codes in known.items():
        if row.get(column) not in codes:
            yield Offence(file, f"a known {column}", place, column, row.get(column))
    if not str(row.get("year")).isdecimal():
        yield Offence(file, "a year", place, "year", row.get("year"))
    entry = lists.indicators.get(row["indicator"])
    if row["unit"] not in lists.units or (entry and not lists.factor(row["unit"], entry.unit)):
        yield Offence(
            file, "a unit that converts to the indicator's", place, "unit", row["unit"]
        )
    if not _is_read(row):
        yield Offence(file, "a number, or '+1 on 2020'", place, "value", row["value"])


def _is_read(row: dict[str, str]) -> bool:
    if row["comparator"] == "relative":
        return _CHANGE.fullmatch(row["value"]) is not None
    try:
        return Decimal(row["value"]).is_finite()
    except InvalidOperation:
        return False


def _number(row: dict[str, str], lists: Codelists) -> Decimal:
    factor = lists.factor(row["unit"], lists.indicator(row["indicator"]).unit)
    return Decimal(row["value"]) * (factor or 1)


def _entry(
    row: dict[str, str], lists: Codelists, levels: dict[tuple[str, int], Decimal]
) -> dict[str, Any]:
    relative = row["comparator"] == "relative"
    figures = _relative(row, levels) if relative else {"value": _number(row, lists)}
    return {
        **{"change": None, "base_year": None, **row, "year": int(row["year"])},
        "kind": _KINDS.get(row["comparator"], "bound"),
        "comparator": "" if relative else row["comparator"],
        "unit": lists.indicator(row["indicator"]).unit,
        "value_text": row["value"],
        **figures,
    }


def _relative(
    row: dict[str, str], levels: dict[tuple[str, int], Decimal]
) -> dict[str, Decimal | int | None]:
    match = _CHANGE.fullmatch(row["value"])
    change, year = (Decimal(match["change"]), int(match["year"])) if match else (Decimal(0), 0)
    base = levels.get((row["indicator"], year))
    value = None if base is None else change_from(base, change, row["unit"], 1)
    return {"value": value, "change": change, "base_year": year}


def _table(entries: Sequence[dict[str, Any]]) -> pd.DataFrame:
    columns = [
        *("indicator", "year", "role", "kind", "comparator", "value", "unit", "value_text"),
        *("change", "base_year", "source_title", "confidence", "source_url"),
    ]
    table = pd.DataFrame(entries, columns=columns)
    numbers = {c: table[c].astype("object").map(_float) for c in ("value", "change")}
    table = table.assign(**{c: s.astype("Float64") for c, s in numbers.items()})
    return table.astype({"year": "Int64", "base_year": "Int64"})


def _float(number: Decimal | float | None) -> float | None:
    return None if number is None else float(number)
