"""Plans beside what was reached, on documents made up for it; verdicts beside areas above."""

import pytest

from healthplans import Suite
from healthplans.errors import InputError, UnknownNameError
from healthplans.measures import PROGRESS, VERTICAL, Limit, compare_limits
from healthplans.paths import project_folder
from healthplans.quantities import Comparator

MADE_UP = project_folder() / "tests" / "fixtures" / "progress"
PLAN, AREA = "340103-2021", "340103"


@pytest.fixture(scope="module")
def made():
    return Suite(MADE_UP)


def written(folder, id_, table, **about):
    kind = id_.split("-")[1]
    place = folder / "documents" / id_
    place.mkdir(parents=True)
    period = about.pop("period", "[2021, 2025]")
    dated = f"kind: plan\nperiod: {period}" if kind.isdecimal() else f"kind: {kind}\n"
    dated += "" if kind.isdecimal() else f"year: {about.pop('year')}"
    dated += f"\nbase_year: {about['base_year']}" if "base_year" in about else ""
    said = f'area: "{id_[:6]}"\ntitle: 虚构\nstatus: synthetic\n{dated}\n'
    (place / "document.yaml").write_text(said, encoding="utf-8")
    (place / "table.csv").write_text(table, encoding="utf-8")


@pytest.fixture
def small(tmp_path):
    """Write one target and one level, and give the row that judges the latest."""

    def build(target, actual, year=2023, **more):
        written(tmp_path, PLAN, f"label,unit,2020,2025\n{target}\n")
        head = f"label,unit,{year}\n"
        written(tmp_path, f"{AREA}-bulletin-{year}", f"{head}{actual}\n", year=year)
        found = Suite(tmp_path).progress(AREA, **more)
        return found.iloc[-1]

    return build


STATUSES = [
    ("beds_density", 2022, ["away"]),
    ("beds_density", 2025, ["met"]),
    ("health_literacy", 2022, ["on_track"]),
    ("infant_mortality", 2025, ["kept"]),
    ("life_expectancy", 2025, ["missed", "met"]),
    ("maternal_mortality", 2022, ["worse"]),
    ("nurse_density", 2022, ["undecided"]),
    ("nurse_density", 2025, ["met"]),
    ("physician_density", 2022, ["behind"]),
]


@pytest.mark.parametrize(("indicator", "year", "statuses"), STATUSES)
def test_a_target_is_judged_by_every_later_level(made, indicator, year, statuses):
    found = made.progress(AREA, indicator, "2021-2025")
    assert found.loc[found["actual_year"] == year, "status"].tolist() == statuses


REASONS = [
    ("childcare_places_density", "progress_series_broken"),
    ("gp_density", "progress_denominator_changed"),
    ("under5_mortality", "progress_words_only"),
]


@pytest.mark.parametrize(("indicator", "reason"), REASONS)
def test_what_cannot_be_judged_says_why(made, indicator, reason):
    row = made.progress(AREA, indicator, "2021-2025").iloc[0]
    assert (row["status"], row["reason"]) == ("not_judged", reason)


def test_the_baseline_of_the_next_plan_is_the_outcome_of_this_one(made):
    row = made.progress(AREA, "nurse_density", "2021-2025").iloc[-1]
    assert (row["actual_document"], row["actual"]) == ("340103-2026", 4.62)


def test_contradicting_levels_stand_side_by_side_and_decide_nothing(made):
    rows = made.progress(AREA, "life_expectancy", "2021-2025").query("actual_year == 2025")
    assert rows["contradicted"].all()
    assert len(rows) == 2
    assert made.progress_summary(AREA, "2021-2025").iloc[0]["undecided"] == 1


