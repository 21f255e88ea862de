"""Layouts that plans are printed in: each is read, and says what it prints and no more."""

import pytest
from support import document

from healthplans import Suite
from healthplans.errors import InputError

HEAD = "row,domain,label,unit,2020,2025\n"
PROSE = "label,unit,value,year,indicator\n人均预期寿命,岁,78.3岁,2020,life_expectancy\n"
TABLE = HEAD + "1,,人均预期寿命,岁,78.3,79\n"


def read(data):
    table = Suite(data).observations()
    return table.set_index("observation_id")


def refused(data):
    with pytest.raises(InputError) as error:
        Suite(data).observations()
    return error.value.offences


def test_a_document_of_prose_alone_is_read(tmp_path):
    document(tmp_path, "340102-2021", text=PROSE)
    rows = read(tmp_path)
    assert rows.index.tolist() == ["340102-2021.text.row1"]
    assert rows[["value", "role", "origin"]].to_numpy().tolist() == [[78.3, "level", "text"]]


def test_a_document_of_a_table_alone_is_read_and_compared(tmp_path):
    document(tmp_path, "340102-2021", table=TABLE)
    assert read(tmp_path)["value"].tolist() == [78.3, 79]
    [row] = Suite(tmp_path).compare("life_expectancy").to_dict("records")
    assert (row["level"], row["target"], row["level_year"]) == (78.3, 79, 2020)


def test_a_document_without_table_and_prose_is_refused(tmp_path):
    document(tmp_path, "340102-2021")
    [offence] = refused(tmp_path)
    assert (offence.file, offence.expected) == (
        "340102-2021/",
        "table.csv, text.csv, or both",
    )


@pytest.mark.parametrize("cell", ["", " ", "　"])
def test_a_blank_cell_prints_nothing(tmp_path, cell):
    document(tmp_path, "340102-2021", table=f"{HEAD}1,,人均预期寿命,岁,{cell},79\n")
    row = read(tmp_path).loc["340102-2021.table.r1c2020"]
    assert (row["kind"], row["comparator"], row["digits"]) == ("blank", "", "")
    assert row[["value", "low", "high"]].isna().all()


def test_what_is_not_there_is_told_apart(tmp_path):
    rows = ["1,,人均预期寿命,岁,,79", "2,,婴儿死亡率,‰,-,4", "3,,孕产妇死亡率,/10万,0,<10"]
    document(tmp_path, "340102-2021", table=HEAD + "\n".join(rows) + "\n")
    levels = read(tmp_path).query("year == 2020")
    assert levels["kind"].tolist() == ["blank", "missing", "exact"]
    assert levels["value"].tolist()[2] == 0


def test_columns_that_would_be_blank_throughout_may_be_left_out(tmp_path):
    document(tmp_path, "340102-2021", table="label,2020,2025\n人均预期寿命（岁）,78.3,79\n")
    rows = read(tmp_path)
    assert rows.index.tolist() == ["340102-2021.table.r1c2020", "340102-2021.table.r1c2025"]
    assert rows["obligation"].tolist() == ["", ""]


def test_two_columns_of_one_year_have_their_roles(tmp_path):
    head = "row,label,unit,2020 target,2020 level,2025\n"
    document(tmp_path, "340102-2021", table=f"{head}1,人均预期寿命,岁,78,78.3,79\n")
    rows = read(tmp_path)
    assert rows["role"].to_dict() == {
        "340102-2021.table.r1c2020target": "target",
        "340102-2021.table.r1c2020level": "level",
        "340102-2021.table.r1c2025": "target",
    }
    [row] = Suite(tmp_path).compare("life_expectancy").to_dict("records")
    assert (row["level"], row["target"]) == (78.3, 79)


@pytest.mark.parametrize(
    ("head", "column", "found"),
    [
        ("2020,2020", "2020", None),
        ("2020 level,2020 level", "2020 level", None),
        ("2020年,2020", "2020年", None),
        ("2020 goal,2025", "2020 goal", "goal"),
        ("2020年梦想,2025", "2020年梦想", "梦想"),
    ],
)
def test_a_year_twice_without_roles_and_a_role_that_is_none_are_refused(
    tmp_path, head, column, found
):
    table = f"row,label,unit,{head}\n1,人均预期寿命,岁,78,79\n"
    document(tmp_path, "340102-2021", table=table)
    offences = [o for o in refused(tmp_path) if o.column == column]
    assert found in {offence.text for offence in offences}


