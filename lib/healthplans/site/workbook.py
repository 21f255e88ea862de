"""Tables as one workbook: a sheet each, typed, headed, the same bytes twice."""

import datetime
import io
from collections.abc import Mapping
from typing import Any

import pandas as pd
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from healthplans.site.provenance import release

LARGEST = 100_000  # rows in all; a larger book takes minutes to open
_WIDEST, _SAMPLE = 60, 50
# text is data: never a formula, a link or a number
_SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_HEAD = {"bold": True, "bg_color": "#E8EDF1", "valign": "top"}


def workbook(tables: Mapping[str, pd.DataFrame]) -> bytes:
    """Give tables as sheets with a frozen, filtered head; numbers stay numbers."""
    buffer = io.BytesIO()
    with Workbook(buffer, _SETTINGS) as book:
        # not the moment of saving: the same tables give the same bytes
        book.set_properties({"created": datetime.datetime.fromisoformat(release())})
        head = book.add_format(_HEAD)
        for name, table in tables.items():
            _fill(book.add_worksheet(name), table, head)
    return buffer.getvalue()


def _fill(sheet: Worksheet, table: pd.DataFrame, head: Any) -> None:
    sheet.write_row(0, 0, list(table.columns), head)
    for place, column in enumerate(table.columns):
        cells = table[column].tolist()
        # by type: the general `write` asks of each cell what it might be
        write = sheet.write_string if table[column].dtype == "str" else sheet.write
        for row, cell in enumerate(cells, 1):
            if cell is not pd.NA and cell != "":
                write(row, place, cell)
        width = max(_width(str(text)) for text in [column, *cells[:_SAMPLE]]) + 2
        sheet.set_column(place, place, min(_WIDEST, width))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)


def _width(text: str) -> int:
    """Count a Chinese character, three bytes of UTF-8, as two Latin ones."""
    return (len(text) + len(text.encode())) // 2
