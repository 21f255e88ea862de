"""State is an object: one suite for one folder, side by side, in any order of imports."""

import itertools
import os
import subprocess
import sys

import pytest
import yaml
from support import FIVE, document, suite

import healthplans
from healthplans import Suite
from healthplans.errors import InputError, UnknownNameError
from healthplans.paths import project_folder
from healthplans.vocabulary.clashes import taken
from healthplans.vocabulary.schema import Label

HEAD = "row,label,unit,2020,2025\n"
NEXT = "row,label,unit,2025,2030\n"
LIFE = "1,人均预期寿命,岁,{},{}\n"


def life(level, target, head=HEAD):
    return head + LIFE.format(level, target)


def test_two_suites_of_two_folders_live_side_by_side(tmp_path):
    one, other = Suite(tmp_path / "one"), Suite(tmp_path / "other")
    document(one.folder, "340102-2021", table=life(77, 78))
    document(other.folder, "340102-2021", table=life(80, 81))
    document(other.folder, "510904-2021", table=life(70, 75))
    for _ in range(2):
        assert one.compare("life_expectancy")["level"].tolist() == [77]
        assert other.compare("life_expectancy")["level"].tolist() == [80, 70]
        assert suite.districts() == [p.about.area for p in Suite(FIVE).plans()]


def test_a_suite_reads_its_folder_once(tmp_path):
    made = Suite(tmp_path)
    folder = document(tmp_path, "340102-2021", table=life(77, 78))
    before = made.observations()
    (folder / "table.csv").write_text(life(60, 61), encoding="utf-8")
    assert made.observations().equals(before)
    assert Suite(tmp_path).observations()["value"].tolist() == [60, 61]


def test_the_usual_suite_reads_the_folder_of_the_environment():
    assert str(healthplans.suite.folder) == os.environ["HEALTHPLANS_DATA"]
    assert healthplans.observations().equals(healthplans.suite.observations())


ORDERS = list(itertools.permutations(["Suite", "suite", "observations"]))


@pytest.mark.parametrize(
    ("before", "names"),
    [
        ("", ORDERS[0]),
        ("", ORDERS[-1]),
        ("import healthplans.suites", ORDERS[1]),
        ("import healthplans.cli", ORDERS[2]),
    ],
)
def test_names_are_imported_in_any_order(before, names):
    script = [
        before,
        *(f"from healthplans import {name}" for name in names),
        "assert isinstance(suite, Suite)",
        "assert len(observations()) == len(suite.observations()) > 0",
        "import healthplans; assert healthplans.suite is suite",
    ]
    library = {"PYTHONPATH": str(project_folder() / "lib"), "HEALTHPLANS_DATA": str(FIVE)}
    subprocess.run(
        [sys.executable, "-c", "\n".join(script)], check=True, env={**os.environ, **library}
    )


def test_a_name_that_the_package_has_not_is_refused_as_any_other():
    with pytest.raises(AttributeError, match="no attribute 'sweet'"):
        _ = healthplans.sweet


# several documents of one area


@pytest.fixture
def grown(tmp_path):
    """Two districts: one with two plans and a bulletin, one with the first plan alone."""
    document(tmp_path, "340102-2021", table=life(77, 78))
    document(tmp_path, "340102-2026", table=life(78.5, 80, NEXT))
    document(tmp_path, "340102-bulletin-2023", table="label,unit,2023\n人均预期寿命,岁,77.9\n")
    document(tmp_path, "510904-2021", table=life(76, 77))
    return Suite(tmp_path)


def test_a_second_plan_of_a_district_changes_nothing_of_the_first(grown, tmp_path):
    first = grown.compare("life_expectancy")
    assert first["document"].tolist() == ["340102-2021", "510904-2021"]
    assert first[["level", "target"]].to_numpy().tolist() == [[77, 78], [76, 77]]


def test_each_period_has_its_own_comparison(grown):
    later = grown.compare("life_expectancy", period="2026-2030")
    assert later["document"].tolist() == ["340102-2026"]
    assert later[["level_year", "target_year"]].to_numpy().tolist() == [[2025, 2030]]
    assert [str(period) for period in grown.periods()] == ["2021-2025", "2026-2030"]


def test_all_plans_of_a_district_are_reachable(grown):
    assert [plan.id for plan in grown.plans_of("瑶海区")] == ["340102-2021", "340102-2026"]
    assert grown.plan("340102", "2026-2030").id == "340102-2026"
    assert grown.plan("510904", "2026-2030").id == "510904-2021"
    # two plans of two figures, and what a bulletin states
    assert len(grown.traces("340102")) == 5
    ids = grown.find("340102", "life_expectancy", 2025)
    assert set(ids) == {"340102-2021.table.r1c2025", "340102-2026.table.r1c2025"}


