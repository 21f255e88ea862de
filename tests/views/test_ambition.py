"""The page on ambition: stances counted, targets that ask nothing, obligation, spread."""

import pytest

from healthplans import suite, views


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def test_page_and_call_give_the_same_counts(words):
    counts = suite.stance_counts()
    table, _ = views.stances.tables(counts, words).blocks
    totals = [int(str(row[-1])) for row in table.rows]
    assert totals == counts.groupby("document")["targets"].sum().to_list()
    assert sum(totals) == int((suite.assess()["target_id"] != "").sum())


def test_marks_of_stances_differ_so_that_no_colour_is_needed(words):
    marks = [words.name("stance_mark", code) for code in _stances(words)]
    assert len(set(marks)) == len(marks) == 7


def _stances(words):
    return [code for list_, code in words.lists.names if list_ == "stance"]


def test_a_topic_without_targets_in_a_plan_shows_a_dash():
    _, table = views.stances.tables(suite.stance_counts(), suite.words("en")).blocks
    childcare = next(row for row in table.rows if str(row[0]) == "Childcare")
    assert str(childcare[-1]) == "–"


def test_the_sentence_adds_up():
    reading = repr(views.stances.reading(suite.stance_counts(), suite.words("en")))
    counts = suite.stance_counts().groupby("stance")["targets"].sum()
    judged = int(counts.sum() - counts["unknown"])
    assert f"{judged} can be set against a level" in reading
    assert f"The other {counts['unknown']} cannot be judged" in reading


def test_retreats_come_first_and_have_no_slack():
    table = views.no_effort.table(suite.assess(), suite.words("en"))
    asked = [str(row[4]) for row in table.rows]
    retreats = asked.count("▼ retreat")
    assert asked[:retreats] == ["▼ retreat"] * retreats
    assert {str(row[6]) for row in table.rows[:retreats]} == {"–"}


def test_slack_on_the_page_is_that_of_the_call():
    assessed = suite.assess()
    table = views.no_effort.table(assessed, suite.words("en"))
    held = assessed[assessed["stance"] == "hold"]
    shown = [str(row[6]) for row in table.rows if "hold" in str(row[4])]
    assert shown.count("–") == int(held["slack"].isna().sum())
    assert "+3.58‰" in shown  # a ceiling of 5.2 over a level of 1.62


def test_the_widest_slack_is_not_that_of_a_level_of_zero():
    reading = repr(views.no_effort.reading(suite.assess(), suite.words("en")))
    assert "Longhu for Under-five mortality rate" in reading


def test_a_plan_that_marks_nothing_gives_its_reason_and_no_share(words):
    shares = suite.binding_share()
    table = views.binding.table(shares, words)
    assert str(table.rows[0][-1]) == words.say("obligations_unmarked")
    assert words.district("340102") in repr(views.binding.reading(shares, words))


def test_if_no_plan_marks_anything_the_sentence_says_so(words):
    silent = suite.binding_share()[lambda table: table["document"] == "340102-2021"]
    assert repr(views.binding.reading(silent, words)) == words.say("reading_binding_none")


def test_spread_of_fewer_than_three_districts_is_refused_in_words(words):
    spreads = suite.convergence()
    table = views.convergence.table(spreads, words)
    counts = [int(str(row[1])) for row in table.rows]
    last = [str(row[-1]) for row in table.rows]
    too_few = words.say("convergence_too_few", n=2)
    assert [text == too_few for text in last] == [count < 3 for count in counts]


def test_direction_follows_the_coefficient_of_variation():
    strict = suite.convergence(strict=True)
    reading = repr(views.convergence.reading(strict, suite.words("en")))
    assert "closer in 2 (Health literacy, Maternal mortality)" in reading
    assert "apart in 3 (" in reading


def test_without_three_districts_anywhere_no_spread_is_computed(words):
    refused = suite.convergence()[lambda table: table["reason"] != ""]
    reading = repr(views.convergence.reading(refused, words))
    assert reading == words.say("reading_convergence_none")
