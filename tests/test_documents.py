"""A document that cannot be read stops the load, and the error names every offender."""

import os

import pytest
from support import suite

from healthplans import Suite, views
from healthplans.errors import InputError
from healthplans.reading.observations import OBSERVATION_COLUMNS


def refusal(data):
    with pytest.raises(InputError) as error:
        Suite(data).corrections()  # reads the documents first
    return str(error.value)


def harmonized(data, **options):
    return Suite(data, **options).observations()


@pytest.mark.parametrize(
    ("code", "rows"),
    [("340102", 21), ("510904", 37), ("341302", 25), ("370613", 21), ("440507", 26)],
)
def test_every_row_of_the_printed_table_is_there(code, rows):
    table = [f.row for f in suite.plan(code).figures if f.origin == "table"]
    assert sorted(set(table)) == list(range(1, rows + 1))


def test_a_missing_column_is_named(data, edit):
    edit("table.csv", "row,domain,label,unit,", "row,domain,labels,unit,")
    message = refusal(data)
    assert "440507-2021/table.csv, column label: expected this column" in message
    assert "column labels: expected each of row, domain, label" in message


def test_a_table_without_a_year_column_is_refused(data, edit):
    edit("table.csv", "2020,2025,2035", "a,b,c")
    assert "at least one year column" in refusal(data)


def test_a_row_that_stands_twice_is_named_at_both_places(data, plan_folder):
    path = plan_folder / "table.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([*lines, lines[3]]), encoding="utf-8")
    message = refusal(data)
    assert (
        message.count("table.csv, row 3, column row: found '3', expected each row once") == 2
    )
    assert "column label: found '婴儿死亡率'" in message


def test_a_row_of_another_length_is_named(data, edit):
    edit("table.csv", "1,健康水平,人均预期寿命,岁,", "1,健康水平,人均预期寿命,岁,,,")
    assert "table.csv, row 1: found" in refusal(data)


def test_a_blank_cell_is_a_figure_that_is_not_printed(data, edit):
    edit("table.csv", ",78.3,", ",,")
    first = harmonized(data).iloc[0]
    assert first[["kind", "value_text", "comparator"]].tolist() == ["blank", "", ""]
    assert first[["value", "low", "high"]].isna().all()


def test_a_row_without_a_label_is_named(data, edit):
    edit("table.csv", "健康水平,人均预期寿命,", "健康水平,,")
    assert "row 1, column label: found '', expected the printed text" in refusal(data)


def test_a_byte_order_mark_and_crlf_lose_nothing(data, plan_folder):
    before = Suite(data).documents()[0].figures
    path = plan_folder / "table.csv"
    raw = path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(b"\xef\xbb\xbf" + raw)
    assert Suite(data).documents()[0].figures == before


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
        (
            lambda raw: raw.replace(b",78.3,", b",78.3\0,"),
            "line 2: found '\\x00', expected UTF-8",
        ),
        (lambda raw: raw.replace(b",78.3,", b",\x0b78.3,"), "line 2: found '\\x0b', expected"),
        (lambda raw: b"", "a header and at least one row"),
        (lambda raw: raw.replace(b",78.3,", b',"78.3,'), "well-formed CSV"),
    ],
    ids=[
        "gb18030",
        "utf16",
        "lone-cr",
        "mark-inside",
        "nul",
        "control",
        "empty",
        "open-quote",
    ],
)
def test_a_file_that_is_not_the_csv_it_should_be_is_named(data, plan_folder, damage, expected):
    path = plan_folder / "table.csv"
    path.write_bytes(damage(path.read_bytes()))
    message = refusal(data)
    assert "440507-2021/table.csv" in message
    assert expected in message


