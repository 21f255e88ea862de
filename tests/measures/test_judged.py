"""What was reached, told from figures that a reader can follow by hand."""

import pandas as pd
import pytest
from support import suite

from healthplans.measures.above import adding_up, reached_above
from healthplans.measures.attainment import Tolerances
from healthplans.measures.levels import Levels
from healthplans.measures.progress import progress
from healthplans.measures.standing import STATUSES, summary
from healthplans.measures.succession import succession
from healthplans.rows import records

LISTS = suite.codelists()
ROW = {
    "area": "340102",
    "area_name": "瑶海区",
    "document": "own",
    "indicator": "health_literacy",
    **dict.fromkeys(["part", "of", "end", "denominator", "obligation", "base_id"], ""),
    **dict.fromkeys(["change_unit", "change_comparator"], ""),
    **dict.fromkeys(["change", "low", "high", "base_year"], pd.NA),
    "unit": "percent",
    "kind": "exact",
    "factor": 1.0,
    "confidence": "published",
}
PER = {"indicator": "beds_density", "unit": "per_1000"}
NUMBERS = {**dict.fromkeys(["value", "change"], "Float64"), "year": "Int64"}


def figure(role, text, year, **more):
    """Give a printed figure as `resolve` does; the digits say how exact it is."""
    value = text.lstrip("<>=~")
    printed = {"value": float(value), "digits": value, "value_text": text}
    sign = text.removesuffix(value) or "="
    return ROW | {"role": role, "year": year, "comparator": sign} | printed | more


def level(text, year, **more):
    return figure("level", text, year, **more)


def target(text, year=2025, **more):
    return figure("target", text, year, **more)


def table(*rows):
    made = [{"observation_id": f"id{n}", **row} for n, row in enumerate(rows)]
    return pd.DataFrame(made).astype(NUMBERS)


def more(row):
    return {name: row[name] for name in ("indicator", "unit")}


def judged(*rows, **how):
    return progress(table(*rows), {"own": 2020}, LISTS, **how)


BASES = [  # document and year of each level; which one a plan from 2020 on counts from
    ([("own", 2020), ("other", 2020)], 0),
    ([("own", 2019), ("other", 2020)], 1),
    ([("own", 2018), ("own", 2019), ("other", 2019)], 1),
    ([("own", 2018), ("other", 2021)], 0),
    ([("own", 2021)], None),
    ([("other", 2019)], None),
]


@pytest.mark.parametrize(("known", "place"), BASES)
def test_a_target_counts_from_its_own_base_year_before_all_others(known, place):
    sure = {"own": "secondary", "other": "published"}
    rows = [level("20", y, document=d, confidence=sure[d]) for d, y in known]
    found = Levels(records(table(*rows))).baseline(target("30"), 2020)
    assert (found and found["observation_id"]) == (None if place is None else f"id{place}")


def test_the_levels_after_are_those_up_to_the_targets_year_or_all_of_another_series():
    rows = [level("20", year) for year in (2025, 2020, 2026, 2019, 2021)]
    rows += [level("20", pd.NA), level("20", 2022) | {"value": pd.NA, "kind": "missing"}]
    known, aim = Levels(records(table(*rows))), target("30", indicator="other")
    own = aim | {"indicator": "health_literacy"}
    assert [row["year"] for row in known.after(own, 2020)] == [2021, 2025]
    after = known.after(aim, 2020, "health_literacy")
    assert [row["year"] for row in after] == [2021, 2025, 2026]


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (level("80.0", 2022), level("80.1", 2022), False),  # both round 80.05
        (level("80.0", 2022), level("80.2", 2022), True),
        (level("80.40", 2022), level("80", 2022), False),
        (level("80.0", 2022), level("90.0", 2023), False),
        (level("80", 2022, kind="relative"), level("81", 2022, kind="relative"), True),
    ],
)
def test_levels_of_one_year_contradict_beyond_the_rounding_of_both(one, other, apart):
    rows = records(table(one, other))
    assert [Levels(rows).contradicted(row) for row in rows] == [apart, apart]