@pytest.mark.parametrize(
    ("heads", "roles"),
    [
        ("2020年,2025年", ["level", "target"]),
        ("2020年现状,2025年目标", ["level", "target"]),
        ("2020年基期值,2025年目标值", ["level", "target"]),
        ("2022年现状,2025年", ["level", "target"]),
        ("2022年实际,2022年目标", ["level", "target"]),
    ],
)
def test_heads_with_printed_words_are_read(tmp_path, heads, roles):
    table = f"row,label,unit,{heads}\n1,人均预期寿命,岁,78,79\n"
    document(tmp_path, "340102-2021", table=table)
    assert read(tmp_path)["role"].tolist() == roles


def test_one_label_may_stand_under_two_domains(tmp_path):
    rows = ["1,城市,人均预期寿命,岁,78,79", "2,农村,人均预期寿命,岁,76,77"]
    document(tmp_path, "340102-2021", table=HEAD + "\n".join(rows) + "\n")
    table = read(tmp_path)
    assert table["value"].tolist() == [78, 79, 76, 77]
    assert table.index.is_unique


def test_one_label_twice_in_a_domain_is_refused(tmp_path):
    rows = ["1,城市,人均预期寿命,岁,78,79", "2,城市,人均预期寿命,岁,76,77"]
    document(tmp_path, "340102-2021", table=HEAD + "\n".join(rows) + "\n")
    offences = refused(tmp_path)
    assert [(o.row, o.column) for o in offences] == [("1", "label"), ("2", "label")]


@pytest.mark.parametrize("number", ["", "1"])
def test_rows_of_one_number_are_a_group(tmp_path, number):
    rows = ["1,城市,人均预期寿命,岁,78,79", f"{number},农村,人均预期寿命,岁,76,77"]
    document(tmp_path, "340102-2021", table=HEAD + "\n".join(rows) + "\n")
    table = read(tmp_path)
    assert table["row"].tolist() == [1, 1, 1, 1]
    assert table["locator"].tolist() == ["r1c2020", "r1c2025", "r1.2c2020", "r1.2c2025"]


def test_a_row_number_that_returns_later_is_refused(tmp_path):
    rows = [
        "1,,人均预期寿命,岁,78,79",
        "2,,婴儿死亡率,‰,5,4",
        "1,,孕产妇死亡率,/10万,9,8",
    ]
    document(tmp_path, "340102-2021", table=HEAD + "\n".join(rows) + "\n")
    assert {(o.row, o.column) for o in refused(tmp_path)} == {("1", "row")}


def test_a_row_may_have_a_confidence_of_its_own(tmp_path):
    head = "label,unit,2020,2025,confidence\n"
    rows = ["人均预期寿命,岁,78,79,secondary", "婴儿死亡率,‰,5,4,"]
    document(tmp_path, "340102-2021", table=head + "\n".join(rows) + "\n")
    confidences = read(tmp_path)["confidence"].tolist()
    assert confidences == ["secondary", "secondary", "published", "published"]


def test_a_confidence_of_a_row_that_is_none_is_refused(tmp_path):
    table = "label,unit,2020,confidence\n人均预期寿命,岁,78,hearsay\n"
    document(tmp_path, "340102-2021", table=table)
    [offence] = refused(tmp_path)
    assert (offence.column, offence.text) == ("confidence", "hearsay")


def test_a_figure_of_prose_may_have_no_year(tmp_path):
    text = "label,unit,value,year,indicator\n人均预期寿命,岁,78.3岁,,life_expectancy\n"
    document(tmp_path, "340102-2021", text=text)
    rows = read(tmp_path)
    assert rows["year"].isna().tolist() == [True]
    assert rows["role"].tolist() == [""]
    made = Suite(tmp_path)
    assert made.findings().empty
    assert made.comparison().empty
    assert made.district("340102").empty