def test_a_bulletin_states_levels_and_enters_no_comparison(grown):
    table = grown.observations()
    bulletin = table[table["document"] == "340102-bulletin-2023"]
    assert bulletin["role"].tolist() == ["level"]
    assert "340102-bulletin-2023" not in set(grown.comparison()["document"])


def test_the_area_with_most_to_show_has_a_document_though_nothing_stands_above(tmp_path):
    document(tmp_path, "340102-2021", table=life(77, 78))
    both = life(76, 77) + "2,孕产妇死亡率,1/10万,10,9\n"
    document(tmp_path, "510904-2021", table=both)
    assert Suite(tmp_path).vertical().empty
    assert Suite(tmp_path).most_above() == "340102"
    assert Suite(tmp_path).most_judged() == "510904"


def test_two_plans_of_one_period_keep_their_ids_and_one_stands(tmp_path):
    document(tmp_path, "340102-2021", table=life(77, 78))
    document(tmp_path, "340102-2021-health", table=life(76.5, 78.5), main=True)
    made = Suite(tmp_path)
    assert made.compare("life_expectancy")["document"].tolist() == ["340102-2021-health"]
    assert made.observations()["observation_id"].is_unique
    assert set(made.observations()["document"]) == {"340102-2021", "340102-2021-health"}


def test_a_relative_target_counts_from_the_level_of_another_document(tmp_path):
    head = "label,unit,value,year,base_year,indicator\n"
    row = "寿命,岁,提高1岁,2025,2020,life_expectancy\n"
    document(tmp_path, "340102-2021", text=head + row)
    document(tmp_path, "340102-bulletin-2020", table="label,unit,2020\n人均预期寿命,岁,77.5\n")
    rows = Suite(tmp_path).observations().set_index("document")
    target = rows.loc["340102-2021"]
    assert (target["value"], target["base_year"]) == (78.5, 2020)
    assert target["base_id"] == "340102-bulletin-2020.table.r1c2020"


def test_a_plan_based_on_another_year_shows_its_own_years(tmp_path):
    document(tmp_path, "340102-2021", table=life(77, 78))
    head = "row,label,unit,2023,2025,2027\n"
    table = f"{head}1,人均预期寿命,岁,77.8,78.2,79\n"
    about = {"period": [2023, 2027], "base_year": 2023}
    document(tmp_path, "510904-2023", table=table, **about)
    rows = Suite(tmp_path).compare("life_expectancy", period="2023-2027").set_index("area")
    shown = rows.loc["510904", ["level_year", "level", "target_year", "target"]]
    assert shown.tolist() == [2023, 77.8, 2027, 79]
    asked = Suite(tmp_path).compare("life_expectancy", 2025, period="2023-2027")
    assert asked.set_index("area").loc["510904", "target"] == 78.2


def test_a_folder_without_a_district_says_so(tmp_path):
    document(tmp_path, "100000-report-2021", table="label,unit,2020\n人均预期寿命,岁,77.9\n")
    assert len(Suite(tmp_path).observations()) == 1
    with pytest.raises(InputError, match="a plan of a district"):
        Suite(tmp_path).comparison()


def test_an_unknown_period_or_document_is_refused_with_the_nearest(grown):
    with pytest.raises(UnknownNameError, match="2021-2025"):
        grown.compare("life_expectancy", period="2021-2026")
    with pytest.raises(UnknownNameError, match="340102-2021"):
        grown.document("340102-2022")


# a researcher's codelists over the project's

OWN = """
shoe_size:
  zh: 平均鞋码
  en: Mean shoe size
  short_zh: 鞋码
  short_en: Shoe size
  definition_zh: 居民平均鞋码
  definition_en: Mean shoe size of residents
  topic: outcomes
  unit: count
  denominator: ""
  polarity: none
  polarity_reason_zh: 无所谓好坏
  polarity_reason_en: neither good nor bad
  aliases: [平均鞋码]
"""


def overlay(data, name, content):
    path = data / "codelists" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(content, encoding="utf-8")