def test_of_one_year_the_level_relied_on_most_stands_first():
    weak = level("21.0", 2022, document="a", confidence="secondary")
    found = judged(target("30"), level("20", 2020), weak, level("22.0", 2022, document="b"))
    assert found["actual"].tolist() == [22.0, 21.0]
    assert found["contradicted"].all()


NO_TARGET = [
    target("30", kind="missing") | {"value": pd.NA},
    target("30", kind="blank") | {"value": pd.NA},
    target("30", indicator=""),
    target("30", 2020),
    target("30", pd.NA),
    target("30", document="other"),
    level("30", 2024),
]


@pytest.mark.parametrize("row", NO_TARGET)
def test_what_is_no_later_target_of_a_plan_is_not_judged(row):
    assert judged(row).empty


def test_each_later_level_is_judged_by_its_own_year():
    years = (2021, 2024, 2025, 2026)
    found = judged(target("30"), level("20", 2020), *(level("24", year) for year in years))
    assert found["actual_year"].tolist() == [2021, 2024, 2025]
    assert found["expected_percent"].tolist() == [20, 80, 100]
    assert found["final"].tolist() == found["latest"].tolist() == [False, False, True]


def test_a_baseline_that_another_level_contradicts_is_marked():
    rows = [target("30"), level("20", 2020), level("24", 2022)]
    other = level("23", 2020, document="other")
    said = [judged(*rows, *more)["baseline_contradicted"].item() for more in ((), (other,))]
    assert said == [False, True]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ([target("30")], "no_actual"),
        ([target("30"), level("20", 2020)], "only_earlier"),
        ([target("4.5", indicator="childcare_places_density")], "no_actual"),
        (
            [target("30"), level("24", 2022, indicator="mental_health_literacy")],
            "definition_changed",
        ),
    ],
)
def test_what_no_level_follows_says_why(rows, reason):
    found = judged(*rows).iloc[0]
    assert (found["status"], found["reason"]) == ("not_judged", f"progress_{reason}")


def test_the_share_of_a_level_that_is_a_bound_has_one_end():
    found = judged(target("30"), level("20.0", 2020), level(">24.0", 2022)).iloc[0]
    low = 100 * (24 - 20.05) / (30 - 20.05)
    assert found["achieved_low"] == pytest.approx(low)
    assert pd.isna(found["achieved_high"])


DENOMINATORS = [
    ("常住人口", "pace", "population_as_resident"),
    ("户籍人口", "denominator_changed", ""),
]


@pytest.mark.parametrize("place", [0, 1, 2])
@pytest.mark.parametrize(("per", "reason", "convention"), DENOMINATORS)
def test_baseline_target_and_level_are_all_per_one_denominator(place, per, reason, convention):
    rows = [level("5.0", 2020, **PER), target("7.0", **PER), level("5.5", 2022, **PER)]
    said = ["人口"] * 3
    said[place] = per
    named = [row | {"denominator": one} for row, one in zip(rows, said, strict=True)]
    found = judged(*named).iloc[0]
    assert (found["reason"], found["convention"]) == (f"progress_{reason}", convention)
    assert judged(*named, strict=True)["reason"].item() == "progress_denominator_changed"


def test_tolerances_of_the_codelist_hold_unless_others_are_given():
    rows = [target("30"), level("20.0", 2020)]
    # of 40 percent expected: 50 and 32 percent achieved, within 15 above and beyond 5 below
    found = [
        judged(*rows, level(text, 2022), **how)["status"].item()
        for text in ("25.0", "23.2")
        for how in ({}, {"tolerated": Tolerances(1, 20)})
    ]
    assert found == ["on_track", "ahead", "behind", "on_track"]


RATE = {"indicator": "health_knowledge_awareness_rate"}
COUNT, LIFE, LOW = (
    {"indicator": code, "unit": unit}
    for code, unit in (
        ("maternal_deaths", "count"),
        ("life_expectancy", "years"),
        ("infant_mortality", "per_mille"),
    )
)


def change(text, by, per="percentage_points", sign="=", base="id0", **more):
    """Give a relative target, counted from the first of the rows."""
    about = {"change_unit": per, "change_comparator": sign, "base_id": base}
    return target(text, kind="relative", comparator="", change=by, **about, **more)