@pytest.mark.parametrize("name", ["table.csv", "document.yaml", "../../corrections.csv"])
@pytest.mark.parametrize(
    ("put", "found"),
    [
        (lambda path: os.mkfifo(path), "a pipe"),
        (lambda path: path.symlink_to("/dev/zero"), "a device"),
        (lambda path: path.mkdir(), "a folder"),
        (lambda path: path.symlink_to(path.name), "links that lead in a circle"),
        (lambda path: path.symlink_to("nowhere"), "a link that leads nowhere"),
        (lambda path: os.truncate(path.open("wb").name, 10**10), "10,000,000,000 bytes"),
    ],
    ids=["pipe", "device", "folder", "loop", "nowhere", "too-large"],
)
def test_what_is_no_file_to_be_read_is_named_and_not_waited_for(
    data, plan_folder, name, put, found
):
    path = plan_folder / name
    path.unlink(missing_ok=True)
    put(path)
    assert f"{path.name}: found {found!r}, expected" in refusal(data)


@pytest.mark.parametrize("end", ["-a\nb", "-\x1b[31m", "-\u202ex", "- ", "-\udcff"])
def test_a_document_whose_name_cannot_be_shown_is_refused_in_one_line(data, plan_folder, end):
    name = plan_folder.name + end
    plan_folder.rename(plan_folder.with_name(name))
    (said,) = refusal(data).splitlines()[1:]
    assert repr(name) in said
    assert said.isprintable()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("document,origin\n1,2\n", "column locator: expected this column"),
        ("{head},more\n", "column more: expected each of document"),
        ("{head}\n1,2\n", "line 2: expected 8 cells"),
        ("{head}\n1,2,3,4,5,6,7,8,9\n", "line 2: expected 8 cells"),
    ],
    ids=["columns-missing", "column-unknown", "row-short", "row-long"],
)
def test_corrections_of_another_shape_are_named(data, text, expected):
    head = "document,origin,locator,printed,proposed,reason_zh,reason_en,evidence"
    (data / "corrections.csv").write_text(text.format(head=head), encoding="utf-8")
    assert expected in refusal(data)


def test_gb18030_is_shown_as_the_text_it_holds(data, plan_folder):
    path = plan_folder / "table.csv"
    path.write_bytes(path.read_bytes().decode().encode("gb18030"))
    assert "健康" in refusal(data)


@pytest.mark.parametrize(
    "name",
    ["Table.csv", "text.CSV", "table (1).csv", "table2.csv", "text.csv.txt", "document.yml"],
)
def test_a_file_of_nearly_the_right_name_is_refused_and_not_left_out(data, plan_folder, name):
    (plan_folder / name).write_bytes((plan_folder / "table.csv").read_bytes())
    assert f"{plan_folder.name}/{name}: expected another name" in refusal(data)


@pytest.mark.parametrize("name", ["table.csv~", "table.csv.bak", "~$table.csv", "context.csv"])
def test_a_copy_that_an_editor_keeps_is_no_matter(data, plan_folder, name):
    (plan_folder / name).write_bytes((plan_folder / "table.csv").read_bytes())
    assert [one.id for one in Suite(data).documents()] == [plan_folder.name]


def test_a_link_that_leads_nowhere_is_not_a_table_that_is_not_there(data, plan_folder):
    (plan_folder / "table.csv").unlink()
    (plan_folder / "table.csv").symlink_to("nowhere")
    assert f"{plan_folder.name}/table.csv" in refusal(data)


def test_a_folder_without_a_description_is_named(data, plan_folder):
    (plan_folder / "document.yaml").unlink()
    assert "440507-2021/document.yaml: expected a file that describes" in refusal(data)


def test_what_a_field_of_a_description_may_hold_is_said(data, edit):
    edit("document.yaml", "kind: plan", "kind: plann\nmade_up: 1")
    message = refusal(data)
    assert "column kind: found 'plann', expected 'plan', 'bulletin'" in message
    assert "column made_up: found '1', expected a field that is known" in message


def test_a_wrong_field_of_a_description_is_named(data, edit):
    edit("document.yaml", "status: undated", "status: draft")
    assert "document.yaml, column status: found 'draft'" in refusal(data)


def test_a_folder_of_another_name_is_named(data, plan_folder):
    plan_folder.rename(plan_folder.with_name("longhu"))
    assert "expected the folder name 440507-2021" in refusal(data)


