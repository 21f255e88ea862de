"""The table of an evaluation report opens as a sheet and as a text document."""

import io
import zipfile
from xml.etree import ElementTree

import openpyxl
import pytest

from healthplans import Suite, views
from healthplans.paths import project_folder
from healthplans.site.evaluation import as_docx, as_xlsx, evaluation_table, evaluations
from healthplans.views import progress, standing, vertical
from healthplans.views.vertical import adding_table, reached_above

WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture(scope="module")
def made():
    return Suite(project_folder() / "tests" / "fixtures" / "progress")


@pytest.fixture(scope="module")
def table(made):
    found = made.progress("340103", period="2021-2025")
    return evaluation_table(found, made.words("zh"), synthetic=False)


def test_the_table_has_the_columns_of_the_official_form(table):
    assert table.columns.tolist() == [
        *("领域", "指标", "单位", "属性", "基期值", "目标值", "实际值", "完成情况", "说明")
    ]
    said = table.set_index("指标").loc["孕产妇死亡率"]
    assert said.tolist()[-5:-1] == ["10.0 (2020)", "8.0 (2025)", "7.5 (2025)", "如期实现"]


def test_the_sheet_holds_every_cell(table):
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(table, "庐阳区：评估/2025")))
    rows = [[cell or "" for cell in row] for row in book.active.iter_rows(values_only=True)]
    assert rows == [table.columns.tolist(), *table.to_numpy().tolist()]


def test_the_text_document_holds_title_table_and_notes(table):
    packed = zipfile.ZipFile(io.BytesIO(as_docx(table, "评估 <1>", ["虚构数据"], "zh")))
    root = ElementTree.fromstring(packed.read("word/document.xml"))
    paragraphs = ["".join(p.itertext()) for p in root.iter(f"{WORD}p")]
    cells = [str(cell) for row in table.to_numpy().tolist() for cell in row]
    assert paragraphs == ["评估 <1>", *table.columns, *cells, "", "虚构数据"]
    assert len(list(root.iter(f"{WORD}tr"))) == len(table) + 1


def test_the_same_figures_give_the_same_bytes(table):
    assert as_docx(table, "t", [], "zh") == as_docx(table, "t", [], "zh")
    assert as_xlsx(table, "t") == as_xlsx(table, "t")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_tables_of_made_up_figures_say_so(made, lang):
    words = made.words(lang)
    shown = progress.table(made.progress("340103"), words, synthetic=True)
    assert words.say("note_synthetic") in repr(shown)
    assert words.say("note_linear_pace") in repr(shown)
    assert words.name("progress", "not_judged") in repr(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_is_missing_is_said(made, lang):
    words = made.words(lang)
    nothing = progress.reading(made.progress("340103", period="2026-2030"), words)
    assert nothing.text == words.say("reading_progress_none", count=1)
    assert "4" in progress.reading(made.progress("340103"), words).text
    none = vertical.reading(made.vertical("340100"), words)
    assert none.text == words.say("reading_vertical_none")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_figures_stand_beside_those_above_with_their_verdict(made, lang):
    words = made.words(lang)
    shown = repr(vertical.table(made.vertical("340103"), words))
    assert words.name("vertical", "short") in shown
    assert words.say("note_by_convention") in shown


def test_every_row_and_the_title_of_made_up_figures_say_so(made):
    files = dict(evaluations(made, "340103", "2021-2025", "zh"))
    said = made.words("zh").say("note_synthetic")
    book = openpyxl.load_workbook(io.BytesIO(files["evaluation-340103-2021.xlsx"]))
    _, *rows = book.active.iter_rows(values_only=True)
    assert all(row[-1].startswith(said) for row in rows)
    packed = zipfile.ZipFile(io.BytesIO(files["evaluation-340103-2021.docx"]))
    text = packed.read("word/document.xml").decode()
    assert text.count(said) >= len(rows) + 2


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_plans_are_shown_by_status_with_what_cannot_be_judged(made, lang):
    words = made.words(lang)
    shown = standing.table(made.progress_summary("340103", "2021-2025"), words)
    row = [str(cell) for cell in shown.rows[0]]
    assert row[1] == "10"
    named = [words.name("progress", "undecided"), words.name("progress", "not_judged")]
    named.append(words.name("column", "not_judged_percent"))
    assert [row[shown.head.index(name)] for name in named] == ["1", "3", "40"]
    assert words.name("progress", "away") not in shown.head
    assert words.say("column_targets") in shown.head
    assert any(words.name("progress", "met_final") in head for head in shown.head)
    assert row[-2:] == ["2/3 (67%)", "70 (n=5; 42.4; 10–100)"]
    summary = made.progress_summary("340103", "2021-2025").assign(
        undecided=0, binding_judged=1
    )
    assert [str(c) for c in standing.table(summary, words).rows[0]][-2] == row[-2]
    assert named[0] in standing.table(summary, words).head
    blank = standing.table(summary.assign(binding=0, index_n=0), words)
    assert [str(cell) for cell in blank.rows[0][-2:]] == ["–", "–"]


def test_paths_are_drawn_of_what_has_baseline_and_level_and_marked_as_made_up(made):
    words = made.words("zh")
    found = made.progress("340103", period="2021-2025")
    figure = views.progress.chart(found, words, synthetic=True)
    panels = len(figure.data) // 3
    known = found.dropna(subset=["baseline", "target", "actual"])
    assert panels == known.drop_duplicates("target_id").shape[0]
    marks = [note for note in figure.layout.annotations if note.textangle]
    assert [note.text for note in marks] == [words.say("note_synthetic")] * panels
    life = figure.data[1]
    assert next(zip(life.x, life.y, strict=True)) == (2020, known["baseline"].iloc[0])


def test_a_target_kept_from_the_start_has_no_pace(made):
    found = made.progress("340103", "infant_mortality", "2021-2025")
    pace, levels, aim = views.progress.chart(found, made.words("zh")).data
    assert not pace.x
    assert levels.x == (2020, 2022, 2025)
    assert aim.y == (5.2,)


def test_nothing_is_drawn_where_nothing_is_known(made):
    words = made.words("en")
    figure = views.progress.chart(made.progress("340103", period="2026-2030"), words)
    assert not figure.data
    assert figure.layout.meta["description"].startswith("No target")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_sections_of_other_pages_say_what_is_missing_in_one_sentence(made, lang):
    words = made.words(lang)
    nothing = progress.section(made.progress("340103", period="2026-2030"), words)
    assert [block.text for block in nothing.blocks] == [
        words.say("reading_progress_none", count=1)
    ]
    assert len(vertical.section(made.vertical("340103"), words).blocks) > 1
    assert standing.succession(made.succession("340100"), words).text
    assert words.name("relation", "series_broken") in repr(
        standing.succession(made.succession("340103"), words)
    )
    assert "1/9" in repr(adding_table(made.adding_up("340100"), words))
    assert reached_above(made.reached_above("340103"), words).blocks
