"""A plan that cannot be read stops the load, and the error names every offender."""

import pytest

from healthplans import suite
from healthplans.errors import InputError
from healthplans.reading.corrections import read_corrections
from healthplans.reading.documents import read_plans
from healthplans.reading.observations import OBSERVATION_COLUMNS, harmonize
from healthplans.vocabulary.codelists import read_codelists


def refusal(folder):
    with pytest.raises(InputError) as error:
        read_plans(folder)
    return str(error.value)


def harmonized(folder, **options):
    return harmonize(read_plans(folder), read_codelists(), **options)


@pytest.mark.parametrize(
    ("code", "rows"),
    [("340102", 21), ("510904", 37), ("341302", 25), ("370613", 21), ("440507", 26)],
)
def test_every_row_of_the_printed_table_is_there(code, rows):
    table = [f.row for f in suite.plan(code).figures if f.origin == "table"]
    assert sorted(set(table)) == list(range(1, rows + 1))


def test_a_missing_column_is_named(plans_folder, edit):
    edit("table.csv", "row,domain,label,unit,", "row,domain,label,units,")
    message = refusal(plans_folder)
    assert "440507-2021/table.csv, column unit: expected this column" in message
    assert "column units" in message


def test_a_table_without_a_year_column_is_refused(plans_folder, edit):
    edit("table.csv", "2020,2025,2035", "a,b,c")
    assert "at least one year column" in refusal(plans_folder)


def test_a_row_that_stands_twice_is_named_at_both_places(plans_folder, plan_folder):
    path = plan_folder / "table.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[3]]), encoding="utf-8")
    message = refusal(plans_folder)
    assert (
        message.count("table.csv, row 3, column row: found '3', expected each row once") == 2
    )
    assert "column label: found '婴儿死亡率'" in message


def test_a_row_of_another_length_is_named(plans_folder, edit):
    edit("table.csv", "1,健康水平,人均预期寿命,岁,", "1,健康水平,人均预期寿命,岁,,,")
    assert "table.csv, row 1: found" in refusal(plans_folder)


def test_a_blank_cell_is_named(plans_folder, edit):
    edit("table.csv", ",78.3,", ",,")
    assert "row 1, column 2020: found '', expected the printed text" in refusal(plans_folder)


def test_a_byte_order_mark_and_crlf_lose_nothing(plans_folder, plan_folder):
    before = read_plans(plans_folder)[0].figures
    path = plan_folder / "table.csv"
    raw = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + raw)
    assert read_plans(plans_folder)[0].figures == before


@pytest.mark.parametrize(
    ("damage", "expected"),
    [
        (lambda raw: raw.decode().encode("gb18030"), "UTF-8 (it may be GB18030"),
        (lambda raw: raw.decode().encode("utf-16"), "a UTF-16 byte-order mark"),
        (lambda raw: raw.replace(b"\n", b"\r"), "LF or CRLF line ends"),
        (
            lambda raw: raw.replace(b",78.3,", b",\xef\xbb\xbf78.3,"),
            "no byte-order mark inside",
        ),
        (lambda raw: b"", "a header and at least one row"),
        (lambda raw: raw.replace(b",78.3,", b',"78.3,'), "well-formed CSV"),
    ],
    ids=["gb18030", "utf16", "lone-cr", "mark-inside", "empty", "open-quote"],
)
def test_a_file_that_is_not_the_csv_it_should_be_is_named(
    plans_folder, plan_folder, damage, expected
):
    path = plan_folder / "table.csv"
    path.write_bytes(damage(path.read_bytes()))
    message = refusal(plans_folder)
    assert "440507-2021/table.csv" in message
    assert expected in message


def test_gb18030_is_shown_as_the_text_it_holds(plans_folder, plan_folder):
    path = plan_folder / "table.csv"
    path.write_bytes(path.read_bytes().decode().encode("gb18030"))
    assert "健康" in refusal(plans_folder)


def test_a_folder_without_plan_yaml_is_named(plans_folder, plan_folder):
    (plan_folder / "plan.yaml").unlink()
    assert "440507-2021/plan.yaml: expected a file that describes" in refusal(plans_folder)


def test_a_wrong_field_of_plan_yaml_is_named(plans_folder, edit):
    edit("plan.yaml", "status: undated", "status: draft")
    assert "plan.yaml, column status: found 'draft'" in refusal(plans_folder)


def test_a_folder_of_another_name_is_named(plans_folder, plan_folder):
    plan_folder.rename(plans_folder / "longhu")
    assert "expected the folder name 440507-2021" in refusal(plans_folder)


def test_a_hash_that_differs_from_the_source_at_hand_is_named(
    plans_folder, tmp_path, monkeypatch
):
    name = suite.plan("440507").document.source.file
    (tmp_path / name).write_text("another text", encoding="utf-8")
    monkeypatch.setenv("HEALTHPLANS_SOURCES", str(tmp_path))
    message = refusal(plans_folder)
    assert "column source.sha256: found '538690d9339b" in message
    assert f"expected the SHA-256 of {name}" in message