def test_a_hash_that_differs_from_the_source_at_hand_is_named(data, tmp_path, monkeypatch):
    name = suite.plan("440507").about.source.file
    (tmp_path / name).write_text("another text", encoding="utf-8")
    monkeypatch.setenv("HEALTHPLANS_SOURCES", str(tmp_path))
    message = refusal(data)
    assert "column source.sha256: found '538690d9339b" in message
    assert f"expected the SHA-256 of {name}" in message


def test_no_plan_at_all_is_refused_and_what_programs_leave_behind_is_none(tmp_path):
    for name in (".ipynb_checkpoints", "__MACOSX", "@eaDir"):
        (tmp_path / name).mkdir()
    assert "expected at least one folder" in refusal(tmp_path)


def test_offenders_of_several_files_are_named_together(data, plan_folder, edit):
    (plan_folder / "document.yaml").unlink()
    edit("table.csv", "健康水平,人均预期寿命,", "健康水平,,")
    edit("text.csv", "1,", "one,")
    message = refusal(data)
    assert "3 problem(s)" in message


def test_an_unknown_label_is_named_with_the_nearest_known(data, edit):
    edit("table.csv", "婴儿死亡率", "婴儿死忘率")
    with pytest.raises(InputError, match="row 3, column label: found '婴儿死忘率'") as error:
        harmonized(data)
    assert "nearest: 婴儿死亡率" in str(error.value)


def test_unknown_units_are_named_together(data, edit):
    edit("table.csv", "孕产妇死亡率,/10万", "孕产妇死亡率,/光年")
    edit("table.csv", "人均预期寿命,岁", "人均预期寿命,张")
    with pytest.raises(InputError) as error:
        harmonized(data)
    assert "row 2, column unit: found '/光年'" in str(error.value)
    assert "row 1, column unit: found '张', expected a unit that converts to years" in str(
        error.value
    )


def test_a_unit_column_that_contradicts_the_label_is_refused(data, edit):
    edit("table.csv", "的过早死亡率（%）,%", "的过早死亡率（%）,‰")
    with pytest.raises(InputError, match="the same in label and unit column"):
        harmonized(data)


def test_an_unknown_obligation_is_named(data, edit):
    edit("table.csv", "达到高收入国家平均水平,预期性", "达到高收入国家平均水平,期望性")
    with pytest.raises(InputError, match="column obligation: found '期望性'"):
        harmonized(data)


def test_unknown_scope_words_are_named(data, edit):
    edit("text.csv", ",民营医院,", ",私人诊所,")
    with pytest.raises(InputError, match="column scope: found '私人诊所'"):
        harmonized(data)


def test_an_unknown_label_and_its_unknown_scope_are_named_together(data, edit):
    edit(
        "text.csv",
        "7272例,2020,2020年,,4,30,35,maternal_hiv_syphilis_hepatitis_b_tests",
        "7272例,2020,2020年,,4,30,35,nosuch",
    )
    edit("text.csv", "艾滋病、梅毒、乙肝检测,孕产妇,", "艾滋病、梅毒、乙肝检测,孕产夫,")
    with pytest.raises(InputError) as error:
        harmonized(data)
    assert "column indicator: found 'nosuch'" in str(error.value)
    assert "column scope: found '孕产夫'" in str(error.value)


def test_a_district_of_no_codelist_is_named(data, plan_folder, edit):
    edit("document.yaml", '"440507"', '"440599"')
    plan_folder.rename(plan_folder.with_name("440599-2021"))
    assert "column area: found '440599', expected a code of areas.csv" in refusal(data)


def test_lenient_keeps_a_figure_without_an_indicator(data, edit):
    whole = harmonized(data)
    edit("table.csv", "婴儿死亡率", "婴儿死忘率")
    table = harmonized(data, lenient=True)
    unnamed = table[table["indicator"] == ""]
    assert len(table) == len(whole)
    assert unnamed["value_text"].tolist() == ["0.54", "<4", "<4"]
    assert unnamed["value"].isna().all()


