"""Shared text is found whatever breaks it, counted by letters, with the targets in it."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans import suite
from healthplans.errors import InputError, UnknownNameError
from healthplans.measures.text_reuse import PLACES, REUSE, Text, reuse_places, text_reuse

COPIED = "到二〇二五年全区每千人口医疗卫生机构床位数达到六点五张并保持稳定增长"
NONE = suite.observations().iloc[:0]
LETTERS = st.text(alphabet="甲乙丙丁", min_size=0, max_size=60)


def share(own, other, length=10):
    found = text_reuse([Text("a", own), Text("b", other)], NONE, length)
    return found.set_index("document").loc["a", "share"]


def test_a_copied_sentence_is_found_in_each_text_with_its_share():
    own, other = f"春夏秋冬\n{COPIED}", f"{COPIED}\n{'东南西北' * 20}"
    assert share(own, other) == pytest.approx(len(COPIED) / (len(COPIED) + 4))
    [place] = reuse_places(Text("a", own), Text("b", other), 10).to_dict("records")
    assert (place["paragraph"], place["other_paragraph"]) == (2, 1)
    assert place["shared_letters"] == place["letters"] == len(COPIED)


@pytest.mark.parametrize("between", ["\n", "，", "　 ", "、\n\n"])
def test_another_break_or_comma_hides_nothing(between):
    assert share(between.join(COPIED), COPIED) == 1


def test_full_width_letters_are_the_same_letters():
    assert share("ＡＢＣ１２３％" * 3, "abc123%" * 3) == 1


def test_runs_shorter_than_asked_do_not_count():
    assert share(COPIED[:9], COPIED, 10) == 0


@given(LETTERS, LETTERS)
def test_the_share_is_that_of_letters_in_any_common_run(own, other):
    runs = {other[n : n + 5] for n in range(len(other) - 4)}
    held = {
        place
        for n in range(len(own) - 4)
        if own[n : n + 5] in runs
        for place in range(n, n + 5)
    }
    assert share(own, other, 5) == pytest.approx(len(held) / len(own) if own else 0)


@given(LETTERS.filter(lambda text: len(text) > 5))
def test_a_text_stands_in_itself(text):
    assert share(text, text, 5) == 1


def target(document, locator, value):
    row = suite.observations().iloc[0].to_dict()
    return {**row, "document": document, "origin": "text", "role": "target",
            "locator": locator, "value": value}  # fmt: skip


def test_targets_in_shared_text_are_counted_and_those_the_other_states_too():
    rows = [target("a", "p1:5-9", 1.0), target("a", "p2:0-2", 2.0), target("b", "p9:0-1", 1.0)]
    texts = [Text("a", f"{COPIED}\n别的"), Text("b", COPIED)]
    found = text_reuse(texts, pd.DataFrame(rows), 10).set_index("document")
    assert tuple(found.loc["a", ["targets", "same_targets"]]) == (1, 1)


SIZE = len(COPIED)
OWN = f"春夏秋冬{COPIED}东南\n别的别的"
PLACES_OF = [  # where a target is printed in that text, and whether it lies in shared text
    ("p1:4-6", 1),
    (f"p1:{SIZE + 2}-{SIZE + 4}", 1),
    ("p1:3-5", 0),
    (f"p1:{SIZE + 3}-{SIZE + 5}", 0),
    ("p2:0-2", 0),
    ("p2:4-6", 0),
    ("r4c2025", 0),
]
SAME = {"year": 2025, "comparator": "=", "indicator": "beds_density", "part": ""}
OTHERS = [  # what the other plan says of it, and whether that is the same target
    ({}, 1),
    ({"value": 2.0}, 0),
    ({"comparator": ">="}, 0),
    ({"year": 2030}, 0),
    ({"indicator": "gp_density"}, 0),
    ({"part": "rural"}, 0),
    ({"role": "level"}, 0),
    ({"document": "c"}, 0),
]


def reuse(*rows):
    texts = [Text("a", OWN), Text("b", COPIED)]
    found = text_reuse(texts, pd.DataFrame(rows), 10)
    assert found["share"].is_monotonic_decreasing
    return found.set_index("document").loc["a", ["targets", "same_targets"]].tolist()


@pytest.mark.parametrize(("locator", "count"), PLACES_OF)
def test_a_target_counts_where_its_figure_lies_wholly_in_shared_text(locator, count):
    row = target("a", locator, 1.0) | SAME
    assert reuse(row) == [count, 0]
    for other in ({"origin": "table"}, {"role": "level"}, {"document": "b"}):
        assert reuse(row | other) == [0, 0]


@pytest.mark.parametrize(("said", "same"), OTHERS)
def test_a_target_is_the_same_where_the_other_plan_says_all_of_it(said, same):
    row = target("a", "p1:4-6", 1.0) | SAME
    theirs = target("b", "p1:0-2", 1.0) | SAME | said
    assert reuse(row, theirs, theirs) == [1, same]
    words = row | {"value": float("nan")}
    assert reuse(words, words | {"document": "b"}) == [1, 0]


def test_signs_of_shares_are_letters_and_other_signs_are_not():
    assert Text("a", "30%、4‰ (Ⅳ)").letters == "30%4‰iv"


def test_each_paragraph_is_set_beside_the_one_that_shares_most_with_it():
    half = SIZE // 2 + 3
    own = f"{COPIED[:-5]}\n{COPIED[-5:]}\n东南西北"  # the last five stand in runs of both
    other = f"{COPIED[:12]}\n其他\n{COPIED[SIZE - half :]}\n{COPIED[SIZE - half :]}"
    pair = Text("a", own), Text("b", other)
    found = reuse_places(*pair, 10)
    assert found[["paragraph", "other_paragraph"]].to_numpy().tolist() == [[1, 3], [2, 3]]
    assert text_reuse(pair, NONE, 10).set_index("document").loc["a", "paragraphs"] == 2


def test_only_places_and_counts_are_given(tmp_path):
    for name in ("x", "y"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "source.txt").write_text(COPIED, encoding="utf-8")
    found = suite.text_reuse(tmp_path, 10)
    assert list(found) == list(REUSE)
    places = suite.reuse_places("x", "y", tmp_path, 10)
    assert list(places) == list(PLACES)
    assert COPIED[:3] not in found.to_csv() + places.to_csv()


def test_one_text_alone_or_an_unknown_one_is_refused(tmp_path):
    with pytest.raises(InputError, match="two plans"):
        suite.text_reuse(tmp_path)
    test_only_places_and_counts_are_given(tmp_path)
    with pytest.raises(UnknownNameError):
        suite.reuse_places("x", "z", tmp_path)
