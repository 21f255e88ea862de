"""An evaluator's sheet becomes a document, or every wrong cell is named; figures made up."""

import re
import shutil

import openpyxl
import pytest
from support import FIVE

from healthplans import Suite
from healthplans.commands.documents import enter
from healthplans.drafting.entering import Entry
from healthplans.drafting.entering import enter as document_of
from healthplans.errors import InputError, OutputError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENCRYPTED = OLE + "EncryptedPackage".encode("utf-16-le")
HEAD = ["指标", "单位", "2020年", "2025年目标", "2023年实际值"]


@pytest.fixture(scope="module")
def rows():
    """Give 25 rows of a plan, each with a figure made up for 2023."""
    suite = Suite(FIVE)
    figures = suite.observations().set_index("observation_id")
    targets = suite.progress("440507").query("target_year == 2025 and part == ''")
    kept = targets.dropna(subset=["target", "baseline"]).drop_duplicates("indicator")
    plan = [figures.loc[id_] for id_ in kept["target_id"]]
    made = [
        round(float(b) / float(figures.loc[i, "factor"]), 2)
        for b, i in zip(kept["baseline"], kept["baseline_id"], strict=True)
    ]
    lines = zip(plan, made, strict=True)
    return [[r["label_text"], r["unit_text"], "", r["value_text"], v] for r, v in lines][:25]


@pytest.fixture
def mine(tmp_path):
    """Give a data folder of an evaluator with the plan of her district."""
    source = FIVE / "documents" / "440507-2021"
    shutil.copytree(source, tmp_path / "mine" / "documents" / source.name)
    return tmp_path / "mine"


def test_the_first_document_of_a_folder_may_be_entered(tmp_path, sheet):
    folder = tmp_path / "empty"
    with pytest.raises(InputError, match="--folder: found 'nothing there', expected a data"):
        enter(sheet(), area="440507", year=2023, folder=folder)
    folder.mkdir()
    enter(sheet(), area="440507", year=2023, folder=folder)
    [document] = Suite(folder).documents()
    assert len(document.figures) == 25


def test_a_formula_that_nothing_worked_out_is_named_and_no_row_is_lost(sheet, mine):
    path, entry = sheet(E4="=80+0.5"), Entry("440507", "evaluation", 2023, "x")
    found = "sheet 实际, cell E4: found '', expected a figure, not a formula without a stored"
    with pytest.raises(InputError, match=found):
        document_of(path, entry, mine / "documents", Suite(mine).codelists())


def test_what_a_sheet_hides_is_left_aside_and_told(sheet, mine):
    path = sheet()
    book = openpyxl.load_workbook(path)
    shown, hidden = book.active, book.create_sheet("旧")
    book.create_sheet("空").sheet_state = hidden.sheet_state = "hidden"
    hidden["A1"] = "x"
    shown.row_dimensions[4].hidden = shown.row_dimensions[6].hidden = True
    shown.column_dimensions.group("C", "D", hidden=True)
    book.save(path)
    told, entry = [], Entry("440507", "evaluation", 2023, "x")
    lists = Suite(mine).codelists()
    folder = document_of(path, entry, mine / "documents", lists, told.append)
    assert len((folder / "table.csv").read_text(encoding="utf-8").splitlines()) == 1 + 25 - 2
    assert told == [
        "sheet 实际: hidden row 4, 6, left aside",
        "sheet 实际: hidden column C, D, left aside",
        "sheet 旧: hidden, left aside",
    ]


@pytest.fixture
def sheet(tmp_path, rows):
    """Write the sheet, after some cells were changed."""

    def build(more=(), **changed):
        book = openpyxl.Workbook()
        active = book.active
        active.title = "实际"
        for row in [["龙湖区（虚构）"], HEAD, *rows, *more]:
            active.append(row)
        for address, value in changed.items():
            active[address] = value
        book.save(tmp_path / "2023.xlsx")
        return tmp_path / "2023.xlsx"

    return build