def test_a_decrease_is_so_much_less(data, edit):
    text = data / "documents" / "440507-2021" / "text.csv"
    row = "床位,龙湖区第二人民医院,,increase,张,,185张"
    edit(text, row, row.replace("increase", "decrease"))
    [told] = Suite(data).observations().query("value_text == '185张'").to_dict("records")
    assert (told["kind"], told["change"], told["change_unit"]) == ("relative", -185, "count")


def test_an_increase_of_something_unknown_stands_on_the_page_of_traces(data, edit):
    row = "病房,龙湖区第二人民医院,,increase,间,,80间,2025,项目建成后,,21,134,137,"
    edit("text.csv", f"{row}wards", row.replace("病房", "病忘"))
    own = Suite(data, lenient=True)
    shown = repr(views.trace.table(own.traces("440507"), own.words("en")))
    assert "+80" in shown


def test_a_wording_that_no_rule_reads_is_kept_and_stops_nothing(data, edit):
    whole = harmonized(data)
    edit("table.csv", ",<4,<4,", ",不大于四成,<4,")
    table = harmonized(data)
    [unread] = table[table["kind"] == "unread"].to_dict("records")
    assert len(table) == len(whole)
    assert unread["value_text"] == "不大于四成"
    assert unread["comparator"] == ""


def test_a_repeated_unit_that_disagrees_with_the_label_is_not_read(data, edit):
    edit("table.csv", "32.99,65%,65%", "32.99,65‰,65%")
    table = harmonized(data)
    assert table.loc[table["value_text"] == "65‰", "kind"].tolist() == ["unread"]


def test_columns_are_those_of_the_contract(data):
    assert list(harmonized(data).columns) == list(OBSERVATION_COLUMNS)
    contract = (
        "observation_id document area area_name indicator part of end year role origin row "
        "locator source_id label_text unit_text value_text kind comparator value unit "
        "denominator printed_unit factor low high low_open high_open change change_unit "
        "change_comparator direction base_year base_id obligation remark confidence digits"
    )
    assert list(OBSERVATION_COLUMNS) == contract.split()


CORRECTION = "document,origin,locator,printed,proposed,reason_zh,reason_en,evidence\n"


def correct(data, printed, proposed):
    row = f"440507-2021,table,r1c2020,{printed},{proposed},a,b,c\n"
    (data / "corrections.csv").write_text(CORRECTION + row, encoding="utf-8")


def test_a_correction_is_read_in_place_of_the_printed_text(data):
    correct(data, "78.3", "78.4")
    corrected, printed = (harmonized(data).iloc[0], Suite(data).observations(corrected=False))
    assert (corrected["value_text"], corrected["value"]) == ("78.3", 78.4)
    assert printed.iloc[0]["value"] == 78.3


def test_a_correction_whose_text_is_no_longer_printed_stops_the_load(data):
    correct(data, "78.8", "78.3")
    with pytest.raises(InputError, match=r"found '78\.8', expected the text printed at"):
        harmonized(data)


@pytest.mark.parametrize(
    ("unit", "printed", "expected"),
    [
        ("岁", "78..岁", "a figure in a wording"),
        ("张", "78.3张", "a unit that converts to years"),
    ],
    ids=["digits", "unit"],
)
def test_a_misprint_that_cannot_be_read_is_a_problem_until_it_is_corrected(
    data, edit, unit, printed, expected
):
    edit("text.csv", "岁,,78.3岁", f"{unit},,{printed}")
    before = Suite(data).problems()
    row = f"440507-2021,text,p3:26-31,{printed},78.3岁,a,b,c\n"
    (data / "corrections.csv").write_text(CORRECTION + row, encoding="utf-8")
    assert expected in "".join(map(str, before))
    assert not Suite(data).problems()
    table = harmonized(data).set_index("locator").loc["p3:26-31"]
    assert (table["value_text"], table["value"], table["kind"]) == (printed, 78.3, "exact")