def test_a_plan_is_counted_with_what_cannot_be_judged(made):
    row = made.progress_summary(AREA, "2021-2025").iloc[0]
    assert row["targets"] == 10
    assert (row["binding"], row["binding_judged"], row["binding_reached"]) == (3, 2, 2)
    assert row["not_judged_percent"] == 40
    # 100, 40, 10, 100 and 100 percent, of five targets with a share; two levels of life
    # expectancy contradict one another, and neither is averaged
    assert row["index_n"] == 5
    assert row["index"] == pytest.approx(70)


def test_a_convention_joins_denominators_and_a_strict_call_parts_them(made):
    def status(**how):
        rows = made.progress(AREA, "beds_density", "2021-2025", **how)
        return rows.iloc[0][["status", "convention"]].tolist()

    assert status() == ["away", "population_as_resident"]
    assert status(strict=True) == ["not_judged", ""]


def test_tables_have_their_columns(made):
    assert made.progress().columns.tolist() == PROGRESS
    assert made.vertical().columns.tolist() == VERTICAL


def test_an_indicator_that_no_area_above_states_has_a_table_with_its_columns(made):
    code = "workplace_hazard_monitoring_pass_rate"
    found = made.vertical(indicator=code)
    assert found.empty
    assert found.columns.tolist() == VERTICAL
    assert made.progress(indicator=code).columns.tolist() == PROGRESS


WRONG = [
    ("人均预期寿命,岁,80.0,81.0", "人均预期寿命,岁,8.1", "progress_implausible"),
    ("居民健康素养水平,%,20.0,30.0", "居民健康素养水平,%,240", "progress_impossible"),
    ("居民健康素养水平,%,30,30", "居民健康素养水平,%,31", "progress_kept_since_start"),
    ("每千人口床位数,张,5,5", "每千人口床位数,张,6", "progress_base_equals_target"),
    ("孕产妇死亡率,/10万,10.0,0", "孕产妇死亡率,/10万,4.0", "progress_pace"),
    ("孕产妇死亡率,/10万,10.0,下降", "孕产妇死亡率,/10万,4.0", "progress_words_only"),
    ("居民健康素养水平,%,,30.0", "居民健康素养水平,%,24", "progress_no_baseline"),
    ("居民健康素养水平,%,>15,30.0", "居民健康素养水平,%,24", "progress_baseline_is_bound"),
]


@pytest.mark.parametrize(("target", "actual", "reason"), WRONG)
def test_figures_that_mislead_are_said_in_words(small, target, actual, reason):
    assert small(target, actual)["reason"] == reason


def test_a_level_before_the_base_year_is_no_actual(small):
    row = small("居民健康素养水平,%,20,30", "居民健康素养水平,%,18", year=2019)
    assert row["reason"] == "progress_only_earlier"


def test_a_level_in_another_unit_is_refused_by_its_place(small):
    with pytest.raises(InputError, match="bulletin-2023"):
        small("居民健康素养水平,%,20,30", "居民健康素养水平,张,24")


def test_a_document_of_no_area_is_refused(tmp_path):
    written(tmp_path, "999999-bulletin-2023", "label,unit,2023\n床位数,张,5\n", year=2023)
    with pytest.raises(InputError, match="999999"):
        Suite(tmp_path).progress()


def test_a_range_is_reached_from_its_worse_end_on(small):
    row = small("居民健康素养水平,%,20,30-35", "居民健康素养水平,%,31", year=2025)
    assert (row["target"], row["status"]) == (30, "met")


def test_a_range_without_a_good_side_is_a_floor_and_a_ceiling(tmp_path):
    written(tmp_path, PLAN, "label,unit,2020,2025\n每千人口床位数,张,4.0,5.0-5.5\n")
    written(
        tmp_path,
        f"{AREA}-bulletin-2025",
        "label,unit,2025\n每千人口床位数,张,5.9\n",
        year=2025,
    )
    found = Suite(tmp_path).progress(AREA).set_index("end")
    assert found["status"].to_dict() == {"lower": "met", "upper": "missed"}


