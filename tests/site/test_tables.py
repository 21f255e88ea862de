"""What is taken away holds the page's numbers, opens elsewhere, and is the same twice."""

import datetime
import json

import openpyxl
import pandas as pd
import pytest

from healthplans import suite
from healthplans.site.tables import published, write_tables
from healthplans.site.workbook import write_workbook


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    out = tmp_path_factory.mktemp("tables")
    write_tables(out)
    return out / "data"


def test_the_data_package_is_valid(data):
    from frictionless import validate

    report = validate(str(data / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_the_data_package_notices_an_altered_file(tmp_path):
    from frictionless import validate

    write_tables(tmp_path)
    path = tmp_path / "data" / "sources.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2022", "2023"), encoding="utf-8")
    assert not validate(str(tmp_path / "data" / "datapackage.json")).valid


def test_every_column_of_every_table_is_in_the_codebook():
    tables = published()
    described = {(row.table, row.column) for row in tables["codebook"].itertuples()}
    assert described == {(name, column) for name in tables for column in tables[name]}


def test_every_table_holds_the_same_figures_in_every_format(data):
    table = suite.observations()
    csv = pd.read_csv(data / "observations.csv", dtype={"district": str})
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
    first = dict(zip(head, [cell.value for cell in book["observations"][2]], strict=True))
    assert isinstance(first["year"], int)
    assert isinstance(first["value"], int | float)
    assert first["district"] == "340102"


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    path = tmp_path / "book.xlsx"
    write_workbook(path, {"one": pd.DataFrame({"comparator": ["=", "=1+1"]})})
    cells = openpyxl.load_workbook(path)["one"]["A"][1:]
    assert [(cell.value, cell.data_type) for cell in cells] == [
        ("=", "s"),
        ("=1+1", "s"),
    ]


def test_the_same_tables_give_the_same_bytes(data, tmp_path, monkeypatch):
    class Later(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return cls(2031, 1, 1, tzinfo=tz)

    monkeypatch.setattr("datetime.datetime", Later)
    write_tables(tmp_path)
    for path in data.iterdir():
        assert (tmp_path / "data" / path.name).read_bytes() == path.read_bytes(), path.name


def test_the_package_names_every_plan_with_its_hash(data):
    package = json.loads((data / "datapackage.json").read_text(encoding="utf-8"))
    assert [len(source["sha256"]) for source in package["sources"]] == [64] * 5
    assert all(resource["hash"].startswith("sha256:") for resource in package["resources"])
