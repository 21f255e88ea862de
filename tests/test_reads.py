"""A page is due when a slice of the figures that it reads has changed, and only then."""

import ast
import dataclasses

import nbformat
import pytest

from healthplans import suite
from healthplans.site import reads
from healthplans.site.catalogue import general, pages

# what the slice of the documents answers, and what is worked out of `progress` alone
COVERED = {"area_of", "audited", "made_up", "most_judged"}
COVERED |= {"plans", "progress_summary", "words"}
ASKING = [page for page in general("en") if page.kind.asks]
EVERY = [page for page in pages() if page.lang == "en"]


def slices(page):
    return dict(part for part in reads.reads(page) if isinstance(part, tuple))


def hashed():
    """The slices of every page, as the figures and findings are now."""
    suite.answers.pop(("slices",), None)
    return {page.name: slices(page) for page in EVERY}


@pytest.fixture(scope="module")
def before():
    suite.answers.clear()
    yield hashed()
    suite.answers.clear()


def reached(before):
    """The pages of which a slice is another now."""
    return {name for name, parts in hashed().items() if parts != before[name]}


@pytest.fixture
def changed(monkeypatch, before):
    """Give the pages whose slices change when one value of one plan changes."""

    def change(observation_id):
        tables = {known: suite.observations(corrected=known) for known in (True, False)}
        for table in tables.values():
            table.loc[table["observation_id"] == observation_id, "value"] += 0.1
        monkeypatch.setattr(
            reads.suite, "observations", lambda corrected=True: tables[corrected]
        )
        suite.answers.clear()
        return reached(before)

    yield change
    suite.answers.clear()


def asked(notebook):
    """Every call of `suite` in a notebook, with what it is asked without parameters."""
    cells = [cell for cell in nbformat.read(notebook, 4).cells if cell.cell_type == "code"]
    usual = {"found": "", "area": "most_judged"}
    exec(cells[0].source, usual)
    for node in (node for cell in cells for node in ast.walk(ast.parse(cell.source))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("suite."):
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            values = [eval(ast.unparse(one), usual) for one in given]
            yield " ".join(filter(None, [node.func.attr, *map(str, filter(None, values))]))


@pytest.mark.parametrize("page", ASKING, ids=lambda page: page.name)
def test_a_page_of_answers_asks_what_it_says_and_nothing_else(page):
    questions = {one for one in asked(page.source) if one.split()[0] not in COVERED}
    assert questions == set(page.kind.asks)


def test_an_answer_that_changes_makes_its_page_again(monkeypatch, before):
    monkeypatch.setattr(reads.suite, "undecided", lambda: suite.findings().head(1))
    assert reached(before) == {"audit"}


def test_a_changed_document_reaches_every_page(monkeypatch, before):
    [first, *rest] = suite.documents()
    about = first.about.model_copy(update={"status": "issued", "number": "1"})
    altered = (dataclasses.replace(first, about=about), *rest)
    monkeypatch.setattr(reads.suite, "documents", lambda: altered)
    assert reached(before) == set(before)


def test_what_a_finding_says_reaches_the_pages_that_give_it_away(monkeypatch, before):
    table = suite.findings()
    own = (table["area"] == "510904") & (table["indicator"] == "life_expectancy")
    assert own.any()
    table.loc[own, "message_en"] += "!"
    monkeypatch.setattr(reads.suite, "findings", lambda: table)
    named = {"indicator-life_expectancy", "district-510904", "trace-510904"}
    silent = {"ambition", "capacity", "progress", "rules"}  # of what findings say
    comparing = {page.name for page in general("zh")} - silent
    assert reached(before) == {*named, *comparing}


def test_a_new_finding_about_a_figure_reaches_the_pages_that_mark_it(monkeypatch, before):
    marks = suite.marks() | {"341302-2021.table.r11c2025": "high"}
    monkeypatch.setattr(reads.suite, "marks", lambda: marks)
    assert {"indicator-gp_density", "district-341302", "district-340102"} <= reached(before)
    assert not {"indicator-life_expectancy", "trace-340102"} & reached(before)


def test_a_changed_value_reaches_the_pages_that_show_it_and_no_other(changed):
    due = changed("340102-2021.table.r17c2025")
    own = {"district-340102", "trace-340102", "indicator-beds_density"}
    assert {*own, "overview", "district-440507"} <= due
    assert not {"indicator-life_expectancy", "trace-440507"} & due


def test_a_value_that_one_plan_alone_states_leaves_the_other_districts(changed):
    due = changed("510904-2021.table.r23c2025")
    assert {"overview", "district-510904", "trace-510904"} <= due
    assert not {"district-340102", "indicator-life_expectancy"} & due


def test_a_value_asks_something_of_the_page_on_ambition_or_does_not_reach_it(changed):
    alone, held = "340102-2021.table.r2c2025", suite.no_effort().iloc[0]["target_id"]
    assert "overview" in (due := changed(alone))
    assert "ambition" not in due
    assert "ambition" in changed(held)


def test_files_are_taken_away_as_they_were_until_a_row_about_their_subject_changes(changed):
    def taken():
        return {page.name: {*reads.besides(page)} for page in EVERY}

    earlier = taken()
    due = changed("340102-2021.table.r17c2025")
    other = {name for name, parts in taken().items() if parts != earlier[name]}
    assert other == {"district-340102", "trace-340102", "indicator-beds_density"}
    assert other < due