def test_a_number_without_a_good_side_that_stays_is_kept(small):
    row = small("每千人口床位数,张,5.0,5.0", "每千人口床位数,张,5.0")
    assert (row["status"], row["reason"]) == ("kept", "progress_as_printed")


def test_a_level_of_a_related_definition_is_named_and_not_used(small):
    row = small("每千人口执业医师数,人,2.0,2.5", "每千人口执业（助理）医师数,人,2.6")
    assert (row["status"], row["reason"]) == ("not_judged", "progress_definition_changed")


def test_levels_that_agree_within_rounding_count_by_the_one_that_decides(tmp_path):
    written(tmp_path, PLAN, "label,unit,2020,2025\n人均预期寿命,岁,77.93,79.1\n")
    for kind, value in (("bulletin", "79"), ("evaluation", "79.25")):
        table = f"label,unit,2025\n人均预期寿命,岁,{value}\n"
        written(tmp_path, f"{AREA}-{kind}-2025", table, year=2025)
    suite = Suite(tmp_path)
    assert set(suite.progress(AREA)["status"]) == {"undecided", "met"}
    assert suite.progress_summary(AREA)["met"].tolist() == [1]


def following(folder):
    """Write a plan, its outcome, and the plan that follows it."""
    later = "340103-2026"
    before = "每千人口3岁以下婴幼儿托位数,个,1.8,4.5\n每千人口执业（助理）医师数,人,3.0,3.5\n"
    written(folder, PLAN, f"label,unit,2020,2025\n{before}人均预期寿命,岁,80.0,81.0\n")
    after = "3岁以下婴幼儿入托率,%,12.0,18.0\n每千人口执业医师数,人,2.6,3.0\n"
    after += "人均预期寿命,岁,,82.0\n健康素养水平,%,,40\n"
    written(folder, later, f"label,unit,2025,2030\n{after}", period="[2026, 2030]")
    table = "label,unit,2025\n人均预期寿命,岁,81.3\n"
    written(folder, f"{AREA}-evaluation-2025", table, year=2025)
    return Suite(folder)


def test_a_plan_begins_where_its_predecessor_ended_and_no_broken_series_is_joined(tmp_path):
    found = following(tmp_path).succession(AREA).set_index("indicator")
    assert found["relation"].to_dict() == {
        "childcare_places_density": "series_broken",
        "physician_density": "series_broken",
        "life_expectancy": "continued",
        "childcare_enrolment_rate": "new",
        "licensed_physician_density": "new",
        "health_literacy": "new",
    }
    life = found.loc["life_expectancy"]
    assert (life["previous_target"], life["outcome"], life["target"]) == (81.0, 81.3, 82.0)
    assert life["outcome_document"] == "340103-evaluation-2025"
    broken = found.loc["physician_density"]
    assert broken["successor"] == "licensed_physician_density"
    assert broken[["outcome", "target"]].isna().all()


def test_a_broken_series_is_no_progress(tmp_path):
    found = following(tmp_path).progress(AREA).set_index(["document", "indicator"])
    reasons = found.loc[PLAN, "reason"].to_dict()
    assert reasons["childcare_places_density"] == "progress_series_broken"
    assert reasons["physician_density"] == "progress_series_broken"
    assert reasons["life_expectancy"] == "progress_reached"
    assert found.loc[("340103-2026", "life_expectancy"), "baseline"] == 81.3


VERDICTS = [
    ("beds_density", "above", "vertical_limits"),
    ("health_literacy", "short", "vertical_limits"),
    ("infant_mortality", "equal", "vertical_equal_comparators"),
    ("life_expectancy", "undecided", "vertical_about"),
    ("physician_density", "equal", "vertical_equal"),
]


@pytest.mark.parametrize(("indicator", "verdict", "reason"), VERDICTS)
def test_a_target_stands_beside_that_of_its_city(made, indicator, verdict, reason):
    row = made.vertical(AREA, indicator).iloc[0]
    assert (row["verdict"], row["reason"]) == (verdict, reason)


