"""`new`: an empty draft folder in which every field is explained."""

import re
from pathlib import Path

from healthplans.drafting.folders import drafts_folder, write_folder
from healthplans.drafting.metadata import area_of
from healthplans.drafting.records import TABLE_FIRST, TABLE_LAST, TEXT
from healthplans.drafting.words import codelist
from healthplans.errors import InputError, Offence, OutputError
from healthplans.paths import project_data

_PERIOD = re.compile(r"(20\d\d)\s*[-\u2013\u2014~\uff5e]\s*(20\d\d)")
_HELP = "fields.csv"


def new(area: str, period: str, out: Path | None = None) -> Path:
    """Make the folder of a plan that is to be transcribed by hand, and give it.

    `area` is a code or a name, `period` first and last year, such as ``2021-2025``.

    Raises
    ------
    InputError, UnknownNameError, AmbiguousNameError
        For a period or an area that is none.
    OutputError
        Where the folder is there already.
    """
    first, last = _years(period)
    code = area_of([], area)
    folder = (out or drafts_folder()) / f"{code}-{first}"
    if folder.exists():
        raise OutputError(f"{folder} is there already; nothing was written")
    header = ",".join([*TABLE_FIRST, str(first - 1), str(last), *TABLE_LAST])
    files = {
        "document.yaml": _about(code, (first, last)),
        "table.csv": header + "\n",
        "text.csv": ",".join(TEXT) + "\n",
        _HELP: (project_data() / "codelists" / "draft_fields.csv").read_text("utf-8"),
    }
    return write_folder(folder, files)


def _years(period: str) -> tuple[int, int]:
    match = _PERIOD.fullmatch(period.strip())
    first, last = (int(year) for year in match.groups()) if match else (0, 0)
    if last <= first:
        expected = "first and last year of a plan, joined by a hyphen"
        raise InputError([Offence("new", expected, column="period", text=period)])
    return first, last


def _about(code: str, period: tuple[int, int]) -> str:
    """Write `document.yaml`: the fields known are filled, the others stand as comments."""
    filled = {"area": f'"{code}"', "kind": "plan", "period": f"[{period[0]}, {period[1]}]"}
    lines = []
    for field in (row for row in codelist("draft_fields") if row["file"] == "document.yaml"):
        name = field["field"]
        lines.append(f"# {name}: {field['zh']} / {field['en']} (needed: {field['needed']})")
        empty = "''" if name == "title" else ""
        value = filled.get(name, empty)
        lines.append(f"{name}: {value}" if value else f"# {name}:")
    return "\n".join(lines) + "\n"
