"""The published tables: each as CSV and Parquet, all as one workbook and one data package."""

from pathlib import Path

import pandas as pd

from healthplans import suite
from healthplans.paths import data_folder
from healthplans.plans import Plan
from healthplans.site.datapackage import write_datapackage
from healthplans.site.workbook import write_workbook
from healthplans.vocabulary import Indicator

__all__ = ["published", "write_tables"]


def write_tables(out: Path) -> list[str]:
    """Write the tables below `out/data`; give the names of the files."""
    folder = out / "data"
    folder.mkdir(parents=True, exist_ok=True)
    tables = published()
    for name, table in tables.items():
        table.to_csv(folder / f"{name}.csv", index=False, lineterminator="\n")
    tables["observations"].to_parquet(folder / "observations.parquet", index=False)
    write_workbook(folder / "healthplans.xlsx", tables)
    write_datapackage(folder / "datapackage.json", tables)
    names = [f"{name}.csv" for name in tables]
    first, *others = names
    return [first, "observations.parquet", *others, "healthplans.xlsx", "datapackage.json"]


def published() -> dict[str, pd.DataFrame]:
    """Give every published table by name, its codebook last."""
    tables = {
        "observations": suite.observations(),
        "indicators": _indicators(),
        "findings": suite.findings(),
        "sources": pd.DataFrame([_source(plan) for plan in suite.plans()]),
    }
    return {**tables, "codebook": _codebook([*tables, "codebook"])}


def _codebook(names: list[str]) -> pd.DataFrame:
    columns = pd.read_csv(data_folder() / "codelists" / "columns.csv", keep_default_na=False)
    return columns[columns["table"].isin(names)].reset_index(drop=True)


def _indicators() -> pd.DataFrame:
    entries = suite.codelists().indicators
    return pd.DataFrame([_indicator(entries[code]) for code in suite.indicators()])


def _indicator(entry: Indicator) -> dict[str, str]:
    same = ["zh", "en", "topic", "definition_zh", "definition_en"]
    same += ["unit", "denominator", "polarity"]
    fields = {name: str(getattr(entry, name)) for name in same}
    return {"indicator": entry.code, **fields, "related": ";".join(entry.related)}


def _source(plan: Plan) -> dict[str, str]:
    document = plan.document
    same = ["title", "title_en", "issuer", "number", "approved", "published", "status"]
    return {
        "plan": plan.code,
        "district": document.district,
        "place": suite.words("zh").place(document.district),
        **{name: str(getattr(document, name)) for name in same},
        "source_id": document.source.id,
        "sha256": document.source.sha256,
    }
