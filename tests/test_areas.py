"""The registry of areas is whole, areas are found by their names, no shared one is guessed."""

import csv
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthplans.errors import AmbiguousNameError, InputError, UnknownNameError
from healthplans.paths import project_folder
from healthplans.vocabulary.area_names import latin_key, read_area_words
from healthplans.vocabulary.area_rows import COLUMNS, LEVELS
from healthplans.vocabulary.areas import read_areas

CODELISTS = project_folder() / "data" / "codelists"
AREAS = read_areas(CODELISTS)
ALL = [AREAS.get(code) for code in AREAS]
IN_FORCE = [area for area in ALL if area.until is None]


def table(name):
    with (CODELISTS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def told(name):
    """Give the areas that a look-up finds or, refusing, names."""
    try:
        return [AREAS.find(name)]
    except AmbiguousNameError as error:
        return [AREAS.get(code) for code in re.findall(r"\((\d{6})\)", str(error))]
    except UnknownNameError:
        return []


def test_codes_are_six_digits_in_order_and_each_stands_once():
    codes = [row["code"] for row in table("areas.csv")]
    assert codes == sorted(set(codes))
    assert all(re.fullmatch("[0-9]{6}", code) for code in codes)


def test_every_area_but_the_nation_lies_in_one_of_a_higher_level():
    assert [area.code for area in ALL if not area.parent] == ["100000"]
    assert [
        area.code
        for area in ALL
        if area.parent and LEVELS.index(AREAS.level(area.parent)) >= LEVELS.index(area.level)
    ] == []


def test_the_digits_of_a_code_say_its_level_and_the_areas_above():
    for area in ALL[1:]:
        zeros = {"province": "0000", "city": "00"}.get(area.level, "")
        assert area.code.endswith(zeros)
        *uppers, nation = AREAS.parents(area.code)
        assert nation.code == "100000"
        assert all(area.code.startswith(upper.code.rstrip("0")) for upper in uppers)


def test_an_area_in_force_lies_in_areas_in_force():
    outlived = [a.code for a in IN_FORCE for up in AREAS.parents(a.code) if up.until]
    assert outlived == []


def test_no_name_is_blank_and_english_names_are_plain_letters():
    assert [a for a in ALL if not (a.zh and a.en and a.pinyin and a.search)] == []
    assert [a.en for a in ALL if not re.fullmatch(r"[A-Z][A-Za-z' -]*", a.en)] == []
    assert [a.zh for a in ALL if a.zh in read_area_words(CODELISTS).no_areas] == []


def test_beside_one_another_no_two_areas_in_force_have_one_english_name():
    counted = Counter((area.parent, area.en) for area in IN_FORCE)
    assert [name for name, times in counted.items() if times > 1] == []


def test_years_lie_between_the_oldest_and_the_newest_register():
    first, last = AREAS.span
    years = [year for area in ALL for year in (area.since, area.until) if year]
    assert min(years) > first
    assert max(years) <= last
    assert [a.code for a in ALL if a.since and a.until and a.since > a.until] == []


def test_the_page_on_areas_counts_what_the_file_holds():
    page = (CODELISTS / "areas.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (\w+) \| (\d+) \| (\d+) \|$", page, re.MULTILINE)
    said = {level: (int(now), int(gone)) for level, now, gone in rows}
    now = Counter(area.level for area in IN_FORCE)
    gone = Counter(area.level for area in ALL if area.until)
    assert said == {level: (now[level], gone[level]) for level in LEVELS}


def test_the_page_on_areas_names_every_package_with_version_and_licence():
    page = (CODELISTS / "areas.md").read_text(encoding="utf-8")
    lines = [line for line in page.splitlines() if line.startswith("| ")]
    for row in table("area_revisions.csv"):
        [line] = [text for text in lines if text.startswith(f"| {row['package']} ")]
        assert row["version"] in line
        assert re.search("MIT|BSD", line)


@pytest.mark.parametrize(
    ("code", "zh", "en"),
    [
        ("340102", "安徽省合肥市瑶海区", "Yaohai, Hefei, Anhui"),
        ("341302", "安徽省宿州市埇桥区", "Yongqiao, Suzhou, Anhui"),
        ("370613", "山东省烟台市莱山区", "Laishan, Yantai, Shandong"),
        ("440507", "广东省汕头市龙湖区", "Longhu, Shantou, Guangdong"),
        ("510904", "四川省遂宁市安居区", "Anju, Suining, Sichuan"),
        ("100000", "全国", "China"),
        ("110105", "北京市朝阳区", "Chaoyang, Beijing"),
    ],
)
def test_an_area_is_written_with_those_above_it(code, zh, en):
    assert (AREAS.place(code, "zh"), AREAS.place(code, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("重庆市", "Chongqing"),
        ("六安市", "Lu'an"),
        ("亳州市", "Bozhou"),
        ("蚌埠市", "Bengbu"),
        ("厦门市", "Xiamen"),
        ("台州市", "Taizhou"),
        ("长沙市", "Changsha"),
        ("长治市", "Changzhi"),
        ("长子县", "Zhangzi"),
        ("乐山市", "Leshan"),
        ("乐亭县", "Laoting"),
        ("乐清市", "Yueqing"),
        ("单县", "Shanxian"),
        ("浚县", "Xunxian"),
        ("西安市", "Xi'an"),
        ("陕西省", "Shaanxi"),
        ("山西省", "Shanxi"),
        ("内蒙古自治区", "Inner Mongolia"),
        ("呼和浩特市", "Hohhot"),
        ("吕梁市", "Lyuliang"),
        ("闵行区", "Minhang"),
        ("漯河市", "Luohe"),
        ("东阿县", "Dong'e"),
        ("伊宁市", "Yining City"),
        ("伊宁县", "Yining County"),
    ],
)
def test_english_names_follow_the_reading_of_the_place(zh, en):
    assert AREAS.find(zh).en == en


@pytest.mark.parametrize(
    ("zh", "en"),
    [
        ("瑶海区", "Yaohai District"),
        ("单县", "Shanxian County"),
        ("北京市", "Beijing Municipality"),
        ("合肥市", "Hefei City"),
        ("西藏自治区", "Tibet Autonomous Region"),
        ("广西壮族自治区", "Guangxi Zhuang Autonomous Region"),
        ("恩施土家族苗族自治州", "Enshi Tujia and Miao Autonomous Prefecture"),
        (
            "积石山保安族东乡族撒拉族自治县",
            "Jishishan Bonan, Dongxiang and Salar Autonomous County",
        ),
        ("鄂温克族自治旗", "Ewenki Autonomous Banner"),
        ("浦东新区", "Pudong New Area"),
        ("万柏林区", "Wanbailin District"),
        ("神农架林区", "Shennongjia Forestry District"),
        ("伊宁县", "Yining County"),
    ],
)
def test_formal_english_names_have_peoples_and_kind(zh, en):
    area = AREAS.find(zh)
    assert formal(area) == en
    assert AREAS.find(en) == area


def formal(area):
    return AREAS.words.english(area.en, AREAS.words.split(area.zh, area.level))


def test_every_mend_is_used_and_has_a_reason():
    words = read_area_words(CODELISTS)
    known = {(words.split(a.zh, a.level).short, a.code) for a in ALL}
    shorts, letters = {short for short, _ in known}, {c for short, _ in known for c in short}
    for mend in table("area_names.csv"):
        zh, code = mend["zh"], mend["code"]
        assert (zh, code) in known or (not code and (zh in shorts or zh in letters)), zh
        assert mend["reason"]
        assert mend["en"] or mend["pinyin"] or mend["search"] or mend["since"]


def test_a_mended_english_name_stands_in_the_file():
    words = read_area_words(CODELISTS)
    mends = {(m["zh"], m["code"]): m["en"] for m in table("area_names.csv") if m["en"]}
    for area in ALL:
        short = words.split(area.zh, area.level).short
        en = mends.get((short, area.code)) or mends.get((short, "")) or area.en
        assert area.en == en or area.en == f"{en} {formal(area).split()[-1]}"


@pytest.mark.parametrize(
    "name",
    [
        "340102",
        340102,
        "瑶海区",
        "瑶海",
        " 合肥市 瑶海区 ",
        "安徽合肥瑶海",
        "安徽省合肥市瑶海区",
        "安徽瑶海区",
        "Yaohai",
        "yaohai district",
        "Yaohai, Hefei",
        "Yaohai, Anhui",
        "Yaohai District, Hefei City, Anhui Province",
        "yaohaiqu",
        "Yáohǎi Qū",
    ],
)
def test_an_area_is_found_by_code_and_by_every_kind_of_name(name):
    assert AREAS.find(name).code == "340102"


@pytest.mark.parametrize("name", ["朝阳区", "鼓楼区", "吉林", "Xi'an", "城区", "suzhou"])
def test_a_shared_name_is_refused_with_every_area_that_has_it(name):
    with pytest.raises(AmbiguousNameError, match="name its city first") as error:
        AREAS.find(name)
    lang = "en" if latin_key(name) else "zh"
    assert len(told(name)) > 1
    for area in IN_FORCE:
        spelled = (
            (area.zh, area.zh[:-1], area.en) if lang == "zh" else (area.en, area.en.lower())
        )
        if name in spelled and len(area.zh) > 2:
            assert f"{AREAS.place(area.code, lang)} ({area.code})" in str(error.value)


def test_of_an_area_and_one_abolished_the_first_keeps_the_short_english_name():
    names = {code: AREAS.get(code).en for code in ("110118", "110228")}
    assert names == {"110118": "Miyun", "110228": "Miyun County"}


def test_a_single_character_is_no_short_name():
    assert "献县" not in {area.zh for area in told("xian")}
    assert AREAS.find("xianxian").zh == "献县"
    assert told("献") == []


@pytest.mark.parametrize("name", ["合肥安徽瑶海", "合肥合肥瑶海", "Yaohai, Anhui, Hefei"])
def test_names_above_are_given_each_once_and_in_order(name):
    with pytest.raises(UnknownNameError):
        AREAS.find(name)


def test_a_shared_name_is_told_apart_by_the_area_above_it():
    assert AREAS.find("朝阳区", parent="北京市").code == "110105"
    assert AREAS.find("长春朝阳区").code == "220104"
    assert AREAS.find("Chaoyang, Beijing").code == "110105"
    assert AREAS.find("鼓楼区", parent="Fuzhou, Fujian").code == "350102"


def test_an_area_in_force_goes_before_one_abolished_and_this_before_none():
    assert AREAS.find("沙县").code == "350405"
    assert AREAS.find("南康").until is None
    assert AREAS.find("杭州市下城区").until == 2021


@pytest.mark.parametrize(
    ("name", "near"),
    [("瑶海曲", "瑶海区"), ("Yaohay", "Yaohai"), ("340103x", None), ("", None), ("区", None)],
)
def test_an_unknown_name_is_refused_with_the_nearest(name, near):
    with pytest.raises(UnknownNameError, match=near and f"did you mean .*{near}"):
        AREAS.find(name)


def test_an_area_elsewhere_is_not_found_in_a_parent():
    with pytest.raises(UnknownNameError, match="瑶海区"):
        AREAS.find("瑶海区", parent="芜湖市")


@pytest.mark.parametrize("ask", ["get", "level", "parents", "children"])
def test_an_unknown_code_is_refused(ask):
    with pytest.raises(UnknownNameError, match="340199"):
        getattr(AREAS, ask)("340199")


def test_every_area_is_found_by_its_code_and_by_its_names_with_all_those_above():
    for area in IN_FORCE:
        assert AREAS.find(AREAS.place(area.code, "zh")) == area
        assert AREAS.find(area.code) == AREAS.find(int(area.code)) == area


def test_every_area_is_found_by_the_english_of_its_page_or_told_of():
    found = {area.code: told(AREAS.place(area.code, "en")) for area in IN_FORCE}
    assert [area for area in IN_FORCE if area not in found[area.code]] == []
    # a city or province may have a namesake further down: Hebei in Tianjin
    shared = [code for code, areas in found.items() if len(areas) > 1]
    assert {AREAS.level(code) for code in shared} == {"province", "city"}
    assert len(shared) < 10


def test_every_abolished_area_is_found_where_none_in_force_has_its_names():
    taken = {AREAS.place(area.code, "zh") for area in IN_FORCE}
    for area in ALL:
        place = AREAS.place(area.code, "zh")
        if area.until and AREAS.find(place) != area:
            later = AREAS.find(place)
            assert place in taken or later.zh.startswith(area.zh)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_names_with_some_of_those_above_find_the_area_or_tell_of_it(data):
    words = AREAS.words
    area = data.draw(st.sampled_from(IN_FORCE))
    uppers = [u for u in AREAS.parents(area.code)[:-1][::-1] if data.draw(st.booleans())]
    short = [data.draw(st.booleans()) for _ in [*uppers, area]]
    parts = [words.split(a.zh, a.level).short for a in (*uppers, area)]
    names = [
        part if cut and len(part) > 1 else a.zh
        for a, cut, part in zip((*uppers, area), short, parts, strict=True)
    ]
    found = told("".join(names))
    # a full name goes before a short one: 芒市 is no 芒市市
    assert area in found or [other.zh for other in found] == [names[-1]]


@given(st.text(alphabet="合肥瑶海区市县省朝阳 Yaohai,'", max_size=8))
@settings(max_examples=200, deadline=None)
def test_any_text_finds_an_area_or_is_refused(text):
    for found in told(text):
        assert set(text.lower()) & set((found.zh + found.en + found.pinyin).lower())


def test_parents_go_up_to_the_nation_and_children_down_again():
    assert [a.zh for a in AREAS.parents("340102")] == ["合肥市", "安徽省", "全国"]
    assert [a.zh for a in AREAS.parents("110105")] == ["北京市", "全国"]
    assert AREAS.parents("100000") == ()
    for area in IN_FORCE:
        assert all(child.parent == area.code for child in AREAS.children(area.code))
    assert sum(len(AREAS.children(a.code)) for a in IN_FORCE) == len(IN_FORCE) - 1


def test_children_of_a_year_are_those_in_force_then():
    then = {a.zh for a in AREAS.children("330100", 2020)}
    now = {a.zh for a in AREAS.children("330100")}
    assert then - now == {"下城区", "江干区"}
    assert now - then == {"临平区", "钱塘区"}


def test_within_holds_for_an_area_itself_and_all_above():
    assert AREAS.within("340102", "340102")
    assert AREAS.within(340102, "340000")
    assert AREAS.within("340102", 100000)
    assert not AREAS.within("340100", "340102")
    assert not AREAS.within("340102", "370000")


@pytest.mark.parametrize(
    ("code", "year", "known"),
    [
        ("330103", 2010, True),  # 下城区: in the oldest register, gone in 2021
        ("330103", 2021, True),
        ("330103", 2022, False),
        ("330103", 2009, None),
        ("330113", 2020, False),  # 临平区: new in 2021
        ("330113", 2021, True),
        ("330113", 2026, True),
        ("330113", 2027, None),
        ("340102", 2024, True),
        ("653229", 2023, False),  # between two registers far apart: dated by change records
        ("653229", 2024, True),
    ],
)
def test_a_code_existed_from_its_first_year_to_its_last(code, year, known):
    assert AREAS.existed(code, year) is known


OWN = "340191,district,340100,高新区,Gaoxin,Gāoxīn Qū,gaoxin,,"


def overlaid(folder, *rows):
    path = folder / "own.csv"
    path.write_text("\n".join([",".join(COLUMNS), *rows, ""]), encoding="utf-8")
    return path


def test_a_researchers_own_rows_lie_over_the_projects(tmp_path):
    areas = read_areas(CODELISTS, overlaid(tmp_path, OWN))
    assert areas.find("合肥高新区").code == "340191"
    assert "高新区" in [child.zh for child in areas.children("340100")]
    assert areas.existed("340191", 2021) is None
    assert areas.find("瑶海区").code == "340102"


def test_own_rows_may_come_with_a_byte_order_mark_and_blank_lines(tmp_path):
    path = overlaid(tmp_path, OWN, "")
    path.write_text("\ufeff" + path.read_text(encoding="utf-8"), encoding="utf-8")
    assert read_areas(CODELISTS, path).find("合肥高新区").code == "340191"


def test_a_row_of_both_files_may_say_the_same(tmp_path):
    row = ",".join(AREAS.rows["340102"])
    areas = read_areas(CODELISTS, overlaid(tmp_path, row))
    assert areas.get("340102") == AREAS.get("340102")
    assert areas.existed("340102", 2021) is True


def test_a_row_that_contradicts_the_projects_names_both_files(tmp_path):
    path = overlaid(tmp_path, OWN, ",".join(AREAS.rows["340102"]).replace("Yaohai", "Yao Hai"))
    with pytest.raises(InputError) as error:
        read_areas(CODELISTS, path)
    [offence] = error.value.offences
    assert (offence.file, offence.row, offence.column) == (str(path), "340102", "en")
    assert str(CODELISTS / "areas.csv") in offence.expected
    assert "Yaohai" in offence.expected


def test_everything_wrong_with_own_rows_is_said_at_once(tmp_path):
    path = overlaid(
        tmp_path,
        "34019,district,340100,甲区,Jia,,,,",
        "340192,parish,340100,乙区,Yi,,,,",
        "340193,district,349900,丙区,Bing,,,,",
        "340194,city,340102,丁市,Ding,,,,",
        "340195,district,340192,戊区,,,,soon,2020",
    )
    with pytest.raises(InputError) as error:
        read_areas(CODELISTS, path)
    assert [(o.row, o.column) for o in error.value.offences] == [
        ("34019", "code"),
        ("340192", "level"),
        ("340193", "parent"),
        ("340194", "parent"),
        ("340195", "parent"),
        ("340195", "en"),
        ("340195", "since"),
    ]


@pytest.mark.parametrize(
    ("lines", "row"),
    [
        (["code,name", "340191,高新区"], "1"),
        ([",".join(COLUMNS), "340191,district,340100"], "2"),
        ([",".join(COLUMNS), OWN, OWN], "340191"),
        ([], "1"),
    ],
)
def test_a_file_of_another_shape_is_refused(tmp_path, lines, row):
    path = tmp_path / "own.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(InputError, match=r"own\.csv") as error:
        read_areas(CODELISTS, path)
    assert [offence.row for offence in error.value.offences] == [row]
