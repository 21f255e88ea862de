"""The table of an evaluation report, as a sheet and as a text document.

领域, 指标, 单位, 属性, the baseline, the target, what was reached, 完成情况: the form in which
mid-term and final evaluations print it. The same figures give the same bytes.
"""

from collections.abc import Iterator, Sequence

import pandas as pd

from healthplans.exports.word import WIDE, Grid, Heading, Labels, Paragraph, Part, word
from healthplans.rows import Row, records
from healthplans.site.formats import workbook
from healthplans.suites import Suite
from healthplans.views import Cell, Table
from healthplans.views.progress import stated, status_word
from healthplans.vocabulary.words import Words


def evaluation_table(found: pd.DataFrame, words: Words, *, synthetic: bool) -> pd.DataFrame:
    """Give the table of an evaluation report, a row a target and level of the latest year.

    `found` are rows of `measures.progress` of one plan. `synthetic` says whether figures are
    made up: every row says so, wherever it is copied to.
    """
    rows = records(found[found["latest"]])
    sides = ("baseline_value", "target_value", "actual_value")
    names = ("topic", "indicator", "unit", "obligation", *sides, "attainment", "note")
    heads = [words.say(f"column_{name}") for name in names]
    table = pd.DataFrame([_cells(row, words) for row in rows], columns=heads, dtype="str")
    if synthetic:
        table[heads[-1]] = words.say("note_synthetic") + " " + table[heads[-1]]
    return table


def evaluations(
    suite: Suite, district: str, period: str, lang: str, *, strict: bool = False
) -> Iterator[tuple[str, bytes]]:
    """Give the files of the evaluation of each plan of an area: name and content.

    A plan of made-up figures, or one judged by such, says so in its title.
    """
    found = suite.progress(district, period=period, strict=strict)
    for plan, own in found.groupby("document", sort=False):
        document = suite.document(str(plan))
        words = suite.words_of(lang, document)
        made_up = suite.made_up(own)
        marks = [words.say("note_synthetic")] if made_up else []
        notes = [words.say("note_linear_pace"), *marks]
        title = " ".join([document.about.title, *marks])
        table = evaluation_table(own, words, synthetic=made_up)
        yield f"evaluation-{plan}.xlsx", as_xlsx(table, " ".join([*marks, str(plan)]))
        yield f"evaluation-{plan}.docx", as_docx(table, title, notes, lang)


def _cells(row: Row, words: Words) -> list[str]:
    obligation = row["obligation"] and words.name("obligation", row["obligation"])
    return [
        words.name("topic", row["topic"]),
        words.subject(row),
        words.unit(row["unit"]),
        str(obligation),
        *(stated(row, side) for side in ("baseline", "target", "actual")),
        status_word(row, words),
        words.say(row["reason"]),
    ]


def as_xlsx(table: pd.DataFrame, title: str) -> bytes:
    """Give the table as a workbook of one sheet, named by its title as far as names go."""
    plain = "".join(sign for sign in title if sign not in r"[]:*?/\'")
    return workbook({plain[:31] or "1": table})


def as_docx(table: pd.DataFrame, title: str, notes: Sequence[str], lang: str) -> bytes:
    """Give the table as a Word document: a title, the table on a wide page, notes below it."""
    rows = [[Cell(str(value)) for value in row] for row in table.to_numpy().tolist()]
    grid = Grid(Table("", list(table.columns), rows, lang), width=WIDE)
    parts: list[Part] = [Heading(title, 0), grid, *map(Paragraph, notes)]
    return word(parts, Labels(lang, title=title))
