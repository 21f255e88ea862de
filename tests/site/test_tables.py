"""What is taken away holds the page's numbers, opens elsewhere, and is the same twice."""

import datetime
import io
import json

import openpyxl
import pandas as pd
import pytest

from healthplans import suite
from healthplans.site import takeaway
from healthplans.site.catalogue import Page
from healthplans.site.contents import contents
from healthplans.site.formats import as_parquet, workbook
from healthplans.site.tables import file_names, files, published

DISTRICT = Page("district-340102", "district", "zh", {"district": "340102"})
INDICATOR = Page("indicator-beds_density", "indicator", "en", {"indicator": "beds_density"})
GENERAL = Page("overview", "overview", "en")


@pytest.fixture(scope="module")
def tables():
    return published()


@pytest.fixture(scope="module")
def whole():
    return contents([DISTRICT, INDICATOR])


@pytest.fixture(scope="module")
def data(tmp_path_factory, tables):
    return written(tmp_path_factory.mktemp("tables"), files(tables))


def written(folder, contents):
    for name, content in contents:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder


def test_the_data_package_is_valid(data):
    from frictionless import validate

    report = validate(str(data / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_the_data_package_notices_an_altered_file(tmp_path):
    from frictionless import validate

    path = written(tmp_path, files(published())) / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_every_column_of_every_table_is_in_the_codebook(tables):
    described = {(row.table, row.column) for row in tables["codebook"].itertuples()}
    assert described == {(name, column) for name in tables for column in tables[name]}


@pytest.mark.parametrize("side", ["level", "target"])
def test_only_a_figure_that_is_stated_can_be_evidence(tables, side):
    rows = tables["measures"]
    marked = rows[rows[f"{side}_finding"] != ""]
    assert len(marked)
    assert (marked[f"{side}_id"] != "").all()


def test_every_table_holds_the_same_figures_in_every_format(data):
    table = suite.observations()
    csv = pd.read_csv(data / "observations.csv", dtype={"area": str})
    parquet = pd.read_parquet(data / "observations.parquet")
    sheet = openpyxl.load_workbook(data / "healthplans.xlsx")["observations"]
    column = [cell.value for cell in sheet[1]].index("value")
    for values in (
        csv["value"],
        parquet["value"],
        [row[column] for row in list(sheet.values)[1:]],
    ):
        assert pd.Series(values, dtype="Float64").equals(table["value"])


def test_the_workbook_is_typed_and_its_head_stays(data):
    book = openpyxl.load_workbook(data / "healthplans.xlsx")
    assert book.sheetnames == list(published())
    assert {sheet.freeze_panes for sheet in book} == {"B2"}
    head = [cell.value for cell in book["observations"][1]]
    rows = (
        dict(zip(head, [cell.value for cell in row], strict=True))
        for row in book["observations"]
    )
    first = next(row for row in rows if row["document"] == "340102-2021")
    assert isinstance(first["year"], int)
    assert isinstance(first["value"], int | float)
    assert first["area"] == "340102"


def test_text_that_looks_like_a_formula_stays_text():
    texts = ["=", "=1+1", "https://a.example", "007"]
    content = workbook({"one": pd.DataFrame({"comparator": texts})})
    cells = openpyxl.load_workbook(io.BytesIO(content))["one"]["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [(t, "s") for t in texts]


def test_the_same_tables_give_the_same_bytes(data, tables, whole, monkeypatch):
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 1, 1, tzinfo=tz)

    earlier = takeaway.takeaway(DISTRICT, whole)
    monkeypatch.setattr("datetime.datetime", Later)
    for name, content in files(tables):
        assert (data / name).read_bytes() == content, name
    assert takeaway.takeaway(DISTRICT, whole) == earlier


def test_a_book_too_large_for_a_spreadsheet_is_left_out_and_not_linked(tables, monkeypatch):
    monkeypatch.setattr("healthplans.site.tables.LARGEST", 100)
    assert "healthplans.xlsx" not in dict(files(tables))
    assert "healthplans.xlsx" not in takeaway.names(GENERAL, tables)
    assert "measures.csv" in takeaway.names(GENERAL, tables)


def test_the_files_written_are_the_files_named(data, tables):
    assert sorted(path.name for path in data.iterdir()) == sorted(file_names(tables))


@pytest.mark.parametrize("page", [DISTRICT, INDICATOR], ids=lambda page: page.notebook)
def test_a_page_gives_away_its_own_rows_in_every_format(page, whole, tmp_path):
    folder = written(tmp_path, takeaway.takeaway(page, whole).items()) / "data"
    names = [f"{page.notebook}-{page.subject}{end}" for end in takeaway.ENDINGS]
    assert [path.name for path in sorted(folder.iterdir())] == sorted(names)
    csv, parquet, xlsx, _ = (folder / name for name in names)
    shown = suite.assess()
    shown = shown[shown[page.column] == page.subject]
    found = [
        pd.read_csv(csv, dtype={"area": str}, keep_default_na=False, na_values=[""]),
        pd.read_parquet(parquet),
        pd.read_excel(xlsx, sheet_name="measures", dtype={"area": str}, engine="openpyxl"),
    ]
    for table in found:
        assert table["document"].tolist() == shown["document"].tolist()
        assert table["indicator"].tolist() == shown["indicator"].tolist()
        for column in ("level", "target", "change", "slack"):
            values = table[column].astype("Float64").reset_index(drop=True)
            assert values.equals(shown[column].astype("Float64").reset_index(drop=True))


@pytest.mark.parametrize("page", [DISTRICT, INDICATOR], ids=lambda page: page.notebook)
def test_a_pages_data_package_is_valid_as_it_is(page, whole, tmp_path):
    from frictionless import validate

    folder = written(tmp_path, takeaway.takeaway(page, whole).items()) / "data"
    report = validate(str(folder / f"{page.notebook}-{page.subject}.zip"), type="package")
    assert report.valid, report.to_summary()
    assert len(report.tasks) == len(whole.tables)


def test_the_traces_of_a_district_lead_to_the_districts_files(whole, tables):
    trace = Page("trace-340102", "trace", "zh", {"district": "340102"})
    assert takeaway.names(trace, tables) == takeaway.names(DISTRICT, tables)
    assert takeaway.takeaway(trace, whole) == takeaway.takeaway(DISTRICT, whole)


def test_the_package_names_every_plan_with_its_hash(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    plans = [source for source in package["sources"] if source["sha256"]]
    assert [len(source["sha256"]) for source in plans] == [64] * 5
    assert all(resource["hash"].startswith("sha256:") for resource in package["resources"])


def test_a_file_has_the_usual_type_however_texts_are_kept():
    usual = pd.DataFrame({"x": ["a", None, ""], "y": [None] * 3, "n": [1.5, 2, None]})
    usual = usual.astype({"x": "str", "y": "str"})
    assert as_parquet(usual.astype({"x": object, "y": object})) == as_parquet(usual)
