"""Peers are chosen by city, province, kind or name; a choice of nobody is refused."""

import pytest

from healthplans import suite
from healthplans.errors import InputError, UnknownNameError

ALL = [plan.about.area for plan in suite.plans()]


def test_without_a_choice_all_districts_are_peers():
    assert suite.peer_areas() == ALL
    plan = suite.plan("340102")
    assert suite.peers_of(plan).plans == suite.peers_of(plan, "").plans


def test_a_province_holds_the_districts_in_it():
    assert suite.peer_areas("province", "340102") == ["340102", "341302"]
    assert suite.peer_areas("安徽省") == ["340102", "341302"]


@pytest.mark.parametrize("peers", ["440507, 510904", ["440507", "安居区"]])
def test_a_list_of_ones_own_holds_the_district_itself_too(peers):
    assert suite.peer_areas(peers, "340102") == ["340102", "440507", "510904"]


def test_districts_of_one_kind_are_alike():
    assert suite.peer_areas("type", "340102") == ALL


def test_the_context_of_a_district_is_that_of_its_peers_only():
    plan = suite.plan("340102")
    group = suite.peers_of(plan, "province").of("life_expectancy")
    assert set(group.table["area"]) == {"340102", "341302"}


@pytest.mark.parametrize("peers", ["city", "340102", " , ", ["110101"]])
def test_a_choice_of_nobody_is_refused(peers):
    with pytest.raises(InputError, match="besides"):
        suite.peer_areas(peers, "340102")


def test_a_relative_choice_needs_a_district():
    with pytest.raises(InputError, match="no district"):
        suite.peer_areas("city")


def test_an_unknown_area_is_refused_with_its_name():
    with pytest.raises(UnknownNameError, match="nowhere"):
        suite.peer_areas("nowhere", "340102")
