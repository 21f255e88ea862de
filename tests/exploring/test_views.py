"""A view shows what the suite answers, and its code shows the same again."""

import json
from types import SimpleNamespace

import pandas as pd
import pytest

from healthplans import suite
from healthplans.errors import HealthplansError, InputError, UnknownNameError
from healthplans.exploring.views import SHOWN, Choice, code, view

ALL = tuple(plan.about.area for plan in suite.plans())
TWO = ("340102", "440507")


def marks(found, side):
    rows = [row for group in found["groups"] for row in group["rows"]]
    return {row["area"]: m["x"] for row in rows for m in row["marks"] if m["side"] == side}


@pytest.mark.parametrize("side", ["level", "target"])
def test_marks_are_the_figures_of_the_comparison(side):
    table = suite.compare("beds_density").set_index("area")[side].dropna()
    assert marks(view(suite, Choice("beds_density", ALL)), side) == table.to_dict()


def test_strict_keeps_apart_what_a_convention_joins():
    joined = view(suite, Choice("beds_density", ALL))["groups"]
    apart = view(suite, Choice("beds_density", ALL, strict=True))["groups"]
    assert (len(joined), len(apart)) == (1, 2)
    assert all(group["name"] for group in apart)


@pytest.mark.parametrize("show", ["target", "level"])
def test_rows_are_sorted_by_what_is_shown(show):
    [group] = view(suite, Choice("beds_density", ALL, show=show))["groups"]
    shown = [m["x"] for row in group["rows"] for m in row["marks"] if m["side"] == show]
    assert shown == sorted(shown, reverse=True)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("show", SHOWN)
def test_the_code_of_a_view_runs_and_gives_its_figures(show, lang):
    choice = Choice("beds_density", TWO, show=show, lang=lang)
    found, space = view(suite, choice), {"suite": suite}
    for cell in code(choice)[:-1]:
        exec(cell, space)
    own = space["own"]
    assert set(own["area"]) <= set(TWO)
    if show != "progress":
        assert marks(found, show) == own.set_index("area")[show].dropna().to_dict()


def test_the_last_cell_opens_the_same_view_again():
    choice = Choice("beds_density", TWO, "2021-2025", "level", True, "en")
    assert eval(code(choice)[-1], {"suite": suite}).choice == choice


@pytest.mark.parametrize(
    ("choice", "error"),
    [
        (Choice("beds_density", ()), InputError),
        (Choice("beds_density", ("110101",)), UnknownNameError),
        (Choice("no_such", ALL), UnknownNameError),
        (Choice(["beds_density", "life_expectancy"], ALL), InputError),
        (Choice("beds_density", ALL, show="rank"), UnknownNameError),
        (Choice("beds_density", ALL, period="1900-1905"), HealthplansError),
        (Choice("beds_density", ALL, lang="fr"), UnknownNameError),
    ],
)
def test_what_cannot_be_shown_is_refused_in_words(choice, error):
    with pytest.raises(error):
        view(suite, choice)


def test_the_widget_answers_a_choice_and_a_pointer_and_says_a_refusal():
    widget = suite.explore("beds_density", ["瑶海区", "440507"], lang="en")
    assert widget.areas == list(TWO)
    [group] = widget.view["groups"]
    widget.point = group["rows"][0]["marks"][0]["id"]
    assert any("row" in text or "paragraph" in text for _, text in widget.trace)
    widget.areas = []
    assert "area" in widget.view["error"]
    assert widget.view["groups"] == []
    widget.areas = ["440507"]
    assert widget.view["error"] == ""
    assert repr(widget).startswith("suite.explore('beds_density', areas=['440507']")


def test_an_empty_or_unknown_list_of_areas_is_refused_at_once():
    with pytest.raises(InputError):
        suite.explore(areas=[])
    with pytest.raises(UnknownNameError):
        suite.explore(areas=["nowhere"])


def notebook(path, *models):
    """A notebook as JupyterLab saves it, with the state of widgets."""
    states = {str(place): {"state": model} for place, model in enumerate(models)}
    kept = {"application/vnd.jupyter.widget-state+json": {"state": states}}
    path.write_text(json.dumps({"cells": [], "metadata": {"widgets": kept}}), "utf-8")
    return path


def test_a_view_is_opened_as_a_saved_notebook_holds_it(tmp_path):
    left = suite.explore("beds_density", ["340102", "440507"], lang="en")
    left.show, left.strict, left.areas = "level", True, ["440507", "510904"]
    path = notebook(tmp_path / "mine.ipynb", {"_model_name": "LayoutModel"}, left.get_state())
    again = suite.explore(saved=path)
    assert again.choice == left.choice
    assert again.view == left.view


def test_of_several_views_the_last_in_the_notebook_is_opened_whatever_its_id(tmp_path):
    views = [suite.explore("beds_density", [area], lang="en").get_state() for area in TWO]
    for ids in (["a", "b"], ["b", "a"]):
        path = notebook(tmp_path / "mine.ipynb")
        held = json.loads(path.read_text("utf-8"))
        [kept] = held["metadata"]["widgets"].values()
        # JupyterLab sorts by id; a widget that no cell shows any more stays in its list
        states = {**dict(zip(ids, views, strict=True)), "z": views[0]}
        kept["state"] = {name: {"state": states[name]} for name in sorted(states)}
        shown = [{"application/vnd.jupyter.widget-view+json": {"model_id": n}} for n in ids]
        held["cells"] = [{"cell_type": "markdown"}]
        held["cells"] += [{"outputs": [{"data": data}]} for data in shown]
        path.write_text(json.dumps(held), "utf-8")
        assert suite.explore(saved=path).areas == [TWO[1]]


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"metadata": {}}'])
def test_a_notebook_without_a_view_is_refused_in_words(tmp_path, text):
    path = tmp_path / "mine.ipynb"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"mine\.ipynb"):
        suite.explore(saved=path)


def test_a_hundred_districts_are_one_view_with_a_row_each():
    codes = [
        code for code, row in suite.codelists().areas.rows.items() if row[1] == "district"
    ]
    plans = suite.comparison()
    rows = plans[plans["document"] == "340102-2021"]
    many = replace_areas(rows, codes[:100])
    found = view(Many(many, codes[:100]), Choice("beds_density", tuple(codes[:100])))
    shown = [row["area"] for group in found["groups"] for row in group["rows"]]
    assert sorted(shown) == sorted(codes[:100])


def replace_areas(rows, codes):
    return pd.concat(
        [rows.assign(area=code, document=f"{code}-2021") for code in codes], ignore_index=True
    )


class Many:
    """The suite's answers for districts that have no plan."""

    def __init__(self, rows, codes):
        self.rows, self.codes = rows, codes

    def __getattr__(self, name):
        return getattr(suite, name)

    def compare(self, indicator, period=""):
        return self.rows[self.rows["indicator"] == indicator]

    def plans(self, period=""):
        return [SimpleNamespace(about=SimpleNamespace(area=code)) for code in self.codes]
