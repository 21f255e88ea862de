"""An executed notebook becomes a page that is safe, whole and about the right subject."""

import pytest
from nbformat import v4

from healthplans.imports import in_language
from healthplans.site.catalogue import Page
from healthplans.site.contents import contents
from healthplans.site.export import PLOTLY, PageMismatchError, export
from healthplans.views import Cell, Sentence, Table, Title

PAGE = Page("district-340102", "district", "en", {"district": "340102"})
WHOLE = contents([PAGE])
HASH = "f" * 64
NASTY = """<script>alert("1")</script> & 'quoted' 😀"""
LONG = "很长的名称" * 40
FIGURE = {
    "data": [{"type": "scatter", "x": [1], "y": ["</script><b>"]}],
    "layout": {"height": 90, "meta": {"description": NASTY}},
}


def shown(block):
    return {"text/html": block._repr_html_(), "text/plain": repr(block)}


def toy(*outputs, subject="340102", text="A title"):
    title = shown(Title(text, "", "en", subject))
    cells = [
        v4.new_code_cell("1 < 2", outputs=[v4.new_output("display_data", data=data)])
        for data in (title, *outputs)
    ]
    return v4.new_notebook(cells=cells)


def test_a_label_with_markup_is_text():
    table = Table(NASTY, ["a"], [[Cell(NASTY, NASTY, (NASTY,))]], "en")
    page = export(toy(shown(table), {PLOTLY: FIGURE}, text=NASTY), PAGE, WHOLE, HASH)
    assert "<script>alert" not in page
    assert "</script><b>" not in page
    assert "&lt;script&gt;alert" in page
    assert "😀" in page


def test_a_code_cell_is_text_and_stands_after_what_it_made():
    page = export(toy(shown(Sentence("A reading", "en"))), PAGE, WHOLE, HASH)
    assert "<code>1 &lt; 2</code>" in page
    assert page.index("A reading") < page.index('<details class="code">')


def test_a_very_long_name_is_kept_whole():
    assert LONG in export(toy(shown(Sentence(LONG, "zh"))), PAGE, WHOLE, HASH)


def test_a_page_about_another_subject_is_refused():
    with pytest.raises(PageMismatchError, match="about '2', not '340102'"):
        export(toy(subject="2"), PAGE, WHOLE, HASH)


def test_a_notebook_without_a_title_is_refused():
    with pytest.raises(PageMismatchError, match="about ''"):
        export(v4.new_notebook(cells=[]), PAGE, WHOLE, HASH)


def test_a_failed_cell_is_said_on_its_page():
    failed = v4.new_output("error", ename="KeyError", evalue=NASTY, traceback=[])
    notebook = v4.new_notebook(cells=[v4.new_code_cell("x", outputs=[failed])])
    page = export(notebook, PAGE, WHOLE, HASH)
    assert 'role="alert"' in page
    assert "KeyError: &lt;script&gt;" in page


def test_a_chart_is_described_by_its_own_sentence():
    chart = {**FIGURE, "layout": {"meta": {"description": "Two dots far apart."}}}
    page = export(toy({PLOTLY: chart}), PAGE, WHOLE, HASH)
    assert "<b>Figure 1</b> Two dots far apart.</span></figcaption>" in page


UNDRAWN = {
    "data": [],
    "layout": {"meta": {"description": "One district: <nothing> to compare."}},
}


def test_a_chart_of_nothing_is_a_sentence_without_number_buttons_and_script():
    page = export(toy({PLOTLY: UNDRAWN}), PAGE, WHOLE, HASH)
    assert '<p class="undrawn">One district: &lt;nothing&gt; to compare.</p>' in page
    assert "<figure" not in page
    assert "data-save" not in page
    assert "plotly.min.js" not in page


def test_a_chart_of_nothing_takes_no_number_from_the_next():
    page = export(toy({PLOTLY: UNDRAWN}, {PLOTLY: FIGURE}), PAGE, WHOLE, HASH)
    assert "<b>Figure 1</b>" in page
    assert "<b>Figure 2</b>" not in page


def test_why_nothing_is_drawn_is_said_once():
    why = UNDRAWN["layout"]["meta"]["description"]
    page = export(toy(shown(Sentence(why, "en")), {PLOTLY: UNDRAWN}), PAGE, WHOLE, HASH)
    assert "undrawn" not in page


def test_a_static_chart_is_described_by_its_desc_element():
    page = export(
        toy({"image/svg+xml": "<svg><desc>a &lt; b</desc></svg>"}), PAGE, WHOLE, HASH
    )
    assert "<b>Figure 1</b> a &lt; b</span>" in page


def test_a_page_keeps_its_own_language_of_the_prose():
    spoken = {"lang": "zh", "en": "## Mine"}
    notebook = toy()
    notebook.cells.append(v4.new_markdown_cell("## 别的", metadata=spoken))
    page = export(in_language(notebook, "en"), PAGE, WHOLE, HASH)
    assert ">Mine</h2>" in page
    assert "¶" not in page
    assert "别的" not in page


def test_the_hash_handed_over_is_the_one_shown():
    page = export(toy(), PAGE, WHOLE, HASH)
    assert f"<code>{HASH}</code>" in page
    assert f"hash {HASH[:12]}" in page


def test_the_notebook_handed_over_is_left_as_it_was():
    notebook = toy({PLOTLY: FIGURE})
    before = str(notebook)
    export(notebook, PAGE, WHOLE, HASH)
    assert str(notebook) == before
