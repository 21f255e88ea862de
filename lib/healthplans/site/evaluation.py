"""The table of an evaluation report, as a sheet and as a text document.

领域, 指标, 单位, 属性, the baseline, the target, what was reached, 完成情况: the form in which
mid-term and final evaluations print it. Office Open XML as ECMA-376 describes it; the same
figures give the same bytes.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape

import pandas as pd

from healthplans.pages.progress import status_word
from healthplans.rows import Row, records
from healthplans.site.workbook import workbook
from healthplans.suites import Suite
from healthplans.vocabulary.words import Words

__all__ = ["as_docx", "as_xlsx", "evaluation_table", "evaluations"]

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_LANDSCAPE = (  # A4, in twentieths of a point
    '<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/>'
    '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134"/></w:sectPr>'
)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS = {
    "[Content_Types].xml": f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_MAIN}"/></Types>',
    "_rels/.rels": f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}" Target="word/document.xml"/></Relationships>',
}


def evaluation_table(
    found: pd.DataFrame, words: Words, *, synthetic: bool = False
) -> pd.DataFrame:
    """Give the table of an evaluation report, a row a target and level of the latest year.

    Parameters
    ----------
    found : DataFrame
        Rows of `measures.progress` of one plan.
    words : Words
    synthetic : bool
        Whether figures are made up: every row says so, wherever it is copied to.
    """
    rows = records(found[found["latest"]])
    names = ("topic", "indicator", "unit", "obligation")
    heads = [words.say(f"column_{name}") for name in names]
    heads += [words.say(f"column_{side}_value") for side in ("baseline", "target", "actual")]
    heads += [words.say("column_attainment"), words.say("column_note")]
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
        notes = [words.say("note_linear_pace")]
        notes += [words.say("note_synthetic")] if made_up else []
        marks = [words.say("note_synthetic")] if made_up else []
        title = " ".join([document.about.title, *marks])
        table = evaluation_table(own, words, synthetic=made_up)
        yield f"evaluation-{plan}.xlsx", as_xlsx(table, " ".join([*marks, str(plan)]))
        yield f"evaluation-{plan}.docx", as_docx(table, title, notes)


def _cells(row: Row, words: Words) -> list[str]:
    obligation = row["obligation"] and words.name("obligation", row["obligation"])
    return [
        words.name("topic", row["topic"]),
        f"{words.indicator(row['indicator'])}{words.part_of(row)}",
        words.unit(row["unit"]),
        str(obligation),
        *(_figure(row, side) for side in ("baseline", "target", "actual")),
        status_word(row, words),
        words.say(row["reason"]),
    ]


def _figure(row: Row, side: str) -> str:
    """Write a figure as printed, with its year."""
    if not row[f"{side}_id"]:
        return ""
    return f"{row[f'{side}_text']} ({int(row[f'{side}_year'])})"


def as_xlsx(table: pd.DataFrame, title: str) -> bytes:
    """Give the table as a workbook of one sheet, named by its title as far as names go."""
    plain = "".join(sign for sign in title if sign not in r"[]:*?/\'")
    return workbook({plain[:31] or "1": table})


def as_docx(table: pd.DataFrame, title: str, notes: Sequence[str] = ()) -> bytes:
    """Give the table as a text document: a title, the table, notes below it."""
    rows = [list(table.columns), *table.to_numpy().tolist()]
    drawn = "".join(_row(row, head=place == 0) for place, row in enumerate(rows))
    body = [
        _paragraph(title, bold=True),
        f"<w:tbl><w:tblPr>{_borders()}</w:tblPr>{drawn}</w:tbl>",
        *map(_paragraph, notes),
        _LANDSCAPE,
    ]
    document = (
        f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{"".join(body)}</w:body></w:document>'
    )
    return _zipped({**_PARTS, "word/document.xml": document})


def _zipped(parts: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def _row(cells: Sequence[str], *, head: bool) -> str:
    repeated = "<w:trPr><w:tblHeader/></w:trPr>" if head else ""
    drawn = "".join(f"<w:tc>{_paragraph(str(cell), bold=head)}</w:tc>" for cell in cells)
    return f"<w:tr>{repeated}{drawn}</w:tr>"


def _paragraph(text: str, *, bold: bool = False) -> str:
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    return f"<w:p>{run}</w:p>"


def _borders() -> str:
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    lines = "".join(f'<w:{side} w:val="single" w:sz="4"/>' for side in sides)
    return f"<w:tblBorders>{lines}</w:tblBorders>"