JUDGED = [  # a baseline, a target, the level of the target's year, the status
    ("20.0", target("30.0"), "30.0", "met"),
    ("20.0", target("~30"), "30", "undecided"),
    ("20.0", target(">30.0"), "30.0", "undecided"),
    ("20.0", target("30.0"), "<=30.0", "undecided"),
    ("20.0", target("30.0"), "30", "undecided"),
    ("20.0", target("~30.0"), "29.92", "undecided"),  # about 30.0 is 29.9 to 30.1
    ("20.0", target("~30.0"), "29.89", "missed"),
    ("20.0", change("30", 10), "30.0", "met"),
    ("20.0", change("30", 10), "30.2", "met"),
    ("20", change("30", 10), "30.2", "undecided"),  # of 19.5 to 20.5
    ("25.0", change("30", 10, base="of another"), "31.0", "met"),
    ("20.0", change("30", 2, "percentage_points_per_year"), "31.0", "met"),
    ("4.00", change("3.0", -1, "per_mille", ">=", **LOW), "2.90", "met"),
    ("30.0", target("30.0"), "31.0", "kept"),
    ("4.0", target("5.5", end="upper", **PER), "5.9", "missed"),
    ("5.0", target("7.0", **PER), "7.2", "met"),
    ("7.0", target("5.0", **PER), "4.8", "met"),
    ("60.0", target("90.0", **RATE), "100", "met"),
    ("60.0", target("90.0", **RATE), "101", "not_judged"),
    ("60.0", target("90.0", **RATE), "-1", "not_judged"),
    ("80.0", target("90.0", **LIFE), "-1", "not_judged"),
    ("80.0", target("90.0", **LIFE), "59", "not_judged"),
    ("40", target("35", **COUNT), "34", "met"),  # no count is too many to be true
]


@pytest.mark.parametrize(("start", "aim", "end", "status"), JUDGED)
def test_a_level_of_the_targets_year_is_judged_by_what_is_printed(start, aim, end, status):
    about = more(aim)
    found = judged(level(start, 2020, **about), aim, level(end, 2025, **about))
    assert found["status"].item() == status


@pytest.mark.parametrize(
    ("text", "reason"), [("-1", "impossible"), ("150", "implausible"), ("59", "implausible")]
)
def test_a_level_that_cannot_be_is_told_from_one_that_is_far_from_all_known(text, reason):
    found = judged(target("90.0", **LIFE), level(text, 2025, **LIFE))
    assert found["reason"].item() == f"progress_{reason}"


def summed(*rows):
    """Sum up one plan: a row a level, of indicator, status, share and what else it says."""
    usual = dict.fromkeys(["document", "area", "area_name"], "own")
    usual |= dict.fromkeys(["part", "of", "end", "obligation"], "") | {"target_year": 2025}
    usual |= {"latest": True, "contradicted": False}
    named = ("indicator", "status", "achieved_percent")
    made = [usual | dict(zip(named, row, strict=False)) | dict(*row[3:]) for row in rows]
    return summary(pd.DataFrame(made).astype({"achieved_percent": "Float64"})).iloc[0]


def test_a_plan_is_summed_up_as_worked_by_hand():
    binding, expected = {"obligation": "binding"}, {"obligation": "expected"}
    row = summed(
        ("a", "behind", 10, binding | {"latest": False}),
        ("a", "met", 120, binding),
        ("b", "worse", -30, expected),
        ("c", "on_track", 40, binding),
        ("d", "undecided", pd.NA, binding),
        ("e", "kept", pd.NA, binding),
        ("f", "not_judged", pd.NA),
        ("a", "behind", 70, {"target_year": 2023}),
    )
    counted = {name: row[name] for name in STATUSES if row[name]}
    once = ["met", "behind", "on_track", "kept", "worse", "undecided", "not_judged"]
    assert (row["targets"], counted) == (7, dict.fromkeys(once, 1))
    assert row[["binding", "binding_judged", "binding_reached"]].tolist() == [4, 3, 2]
    assert row["binding_reached_percent"] == 50
    assert row["not_judged_percent"] == pytest.approx(200 / 7)
    # 100, 0, 40 and 70 percent
    assert row[["index", "index_n", "index_low", "index_high"]].tolist() == [52.5, 4, 0, 100]
    assert row["index_sd"] == pytest.approx(
        ((47.5**2 + 52.5**2 + 12.5**2 + 17.5**2) / 3) ** 0.5
    )


