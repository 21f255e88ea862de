"""The page on capacity: populations that counts imply, and the heads that targets need."""

from types import SimpleNamespace

import pandas as pd
import pytest

from healthplans import suite, views


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def test_each_pair_is_shown_with_its_interval():
    table = views.populations.table(suite.population(), suite.words("en"))
    first = [str(cell) for cell in table.rows[0]]
    # 2,750 physicians at 3.95 per 1,000
    assert first[4:6] == ["696,203", "695,196 to 697,212"]
    assert len(table.rows) == len(suite.population())


def test_pairs_that_agree_and_pairs_that_do_not_are_told_apart():
    table = views.populations.table(suite.population(), suite.words("en"))
    said = {(str(row[0]), str(row[-1])) for row in table.rows}
    assert said == {
        ("Yaohai", "3 pairs agree"),
        ("Yaohai", "no other pair agrees"),
        ("Longhu", "no other pair agrees"),
        ("Anju", "2 pairs agree"),
    }


def test_the_sentence_names_those_that_agree_contradict_and_say_nothing():
    reading = repr(
        views.populations.reading(suite.population(), suite.plans(), suite.words("en"))
    )
    assert "imply 2 populations, 696,811, 744,311; none is chosen" in reading
    assert "imply 4 populations, 606,050, " in reading
    assert "Yongqiao, Laishan: no count is printed together with its density" in reading


def test_populations_of_two_years_do_not_contradict_each_other():
    pairs, words = suite.population(), suite.words("en")
    earlier = pairs.assign(
        year=2015, **{n: pairs[n] * 0.8 for n in ("population", "low", "high")}
    )
    both = pd.concat([earlier, pairs], ignore_index=True)
    said = [repr(views.populations.reading(t, suite.plans(), words)) for t in (both, pairs)]
    assert said[0] == said[1]
    assert len(set(views.populations.chart(both, words).data[0].y)) == len(both)
    notes = [row[1].notes[-1] for row in views.populations.table(both, words).rows]
    assert notes == both["year"].astype(str).tolist()
    one = both[(both["area"] == "340102") & both["indicator"].eq("physician_density")]
    two = pairs[(pairs["area"] == "440507")]
    apart = views.populations.widest_apart(pd.concat([one, two], ignore_index=True))
    assert set(apart["area"]) == {"440507"}


def implied(*rows):
    """Give pairs as `implied_population` does: area, indicator, ends of the population."""
    made = [
        {"document": area, "area": area, "area_name": area, "year": 2020}
        | {"indicator": name, "count_indicator": name, "low": low, "high": high}
        | {"density": 1.0, "count": low, "population": low, "denominator": "人口"}
        | {"count_part": "", "density_id": "", "count_id": ""}
        | dict(*more)
        for area, name, low, high, *more in rows
    ]
    return pd.DataFrame(made)


BEDS, NURSES, STAFF, PLACES = (
    *("beds_density", "nurse_density", "physician_density"),
    "childcare_places_density",
)


def test_a_pair_agrees_with_most_of_its_own_plan_and_year():
    # beds, staff and nurses share 9 to 10, nurses share 11 to 12 with the places
    pairs = [(BEDS, 8, 10), (STAFF, 9, 10), (NURSES, 9, 12), (PLACES, 11, 13)]
    rows = [("340102", *pair) for pair in pairs]
    earlier = [("340102", name, low, high, {"year": 2015}) for name, low, high in pairs[::3]]
    other = ("440507", BEDS, 8, 10)
    table = views.populations.table(implied(*rows, *earlier, other), suite.words("en"))
    said = [str(row[-1]) for row in table.rows]
    agree = ["3 pairs agree"] * 3 + ["2 pairs agree"]
    assert said == [*agree, *["no other pair agrees"] * 3]


OTHERS = sorted(suite.codelists().areas.rows)[-13:]


def test_districts_whose_pairs_agree_and_do_not_are_named_up_to_twelve_and_else_counted():
    one = [(area, BEDS, 8, 10) for area in OTHERS]
    twice = implied(*one, (OTHERS[0], STAFF, 20, 30), (OTHERS[1], STAFF, 9, 10))
    plans = [SimpleNamespace(about=SimpleNamespace(area=code)) for code in OTHERS]
    words = suite.words("en")
    said, fewer = (
        repr(views.populations.reading(table, plans, words))
        for table in (twice, twice[twice["area"] != OTHERS[2]])
    )
    assert said.startswith("13 districts print counts together with densities: in 12 all")
    assert "in 1 they do not" in said
    assert "imply 2 populations, 9, 25; none is chosen" in fewer
    assert "districts print" not in fewer


def apart_by(area, times, count):
    """Give the pairs of a district of which the last is apart by a factor."""
    ends = [(8, 10)] * (count - 1) + [(10 * times, 10 * times + 1)]
    return [(area, BEDS, low, high, {"count_id": n}) for n, (low, high) in enumerate(ends)]


