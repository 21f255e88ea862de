"""Tables of level and target pairs, small enough to check by hand."""

import pandas as pd
import pytest
from support import suite

_SIDE = {
    "": pd.NA,
    "_year": pd.NA,
    "_kind": "",
    "_comparator": "",
    "_text": "",
    "_denominator": "",
    "_rounding": 0.0,
    "_digits": "",
    "_factor": pd.NA,
    "_change": pd.NA,
}
_ROW = {
    "document": "a",
    "area": "a",
    "area_name": "a",
    "indicator": "life_expectancy",
    "part": "",
    "of": "",
    "end": "",
    "unit": "years",
    "denominator": "",
    "polarity": "higher",
    **{f"level{name}": value for name, value in _SIDE.items()},
    **{f"target{name}": value for name, value in _SIDE.items()},
    "level_year": 2020,
    "target_year": 2025,
}
_KINDS = {"=": "exact", "~": "approximate", "": "missing"}
_TYPES = {
    **dict.fromkeys(["level", "target", "level_change", "target_change"], "Float64"),
    **dict.fromkeys(["level_year", "target_year"], "Int64"),
}


def _side(row, side):
    printed = row.pop(side, None)
    if isinstance(printed, str):
        value = printed.lstrip("<>=~")
        comparator = printed.removesuffix(value) or "="
        row |= {side: float(value), f"{side}_comparator": comparator, f"{side}_text": value}
        decimals = len(value.partition(".")[2])
        row = {f"{side}_rounding": 0.5 * 10.0**-decimals} | row
    elif printed is not None:
        row |= {side: printed}
    kind = _KINDS.get(row.get(f"{side}_comparator", ""), "bound")
    return {f"{side}_kind": kind} | row


@pytest.fixture(scope="session")
def pairs():
    """Build rows as `describe` gives them; `level=">=70"` stands for a printed figure."""

    def build(*rows):
        filled = [_ROW | _side(_side(dict(row), "level"), "target") for row in rows]
        return pd.DataFrame(filled).astype(_TYPES)

    return build


@pytest.fixture(scope="session")
def lists():
    return suite.codelists()
