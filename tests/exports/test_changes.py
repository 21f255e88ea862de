"""What changed is told with its reason, each kind planted in a copy of the frozen plans."""

import shutil
from dataclasses import replace

import pytest
from support import FIVE

from healthplans import suite
from healthplans.errors import InputError
from healthplans.exports.changes import changes, page, reading, unsaid
from healthplans.exports.states import state


@pytest.fixture(scope="module")
def old():
    return state(str(FIVE))


def altered(old, id_, **columns):
    figures = old.figures.copy()
    for name, text in columns.items():
        figures.loc[figures["observation_id"] == id_, name] = text
    return replace(old, figures=figures)


@pytest.fixture(scope="module")
def one(old):
    return old.figures[old.figures["kind"] == "exact"].iloc[-1]["observation_id"]


def test_a_state_does_not_differ_from_itself(old):
    assert changes(old, old).empty


@pytest.mark.parametrize(
    ("columns", "reason"),
    [
        ({"value_text": "99", "value": "99"}, "source"),
        ({"indicator": "life_expectancy"}, "codelist"),
        ({"denominator": "人口"}, "codelist"),
        ({"comparator": ">=", "kind": "bound"}, "method"),
        ({"low": "0"}, "method"),
    ],
)
def test_a_changed_figure_has_the_reason_of_what_differs(old, one, columns, reason):
    [row] = changes(old, altered(old, one, **columns)).to_dict("records")
    assert (row["observation_id"], row["what"], row["reason"]) == (one, "changed", reason)
    assert set(columns) & set(row["columns"].split(";"))


def test_a_correction_declared_since_is_the_reason(old, one):
    new = replace(altered(old, one, value="99"), corrected=old.corrected | {one})
    assert list(changes(old, new)["reason"]) == ["correction"]
    # one taken back is a reason too, one in both states is none; what is printed stands first
    assert list(changes(new, old)["reason"]) == ["correction"]
    corrected = replace(old, corrected=new.corrected)
    assert list(changes(corrected, new)["reason"]) == ["method"]
    printed = replace(altered(new, one, value_text="99"), corrected=new.corrected)
    assert list(changes(old, printed)["reason"]) == ["source"]


def test_the_same_number_written_otherwise_is_no_change(old, one):
    text = old.figures.set_index("observation_id").loc[one, "value"]
    assert changes(old, altered(old, one, value=f"{float(text):.3f}")).empty


def test_a_document_added_and_one_gone(old):
    without = replace(old, figures=old.figures[old.figures["document"] != "341302-2021"])
    gone, added = changes(old, without), changes(without, old)
    assert set(gone["what"]) == {"gone"}
    assert set(added["what"]) == {"added"}
    assert len(gone) == len(added) == (old.figures["document"] == "341302-2021").sum()
    assert set(added["reason"]) == {"source"}
    assert (set(gone["new"]), set(added["old"])) == ({""}, {""})
    # in the order of the new state, what is gone last
    turned = replace(without, figures=without.figures[::-1].assign(low="-1"))
    found = changes(old, turned)
    first = [*turned.figures["observation_id"], *gone["observation_id"]]
    assert found["observation_id"].tolist() == first


def test_a_cell_read_as_two_is_a_matter_of_method(old, one):
    more = old.figures[old.figures["observation_id"] == one]
    figures = old.figures.merge(more.assign(observation_id=f"{one}.b"), how="outer")
    [row] = changes(old, replace(old, figures=figures)).to_dict("records")
    assert (row["what"], row["reason"]) == ("added", "method")


def test_data_edited_on_disk_are_told(old, tmp_path):
    shutil.copytree(FIVE, tmp_path / "data")
    table = tmp_path / "data" / "documents" / "341302-2021" / "table.csv"
    lines = table.read_text(encoding="utf-8").splitlines(keepends=True)
    table.write_text("".join(lines[:-1]), encoding="utf-8")
    found = changes(old, state(str(tmp_path / "data")))
    assert set(found["what"]) == {"gone"}
    assert set(found["document"]) == {"341302-2021"}


def test_a_published_folder_of_older_names_is_read(old, one, tmp_path):
    names = {"document": "plan", "area": "district", "area_name": "district_name"}
    shown = old.figures.rename(columns=names).drop(columns=["low", "remark"])
    shown.to_csv(tmp_path / "observations.csv", index=False)
    assert changes(state(str(tmp_path)), old).empty


def test_what_is_no_state_is_refused_in_words(tmp_path):
    for name in (str(tmp_path), "no-such-revision"):
        with pytest.raises(InputError, match="a published folder"):
            state(name)


def test_the_changelog_must_name_each_reason(old, one):
    found = changes(old, altered(old, one, comparator=">="))
    text = "# C\n\n## New\n\n### Alters\n\n- {}: x.\n\n### Other\n\n- Method: y.\n\n## Old\n"
    assert unsaid(found, text.format("Source")) == ["method"]
    assert unsaid(found, text.format("Method")) == []
    older = "# C\n\n## New\n\n### Alters\n\n- Source: x.\n\n## Old\n\n- Method: y.\n"
    assert unsaid(found, older) == ["method"]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_page_shows_each_figure_with_before_and_after(old, one, lang):
    words = suite.words(lang)
    found = changes(old, altered(old, one, value_text="<b>"))
    text = page(found, ("a", "b"), words)
    assert "value_text=&lt;b&gt;" in text
    assert reading(found, words) in text
    assert reading(found.iloc[:0], words) == words.say("changes_none")
