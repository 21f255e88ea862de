"""Every transcribed token stands in the published text, in order, with nothing left over."""

import hashlib
import re

import pytest

from healthplans import suite
from healthplans.paths import source_folder
from healthplans.texts import fold

SOURCES = source_folder()
PLANS = suite.plans()

pytestmark = pytest.mark.skipif(
    SOURCES is None,
    reason="the source documents are not at hand (shared/sources beside the checkout)",
)
# what a table's span prints besides its cells: heads, running numbers, domains
HEADS = "指标类别|序号|指标名称|主要指标|指标属性|指标性质|领域|指标|性质|属性|单位|目标|展望"


def lines_of(plan):
    path = SOURCES / plan.document.source.file
    return path.read_text(encoding="utf-8").split("\n")


def table_of(plan):
    return [figure for figure in plan.figures if figure.origin == "table"]


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_the_source_is_the_text_that_was_transcribed(plan):
    raw = (SOURCES / plan.document.source.file).read_bytes()
    assert hashlib.sha256(raw).hexdigest() == plan.document.source.sha256


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_the_cells_of_the_table_stand_in_the_document_in_their_order(plan):
    assert [cell for cell, start in places(plan) if start < 0] == []


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_nothing_is_left_over_in_the_table(plan):
    rest = list(span_of(plan))
    for cell, start in places(plan):
        rest[start : start + len(cell)] = ["\n"] * len(cell)
    domains = "|".join({re.escape(fold(figure.domain)) for figure in table_of(plan)})
    title = re.escape(fold(plan.document.table.title))
    row_numbers = r"(?<![\d.])\d{1,2}(?![\d.])"
    left = re.sub(rf"{title}|{domains}|20\d\d年|{HEADS}|{row_numbers}|\n", "", "".join(rest))
    assert left == ""


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_every_figure_of_the_prose_stands_at_its_place(plan):
    lines = lines_of(plan)
    wrong = []
    for figure in plan.figures:
        if figure.origin == "text":
            paragraph, start, end = map(int, re.findall(r"\d+", figure.locator))
            if lines[paragraph - 1][start:end] != figure.value:
                wrong.append((figure.row, figure.value, lines[paragraph - 1][start:end]))
    assert wrong == []


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_labels_wordings_and_scopes_of_the_prose_are_printed(plan):
    whole = "\n".join(lines_of(plan))
    wrong = [
        (figure.row, text)
        for figure in plan.figures
        if figure.origin == "text"
        for text in (figure.label, figure.shared, *figure.scope.split(";"), figure.of)
        if text not in whole
    ]
    assert wrong == []


@pytest.mark.parametrize("document", PLANS, ids=lambda plan: plan.code)
def test_no_figure_of_the_prose_stands_inside_the_table(plan):
    first, last = plan.document.table.lines
    paragraphs = [
        int(re.findall(r"\d+", figure.locator)[0])
        for figure in plan.figures
        if figure.origin == "text"
    ]
    assert [number for number in paragraphs if first <= number <= last] == []


def span_of(plan):
    first, last = plan.document.table.lines
    return fold("".join(lines_of(plan)[first - 1 : last]))


def places(plan):
    """Where each cell stands after the one before it in the folded table; -1 if not."""
    span, place = span_of(plan), len(fold(plan.document.table.title))
    for cell in map(fold, printed_cells(plan)):
        start = span.find(cell, place)
        yield cell, start
        place = max(place, start + len(cell))


def printed_cells(plan):
    """Labels, units, values and obligations of a table in reading order."""
    rows: dict[int, list] = {}
    for figure in table_of(plan):
        rows.setdefault(figure.row, []).append(figure)
    for figures in rows.values():
        head = figures[0]
        yield head.label
        yield from filter(None, [head.unit])
        yield from (figure.value for figure in figures)
        yield from filter(None, [head.obligation])
