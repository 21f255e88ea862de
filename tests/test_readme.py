"""Both READMEs keep in step, and say what is there."""

import re

import pytest
from support import suite

from healthplans.cli import typer_app
from healthplans.paths import project_folder
from healthplans.reading.observations import OBSERVATION_COLUMNS

TOP = project_folder()
NAMES = ("README.md", "README.zh.md")
TEXTS = {name: (TOP / name).read_text(encoding="utf-8") for name in NAMES}
ENGLISH, CHINESE = TEXTS.values()


def commands(text):
    blocks = re.findall(r"```(?:bash|python)\n(.*?)```", text, flags=re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [line for line in lines if line]


def levels(text):
    return [len(marks) for marks in re.findall(r"^(#+) ", text, flags=re.MULTILINE)]


def test_the_two_have_the_same_headings_and_commands():
    plain = [re.sub(r"```.*?```", "", text, flags=re.DOTALL) for text in TEXTS.values()]
    assert levels(plain[0]) == levels(plain[1])
    assert commands(ENGLISH) == commands(CHINESE)


@pytest.mark.parametrize("name", TEXTS)
def test_every_column_is_in_the_codebook(name):
    assert [column for column in OBSERVATION_COLUMNS if f"`{column}`" not in TEXTS[name]] == []


@pytest.mark.parametrize("name", TEXTS)
def test_the_counts_are_those_of_the_data(name):
    table = suite.figures()
    cells = table.loc[table["origin"] == "table", ["document", "locator"]].drop_duplicates()
    statements = table.loc[table["origin"] == "text", ["document", "row"]].drop_duplicates()
    numbers = [len(cells), len(statements), len(table), table["indicator"].nunique()]
    text = " ".join(TEXTS[name].split())
    places = [text.find(str(number)) for number in numbers]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("name", TEXTS)
def test_pictures_and_links_to_files_are_there(name):
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXTS[name])
    assert linked
    assert [path for path in linked if not (TOP / path).exists()] == []


def test_every_command_that_is_named_is_there():
    start = "python -m healthplans "
    lines = [line.removeprefix(start) for line in commands(ENGLISH) if line.startswith(start)]
    named = {line.split()[0] for line in lines}
    known = {one.name or one.callback.__name__ for one in typer_app.registered_commands}
    assert named - known == set()
    assert {"read", "draft", "enter", "render"} <= named
