"""The published tables, their files, and the texts in them that begin like formulas.

Each table is a CSV and a Parquet file, all are one workbook and one data package. Texts are
given away as they are printed, so none is altered: a comparator `=` stays `=`, and in the
workbook every text is text. But a program that opens a CSV file takes `=...`, `+...`, `-...`
or `@...` for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

from healthplans import suite
from healthplans.reading.documents import Document
from healthplans.site.formats import LARGEST, as_csv, as_parquet, datapackage, workbook
from healthplans.tables import codebook, contract

BOOK, PACKAGE = "healthplans.xlsx", "datapackage.json"

Tables = Mapping[str, pd.DataFrame]
SIGNS = frozenset(
    "=+-@\t\r＝＋－＠﹦﹢﹣﹫"
)  # of any width: in Chinese settings they count too
# a number with its sign, and signs alone, are shown as they are
HARMLESS = re.compile(r"[-+]?[\d.,]+\s*[%‰]?|[-=+@]+")


def file_names(tables: Tables) -> list[str]:
    """Name the files of the whole, those of one table beside each other.

    The workbook is left out where it would have more rows than a spreadsheet opens with ease;
    each district and indicator has one of its own.
    """
    plain = [f"{name}.{ending}" for name in tables for ending in ("csv", "parquet")]
    rows = sum(len(table) for table in tables.values())
    return [*plain, *([BOOK] if rows <= LARGEST else []), PACKAGE]


def files(tables: Tables) -> Iterator[tuple[str, bytes]]:
    """Give the files of `file_names`, one after another: name and content."""
    plain = {f"{name}.csv": as_csv(table) for name, table in tables.items()}
    yield from plain.items()
    for name, table in tables.items():
        yield f"{name}.parquet", as_parquet(table)
    if BOOK in file_names(tables):
        yield BOOK, workbook(tables)
    yield PACKAGE, datapackage(tables, plain, "healthplans")


def published() -> dict[str, pd.DataFrame]:
    """Give every published table by name, its codebook last.

    Raises
    ------
    ContractError
        If a table is not as its codebook says.
    """
    tables = {
        "observations": suite.observations(),
        "measures": suite.measures()[contract("measures").names],
        "progress": suite.progress(),
        "vertical": suite.vertical(),
        "indicators": _indicators(),
        "findings": suite.findings(),
        "sources": pd.DataFrame(map(_source, suite.documents())),
        "codebook": codebook(),
    }
    return {name: contract(name).check(table) for name, table in tables.items()}


def _indicators() -> pd.DataFrame:
    same = ["zh", "en", "topic", "definition_zh", "definition_en"]
    same += ["unit", "denominator", "polarity"]
    used, entries = set(suite.observations()["indicator"]), suite.codelists().indicators
    rows = [
        {
            "indicator": code,
            **{name: str(getattr(entry, name)) for name in same},
            "related": ";".join(entry.related),
        }
        for code, entry in entries.items()
        if code in used
    ]
    return pd.DataFrame(rows)


def _source(document: Document) -> dict[str, str]:
    about = document.about
    same = ["kind", "title", "title_en", "issuer", "number", "approved", "published", "status"]
    return {
        "document": document.id,
        "area": about.area,
        "place": suite.words("zh").place(about.area),
        **{name: str(getattr(about, name)) for name in same},
        "transcribed": about.transcribed,
        "confidence": about.confidence,
        "source_id": about.source_id,
        "sha256": about.source.sha256 if about.source else "",
    }


def is_formula(text: str) -> bool:
    """Say whether a spreadsheet would take a text for a formula.

    >>> [is_formula(text) for text in ("=", "-5.2%", "--", "=1+1", "@SUM(A1)", "＝A1", "≥5")]
    [False, False, False, True, True, True, False]
    """
    return text[:1] in SIGNS and not HARMLESS.fullmatch(unicodedata.normalize("NFKC", text))


def formulas(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Name each text that begins like a formula: table, line of CSV, its name, column."""
    for name, table in tables.items():
        for column in map(str, table.select_dtypes("str")):
            texts: pd.Series = table[column].fillna("")
            found = [text for text in texts.unique() if is_formula(text)]
            for row in texts.isin(found).to_numpy().nonzero()[0] if found else ():
                yield (
                    f"{name}.csv, line {row + 2} ({table.iloc[row, 0]}), "
                    f"column {column}: {texts.iloc[row][:40]!r} "
                    "begins like a formula; a spreadsheet would work it out"
                )


def unread(tables: Mapping[str, pd.DataFrame]) -> Iterator[str]:
    """Say how many printed figures no page can use, where there are any."""
    count = int((tables["observations"]["kind"] == "unread").sum())
    if count:
        yield (
            f"{count} printed figure(s) cannot be read and are shown as printed: "
            "python -m healthplans check names them"
        )
