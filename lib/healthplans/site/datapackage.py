"""Describe the published tables as a Frictionless data package.

https://specs.frictionlessdata.io/data-package/ (version 1) and its table schema.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from healthplans import __version__
from healthplans.rows import records
from healthplans.site.provenance import release

__all__ = ["write_datapackage"]

_KEYS = {
    "observations": "observation_id",
    "findings": "finding_id",
    "indicators": "indicator",
    "sources": "plan",
}
_LINKS = {"plan": ("sources", "plan"), "indicator": ("indicators", "indicator")}
_LICENCE = {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}


def write_datapackage(path: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write the description of the CSV files that stand beside it.

    Parameters
    ----------
    path : Path
        `datapackage.json` in the folder of the CSV files, which are hashed.
    tables : mapping
        The tables by name, with `codebook`, which holds every column's type and meaning.
    """
    codebook = tables["codebook"]
    package = {
        "profile": "tabular-data-package",
        "name": "healthplans",
        "title": "Published health plans of Chinese districts, harmonized",
        "version": __version__,
        "created": f"{release()}T00:00:00Z",
        "licenses": [_LICENCE],
        "sources": [_source(row) for row in records(tables["sources"])],
        "resources": [_resource(path.parent, name, codebook, tables) for name in tables],
    }
    text = json.dumps(package, ensure_ascii=False, indent=1)
    path.write_text(f"{text}\n", encoding="utf-8")


def _source(row: Mapping[str, Any]) -> dict[str, str]:
    number = {"number": row["number"]} if row["number"] else {}
    return {"title": row["title"], "status": row["status"], "sha256": row["sha256"], **number}


def _resource(
    folder: Path, name: str, codebook: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    content = (folder / f"{name}.csv").read_bytes()
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


def _schema(
    name: str, columns: pd.DataFrame, tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    described = {row["column"]: row for row in records(columns)}
    schema: dict[str, Any] = {
        "fields": [_field(described[column]) for column in tables[name]],
        "missingValues": [""],
    }
    if name in _KEYS:
        schema["primaryKey"] = [_KEYS[name]]
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
