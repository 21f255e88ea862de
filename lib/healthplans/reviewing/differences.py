"""What a newly accepted transcription changes in a document: figure by figure."""

from collections.abc import Mapping

from healthplans.rows import Row, records
from healthplans.suites import Suite

_KEY = ("origin", "label_text", "part", "of", "end", "year", "role")
_SAID = ("value_text", "unit_text", "indicator", "kind")


def differences(old: Suite, new: Suite, id_: str) -> list[str]:
    """Give a line for every figure that is gone (-), new (+) or says something else (~).

    Parameters
    ----------
    old, new : Suite
        The data folder as it is, and as it would be.
    id_ : str
        The document.
    """
    before, after = _figures(old, id_), _figures(new, id_)
    lines = [f"- {_told(before[key])}" for key in before if key not in after]
    for key, row in after.items():
        if key not in before:
            lines.append(f"+ {_told(row)}")
        elif _said(before[key]) != _said(row):
            lines.append(f"~ {_told(before[key])} -> {_told(row)}")
    return lines


def _figures(suite: Suite, id_: str) -> Mapping[tuple[str, ...], Row]:
    table = suite.observations(corrected=False)
    rows = records(table[table["document"] == id_])
    found: dict[tuple[str, ...], Row] = {}
    for row in rows:
        key = tuple(str(row[name]) for name in _KEY)
        times = sum(known[: len(key)] == key for known in found)
        found[(*key, str(times))] = row
    return found


def _said(row: Row) -> tuple[str, ...]:
    return tuple(str(row[name]) for name in _SAID)


def _told(row: Row) -> str:
    year = "" if str(row["year"]) == "<NA>" else f" {row['year']}"
    return (
        f"{row['label_text']}{year} {row['value_text']}{row['unit_text']} [{row['indicator']}]"
    )