def test_an_upper_area_has_to_lie_above(made):
    with pytest.raises(InputError, match="the area itself"):
        made.vertical("340100", upper="340100")
    with pytest.raises(InputError, match="an area above"):
        made.vertical(AREA, upper="440000")
    with pytest.raises(UnknownNameError):
        made.vertical(AREA, upper="no such place")


def one(text):
    if "-" in text:
        low, high = map(float, text.split("-"))
        return Limit(low, Comparator.EXACT, low, high, loose=True)
    value = text.lstrip("<>=~")
    half = 0.5 * 10.0 ** -len(value.partition(".")[2])
    return Limit.printed(float(value), text.removesuffix(value), half)


LIMITS = [
    ("<12", "<8", "lower", "short"),
    ("78.9", ">79", "higher", "short"),
    (">=82", "78.2", "higher", "exceeds"),
    ("5.5", "5.5", "none", "equal"),
    ("<=5.2", "<5.2", "lower", "equal"),
    ("~81.5", "78.3", "higher", "meets"),
    ("~81.5", "81.5", "higher", "undecided"),
    ("81.5", "~81.5", "higher", "undecided"),
    ("~81.5", "~81.5", "higher", "equal"),
    ("~3.6", "3.5", "higher", "meets"),
    ("~3.6", ">3.5", "higher", "undecided"),
    ("7", "7.5", "none", "below"),
    ("<=7", ">=6", "none", "incomparable"),
    ("7.50", "7.5", "none", "equal"),
    (">=5", "6", "lower", "incomparable"),
    ("6", ">=5", "lower", "incomparable"),
    ("~8.3", "8.2", "higher", "meets"),
    ("~3.6", "3.7", "lower", "meets"),
    ("~3.6", "<3.7", "lower", "undecided"),
    ("~3.6", "3.7", "none", "undecided"),
    ("3.7", "~3.6", "none", "undecided"),
    # an end that is worked out is the number printed: 8.3 - 0.1 is 8.2
    ("~8.3", ">8.2", "higher", "undecided"),
    ("8.2", "~8.3", "higher", "undecided"),
    ("~4.1", "<4.2", "lower", "undecided"),
    ("~4.1", "4.2", "none", "undecided"),
    ("3.5-3.7", "~3.6", "higher", "undecided"),
    ("3.5-3.7", "3.5-3.9", "higher", "undecided"),
    ("3.5-3.7", "3.3-3.7", "lower", "undecided"),
    ("3.5-3.7", "3.5-3.7", "higher", "equal"),
    ("3.5-3.7", "3.8-3.9", "higher", "short"),
]


@pytest.mark.parametrize(("area", "upper", "polarity", "verdict"), LIMITS)
def test_targets_are_compared_by_the_worst_that_each_allows(area, upper, polarity, verdict):
    found, reason = compare_limits(one(area), one(upper), polarity)
    assert (found, reason == "about") == (verdict, verdict == "undecided")


LONGHU = {  # against Guangdong's plan, each worked by hand from the two printed targets
    "childcare_places_density": "equal",  # 5.5 and 5.5
    "health_literacy": "short",  # >=25 beside >30
    "infant_mortality": "short",  # <4 beside <3
    "life_expectancy": "short",  # 78.9 beside >79
    "maternal_mortality": "short",  # <12 beside <8
    "premature_ncd_mortality": "short",  # <=12.82 beside <=10
    "under5_mortality": "short",  # <5 beside <4
}
LAISHAN = {  # against Yantai's two plans
    ("beds_density", "370600-2021-service-system"): "below",  # 7 beside 7.5
    ("childcare_places_density", "370600-2021-health"): "above",  # 4.5 beside 2.8
    ("gp_density", "370600-2021-health"): "above",  # 4 beside 3
    ("life_expectancy", "370600-2021-health"): "undecided",  # 81.5 beside 81.5左右
    ("nurse_density", "370600-2021-health"): "above",  # 4.05 beside 3.96
    ("nurse_density", "370600-2021-service-system"): "equal",  # 4.05 and 4.05
    ("physician_density", "370600-2021-health"): "above",  # 4.2 beside 3.85
    ("physician_density", "370600-2021-service-system"): "above",  # 4.2 beside 3.85
    ("primary_care_visit_share", "370600-2021-health"): "incomparable",  # words beside >=50
    ("tcm_physician_density", "370600-2021-service-system"): "above",  # 1.1 beside 0.62
}


