"""The log loses nothing: crashes, second windows, second reviewers, newer drafts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviewing_support import decided

from healthplans.errors import InputError
from healthplans.reviewing.decisions import OPEN, Decision, State, read_log
from healthplans.reviewing.desk import Asked, ConflictError
from healthplans.reviewing.settling import agreement, minutes, settle

FIRST = "table 健康水平/人均预期寿命"
PROSE = "text 9:16-24"
WHEN = "2026-01-02T03:04:05+00:00"


def states(desk):
    settled = desk.settled()
    return {row: desk.state(row, settled).state for row in desk.sheet.items}


def test_a_decision_is_there_after_the_desk_is_opened_anew(reviewer):
    decided(reviewer("A"), [FIRST])
    decided(reviewer("A"), [PROSE], "rejected")
    assert states(reviewer("A"))[FIRST] == "accepted"
    assert states(reviewer("A"))[PROSE] == "rejected"


@pytest.mark.parametrize("left", range(1, 60, 7))
def test_a_line_cut_off_by_a_crash_spoils_no_other(reviewer, folder, left):
    desk = reviewer("A")
    decided(desk, [FIRST])
    decided(desk, [PROSE])
    log = folder / "decisions.csv"
    log.write_bytes(log.read_bytes()[:-left])
    assert states(reviewer("A"))[FIRST] == "accepted"
    decided(reviewer("A"), ["text 9:37-41"])
    decisions, broken = read_log(folder)
    assert [d.row for d in decisions if d.row != PROSE] == [FIRST, "text 9:37-41"]
    # the line end alone lost is no loss
    assert len(decisions) + len(broken) == 3


def test_a_row_decided_in_another_window_is_not_decided_over(reviewer):
    one, other = reviewer("A"), reviewer("A")
    seen = one.state(FIRST, one.settled())
    decided(other, [FIRST], "rejected")
    with pytest.raises(ConflictError, match="decided meanwhile"):
        one.decide([Asked(FIRST, seen, State("accepted", seen.fields))])
    assert len(read_log(one.sheet.folder)[0]) == 1


def test_decisions_are_taken_together_or_not_at_all(reviewer, folder):
    desk = reviewer("A")
    seen = desk.state(FIRST, {})
    with pytest.raises(InputError, match="a row of the draft"):
        desk.decide([Asked(FIRST, seen, seen), Asked("text 1:1-2", seen, seen)])
    assert not (folder / "decisions.csv").exists()


def test_a_typed_value_that_does_not_stand_there_is_refused(reviewer, folder):
    with pytest.raises(InputError, match="text that stands in the document"):
        decided(reviewer("A"), [PROSE], "edited", value="87.01岁")
    with pytest.raises(InputError, match="text that stands in the document"):
        decided(reviewer("A"), [FIRST], "edited", **{"2025": "97.3"})
    assert not (folder / "decisions.csv").exists()


def test_a_value_picked_from_the_paragraph_is_taken(reviewer):
    desk = reviewer("A")
    made = decided(desk, [PROSE], "edited", value="78.01岁", start="18", end="24")
    assert made[0].after.state == "edited"


def test_taking_back_opens_the_row(reviewer):
    desk = reviewer("A")
    decided(desk, [FIRST])
    decided(desk, [FIRST], "open")
    assert states(desk)[FIRST] == "open"
    assert desk.settled()[FIRST].reviewers == []


def test_two_who_did_not_see_each_other_leave_a_dispute_for_a_third(reviewer):
    decided(reviewer("A", alone=True), [FIRST, PROSE])
    decided(reviewer("B", alone=True), [FIRST])
    decided(reviewer("B", alone=True), [PROSE], "rejected")
    third = reviewer("C")
    assert states(third)[FIRST] == "accepted"
    assert states(third)[PROSE] == "disputed"
    pair = agreement(third.settled())[0]
    assert (pair.rows, pair.same, pair.differing) == (2, 1, (PROSE,))
    decided(third, [PROSE])
    assert states(third)[PROSE] == "accepted"


def test_a_second_look_takes_the_place_of_the_first(reviewer):
    decided(reviewer("A"), [FIRST])
    decided(reviewer("B"), [FIRST], "rejected")
    assert states(reviewer("A"))[FIRST] == "rejected"


def test_decisions_hold_in_a_newer_draft_and_the_rest_is_listed(reviewer, edit):
    decided(reviewer("A"), [FIRST, PROSE, "text 9:41-49"])
    edit("text.csv", "3,婴儿死亡率,,,,‰,,下降至3.12‰", "3,婴儿死亡,,,,‰,,下降至3.12‰")
    edit("text.csv", ",16,24,", ",18,24,")
    newer = reviewer("A")
    assert [d.row for d in newer.strangers()] == [PROSE]
    assert newer.changed("text 9:41-49", newer.settled())
    assert not newer.changed(FIRST, newer.settled())
    assert states(newer)["text 9:18-24"] == "open"


def test_kappa_is_that_of_cohens_own_arithmetic():
    """20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no: observed 0.70, by chance 0.50, kappa 0.40."""
    pairs = [("accepted", "accepted")] * 20 + [("accepted", "rejected")] * 5
    pairs += [("rejected", "accepted")] * 10 + [("rejected", "rejected")] * 15
    every = [
        Decision(str(n), OPEN, State(state, {}), who, WHEN)
        for n, pair in enumerate(pairs)
        for who, state in zip("AB", pair, strict=True)
    ]
    found = agreement(settle(every))[0]
    assert found.rows == 50
    assert found.kappa == pytest.approx(0.4)


def test_pauses_are_no_time_spent():
    times = [
        "2026-01-01T10:00:00+00:00",
        "2026-01-01T10:02:00+00:00",
        "2026-01-01T12:00:00+00:00",
    ]
    every = [Decision("x", OPEN, OPEN, "A", time) for time in times]
    assert minutes(every) == 2


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
NAME = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)


@given(NAME, st.dictionaries(TEXT, TEXT, max_size=3), NAME)
def test_any_text_comes_back_from_the_log(tmp_path_factory, row, fields, who):
    folder = tmp_path_factory.mktemp("log")
    one = Decision(
        " ".join(row.split()), OPEN, State("edited", fields), " ".join(who.split()), WHEN
    )
    (folder / "decisions.csv").write_text(one.line() + "\n", encoding="utf-8", newline="")
    decisions, broken = read_log(folder)
    assert [*decisions, *broken] == [one]


def test_a_label_that_two_rows_give_to_two_indicators_is_refused(reviewer):
    desk = reviewer("A")
    decided(desk, ["text 9:60-64"], "edited", alias_of="institutions", label="机构")
    with pytest.raises(InputError, match="institutions, as in row"):
        decided(desk, ["text 9:67-72"], "edited", alias_of="beds", label="机构")


def test_a_text_of_the_prose_that_is_no_row_can_be_made_one(reviewer):
    desk = reviewer("A")
    cells = {"label": "床位", "year": "2020", "indicator": "beds"}
    made = decided(desk, ["number 9:67-71"], "edited", **cells)
    assert made[0].after.fields["value"] == "1630"
    assert desk.strangers() == []
    with pytest.raises(InputError, match="a row of the draft"):
        desk.decide([Asked("number 9:1-9999", OPEN, OPEN)])


def test_columns_that_were_looked_at_decide_nothing_and_no_dispute(reviewer):
    seen = {"checked_columns": "label;2020"}
    decided(reviewer("A", alone=True), [FIRST], "checked", **seen)
    decided(reviewer("B", alone=True), [FIRST], "rejected")
    third = reviewer("C")
    assert states(third)[FIRST] == "rejected"
    assert third.settled()[FIRST].reviewers == ["B"]
    assert agreement(third.settled()) == []


def test_a_draft_changed_by_hand_while_it_is_open_is_read_again(reviewer, edit):
    desk = reviewer("A")
    seen = desk.state(FIRST, {})
    edit("table.csv", "人均预期寿命,岁,78.01,79.3", "人均预期寿命,岁,78.01,78.01")
    desk.renew()
    with pytest.raises(ConflictError, match="decided meanwhile"):
        desk.decide([Asked(FIRST, seen, State("accepted", seen.fields))])
