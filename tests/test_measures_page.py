"""What `docs/measures.md` works out by hand is what the code gives."""

import ast
import re

import pandas as pd
import pytest
from support import suite

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


def given(call, column):
    name, arguments, key, chosen = call
    said = ast.parse(f"f({arguments})", mode="eval").body
    named = {one.arg: ast.literal_eval(one.value) for one in said.keywords}
    table = getattr(suite, name)(*map(ast.literal_eval, said.args), **named)
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
