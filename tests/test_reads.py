"""A page is due when a slice of the figures that it reads has changed, and only then."""

import ast
import dataclasses

import nbformat
import pytest

from healthplans import suite
from healthplans.site import reads
from healthplans.site.catalogue import Page, general, pages

# what the slice of the documents answers, and what is worked out of `progress` alone
COVERED = set("area_of audited made_up most_judged plans progress_summary words".split())
ASKING = [page for page in general("en") if page.kind.asks]
EVERY = [page for page in pages() if page.lang == "en"]


def slices(page):
    return dict(part for part in reads.reads(page) if isinstance(part, tuple))


@pytest.fixture
def changed(monkeypatch):
    """Give the pages whose slices change when one value of one plan changes."""
    reads.forget()
    before = {page.name: slices(page) for page in EVERY}

    def change(observation_id):
        tables = {known: suite.observations(corrected=known) for known in (True, False)}
        for table in tables.values():
            table.loc[table["observation_id"] == observation_id, "value"] += 0.1
        monkeypatch.setattr(
            reads.suite, "observations", lambda corrected=True: tables[corrected]
        )
        reads.forget()
        return {page.name for page in EVERY if slices(page) != before[page.name]}

    yield change
    reads.forget()


def test_a_changed_value_reaches_every_page_that_shows_it(changed):
    due = changed("340102-2021.table.r17c2025")
    assert {
        "overview",
        "indicator-beds_density",
        "district-340102",
        "district-440507",
        "trace-340102",
    } <= due


def asked(notebook):
    """Every call of `suite` in a notebook, with what it is asked without parameters."""
    cells = [cell for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    usual = {}
    exec(cells[0].source, usual)
    for node in (node for cell in cells for node in ast.walk(ast.parse(cell.source))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("suite."):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            values = [eval(ast.unparse(one), {**usual, "found": "", "area": "most_judged"}) for one in given]
            yield " ".join(filter(None, [node.func.attr, *map(str, filter(None, values))]))


@pytest.mark.parametrize("page", ASKING, ids=lambda page: page.name)
def test_a_page_of_answers_asks_what_it_says_and_nothing_else(page):
    questions = {one for one in asked(page.source) if one.split()[0] not in COVERED}
    assert questions == set(page.kind.asks)


def test_an_answer_that_changes_makes_its_page_again(monkeypatch):
    [audit] = [page for page in ASKING if page.name == "audit"]
    reads.forget()
    before = slices(audit)
    monkeypatch.setattr(reads.suite, "undecided", lambda: suite.findings().head(1))
    reads.forget()
    after = slices(audit)
    reads.forget()
    assert {name for name in before if before[name] != after[name]} == {"figures"}


def test_a_changed_value_reaches_no_other_page(changed):
    due = changed("340102-2021.table.r17c2025")
    assert not {"indicator-life_expectancy", "trace-440507"} & due


def test_a_value_that_one_plan_alone_states_leaves_the_other_districts(changed):
    due = changed("510904-2021.table.r23c2025")
    assert {"overview", "district-510904", "trace-510904"} <= due
    assert not {"district-340102", "indicator-life_expectancy"} & due


def test_a_changed_document_reaches_every_page(monkeypatch):
    page = Page("trace-440507", "trace", "en", {"district": "440507"})
    before = slices(page)
    [first, *rest] = suite.documents()
    about = first.about.model_copy(update={"status": "issued", "number": "1"})
    altered = (dataclasses.replace(first, about=about), *rest)
    reads.forget()
    monkeypatch.setattr(reads.suite, "documents", lambda: altered)
    after = slices(page)
    reads.forget()
    assert after["documents"] != before["documents"]


def test_what_a_finding_says_reaches_the_pages_that_give_it_away(monkeypatch):
    reads.forget()
    before = {page.name: slices(page) for page in EVERY}
    table = suite.findings()
    own = (table["area"] == "510904") & (table["indicator"] == "life_expectancy")
    assert own.any()
    table.loc[own, "message_en"] += "!"
    monkeypatch.setattr(reads.suite, "findings", lambda: table)
    reads.forget()
    due = {page.name for page in EVERY if slices(page) != before[page.name]}
    reads.forget()
    named = {"indicator-life_expectancy", "district-510904", "trace-510904"}
    comparing = {page.name for page in general("zh")} - {"capacity", "progress"}
    assert due == {*named, *comparing}


def test_a_new_finding_about_a_figure_reaches_the_pages_that_mark_it(monkeypatch):
    reads.forget()
    page = Page("indicator-gp_density", "indicator", "en", {"indicator": "gp_density"})
    before = slices(page)["figures"]
    monkeypatch.setattr(reads.suite, "marks", lambda: {"341302-2021.table.r11c2025": "high"})
    reads.forget()
    after = slices(page)["figures"]
    reads.forget()
    assert after != before
