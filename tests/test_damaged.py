"""Damage to what is published: named with its line, and never another figure in silence."""

import csv
import io
import re

import pytest

from healthplans import Suite
from healthplans.errors import InputError
from healthplans.reading.whole import notes, sized

HEAD = "document,origin,locator,printed,proposed,reason_zh,reason_en,evidence\n"
ROW = "440507-2021,table,r1c2020,78.3,78.4,a,b,c\n"


def said(data):
    """Give what `check` says of a data folder."""
    try:
        return "\n".join(map(str, Suite(data).problems()))
    except InputError as error:
        return str(error)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("", ""),
        (ROW, ""),
        # of a document that this part of the data does not hold
        (ROW.replace("440507-2021", "340102-2031"), ""),
        (
            ROW.replace("44", "４４"),
            "line 2, column document: found '４４0507-2021', expected a document's",
        ),
        ("," + ROW[:-3] + "\n", "line 2, column document: found '', expected a document's id"),
        (
            ROW + ROW.replace("78.4", "9"),
            "line 3, column locator: .* expected each place once",
        ),
        (ROW.replace("78.4", "7?"), "column proposed: found '7[?]', expected a figure in a"),
        (ROW.replace(",a,", f",{'a' * 200_000},"), "line 2: .*expected well-formed CSV"),
        (ROW.replace(",a,", ',"a,'), "line 2: .*expected well-formed CSV"),
        (ROW.replace(",a,", ",a\0,"), r"line 2: found '\\x00'"),
    ],
    ids=[
        "none",
        "one",
        "elsewhere",
        "full-width",
        "shifted",
        "twice",
        "unread",
        "long",
        "quote",
        "nul",
    ],
)
def test_a_correction_that_would_not_be_read_as_it_stands_is_named(data, rows, expected):
    (data / "corrections.csv").write_text(HEAD + rows, encoding="utf-8")
    found = said(data)
    assert bool(found) == bool(expected)
    assert re.search(expected, found)


@pytest.mark.parametrize(
    ("name", "old", "new", "expected"),
    [
        ("table.csv", "\n1,", "\n１,", "row １, column row: found '１', expected a whole"),
        (
            "text.csv",
            ",3,26,31,",
            ",３,26,31,",
            "column paragraph: found '３', expected a whole",
        ),
        ("text.csv", "\n1,", f"\n{'1' * 5000},", "expected a whole number"),
        ("table.csv", "孕产妇死亡率", "??????", r"line 3: found '??????', expected UTF-8"),
        ("text.csv", "人均期望寿命", "#REF!", "line 2: found '#REF!', expected UTF-8"),
        ("text.csv", "人均期望寿命", "人均\ufffd望寿命", r"line 2: found '�', expected UTF-8"),
    ],
)
def test_damage_to_a_cell_is_named(data, edit, name, old, new, expected):
    edit(name, old, new)
    assert expected in said(data)


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        (
            {"start": "31", "end": "26"},
            "column start: found '31', expected paragraph, start and",
        ),
        ({"paragraph": ""}, "expected paragraph, start and end"),
        ({"end": ""}, "expected paragraph, start and end"),
        (
            {"year": "2052"},
            "column year: found '2052', expected a year of the year_text '2020",
        ),
        ({"year": "2020", "base_year": "2025"}, "column base_year: found '2025', expected no"),
        # a slip of the plan is no damage: 到2020年, three times as many as in 2020
        ({"year": "2020", "base_year": "2020"}, ""),
        # a figure each for years that are told by the first and the last
        ({"year": "2017", "year_text": "2016—2020年"}, ""),
        ({"year": "2015", "year_text": "2016—2020年"}, "found '2015', expected a year of"),
        # what dates it may be its base
        ({"year": "2030", "base_year": "2020"}, ""),
        ({"year": "2052", "year_text": "到期末"}, ""),
        ({"start": "", "end": ""}, ""),
    ],
)
def test_cells_of_one_row_that_contradict_each_other_are_named(
    data, changed, columns, expected
):
    changed("text.csv", 1, columns)
    found = said(data)
    assert expected in found
    assert bool(found) == bool(expected)


@pytest.fixture
def changed(plan_folder):
    """Change cells of one row, from 0, of a file of the plan."""

    def change(name, place, cells):
        rows = [*csv.DictReader(lines(plan_folder / name))]
        rows[place] |= cells
        target = io.StringIO(newline="")
        writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        (plan_folder / name).write_text(target.getvalue(), encoding="utf-8")

    return change


def lines(path):
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


@pytest.fixture
def whole(plan_folder):
    """Give the plan's files with the size of its tables."""
    files = {path.name: path.read_text(encoding="utf-8") for path in plan_folder.iterdir()}
    about = sized(files)["document.yaml"]
    (plan_folder / "document.yaml").write_text(about, encoding="utf-8")
    return plan_folder


@pytest.mark.parametrize("name", ["table.csv", "text.csv"])
def test_a_file_cut_off_at_a_line_s_end_is_named_by_its_size(data, whole, name):
    assert not said(data)
    rows = lines(whole / name)
    (whole / name).write_text("".join(rows[:-2]), encoding="utf-8")
    assert re.search(
        rf"{name}: found '{len(rows) - 3} rows of .*expected {len(rows) - 1} rows", said(data)
    )


def test_a_column_that_may_be_left_out_is_missed_where_it_was(data, whole):
    cut = [re.sub(",[^,]*\n", "\n", line) for line in lines(whole / "table.csv")]
    (whole / "table.csv").write_text("".join(cut), encoding="utf-8")
    assert re.search("table.csv: found '.* columns', expected", said(data))


@pytest.mark.parametrize("name", ["table.csv", "text.csv"])
def test_a_file_that_is_gone_is_missed(data, whole, name):
    (whole / name).unlink()
    assert f"{name}: found '0 rows of 0 columns', expected" in said(data)


def test_the_size_takes_the_place_of_an_older_one(whole):
    files = {path.name: path.read_text(encoding="utf-8") for path in whole.iterdir()}
    assert sized(files) == files
    assert files["document.yaml"].count("size:") == 1


def test_rows_left_out_of_a_numbering_are_noted_and_allowed(data, plan_folder):
    rows = lines(plan_folder / "text.csv")
    (plan_folder / "text.csv").write_text(
        "".join([rows[0], *rows[3:5], *rows[6:]]), encoding="utf-8"
    )
    assert not said(data)
    noted = [str(note) for note in notes(Suite(data).documents())]
    file = f"{plan_folder.name}/text.csv"
    assert noted == [
        f"{file}, row 3, column row: expected row 1 to 2 too",
        f"{file}, row 6, column row: expected row 5 too",
    ]


def test_a_value_of_another_length_than_its_place_is_noted(data, plan_folder, changed):
    value = next(csv.DictReader(lines(plan_folder / "text.csv")))["value"]
    assert not [*notes(Suite(data).documents())]
    changed("text.csv", 0, {"value": f"{value}0"})
    [note] = notes(Suite(data).documents())
    assert f"found '{value}0', expected {len(value)} characters" in str(note)


def test_of_a_file_that_is_no_text_the_first_line_is_enough(data, plan_folder):
    (plan_folder / "table.csv").write_bytes(b"\0" * 10_000 + b"\n\0")
    assert said(data).count("found '\\x00'") == 1
