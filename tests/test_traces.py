"""A trace walks from the chart back to the printed character."""

import pytest
from support import document, suite

from healthplans import Suite
from healthplans.errors import UnknownNameError
from healthplans.views import trace


def lines(observation_id, lang="en"):
    return dict(trace.lines(suite.trace(observation_id), suite.words(lang)))


def test_a_relative_target_shows_its_base():
    way = lines("510904-2021.text.p37c32-45")
    assert way["Printed"] == "在2020年基础上提高1岁"
    assert way["Standard value"] == "81.17 years"
    assert way["Note"] == "counted from 80.17 years in 2020"


def test_a_conversion_shows_its_factor():
    way = lines("370613-2021.table.r16c2020")
    assert way["Conversion"] == "per 1,000 population × 10 = per 10,000 population"
    assert way["Standard value"] == "6.9 per 10,000"


def test_a_lost_unit_is_said_to_come_from_the_codelist():
    assert "not printed" in lines("370613-2021.table.r4c2020")["Conversion"]


def test_an_ambiguous_change_shows_both_readings(tmp_path):
    row = "1,高血压规范管理率,%,61,提高5%"
    document(tmp_path, "340102-2021", table=f"row,label,unit,2020,2025\n{row}\n")
    made = Suite(tmp_path)
    way = dict(trace.lines(made.trace("340102-2021.table.r1c2025"), made.words("en")))
    assert way["Note"] == (
        "shown in charts, counted from 61% in 2020, 64.05 if percent is meant, "
        "66 if percentage points are meant"
    )


def test_a_sentence_that_prints_no_year_has_no_base():
    [found] = [
        name
        for name in suite.find("340102", "hypertension_management_rate", 2025)
        if ".text." in name
    ]
    way = suite.trace(found)
    assert (way.row["value_text"], way.row["base_id"]) == ("提高5%", "")
    assert "Note" not in lines(found)


def test_the_place_in_the_prose_counts_characters_from_one():
    assert lines("510904-2021.text.p37c32-45", "zh")["位置"] == "正文第37段，第33至45字"


def test_a_paragraph_without_its_characters_is_told_by_the_row(tmp_path):
    text = "row,label,unit,value,year,paragraph\n7,婴儿死亡率,‰,3.8,2020,12\n"
    document(tmp_path, "340102-2021", text=text)
    made = Suite(tmp_path)
    [way] = made.traces("340102")
    assert trace.place(way, made.words("zh")) == "转录第7行"


@pytest.mark.parametrize("area", suite.districts())
def test_every_observation_has_a_trace_in_both_languages(area):
    ways = suite.traces(area)
    own = suite.observations()
    assert len(ways) == (own["area"] == area).sum()
    for way in ways:
        for lang in ("zh", "en"):
            assert dict(trace.lines(way, suite.words(lang)))


def test_exactly_the_figures_shown_are_marked_as_charted():
    ways = [way for plan in suite.plans() for way in suite.traces(plan.about.area)]
    shown = {way.row["observation_id"] for way in ways if way.charted}
    resolved = suite.resolved()
    plans = [plan.id for plan in suite.plans()]
    assert shown == set(resolved.loc[resolved["document"].isin(plans), "observation_id"])


def test_an_unknown_figure_is_refused_with_the_nearest():
    with pytest.raises(UnknownNameError, match=r"did you mean 370613-2021\.table"):
        suite.trace("370613-2021.table.r99c2020")


def test_a_figure_is_found_by_district_indicator_and_year():
    assert suite.find("510904", "life_expectancy", 2025) == [
        "510904-2021.table.r1c2025",
        "510904-2021.text.p37c32-45",
    ]


def test_what_no_plan_states_is_refused_in_words():
    with pytest.raises(UnknownNameError, match="no figure is called '510904 gp_density 2019'"):
        suite.find("510904", "gp_density", 2019)