LATEST = [  # statuses and shares of the latest levels; who contradicts; what counts
    (["met", "undecided"], [100, 90], [False] * 2, "met", 100),
    (["undecided", "behind"], [30, 20], [False] * 2, "behind", 30),
    (["met", "missed"], [100, 60], [False] * 2, "undecided", 100),
    (["met", "undecided"], [100, 90], [True] * 2, "undecided", pd.NA),
    (["behind", "behind", "behind"], [10, 15, 20], [True, False, True], "behind", pd.NA),
    (["met", "undecided", "met"], [100, 90, 95], [True, False, True], "undecided", pd.NA),
    (["not_judged", "undecided"], [pd.NA] * 2, [False] * 2, "undecided", pd.NA),
    (["behind", "not_judged"], [10, pd.NA], [True] * 2, "behind", pd.NA),
]


@pytest.mark.parametrize(("statuses", "shares", "contradicted", "status", "share"), LATEST)
def test_levels_of_the_latest_year_count_once(statuses, shares, contradicted, status, share):
    sides = zip(statuses, shares, contradicted, strict=True)
    row = summed(*(("a", said, part, {"contradicted": c}) for said, part, c in sides))
    assert (row["targets"], row[status]) == (1, 1)
    assert (row["index_n"] == 0) if share is pd.NA else (row["index"] == share)


def test_parts_and_plans_are_summed_up_each_for_itself():
    row = summed(
        ("a", "met", 100),
        ("a", "missed", 50, {"part": "rural"}),
        ("a", "missed", 50, {"document": "other"}),
    )
    assert row[["targets", "met", "missed", "index"]].tolist() == [2, 1, 1, 75]


PLANS = {"first": (2015, 2020), "second": (2020, 2025), "third": (2025, 2030)}


def followed(*rows):
    found = succession(table(*rows), PLANS, LISTS)
    return [
        tuple(None if pd.isna(row[name]) else row[name] for name in SHOWN)
        for row in found.to_dict("records")
    ]


SHOWN = ["previous_document", "previous_target", "outcome", "target", "document", "relation"]


def of(document, text, year, **more):
    return target(text, year, document=document, **more)


def test_only_the_plan_before_is_followed_and_only_in_its_last_year():
    rows = [of("first", "20", 2020), of("second", "30", 2025), of("third", "40", 2030)]
    others = [of("second", "27", 2023), of("third", "35", 2028)]
    absent = of("third", "0", 2030, kind="missing", part="rural") | {"value": pd.NA}
    assert followed(*rows, *others, absent) == [
        ("first", 20, None, 30, "second", "continued"),
        ("second", 30, None, 40, "third", "continued"),
    ]


def test_parts_are_followed_by_the_same_parts():
    rows = [of("first", "20", 2020), of("second", "30", 2025, part="rural")]
    assert followed(*rows) == [
        ("first", 20, None, None, "second", "dropped"),
        ("", None, None, 30, "second", "new"),
    ]


OUTCOMES = [
    ([("second", 2020, "21"), ("other", 2020, "22")], 21),
    ([("other", 2020, "22"), ("second", 2019, "21")], 22),
    ([("second", 2019, "21"), ("second", 2021, "23")], None),
]


@pytest.mark.parametrize("later", [[of("second", "30", 2025)], []])
@pytest.mark.parametrize(("levels", "outcome"), OUTCOMES)
def test_the_outcome_is_the_level_of_the_later_plans_base_year(levels, outcome, later):
    known = [level(text, year, document=plan) for plan, year, text in levels]
    level_only = level("5", 2020, document="second", indicator="life_expectancy")
    found = followed(of("first", "20", 2020), *later, *known, level_only)[0]
    assert found[:5] == ("first", 20, outcome, 30 if later else None, "second")


