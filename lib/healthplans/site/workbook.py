"""All published tables as one workbook: a sheet each, typed, headed, the same bytes twice."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from healthplans.site.provenance import release

__all__ = ["write_workbook"]

_HEAD = Font(bold=True)
_FILL = PatternFill("solid", fgColor="E8EDF1")
_WIDEST, _SAMPLE = 60, 200
# openpyxl stamps the time of saving into the file's properties and into every zip entry
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def write_workbook(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write tables as sheets with a frozen, filtered head; numbers stay numbers.

    Text that begins with ``=`` stays text: it is data, never a formula.
    """
    book = Workbook(write_only=False)
    book.remove(book.active)
    for name, table in tables.items():
        _fill(book.create_sheet(name), table)
    buffer = io.BytesIO()
    book.save(buffer)
    path.write_bytes(_settled(buffer.getvalue()))


def _fill(sheet: Worksheet, table: pd.DataFrame) -> None:
    sheet.append(list(table.columns))
    for row in table.itertuples(index=False):
        sheet.append([None if pd.isna(value) else value for value in row])
    _as_text(cell for row in sheet.iter_rows(min_row=2) for cell in row)
    for place, column in enumerate(table.columns, 1):
        head = sheet.cell(1, place)
        head.font, head.fill, head.alignment = _HEAD, _FILL, Alignment(vertical="top")
        sample = table[column].dropna().head(_SAMPLE)
        width = max(_width(str(text)) for text in [column, *sample]) + 2
        sheet.column_dimensions[get_column_letter(place)].width = min(_WIDEST, width)
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _as_text(cells: Iterable[Any]) -> None:
    for cell in cells:
        if cell.data_type == "f":
            cell.data_type = "s"


def _width(text: str) -> int:
    """Count a Chinese character as two Latin ones."""
    return sum(1 if character.isascii() else 2 for character in text)


def _settled(content: bytes) -> bytes:
    """Give the workbook with the release's date in place of the moment it was saved."""
    stamp = rb"\g<1>" + f"{release()}T00:00:00Z".encode() + rb"\g<3>"
    settled = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as source,
        zipfile.ZipFile(settled, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _STAMP.sub(stamp, source.read(name)))
    return settled.getvalue()