def test_two_figures_of_one_place_are_refused(tmp_path):
    head = "label,unit,value,year,paragraph,start,end,indicator\n"
    rows = [
        "人均预期寿命,岁,78,2020,4,10,12,life_expectancy",
        "人均预期寿命,岁,78,2020,4,10,12,healthy_life_expectancy",
    ]
    document(tmp_path, "340102-2021", text=head + "\n".join(rows) + "\n")
    assert [(o.row, o.text) for o in refused(tmp_path)] == [("1", "4"), ("2", "4")]


def test_everything_wrong_with_a_new_document_is_said_at_once(tmp_path):
    table = "row,label,unit,2020,2025\n1,人均预期受命,岁,78,79\n2,婴儿死亡率,光年,5,4\n"
    text = "label,unit,value,year,indicator\n寿命,岁,78,soon,life_expectancy\n"
    fields = {"area": "999999", "status": "finished", "titel": "规划"}
    document(tmp_path, "340102-2021", table=table, text=text, **fields)
    said = {(o.file, o.row, o.column) for o in refused(tmp_path)}
    assert said >= {
        ("340102-2021/document.yaml", "", "status"),
        ("340102-2021/document.yaml", "", "titel"),
        ("340102-2021/text.csv", "1", "year"),
        ("340102-2021/table.csv", "1", "label"),
        ("340102-2021/table.csv", "2", "unit"),
    }


def test_offences_of_several_documents_are_said_at_once(tmp_path):
    document(tmp_path, "340102-2021", table=f"{HEAD}1,,人均预期受命,岁,78,79\n")
    document(tmp_path, "340103-2021", table=f"{HEAD}1,,婴儿死忘率,‰,5,4\n", area="340104")
    said = {(o.file, o.column) for o in refused(tmp_path)}
    assert said == {
        ("340102-2021/table.csv", "label"),
        ("340103-2021/table.csv", "label"),
        ("340103-2021/", ""),
    }


AREAS = [
    ("999999-2021", "a code of areas.csv"),
    ("110228-2021", "an area of that time; 110228 密云县 was abolished in 2015"),
]


@pytest.mark.parametrize(("id_", "expected"), AREAS)
def test_an_area_that_is_none_or_was_abolished_before_is_refused(tmp_path, id_, expected):
    document(tmp_path, id_, table=TABLE)
    [offence] = refused(tmp_path)
    assert (offence.column, offence.expected) == ("area", expected)


def test_an_area_that_was_abolished_later_is_read(tmp_path):
    document(tmp_path, "110228-2011", table="label,unit,2010,2015\n人均预期寿命,岁,78,79\n")
    assert read(tmp_path)["area_name"].unique().tolist() == ["密云县"]


FIELDS = [
    ({"title": ""}, "title"),
    ({"title": None}, "title"),
    ({"area": None}, "area"),
    ({"kind": "poem"}, "kind"),
    ({"period": None}, ""),
    ({"period": [2025, 2021]}, ""),
    ({"confidence": "hearsay"}, "confidence"),
    ({"source": {"file": "a.txt", "sha256": "12"}}, "source.sha256"),
]


@pytest.mark.parametrize(("about", "column"), FIELDS)
def test_a_field_that_is_wrong_or_missing_is_named(tmp_path, about, column):
    document(tmp_path, "340102-2021", table=TABLE, **about)
    offences = refused(tmp_path)
    assert {(o.file, o.column) for o in offences} == {("340102-2021/document.yaml", column)}


def test_a_bulletin_needs_a_year(tmp_path):
    document(tmp_path, "340102-bulletin-2023", table=TABLE, year=None)
    assert "a bulletin has a year" in refused(tmp_path)[0].expected


@pytest.mark.parametrize("text", ["[", "- a\n- b\n", "", "title: [unclosed\n"])
def test_a_description_that_is_no_yaml_of_fields_is_named(tmp_path, text):
    folder = document(tmp_path, "340102-2021", table=TABLE)
    (folder / "document.yaml").write_text(text, encoding="utf-8")
    assert {o.file for o in refused(tmp_path)} == {"340102-2021/document.yaml"}