def test_no_plan_at_all_is_refused(tmp_path):
    assert "expected at least one folder" in refusal(tmp_path)


def test_offenders_of_several_files_are_named_together(plans_folder, plan_folder, edit):
    (plan_folder / "plan.yaml").unlink()
    edit("table.csv", ",78.3,", ",,")
    edit("text.csv", "1,", "one,")
    message = refusal(plans_folder)
    assert "3 problem(s)" in message


def test_an_unknown_label_is_named_with_the_nearest_known(plans_folder, edit):
    edit("table.csv", "婴儿死亡率", "婴儿死忘率")
    with pytest.raises(InputError, match="row 3, column label: found '婴儿死忘率'") as error:
        harmonized(plans_folder)
    assert "nearest: 婴儿死亡率" in str(error.value)


def test_unknown_units_are_named_together(plans_folder, edit):
    edit("table.csv", "孕产妇死亡率,/10万", "孕产妇死亡率,/百万")
    edit("table.csv", "人均预期寿命,岁", "人均预期寿命,张")
    with pytest.raises(InputError) as error:
        harmonized(plans_folder)
    assert "row 2, column unit: found '/百万'" in str(error.value)
    assert "row 1, column unit: found '张', expected a unit that converts to years" in str(
        error.value
    )


def test_a_unit_column_that_contradicts_the_label_is_refused(plans_folder, edit):
    edit("table.csv", "的过早死亡率（%）,%", "的过早死亡率（%）,‰")
    with pytest.raises(InputError, match="the same in label and unit column"):
        harmonized(plans_folder)


def test_an_unknown_obligation_is_named(plans_folder, edit):
    edit("table.csv", "达到高收入国家平均水平,预期性", "达到高收入国家平均水平,期望性")
    with pytest.raises(InputError, match="column obligation: found '期望性'"):
        harmonized(plans_folder)


def test_unknown_scope_words_are_named(plans_folder, edit):
    edit("text.csv", ",民营医院,", ",私人诊所,")
    with pytest.raises(InputError, match="column scope: found '私人诊所'"):
        harmonized(plans_folder)


def test_a_district_of_no_codelist_is_named(plans_folder, plan_folder, edit):
    edit("plan.yaml", '"440507"', '"440599"')
    plan_folder.rename(plans_folder / "440599-2021")
    with pytest.raises(InputError, match=r"found '440599', expected a code of districts\.csv"):
        harmonized(plans_folder)


def test_lenient_keeps_a_figure_without_an_indicator(plans_folder, edit):
    whole = harmonized(plans_folder)
    edit("table.csv", "婴儿死亡率", "婴儿死忘率")
    table = harmonized(plans_folder, lenient=True)
    unnamed = table[table["indicator"] == ""]
    assert len(table) == len(whole)
    assert unnamed["value_text"].tolist() == ["0.54", "<4", "<4"]
    assert unnamed["value"].isna().all()


def test_a_wording_that_no_rule_reads_is_kept_and_stops_nothing(plans_folder, edit):
    whole = harmonized(plans_folder)
    edit("table.csv", ",<4,<4,", ",不大于四成,<4,")
    table = harmonized(plans_folder)
    [unread] = table[table["kind"] == "unread"].to_dict("records")
    assert len(table) == len(whole)
    assert unread["value_text"] == "不大于四成"
    assert unread["comparator"] == ""


def test_a_repeated_unit_that_disagrees_with_the_label_is_not_read(plans_folder, edit):
    edit("table.csv", "32.99,65%,65%", "32.99,65‰,65%")
    table = harmonized(plans_folder)
    assert table.loc[table["value_text"] == "65‰", "kind"].tolist() == ["unread"]


def test_columns_are_those_of_the_contract(plans_folder):
    assert list(harmonized(plans_folder).columns) == list(OBSERVATION_COLUMNS)
    contract = (
        "observation_id plan district district_name indicator component year role origin row "
        "locator source_id label_text unit_text value_text kind comparator value unit "
        "denominator change change_unit base_year obligation"
    )
    assert list(OBSERVATION_COLUMNS) == contract.split()


CORRECTION = "plan,origin,locator,printed,proposed,reason_zh,reason_en,evidence\n"


def test_a_correction_is_read_in_place_of_the_printed_text(plans_folder, tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(
        f"{CORRECTION}440507-2021,table,r1c2020,78.3,78.4,a,b,c\n", encoding="utf-8"
    )
    plans = read_plans(plans_folder)
    table = harmonize(plans, read_codelists(), read_corrections(plans, path))
    first = table.iloc[0]
    assert (first["value_text"], first["value"]) == ("78.3", 78.4)


def test_a_correction_whose_text_is_no_longer_printed_stops_the_load(plans_folder, tmp_path):
    path = tmp_path / "corrections.csv"
    path.write_text(
        f"{CORRECTION}440507-2021,table,r1c2020,78.8,78.3,a,b,c\n", encoding="utf-8"
    )
    with pytest.raises(InputError, match=r"found '78\.8', expected the text printed at"):
        read_corrections(read_plans(plans_folder), path)
