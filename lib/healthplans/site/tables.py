"""The published tables: observations as CSV and Parquet."""

from pathlib import Path

import pandas as pd

from healthplans import suite

__all__ = ["write_tables"]


def write_tables(out: Path) -> list[str]:
    """Write the tables below `out/data`; give the names of the files."""
    folder = out / "data"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in {"observations": suite.observations()}.items():
        written += _write(folder, name, table)
    return written


def _write(folder: Path, name: str, table: pd.DataFrame) -> list[str]:
    table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    table.to_parquet(folder / f"{name}.parquet", index=False)
    return [f"{name}.csv", f"{name}.parquet"]