WHOLE = ["440507", "440511", "440512", "440513", "440514", "440515", "440523"]  # of Shantou


def city(folder, targets, people=(1, 1, 1, 1, 1, 1, 4)):
    """Write a city's targets and those of its districts, each with a population."""
    written(folder, "440500-2021", "label,unit,2025\n居民健康素养水平,%,30\n床位数,张,700\n")
    for code, target, heads in zip(WHOLE, targets, people, strict=False):
        table = f"label,unit,2025\n居民健康素养水平,%,{target}\n床位数,张,100\n"
        written(folder, f"{code}-2021", table)
        table = f"label,unit,2020\n常住人口,人,{heads}00000\n"
        written(folder, f"{code}-bulletin-2020", table, year=2020)
    found = Suite(folder).adding_up("440500")
    return found.set_index("indicator")


def test_targets_weighted_by_population_are_added_up(tmp_path):
    found = city(tmp_path, [25, 25, 25, 25, 25, 25, 36.5])
    literacy = found.loc["health_literacy"]
    # (6 x 25 + 4 x 36.5) / 10 = 29.6: within half a percent of 30
    assert (literacy["total"], literacy["verdict"]) == (29.6, "equal")
    assert found.loc["beds", ["total", "verdict"]].tolist() == [700, "equal"]


def test_targets_that_fall_short_together_say_so(tmp_path):
    found = city(tmp_path, [25, 25, 25, 25, 25, 25, 35]).loc["health_literacy"]
    assert (found["total"], found["verdict"]) == (29.0, "short")


def test_districts_without_a_target_are_named_instead_of_a_sum(tmp_path):
    found = city(tmp_path, [25, 25]).loc["health_literacy"]
    assert (found["areas"], found["stated"]) == (7, 2)
    assert found["missing"].split(";") == WHOLE[2:]
    assert found["reason"] == "adding_missing"


def test_a_target_that_the_city_had_reached_is_named(tmp_path):
    table = "居民健康素养水平,%,20,≥25\n每千人口床位数,张,5,6\n孕产妇死亡率,/10万,9,＜8\n"
    written(tmp_path, PLAN, f"label,unit,2020,2025\n{table}")
    above = "居民健康素养水平,%,26\n每千人口床位数,张,7\n孕产妇死亡率,/10万,8\n"
    written(tmp_path, "340100-bulletin-2020", f"label,unit,2020\n{above}", year=2020)
    found = Suite(tmp_path).reached_above(AREA).set_index("indicator")
    # beds have no good side; a printed 8 may be 7.6
    assert found["reached"].to_dict() == {
        "health_literacy": "yes",
        "maternal_mortality": "undecided",
    }


@pytest.fixture
def tiers(tmp_path):
    """A province, its city and two districts, each with a target; three have a later plan."""
    aims = {"340000": (20, 30), "340100": (26, 28), "340102": (20, "≥25"), AREA: (21, "≥25")}
    for code, (level, target) in aims.items():
        head, literacy = "label,unit,2020,2025\n", f"居民健康素养水平,%,{level},{target}\n"
        beds = "每千人口床位数,张,5,≥6\n" if code == AREA else ""
        beds = "每千常住人口床位数,张,7,\n" if code == "340100" else beds
        written(tmp_path, f"{code}-2021", head + literacy + beds)
        if code != "340102":
            later = "label,unit,2025,2030\n居民健康素养水平,%,27,40\n"
            written(tmp_path, f"{code}-2026", later, period="[2026, 2030]")
    quoted = "label,unit,2023,2025年目标值\n居民健康素养水平,%,23,≥24\n"
    written(tmp_path, "340102-evaluation-2023", quoted, year=2023, base_year=2020)
    return Suite(tmp_path)