def test_a_broken_series_that_the_later_plan_still_states_is_continued():
    rows = [
        of(*one, indicator="physician_density")
        for one in (("first", "2.0", 2020), ("second", "3.0", 2025))
    ]
    found = succession(table(*rows), PLANS, LISTS).iloc[0]
    assert (found["relation"], found["successor"]) == ("continued", "")


CITY = "340100"
REACHED = [  # a target, and levels of the city by their years; what the latest says of it
    (">=25", {}, [("26", 2018), ("24", 2020), ("27", 2021)], []),
    (">=25", {}, [("24", 2018), ("26", 2020)], ["yes"]),
    (">=25", {}, [("26", 2019)], ["yes"]),
    (">=25", {}, [("25.4", 2019), ("24.9", 2020)], []),
    (">=25", {}, [("24", 2020), ("26", 2018)], []),
    (">=25", {}, [("26", 2020), ("24", 2018)], ["yes"]),
    ("4.0", LOW, [("3.0", 2020)], ["yes"]),
    ("4.0", LOW, [("5.0", 2020)], []),
    ("25", {}, [("25", 2020)], ["undecided"]),
    ("5.0", PER, [("6.0", 2020)], []),  # beds have no good side
    (">=5.0", PER, [("6.0", 2020)], ["yes"]),
]


def reached(row, levels, own="", upper="", **how):
    above = [
        level(text, year, area=CITY, document="city", denominator=upper, **more(row))
        for text, year in levels
    ]
    return reached_above(
        table(row | {"denominator": own}, *above), {"own": 2020}, LISTS, **how
    )


@pytest.mark.parametrize(("text", "about", "levels", "said"), REACHED)
def test_a_city_had_reached_a_target_by_its_latest_level_before_the_plan(
    text, about, levels, said
):
    assert reached(target(text, **about), levels)["reached"].tolist() == said


@pytest.mark.parametrize(
    ("upper", "found"), [("常住人口", [1, 1]), ("人口", [1, 0]), ("户籍人口", [0, 0])]
)
def test_a_target_per_another_denominator_is_not_said_to_be_reached(upper, found):
    row = target(">=5.0", **PER)
    said = [reached(row, [("6.0", 2020)], "常住人口", upper, strict=s) for s in (False, True)]
    assert list(map(len, said)) == found


def test_only_a_level_with_figure_and_year_reaches_only_a_target_of_a_plan():
    city, none = {"area": CITY, "document": "city"}, {"value": pd.NA, "kind": "missing"}
    aim = target("25")
    unknown = [aim | none, aim | {"year": pd.NA}, aim | {"indicator": ""}]
    levels = [level("26", 2019, **city), level("1", 2020, **city) | none]
    levels += [level("1", pd.NA, **city), target("1", 2020, **city)]
    rows = [aim, *levels, *unknown, aim | {"document": "other"}]
    found = reached_above(table(*rows), {"own": 2020}, LISTS)
    names = ["area", "document", "value", "year", "observation_id"]
    said = [*names, "upper_level", *(f"upper_{name}" for name in names)]
    own, above = ["340102", "own", 25, 2025, "id0"], [CITY, "city", 26, 2019, "id1"]
    assert found[said].to_numpy().tolist() == [[*own, "city", *above]]


SHANTOU = ["440507", "440511", "440512", "440513", "440514", "440515", "440523"]
EQUAL, UNEQUAL = (1,) * 7, (1, 1, 1, 1, 1, 1, 4)


def people(heads, year=2020, **more):
    about = {"indicator": "resident_population", "unit": "count"} | more
    return [
        level(f"{n}00000", year, area=code, document=code, **about)
        for code, n in zip(SHANTOU, heads, strict=False)
    ]


def added(text, targets, *levels, **more):
    city = target(text, area="440500", document="440500", **more)
    own = [
        target(one, area=code, document=code, **more)
        for code, one in zip(SHANTOU, targets, strict=False)
    ]
    return adding_up(table(city, *own, *levels), LISTS).iloc[0]