def test_an_indicator_of_ones_own_lies_over_the_projects(tmp_path):
    document(tmp_path, "340102-2021", table=f"{HEAD}1,平均鞋码,,40,41\n")
    with pytest.raises(InputError, match="平均鞋码"):
        Suite(tmp_path).observations()
    overlay(tmp_path, "indicators.yaml", OWN)
    made = Suite(tmp_path)
    assert "life_expectancy" in made.codelists().indicators
    assert made.compare("shoe_size")["target"].tolist() == [41]
    assert "shoe_size" not in suite.codelists().indicators


def test_an_entry_that_contradicts_the_projects_is_named(tmp_path):
    project = (project_folder() / "data" / "codelists" / "units.csv").read_text("utf-8")
    head, years, *_ = project.splitlines()
    overlay(
        tmp_path, "units.csv", f"{head}\n{years.replace('years,years,1', 'years,years,2')}\n"
    )
    with pytest.raises(InputError, match=r"codelists/units\.csv, row years: expected what"):
        Suite(tmp_path).codelists()


def test_an_entry_that_says_the_same_is_no_contradiction(tmp_path):
    project = (project_folder() / "data" / "codelists" / "units.csv").read_text("utf-8")
    overlay(tmp_path, "units.csv", "\n".join(project.splitlines()[:3]) + "\n")
    assert Suite(tmp_path).codelists().units == suite.codelists().units


@pytest.fixture
def later(tmp_path):
    """Give a data folder with an indicator of its own that the project came to hold too."""
    own = yaml.safe_load(OWN)["shoe_size"]
    held = suite.codelists().indicators["life_expectancy"]
    same = {name: getattr(held, name) for name in ("topic", "unit", "denominator", "polarity")}

    def build(**changes):
        entry = {**own, **same, **changes}
        overlay(tmp_path, "indicators.yaml", yaml.safe_dump({"life_expectancy": entry}))
        return Suite(tmp_path).codelists()

    return build


def test_an_entry_of_the_projects_meaning_is_taken_as_the_same(later):
    held, lists = suite.codelists().indicators["life_expectancy"], later()
    found = lists.indicators["life_expectancy"]
    assert found.zh == held.zh
    assert found.aliases == (*held.aliases, "平均鞋码")
    assert [*lists.indicators] == [*suite.codelists().indicators]
    assert "indicators.yaml, row life_expectancy: expected the words" in str(*lists.notes)
    assert not suite.codelists().notes
    assert later(aliases=["人均预期寿命"]).indicators["life_expectancy"] == held


@pytest.mark.parametrize(
    "changes",
    [
        {"unit": "days"},
        {"denominator": "常住人口"},
        {"polarity": "none"},
        {"range": [0, 1]},
        {"counts": "beds"},
    ],
    ids=lambda changes: next(iter(changes)),
)
def test_an_entry_of_another_meaning_than_the_projects_is_refused(later, changes):
    with pytest.raises(InputError, match="row life_expectancy: expected what the project's"):
        later(**changes)


def test_a_label_that_the_project_came_to_read_alike_is_no_contradiction(tmp_path):
    head = ",".join(Label.model_fields)
    overlay(tmp_path, "labels.csv", f"{head}\n人均预期寿命,life_expectancy,x,A,2026-01-01\n")
    assert Suite(tmp_path).codelists().aliases["人均预期寿命"] == "life_expectancy"
    overlay(tmp_path, "labels.csv", f"{head}\n人均预期寿命,beds,x,A,2026-01-01\n")
    with pytest.raises(InputError, match="row life_expectancy and beds: found '人均预期寿命'"):
        Suite(tmp_path).codelists()


def test_a_label_reviewed_twice_is_one_where_both_say_the_same():
    one = Label(label="鞋", indicator="beds", source="", reviewer="A", date="2026-01-01")
    own = one.model_copy(update={"reviewer": "B"})
    assert taken(one, own) == one
    assert taken(one, own.model_copy(update={"indicator": "nurses"})) is None


def test_an_alias_that_the_project_gives_to_another_indicator_is_named(tmp_path):
    overlay(tmp_path, "indicators.yaml", OWN.replace("[平均鞋码]", "[人均预期寿命]"))
    found = "row life_expectancy and .*: found '人均预期寿命', expected each printed text once"
    with pytest.raises(InputError, match=found):
        Suite(tmp_path).codelists()


def test_an_exposure_of_an_unknown_count_is_named(tmp_path):
    head = "denominator,unit,indicator,method,reason_zh,reason_en\n"
    overlay(tmp_path, "exposures.csv", f"{head}活产,percent,babies,poisson,婴儿,babies\n")
    with pytest.raises(InputError, match=r"exposures\.csv, row .*found 'babies'"):
        Suite(tmp_path).codelists()
