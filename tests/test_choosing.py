"""Peers are chosen by city, province, kind or name; a choice of nobody is refused."""

import pytest
from support import document

from healthplans import Suite, suite
from healthplans.choosing import SIMILAR
from healthplans.errors import InputError, UnknownNameError

ALL = [plan.about.area for plan in suite.plans()]


def test_without_a_choice_all_districts_are_peers():
    assert suite.peer_areas() == ALL
    plan = suite.plan("340102")
    assert suite.peers_of(plan).plans == suite.peers_of(plan, "").plans


def test_a_province_holds_the_districts_in_it():
    assert suite.peer_areas("province", "340102") == ["340102", "341302"]
    assert suite.peer_areas("安徽省") == ["340102", "341302"]
    assert suite.peer_areas(340000) == ["340102", "341302"]


@pytest.mark.parametrize(
    "peers", ["440507, 510904", "440507，510904", "440507、510904", ["440507", "安居区"]]
)
def test_a_list_of_ones_own_holds_the_district_itself_too(peers):
    assert suite.peer_areas(peers, "340102") == ["340102", "440507", "510904"]


def test_districts_of_one_kind_are_alike():
    assert suite.peer_areas("type", "340102") == ALL


def test_the_context_of_a_district_is_that_of_its_peers_only():
    plan = suite.plan("340102")
    group = suite.peers_of(plan, "province").of("life_expectancy")
    assert set(group.table["area"]) == {"340102", "341302"}


@pytest.mark.parametrize("peers", ["city", "340102", " , ", []])
def test_a_choice_of_nobody_is_refused(peers):
    with pytest.raises(InputError, match="besides"):
        suite.peer_areas(peers, "340102")


def test_a_relative_choice_needs_a_district():
    with pytest.raises(InputError, match="no district"):
        suite.peer_areas("city")


def test_an_unknown_area_is_refused_with_its_name():
    with pytest.raises(UnknownNameError, match="nowhere"):
        suite.peer_areas("nowhere", "340102")


def test_a_named_area_without_a_plan_is_refused_with_its_name():
    with pytest.raises(InputError, match="110101 东城区"):
        suite.peer_areas(["440507", "110101"], "340102")


def test_of_several_unknown_areas_all_are_named_each_with_the_nearest():
    with pytest.raises(InputError, match=r"(?s)Yaohaj.*Yaohai.*nowhere at all"):
        suite.peer_areas("Yaohaj, nowhere at all, 440507", "340102")


def test_an_empty_list_is_refused_without_a_district_too():
    with pytest.raises(InputError, match="besides"):
        suite.peer_areas([])


def test_residents_are_those_that_a_plan_states_else_those_that_its_pairs_imply():
    people = suite.residents()
    assert set(people["source"]) <= {"stated", "implied"}
    assert people.index.is_unique
    stated = people[people["source"] == "implied"]
    for area, population in stated["population"].items():
        pairs = suite.population(area)
        assert ((pairs["low"] <= population) & (population <= pairs["high"])).any()


BEDS = "床位数,张,3000,2800,4000\n每千人口床位数,张,4.00,4.00,5.00\n"
PLANS = {  # level of 2020 and 2019, target of 2025
    "340102": BEDS,
    "341302": f"{BEDS}常住人口,万人,175,174,180\n城镇常住人口,万人,81,80,99\n",
    "440507": f"{BEDS}常住人口,人,,630000,640000\n",
    "510904": "床位数,张,1925,,\n每千人口床位数,张,2.37,,\n"
    "注册护士数,人,1303,,\n每千人口注册护士数,人,2.15,,\n",
    "370613": "常住人口,人,,,240000\n",
    "340121": "常住人口,人,420000,,\n",  # a county
}


def test_the_population_is_that_of_what_is_and_not_of_what_is_planned(tmp_path):
    for area, figures in PLANS.items():
        document(tmp_path, f"{area}-2021", table=f"label,unit,2020,2019,2025\n{figures}")
    later = "label,unit,2025,2030\n常住人口,人,900000,950000\n"
    document(tmp_path, "440507-2026", table=later)
    made = Suite(tmp_path)
    found = made.residents()["population"].round(-3).to_dict()
    stated = {"341302": 1750000, "440507": 630000, "340121": 420000}
    assert found == {"340102": 750000} | stated
    assert made.population("340102")["year"].tolist() == [2019, 2020]
    heads = made.required_heads("340102")
    assert heads["population_year"].tolist() == [2020]
    assert heads["heads"].item() == pytest.approx(3750, abs=1)
    assert made.peer_areas("population", "340102") == ["340102", "440507"]
    # one and a half times as many are still alike, 1,750,000 and 750,000 are not
    assert made.peer_areas("population", "340121") == ["340121", "440507"]
    for area in ("510904", "341302"):
        with pytest.raises(InputError, match="population"):
            made.peer_areas("population", area)
    alike = made.peer_areas("type", "340102")
    assert sorted(alike) == sorted(PLANS.keys() - {"340121"})


def test_districts_of_similar_population_are_within_the_factor_both_ways():
    people = suite.residents()["population"]
    own = people.index[0]
    try:
        chosen = suite.peer_areas("population", own)
    except InputError:
        chosen = [own]
    apart = people / people[own]
    assert set(chosen) == set(apart.index[apart.between(1 / SIMILAR, SIMILAR)])


def test_a_district_whose_population_nothing_tells_has_no_peers_by_it():
    unknown = sorted(set(ALL) - set(suite.residents().index))
    assert unknown
    with pytest.raises(InputError, match="population"):
        suite.peer_areas("population", unknown[0])


def test_among_chosen_districts_all_is_compared_and_ranked_anew():
    chosen = suite.among(["340102", "440507", "510904"])
    assert [plan.about.area for plan in chosen.plans()] == ["340102", "440507", "510904"]
    ranked = chosen.ranks("beds_density", "target")
    assert set(ranked["n"].dropna()) == {3}
    assert set(chosen.compare("beds_density")["area"]) == {"340102", "440507", "510904"}
    below = {
        a for a in chosen.vertical()["area"] if suite.codelists().areas.level(a) == "district"
    }
    assert below <= {"340102", "440507", "510904"}
    assert len(suite.plans()) == len(ALL)
    assert suite.among("") is suite
    assert len(suite.among("340102, 440507", "").plans()) == 2
    with pytest.raises(UnknownNameError, match="1900"):
        suite.among("", period="1900-1904")
