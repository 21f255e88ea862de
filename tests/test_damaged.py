"""Damage to what is published: named with its line, and never another figure in silence."""

import re

import pytest

from healthplans import Suite
from healthplans.errors import InputError

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


def test_of_a_file_that_is_no_text_the_first_line_is_enough(data, plan_folder):
    (plan_folder / "table.csv").write_bytes(b"\0" * 10_000 + b"\n\0")
    assert said(data).count("found '\\x00'") == 1
