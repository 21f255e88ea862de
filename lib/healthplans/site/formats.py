"""Tables as files: CSV, Parquet, one workbook, a Frictionless data package.

The same tables give the same bytes. A package is described as
https://specs.frictionlessdata.io/data-package/ (version 1) and its table schema ask.
"""

import datetime
import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd
from pandas.api.types import infer_dtype
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from healthplans import __version__
from healthplans.rows import records
from healthplans.site.provenance import release
from healthplans.writing import zipped

Tables = Mapping[str, pd.DataFrame]

_LINKS = {"document": ("sources", "document"), "indicator": ("indicators", "indicator")}
_LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}
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


def as_csv(table: pd.DataFrame) -> bytes:
    """Give a table as CSV in UTF-8, with the mark by which spreadsheets tell it from GBK."""
    return table.to_csv(index=False, lineterminator="\n").encode("utf-8-sig")


def as_parquet(table: pd.DataFrame) -> bytes:
    """Give a table as Parquet, typed."""
    buffer = io.BytesIO()
    # however texts are kept here, as objects too, a file has the usual type
    kept = table.select_dtypes(["str", "object"])
    texts = [name for name in kept if infer_dtype(kept[name]) in ("string", "empty")]
    table = table.astype(dict.fromkeys(texts, "str"))
    table.to_parquet(buffer, index=False)
    return buffer.getvalue()


def datapackage(tables: Tables, files: Mapping[str, bytes], name: str) -> bytes:
    """Give the description of tables, `datapackage.json`.

    Parameters
    ----------
    tables : mapping
        The tables by name, with `codebook`, which holds every column's type and meaning.
    files : mapping
        The CSV file of each, by file name; they are to stand beside the description.
    name : str
        The package's name.
    """
    codebook = tables["codebook"]
    package = {
        "profile": "tabular-data-package",
        "name": name.replace("_", "-"),
        "title": "Published health plans of Chinese districts, harmonized",
        "version": __version__,
        "created": f"{release()}T00:00:00Z",
        "licenses": [_LICENCE],
        "sources": [_source(row) for row in records(tables["sources"])],
        "resources": [
            _resource(table, files[f"{table}.csv"], codebook, tables) for table in tables
        ],
    }
    return f"{json.dumps(package, ensure_ascii=False, indent=1)}\n".encode()


def archive(tables: Tables, name: str) -> bytes:
    """Give the tables and their description as one zip file, which is a package as it is."""
    files = {f"{table}.csv": as_csv(rows) for table, rows in tables.items()}
    files["datapackage.json"] = datapackage(tables, files, name)
    return zipped(files)


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    number = {"number": row["number"]} if row["number"] else {}
    return {"title": row["title"], "status": row["status"], "sha256": row["sha256"], **number}


def _resource(
    name: str, content: bytes, codebook: pd.DataFrame, tables: Tables
) -> dict[str, Any]:
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "schema": _schema(name, codebook[codebook["table"] == name], tables),
    }


def _schema(name: str, columns: pd.DataFrame, tables: Tables) -> dict[str, Any]:
    described = {row["column"]: row for row in records(columns)}
    schema: dict[str, Any] = {
        "fields": [_field(described[column]) for column in tables[name]],
        "missingValues": [""],
    }
    key = columns.loc[columns["key"] == "primary", "column"].tolist()
    if key:
        schema["primaryKey"] = key
    links = [
        _link(column, *_LINKS[column])
        for column in tables[name]
        if column in _LINKS
        and _LINKS[column] != (name, column)
        and not (tables[name][column] == "").any()
    ]
    return {**schema, **({"foreignKeys": links} if links else {})}


def _link(column: str, resource: str, field: str) -> dict[str, Any]:
    return {"fields": [column], "reference": {"resource": resource, "fields": [field]}}


def _field(row: Mapping[str, str]) -> dict[str, str]:
    unit = {"unit": row["unit"]} if row["unit"] else {}
    return {
        "name": row["column"],
        "type": row["type"],
        "title": row["zh"],
        "description": row["en"],
        **unit,
    }


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
        # a Chinese character, three bytes of UTF-8, counts as two Latin ones
        texts = [str(text) for text in [column, *cells[:_SAMPLE]]]
        width = max((len(text) + len(text.encode())) // 2 for text in texts) + 2
        sheet.set_column(place, place, min(_WIDEST, width))
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, len(table), len(table.columns) - 1)
