"""What may be taken away from a page: its tables as CSV, Parquet, workbook and data package.

Districts and indicators have files of their own in `data`, the same for both languages: the
pairs of level and target with every measure as `.csv` and `.parquet`; those with the figures
they come from, findings, indicators, sources and codebook as `.xlsx`, and as a Frictionless
data package in `.zip`. A page about everything leads to the tables of the whole.
"""

from collections.abc import Mapping

import pandas as pd

from healthplans import suite
from healthplans.site.catalogue import Page
from healthplans.site.contents import Contents
from healthplans.site.formats import archive, as_csv, as_parquet, workbook
from healthplans.site.reads import ABOUT
from healthplans.site.tables import BOOK, PACKAGE, file_names

Tables = Mapping[str, pd.DataFrame]

ENDINGS = (".csv", ".parquet", ".xlsx", ".zip")
WHOLE = ("measures.csv", "observations.csv", "findings.csv", BOOK, PACKAGE)


def names(page: Page, tables: Tables) -> list[str]:
    """Name the files in `data` that a page leads to."""
    if page.column:
        return [
            f"{stem}{ending}" for stem, *_ in _subjects(page, tables) for ending in ENDINGS
        ]
    there = file_names(tables)
    return [name for name in WHOLE if name in there]


def takeaway(page: Page, whole: Contents) -> dict[str, bytes]:
    """Give the files of a page's subject by their path in the site; none for the whole."""
    made: dict[str, bytes] = {}
    for stem, column, code in _subjects(page, whole.tables):
        own = _slices(column, code, whole)
        measures = own["measures"]
        contents = as_csv(measures), as_parquet(measures), workbook(own), archive(own, stem)
        paths = (f"data/{stem}{ending}" for ending in ENDINGS)
        made |= dict(zip(paths, contents, strict=True))
    return made


def _subjects(page: Page, tables: Tables) -> list[tuple[str, str, str]]:
    """Give the stem of the files, the column and the code of each thing a page is about.

    A district with several documents has files of each, named by the document's id; of an
    area above there are too many.
    """
    if not page.column:
        return []
    whole = (f"{page.kind.parameter}-{page.subject}", page.column, page.subject)
    sources = tables["sources"]
    own = sources.loc[sources["area"] == page.subject, "document"].tolist()
    above = page.kind.above and suite.codelists().areas.level(page.subject) != "district"
    parted = len(own) > 1 and not above
    return [whole, *((id_, "document", id_) for id_ in own if parted)]


def _slices(column: str, code: str, whole: Contents) -> dict[str, pd.DataFrame]:
    """Cut out the rows about one subject, and what these rows refer to."""
    tables = whole.tables
    about = {name: whole.rows(name, column, code) for name in ABOUT}
    plans, indicators = (
        {code for table in about.values() for code in table[name].unique()}
        for name in ("document", "indicator")
    )
    kept = {
        "indicators": tables["indicators"]["indicator"].isin(indicators),
        "sources": tables["sources"]["document"].isin(plans),
    }
    others = {name: tables[name][rows] for name, rows in kept.items()}
    cut = {**about, **others, "codebook": tables["codebook"]}
    return {name: table.reset_index(drop=True) for name, table in cut.items()}