def test_a_choice_keeps_the_rows_that_it_names_and_no_others(tiers):
    for ask in (tiers.progress, tiers.vertical, tiers.succession, tiers.adding_up):
        every = ask()
        for area in set(every["area"]):
            own = ask(area)
            assert set(own["area"]) == {area}
            assert len(own) == every["area"].eq(area).sum() < len(every)
    assert set(tiers.vertical(AREA, upper="340100")["upper_area"]) == {"340100"}
    assert set(tiers.vertical(AREA)["upper_area"]) == {"340100", "340000"}
    for ask in (tiers.progress, tiers.vertical):
        assert set(ask(AREA, "beds_density")["indicator"]) == {"beds_density"}
    later = tiers.progress_summary(AREA, "2026-2030")
    assert later["document"].tolist() == [f"{AREA}-2026"]
    # targets that are quoted with their base year belong to the plans of that period
    quoted = tiers.progress("340102", period="2021-2025")
    assert set(quoted["document"]) == {"340102-2021", "340102-evaluation-2023"}
    with pytest.raises(UnknownNameError, match="2021-2030"):
        tiers.progress(period="2021-2030")
    with pytest.raises(UnknownNameError, match="bedz"):
        tiers.benchmarks("bedz")
    with pytest.raises(UnknownNameError, match="area with a document"):
        tiers.reached_above("110101")
    found = tiers.benchmarks("health_literacy", "2021-2025", "340100")
    assert found[["role", "value"]].to_numpy().tolist() == [["level", 26], ["target", 28]]


def test_what_an_area_above_had_reached_is_asked_of_plans_and_of_the_area_named(tiers):
    literacy, both = ("health_literacy", {"health_literacy", "beds_density"})
    every = tiers.reached_above()
    assert dict(every.groupby("document")["indicator"].agg(set)) == {
        "340102-2021": {literacy},
        f"{AREA}-2021": both,
    }
    assert set(tiers.reached_above(AREA)["indicator"]) == both
    # the city's beds are per resident, those of the district per head
    assert tiers.reached_above(AREA, strict=True)["indicator"].tolist() == [literacy]


def test_longhu_beside_guangdong_is_as_worked_by_hand():
    found = (
        Suite(project_folder() / "data")
        .vertical("440507", upper="440000")
        .query("year == 2025 and part == ''")
    )
    own = found[
        (found["role"] == "target") & (found["upper_document"] == "440000-2021-health")
    ]
    own = own[own["document"] == "440507-2021"]
    assert dict(zip(own["indicator"], own["verdict"], strict=True)) == LONGHU


def test_laishan_beside_yantai_is_as_worked_by_hand():
    found = (
        Suite(project_folder() / "data")
        .vertical("370613", upper="370600")
        .query("year == 2025 and part == ''")
    )
    own = found[(found["role"] == "target") & (found["document"] == "370613-2021")]
    keys = zip(own["indicator"], own["upper_document"], strict=True)
    verdicts = dict(zip(keys, own["verdict"], strict=True))
    assert {key: verdicts.get(key) for key in LAISHAN} == LAISHAN


def test_a_target_looser_than_that_of_the_city_is_a_finding(made):
    found = made.findings("340103").query("rule == 'upper_target_missed'")
    assert found["indicator"].tolist() == ["health_literacy"]
    assert "32" in found["message_en"].iloc[0]


def test_benchmarks_are_of_any_area_above(made):
    found = made.benchmarks("health_literacy", "2021-2025", "合肥市")
    assert found["value"].tolist() == [32]
    assert made.benchmarks("health_literacy", "2021-2025").empty
