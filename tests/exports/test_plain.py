"""Tables as LaTeX and Markdown hold every cell, with their signs escaped."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans import suite, views
from healthplans.exports import latex, markdown


@pytest.fixture(scope="module")
def table():
    words = suite.words("zh")
    lists = suite.codelists()
    known = "hospital_beds" in lists.indicators
    code = "hospital_beds" if known else lists.headlines[1]
    return views.comparison.table(suite.compare(code), words)


def test_latex_uses_the_rules_of_booktabs_and_one_line_a_row(table):
    lines = latex(table, "tab:beds").splitlines()
    body = lines[lines.index(r"\midrule") + 1 : lines.index(r"\bottomrule")]
    assert len(body) == len(table.rows)
    assert r"\toprule" in lines
    assert r"\label{tab:beds}" in lines
    assert all(line.count(" & ") == len(table.head) - 1 for line in body)


def test_markdown_has_a_rule_below_the_head_and_numbers_to_the_right(table):
    lines = markdown(table).splitlines()
    assert lines[0] == f"**{table.caption}**"
    assert lines[3].count("--") == len(table.head)
    assert "--:" in lines[3]


def test_signs_of_latex_are_escaped():
    text = latex(pd.DataFrame({"5% & more_": ["≥3 {a} \\ #1"]}))
    assert r"5\% \& more\_" in text
    assert r"$\geq$3 \{a\} \textbackslash{} \#1" in text


@given(st.text(alphabet="|\n*_ab床", max_size=8))
def test_no_text_adds_a_column_to_markdown(text):
    lines = markdown(pd.DataFrame({"x": [text]})).splitlines()
    assert [line.replace(r"\|", "").count("|") for line in lines] == [3, 3, 3]


def test_an_absent_number_is_blank():
    assert markdown(pd.DataFrame({"x": [1.5, None]})).splitlines()[-1] == "| 1 |  |"
