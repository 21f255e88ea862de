"""Printed figures become observations in the standard unit, with their meaning kept."""

import pandas as pd
import pytest
from support import suite

TABLE = suite.figures()
NUMBERS = ["value", "factor", "low", "high", "change"]
BY_ID = TABLE.set_index("observation_id")

# id -> what must be read there; from the documents, read by eye
READ = {
    "341302-2021.table.r2c2025": {"kind": "bound", "comparator": "<", "value": 5.2},
    "341302-2021.table.r7c2025": {"kind": "bound", "comparator": "<=", "value": 20},
    "341302-2021.table.r17c2020": {"kind": "bound", "comparator": ">=", "value": 70},
    "341302-2021.table.r21c2020": {"kind": "approximate", "comparator": "~", "value": 85},
    "341302-2021.table.r5c2020": {"kind": "missing", "comparator": ""},
    "341302-2021.table.r16c2025": {
        "kind": "relative",
        "change": -1,
        "change_unit": "percentage_points_per_year",
    },
    "341302-2021.table.r8c2025": {"unit": "per_1000", "denominator": "常住人口", "value": 6.9},
    "341302-2021.table.r11c2025": {"unit": "per_10000", "denominator": "人口", "value": 3.93},
    "370613-2021.table.r3c2020": {"kind": "exact", "value": 0, "unit": "per_100000"},
    "370613-2021.table.r4c2025": {"unit": "per_mille", "unit_text": "", "value": 3.3},
    "370613-2021.table.r2c2025": {"kind": "relative", "change_unit": "proportional"},
    "370613-2021.table.r16c2020": {"value": 6.9, "unit": "per_10000", "value_text": "0.69"},
    "370613-2021.table.r17c2025": {"value": 4, "obligation": "binding"},
    "440507-2021.table.r1c2035": {"kind": "qualitative", "comparator": ""},
    "440507-2021.table.r6c2020": {"year": 2019, "role": "level", "value": 6.39},
    "440507-2021.table.r17c2025": {
        "kind": "relative",
        "change": 30,
        "change_unit": "percent",
        "base_year": 2020,
        "value": 4.16,
        "unit": "per_10000",
    },
    "440507-2021.table.r18c2020": {"kind": "exact", "comparator": "=", "value": 0},
    "440507-2021.table.r23c2025": {"kind": "exact", "value": 65},
    "440507-2021.table.r26c2020.village_clinic": {"value": 72, "part": "village_clinic"},
    "510904-2021.table.r7c2025": {"kind": "qualitative", "obligation": "binding"},
    "510904-2021.table.r33c2025": {"kind": "bound", "comparator": ">=", "value": 75},
    "340102-2021.table.r17c2025": {"kind": "approximate", "value": 8.5},
    "510904-2021.text.p24c112-117": {"value": 3.4, "unit": "per_10000"},
    # printed 0.54%; a declared correction reads per mille, as the table prints it
    "440507-2021.text.p4c243-248": {"value_text": "0.54%", "value": 0.54},
    # "不低于70%、20%": the wording before the first figure holds for the second too
    "370613-2021.text.p380c93-96": {"value_text": "20%", "comparator": ">=", "value": 20},
}


@pytest.mark.parametrize("observation_id", READ)
def test_reads_the_cell_as_the_document_means_it(observation_id):
    row = BY_ID.loc[observation_id]
    found = {column: row[column] for column in READ[observation_id]}
    assert found == pytest.approx(READ[observation_id], nan_ok=False)


def test_ids_are_unique_and_plain():
    assert TABLE["observation_id"].is_unique
    assert TABLE["observation_id"].str.fullmatch(r"[\w.+-]+").all()


def test_nothing_is_unread_and_every_kind_is_of_the_contract():
    assert set(TABLE["kind"]) <= {
        "exact",
        "bound",
        "approximate",
        "relative",
        "qualitative",
        "missing",
    }


def test_a_comparator_stands_with_figures_only():
    figures = TABLE["kind"].isin(["exact", "bound", "approximate"])
    assert (TABLE.loc[figures, "comparator"] != "").all()
    assert (TABLE.loc[~figures, "comparator"] == "").all()
    assert TABLE.loc[figures, "value"].notna().all()


def test_every_printed_cell_of_a_year_column_has_its_row():
    cells = sum(1 for plan in suite.plans() for f in plan.figures if f.origin == "table")
    places = TABLE.loc[TABLE["origin"] == "table", ["document", "locator"]].drop_duplicates()
    assert len(places) == cells == 228


def test_every_statement_of_the_prose_has_its_row():
    statements = sum(1 for plan in suite.plans() for f in plan.figures if f.origin == "text")
    places = TABLE.loc[TABLE["origin"] == "text", ["document", "row"]].drop_duplicates()
    assert len(places) == statements == 373


def test_ambiguous_changes_are_kept_and_not_resolved():
    ambiguous = TABLE[TABLE["change_unit"] == "percent_or_points"]
    assert len(ambiguous) == 4
    assert ambiguous["value"].isna().all()


def test_a_change_without_a_stated_base_in_prose_is_not_resolved():
    text = TABLE[(TABLE["origin"] == "text") & (TABLE["kind"] == "relative")]
    assert text.loc[text["base_year"].isna(), "value"].isna().all()


def test_a_share_claim_has_the_code_of_its_count():
    row = TABLE[(TABLE["value_text"] == "92.16%")].iloc[0]
    assert (row["indicator"], row["part"]) == ("beds_share", "hospital")


def test_a_part_of_the_district_is_told_from_the_whole():
    beds = TABLE[(TABLE["document"] == "440507-2021") & (TABLE["indicator"] == "beds")]
    assert {"", "hospital", "primary_care"} <= set(beds["part"])


def test_words_that_only_repeat_the_definition_make_no_part():
    smoking = TABLE[(TABLE["indicator"] == "smoking_prevalence_15plus")]
    assert set(smoking["part"]) == {""}


def test_the_table_is_a_copy_that_a_caller_may_change():
    changed = suite.observations()
    changed["value"] = 0.0
    assert suite.observations()["value"].max() > 0


def test_numbers_are_nullable_and_texts_are_never_null():
    texts = TABLE.columns.difference([*NUMBERS, "year", "row", "base_year"])
    assert not TABLE[list(texts)].isna().any().any()
    assert {type(TABLE[name].dtype) for name in NUMBERS} == {pd.Float64Dtype}
