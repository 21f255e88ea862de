"""Show findings: a table on a terminal, JSON or CSV for programs, and whether to fail."""

from collections.abc import Sequence

import pandas as pd
from rich.table import Table

from healthplans.audits.drafts import SEVERITIES
from healthplans.errors import UnknownNameError

FORMATS = ("table", "json", "csv")
_STYLES = {"high": "bold red", "medium": "yellow", "low": "dim"}


def of_documents(findings: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
    """Keep the findings about some documents, and those about several that touch one of them.

    Parameters
    ----------
    findings : DataFrame
    ids : sequence of str
        Ids of documents; none keeps all.
    """
    if not ids:
        return findings
    pattern = "|".join(rf"(?:^|;){id_}\." for id_ in ids)
    touched = (findings["document"] == "") & findings["evidence"].str.contains(pattern)
    return findings[findings["document"].isin(ids) | touched]


def refuse_no_severity(name: str) -> None:
    """Raise `UnknownNameError` for what is no severity; blank is none and taken."""
    if name and name not in SEVERITIES:
        raise UnknownNameError("severity", name, SEVERITIES)


def fails(findings: pd.DataFrame, fail_on: str) -> bool:
    """Whether a finding is as grave as `fail_on` or graver; blank never fails.

    Raises
    ------
    UnknownNameError
        If `fail_on` is no severity.
    """
    if not fail_on:
        return False
    refuse_no_severity(fail_on)
    due = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return bool(findings["severity"].isin(due).any())


def to_table(findings: pd.DataFrame, lang: str = "en") -> Table:
    """Lay findings out for a terminal: severity, plan, rule, and the message."""
    table = Table(show_lines=False, pad_edge=False)
    for heading in ("severity", "document", "rule", "message"):
        table.add_column(heading, overflow="fold", no_wrap=heading == "severity")
    columns = ["severity", "document", "rule", f"message_{lang}"]
    for severity, plan, rule, message in findings[columns].itertuples(index=False):
        table.add_row(severity, plan or "-", rule, message, style=_STYLES[severity])
    return table


def to_json(findings: pd.DataFrame) -> str:
    """Write findings as a JSON array of records."""
    return str(findings.to_json(orient="records", force_ascii=False, indent=2))


def to_csv(findings: pd.DataFrame) -> str:
    """Write findings as CSV with a header and LF line ends."""
    return str(findings.to_csv(index=False, lineterminator="\n"))
