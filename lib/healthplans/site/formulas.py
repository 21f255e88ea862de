"""Say where a published text begins like a formula, which a spreadsheet would work out.

Texts are given away as they are printed, so none is altered: a comparator `=` stays `=`, and
in the workbook every text is text. But a program that opens a CSV file takes `=...`, `+...`,
`-...` or `@...` for a formula (https://owasp.org/www-community/attacks/CSV_Injection).
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

import pandas as pd

SIGNS = frozenset(
    "=+-@\t\r＝＋－＠﹦﹢﹣﹫"
)  # of any width: in Chinese settings they count too
# a number with its sign, and signs alone, are shown as they are
HARMLESS = re.compile(r"[-+]?[\d.,]+\s*[%‰]?|[-=+@]+")


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