SUMS = [  # levels of population; the mean of six 25 and one 35, and what is said
    (people(UNEQUAL), 29, "short"),
    (people(EQUAL), round(185 / 7, 9), "short"),
    ([*people(EQUAL, 2018), *people(UNEQUAL)], 29, "short"),
    ([*people(UNEQUAL, 2018), *people(EQUAL[1:])], 29, "short"),
    ([*people(UNEQUAL), *people(EQUAL, 2021, part="rural")], 29, "short"),
    (
        [*people(UNEQUAL), *(row | {"role": "target"} for row in people(EQUAL, 2025))],
        29,
        "short",
    ),
    ([*people(UNEQUAL), *people(EQUAL, 2021, end="lower")], 29, "short"),
    # of two figures the first, which is relied on more
    ([*people(UNEQUAL), *people(EQUAL)], 29, "short"),
    ([*people(UNEQUAL), target("99", area=SHANTOU[0], document="other")], 29, "short"),
    ([*people(UNEQUAL), *people(EQUAL, pd.NA)], 29, "short"),
    (
        [*people(UNEQUAL), *(row | {"value": pd.NA} for row in people(EQUAL, 2021))],
        29,
        "short",
    ),
    ([*people(UNEQUAL[:4]), *people(EQUAL, 2019)[4:]], None, "incomparable"),
]


@pytest.mark.parametrize(("levels", "total", "verdict"), SUMS)
def test_shares_are_weighted_by_the_latest_population_that_all_state(levels, total, verdict):
    found = added("30.0", ["25"] * 6 + ["35"], *levels)
    assert found["verdict"] == verdict
    assert pd.isna(found["total"]) if total is None else found["total"] == total
    assert found["reason"] == ("adding_figures" if total else "adding_population")


@pytest.mark.parametrize(
    ("text", "verdict"),
    [("29", "equal"), ("30", "short"), ("29.5", "short"), ("~30", "equal"), ("28", "exceeds")],
)
def test_a_sum_is_equal_within_half_a_unit_or_one_where_it_is_about(text, verdict):
    found = added(text, ["25"] * 6 + ["35"], *people(UNEQUAL))
    assert found["verdict"] == verdict
    assert found["difference"] == 29 - float(text.lstrip("~"))


def test_a_gap_of_just_half_a_unit_is_none():
    assert added("5", ["5.5"] * 7, *people(EQUAL))["verdict"] == "equal"


@pytest.mark.parametrize(
    ("about", "lower", "higher"),
    [({}, "short", "exceeds"), (PER, "below", "above")],
)
def test_a_sum_is_worse_or_better_by_what_is_good(about, lower, higher):
    found = [added("5.0", [n] * 7, *people(EQUAL), **about) for n in ("4.0", "6.0")]
    assert [row["verdict"] for row in found] == [lower, higher]
    deaths = [added("5.0", [n] * 7, *people(EQUAL), **LOW) for n in ("4.0", "6.0")]
    assert [row["verdict"] for row in deaths] == ["exceeds", "short"]
    # a count is the sum, whatever the populations
    beds = added("30", ["4"] * 6 + ["5"], indicator="beds", unit="count")
    assert (beds["total"], beds["verdict"]) == (29, "below")


def test_targets_of_other_years_or_denominators_are_not_added_up():
    beds = [target("5", area=code, document=code, **PER) for code in SHANTOU]
    apart = [
        {**row, "denominator": "户籍人口" if n else "常住人口"} for n, row in enumerate(beds)
    ]
    city = target("5", area="440500", document="440500", **PER)
    found = adding_up(table(city, *apart), LISTS).iloc[0]
    assert found["reason"] == "adding_denominator"
    for other in ({"year": 2030}, {"part": "rural"}):
        found = adding_up(table(city, *beds[1:], beds[0] | other), LISTS).iloc[0]
        assert (found["reason"], found["missing"]) == ("adding_missing", SHANTOU[0])
        assert (found["areas"], found["stated"]) == (7, 6)


@pytest.mark.parametrize(("year", "missing"), [(2014, "110228"), (2025, "110118")])
def test_the_districts_asked_are_those_that_were_there_then(year, missing):
    rows = [target("30", year, area=area, document=area) for area in ("110000", "110101")]
    found = adding_up(table(*rows), LISTS).iloc[0]
    assert missing in found["missing"].split(";")
    assert len({"110228", "110118"} & set(found["missing"].split(";"))) == 1