def entered(path, folder, **options):
    enter(
        path,
        **{"area": "龙湖区", "year": 2023, "synthetic": True, "folder": folder, **options},
    )
    return Suite(folder)


def test_a_sheet_of_25_rows_becomes_a_document_that_judges(sheet, mine, rows):
    assert len(rows) == 25
    suite = entered(sheet(), mine)
    assert suite.document("440507-evaluation-2023").about.status == "synthetic"
    found = suite.progress("440507")
    assert (found["actual_document"] == "440507-evaluation-2023").sum() >= 25
    assert suite.made_up(found)


def test_every_wrong_cell_is_named_by_its_address_at_once(sheet, mine, rows):
    again = [rows[6][0], rows[6][1], "", "", 77.7]
    changed = {"E3": "不知道", "A4": "幸福指数", "E5": "未统计完", "E6": -3, "B7": "公里"}
    with pytest.raises(InputError) as refused:
        entered(sheet([again], **changed), mine)
    said = {offence.file.rpartition(" ")[2]: offence for offence in refused.value.offences}
    assert set(said) == {"E3", "A4", "E5", "E6", "B7", "E28"}
    assert said["A4"].text == "幸福指数"
    assert "label" in said["A4"].expected
    assert "E9" in said["E28"].expected
    assert str(said["E3"]).startswith("2023.xlsx, sheet 实际, cell E3: found '不知道'")
    assert not (mine / "documents" / "440507-evaluation-2023").exists()


def test_a_share_above_the_whole_is_refused(sheet, mine, rows):
    place = next(at for at, row in enumerate(rows, 3) if row[1] == "%")
    with pytest.raises(InputError, match="at most 100"):
        entered(sheet(**{f"E{place}": 240}), mine)


def test_a_column_that_is_not_there_and_a_year_before_the_plan_are_said(sheet, mine):
    with pytest.raises(InputError, match="a column 2024"):
        entered(sheet(), mine, year=2024)
    with pytest.raises(InputError, match="counts from 2020"):
        entered(sheet(), mine, year=2019)


def test_what_is_there_is_not_written_over(sheet, mine):
    entered(sheet(), mine)
    with pytest.raises(OutputError, match="there already"):
        entered(sheet(), mine)


def test_a_table_of_the_official_form_is_read_by_its_column_of_actual_values(tmp_path, mine):
    path = tmp_path / "form.csv"
    head = "领域,指标,单位,属性,基期值,目标值,实际值\n"
    path.write_text(
        f"{head}健康水平,人均预期寿命,岁,预期性,78.3,78.9,78.8\n", encoding="utf-8"
    )
    found = entered(path, mine).progress("440507", "life_expectancy")
    assert found["actual"].dropna().tolist() == [78.8]


def test_a_wrong_cell_of_a_csv_file_is_named_by_its_line(tmp_path, mine):
    path = tmp_path / "form.csv"
    path.write_text("指标,单位,2023\n人均预期寿命,岁,很高\n", encoding="utf-8")
    with pytest.raises(InputError, match="line 2, cell 3"):
        entered(path, mine)


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("a.xlsx", ENCRYPTED, "expected a file without a password"),
        ("a.csv", ENCRYPTED, "expected a file without a password"),
        ("a.csv", b"", "expected a file .xlsx or .csv with figures"),
        ("a.xlsx", b"%PDF-1.7 ", "found 'pdf', expected a file .xlsx or .csv"),
    ],
    ids=["encrypted", "encrypted-and-misnamed", "empty", "pdf"],
)
def test_what_a_sheet_is_is_told_by_its_bytes(tmp_path, name, content, expected):
    (tmp_path / name).write_bytes(content)
    entry = Entry("440507", "evaluation", 2023, "")
    with pytest.raises(InputError, match=re.escape(expected)):
        document_of(tmp_path / name, entry, tmp_path, None)