def test_the_chart_of_many_pairs_holds_the_widest_apart_as_far_as_thirty_rows_go():
    a, b, c = OTHERS[:3]
    near, wide, alike = apart_by(a, 2, 15), apart_by(b, 3, 15), apart_by(c, 0.8, 2)
    drawn = views.populations.widest_apart(implied(*near, *alike, *wide))
    assert drawn["area"].tolist() == [b] * 15 + [a] * 15
    most = views.populations.widest_apart(implied(*apart_by(a, 2, 31), *alike))
    assert most["area"].tolist() == [a] * 31
    words = suite.words("en")
    left = views.populations.chart(implied(*near, *alike, *wide), words).layout.xaxis.title
    assert "1 more district" in left.text.replace("<br>", " ")
    whole = implied(*apart_by(a, 0.8, 15), *apart_by(b, 0.8, 15))
    assert len(views.populations.chart(whole, words).data[0].x) == 30


def test_contradicting_populations_stand_side_by_side():
    beds = views.heads.tables(suite.required_heads(), suite.words("en")).blocks[0]
    longhu = [row for row in beds.rows if str(row[0]) == "Longhu"]
    assert [str(row[5]).split(" ")[0] for row in longhu] == ["5824", "7806", "7950"]
    assert [str(row[6]) for row in longhu] == ["+3899", "+5881", "+6025"]


def test_page_and_call_give_the_same_heads():
    required = suite.required_heads()
    beds = views.heads.tables(required, suite.words("en")).blocks[0]
    heads = required.loc[required["indicator"] == "beds_density", "heads"]
    shown = [str(row[5]) for row in beds.rows]
    assert shown.count("–") == int(heads.isna().sum())
    assert all(str(round(value)) in " ".join(shown) for value in heads.dropna())


def test_without_a_population_the_reason_stands_and_no_number(words):
    beds = views.heads.tables(suite.required_heads("370613"), words).blocks[0]
    [row, *_] = beds.rows
    assert words.say("population_no_pair") in [str(cell) for cell in row]
    assert [str(cell) for cell in row[-4:]] == ["–"] * 4


def test_a_floor_stays_a_floor_in_heads():
    text = repr(views.heads.tables(suite.required_heads("510904"), suite.words("en")))
    assert "≥3100 [3091 to 3109]" in text
    assert "≥+588" in text


def test_with_no_number_at_all_the_sentence_says_so(words):
    reading = views.heads.reading(suite.required_heads("370613"), words)
    assert repr(reading) == words.say("reading_heads_none")


def test_the_largest_change_is_named_with_its_population():
    reading = repr(views.heads.reading(suite.required_heads(), suite.words("en")))
    assert "Longhu (population 827,224): Beds from 1925 to 7950, +1205 a year" in reading


def test_small_numbers_are_warned_of_where_births_are_stated(words):
    table, reading = views.limits.tables(suite.rate_limits("440507"), words).blocks
    assert len(table.rows) == 3
    assert "57.02" in repr(table)  # the upper limit of no death among 6,470 births
    assert "15.46" in repr(table)
    assert "3" in repr(reading)


def test_where_no_births_are_stated_no_limits_are_given(words):
    limits = views.limits.tables(suite.rate_limits("341302"), words)
    assert repr(limits) == words.say("limits_none")


def test_a_districts_page_shows_stance_and_china_with_confidence():
    text = repr(
        views.district.tables(suite.district("440507"), suite.peers(), suite.words("en"))
    )
    assert "▲ advance" in text
    china = "77.93 in 2020, target 78.3 for 2025 [official document, quoted by news]"
    assert china in text


def one_of(code, district="340102", **more):
    """Give the first row of what a district's target requires, with other figures in it."""
    every = suite.required_heads()
    rows = every[(every["area"] == district) & (every["indicator"] == code)]
    return rows.iloc[:1].assign(**more)


def test_a_kind_that_two_plans_state_has_a_table_and_the_rest_share_one_by_name(words):
    alone = one_of(NURSES)
    rows = [one_of(BEDS), one_of(BEDS, "440507"), alone, alone.assign(group=2)]
    blocks = views.heads.tables(pd.concat(rows, ignore_index=True), words).blocks
    assert [len(block.rows) for block in blocks] == [2, 2]
    assert {str(row[0]) for row in blocks[1].rows} == {words.indicator(NURSES)}


def test_a_cell_of_heads_says_what_is_open_and_what_it_rests_on(words):
    figures = {"heads": 100.3, "heads_low": 100.2, "heads_high": 100.4}
    figures |= {"denominator": "户籍人口", "target_comparator": "="}
    unknown = {"heads_now": pd.NA, "added": pd.NA, "reason": "change_no_level"}
    rows = [one_of(BEDS, own=own, **figures, **unknown) for own in (True, False)]
    shown = views.heads.tables(pd.concat(rows, ignore_index=True), words).blocks[0].rows
    assert [words.say("population_own") in row[2].notes for row in shown] == [True, False]
    assert words.denominator("户籍人口") in "".join(shown[0][4].notes)
    assert shown[0][5].notes == (words.say("change_no_level"),)
    assert (shown[0][6].text, shown[0][6].notes) == ("100", ())


def test_the_largest_change_may_be_a_fall_and_needs_a_present_number(words):
    fall, rise = one_of(BEDS, added=-500.0), one_of(NURSES, added=100.0)
    said = repr(views.heads.reading(pd.concat([rise, fall], ignore_index=True), words))
    assert words.indicator("beds", short=True) in said
    silent = views.heads.reading(one_of(BEDS, added=pd.NA), words)
    assert repr(silent) == words.say("reading_heads_none")
