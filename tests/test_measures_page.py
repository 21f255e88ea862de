"""What `docs/measures.md` works out by hand is what the code gives."""

import ast
import re

import pandas as pd
import pytest
from support import suite

from healthplans import Suite
from healthplans.paths import project_folder

PAGE = (project_folder() / "docs" / "measures.md").read_text(encoding="utf-8")
CALL = re.compile(r"^Call: `suite\.(\w+)\((.*?)\)`, row `(\w+)=(\w+)`$", re.MULTILINE)
ROW = re.compile(r"^\| `(\w+)` \| .+ \| (\S+) \|$", re.MULTILINE)


def worked():
    starts = [match.end() for match in CALL.finditer(PAGE)]
    for match, end in zip(CALL.finditer(PAGE), [*starts[1:], len(PAGE)], strict=True):
        for column, value in ROW.findall(PAGE[match.end() : end]):
            yield pytest.param(
                match.groups(), column, value, id=f"{match[1]}-{match[4]}-{column}"
            )


def asked(asker, name, arguments):
    said = ast.parse(f"f({arguments})", mode="eval").body
    named = {one.arg: ast.literal_eval(one.value) for one in said.keywords}
    return getattr(asker, name)(*map(ast.literal_eval, said.args), **named)


def given(call, column):
    name, arguments, key, chosen = call
    table = asked(suite, name, arguments)
    return table[table[key] == chosen].iloc[0][column]


@pytest.mark.parametrize(("call", "column", "value"), list(worked()))
def test_the_value_worked_by_hand_is_what_the_code_gives(call, column, value):
    found = given(call, column)
    if value == "—":
        assert pd.isna(found)
    elif re.fullmatch(r"-?\d+(\.\d+)?", value):
        half = 0.5 * 10.0 ** -len(value.partition(".")[2])
        assert float(found) == pytest.approx(float(value), abs=half * 1.0001)
    else:
        assert found == value


def test_every_table_of_the_page_is_checked():
    assert len(ROW.findall(PAGE)) == len(list(worked())) == PAGE.count("\n| `")
    assert len(CALL.findall(PAGE)) == PAGE.count("Call:") == PAGE.count("|---|---|---|")


VERDICTS = re.compile(r"^Verdicts: `data\.(\w+)\((.*?)\)`\n\n((?:\|.*\n)+)", re.MULTILINE)


def verdicts():
    """Give each table of verdicts: the call, and its rows without the working."""
    for name, arguments, table in VERDICTS.findall(PAGE):
        lines = [
            [cell.strip() for cell in line.split("|")[1:-2]] for line in table.split("\n")
        ]
        rows = [line for line in lines[2:] if line]
        yield pytest.param(name, arguments, lines[0], rows, id=f"{name}({arguments})")


def number(value):
    return "—" if pd.isna(value) else f"{float(value):.1f}"


def written(row, name):
    """Write a cell as the page does."""
    if name in ("own", "upper"):
        side = "" if name == "own" else "upper_"
        sign = row[f"{side}comparator"]
        value = row[f"{side}value"]
        return "—" if pd.isna(value) else f"{'' if sign == '=' else sign}{value:g}"
    if name == "achieved":
        return number(row["achieved_percent"])
    if name == "expected":
        return number(row["expected_percent"]).removesuffix(".0")
    if name in ("baseline", "target", "actual"):
        return row[f"{name}_text"] or "—"
    return str(row["target_year"] if name == "by" else row[name])


@pytest.mark.parametrize(("name", "arguments", "head", "rows"), list(verdicts()))
def test_every_verdict_worked_by_hand_is_that_of_the_code(name, arguments, head, rows):
    table = asked(Suite(project_folder() / "data"), name, arguments)
    if name == "progress" and "period" in arguments:
        table = table[table["latest"]]
    found = [[written(row, column) for column in head] for _, row in table.iterrows()]
    assert sorted(found) == sorted(rows)


def test_there_are_four_tables_of_verdicts():
    assert len(list(verdicts())) == PAGE.count("Verdicts:") == 4
