"""What holds of the project's own data, however many documents it has.

No figure of a document is named here; that is done on documents that stay as they are
(`tests/fixtures/five-plans`).
"""

import pytest
from support import FIVE, suite

from healthplans import Suite
from healthplans.paths import project_data
from healthplans.vocabulary.schema import Indicator

DATA = Suite(project_data())
DOCUMENTS = DATA.documents()
TABLE = DATA.observations()


def test_nothing_is_wrong_with_any_document():
    assert DATA.problems() == []


def test_a_folder_is_named_for_its_area_and_year():
    wrong = [d.id for d in DOCUMENTS if not f"{d.id}-".startswith(f"{d.about.expected_id}-")]
    assert wrong == []


def test_no_observation_stands_twice_and_every_id_begins_with_its_document():
    assert TABLE["observation_id"].is_unique
    begins = zip(TABLE["observation_id"], TABLE["document"], strict=True)
    assert [one for one, document in begins if not one.startswith(f"{document}.")] == []


def test_every_document_has_figures_and_every_figure_its_row():
    assert [d.id for d in DOCUMENTS if not d.figures] == []
    places = {(d.id, f.origin, f.locator) for d in DOCUMENTS for f in d.figures}
    rows = TABLE[["document", "origin", "locator"]].itertuples(index=False, name=None)
    assert set(rows) == places


def test_every_figure_has_an_indicator_and_is_read():
    assert not TABLE["kind"].eq("unread").any()
    assert TABLE["indicator"].isin(DATA.codelists().indicators).all()


def test_a_figure_lies_within_its_own_interval():
    figures = TABLE[TABLE["value"].notna() & TABLE["kind"].isin(["exact", "approximate"])]
    assert (figures["low"] <= figures["value"]).all()
    assert (figures["value"] <= figures["high"]).all()


def test_every_base_is_an_observation_of_the_same_area_and_indicator():
    by_id = TABLE.set_index("observation_id")
    based = TABLE[TABLE["base_id"] != ""]
    bases = by_id.loc[based["base_id"]]
    for column in ("area", "indicator", "part", "of"):
        assert bases[column].tolist() == based[column].tolist()
    assert bases["year"].tolist() == based["base_year"].tolist()


def test_every_source_is_named_by_one_hash():
    named = [d.about.source for d in DOCUMENTS if d.about.source and d.about.source.file]
    files = {source.file: source.sha256 for source in named}
    assert {source.file: source.sha256 for source in reversed(named)} == files


def test_districts_alone_are_compared():
    level = DATA.codelists().areas.level
    compared = {
        plan.about.area for period in map(str, DATA.periods()) for plan in DATA.plans(period)
    }
    assert {level(area) for area in compared} <= {"district"}
    assert set(DATA.comparison()["area"]) <= compared


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_code_that_a_figure_carries_has_a_word(lang):
    lists = DATA.codelists()
    for column in ("kind", "role", "obligation", "confidence"):
        for code in set(TABLE[column]) - {""}:
            assert lists.name(column, code, lang)


def test_corrections_are_of_documents_that_are_there():
    known = {document.id for document in DOCUMENTS}
    assert {document for document, _, _ in DATA.corrections()} <= known


def test_the_documents_of_the_tests_lie_over_the_codelists_of_the_project():
    assert not (FIVE / "codelists").exists()
    assert suite.problems() == []
    assert all(isinstance(i, Indicator) for i in suite.codelists().indicators.values())
