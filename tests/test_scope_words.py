"""Printed words that narrow a figure: entries, several in a row, an institution's name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.parts import Part
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.reading.labels import label_reader
from healthplans.reading.observations import Harmonizer
from healthplans.reading.printed import Printed
from healthplans.reading.prints import Prints, ScopeWords
from healthplans.reading.scales import scales
from healthplans.vocabulary.codelists import read_codelists
from healthplans.vocabulary.words import Words

LISTS = read_codelists()
SCOPES = ScopeWords(LISTS, label_reader(LISTS).words)
PRINTS = Prints(LISTS, lenient=True)
NAMES = [
    *(
        "县人民医院",
        "区中医医院",
        "民营康复医院",
        "城关镇卫生院",
        "区疾控中心",
        "县妇幼保健院",
    ),
    *("新嘉街道社区卫生服务中心", "各乡镇卫生院", "每个乡镇卫生院", "区人民医院新院区"),
    *("区中医院迁建", "县人民医院二期工程", "县人民医院、县中医医院"),
    *("云塘镇", "五里店街道", "老城片区", "大坪东乡族乡", "临港新区"),
    *("全民健康信息平台", "农牧区急救网络", "县人民医院住院综合楼"),
]
KINDS = [text for text, found in LISTS.scope_values.items() if found[0].dimension == "kind"]


def row(label, unit, value, **cells):
    figure = Printed("", "text", 1, "row1", label, unit, value, 2020, **cells)
    read = PRINTS.read(figure)
    assert read.faults == ()
    return read.rows[0].at(figure)


@pytest.mark.parametrize("text", NAMES)
def test_the_name_of_an_institution_stands_for_itself(text):
    assert SCOPES.of(text) == {text}
    for lang in ("zh", "en"):
        assert Words(lang, LISTS).part("beds", Part.about({text})) == text


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("农村妇女", {"rural", "women"}),
        ("35—64岁农村妇女", {"rural", "women_35_to_64"}),
        ("户籍65周岁及以上老年人", {"registered_residents", "age_65_and_over"}),
        ("民营综合医院", {"private", "general_hospital"}),
        ("三甲医院", {"grade_a_tertiary", "hospital"}),
        ("全县乡镇卫生院", {"township_health_centre"}),
        ("全县", set()),
        ("总人口", set()),
        ("宫颈癌", {"cervical_cancer"}),
        ("儿童医院", {"儿童医院"}),
    ],
)
def test_entries_in_a_row_narrow_together(text, codes):
    assert SCOPES.of(text) == codes


@pytest.mark.parametrize(
    "text",
    [
        *("私人诊所", "卫生院外", "养老驿站", "县医院+区医院", "男女", "信息平台"),
        *("西部三镇", "各乡镇街道", "石坑、云塘两镇", "九个镇", "农村乡镇", "务工返乡"),
    ],
)
def test_other_words_stay_unknown(text):
    assert SCOPES.of(text) is None


@given(st.sampled_from(KINDS), st.sampled_from(["西和县", "城关镇", "区第二"]))
def test_an_institution_with_a_name_is_never_all_of_its_kind(kind, name):
    codes = {scope.value for scope in LISTS.scope_values[kind]}
    assert not codes & (SCOPES.of(f"{name}{kind}") or set())


@pytest.mark.parametrize(
    ("label", "code"),
    [
        ("床位", "beds_share"),
        ("医院床位", "beds_share"),
        ("卫生技术人员", "health_technicians_share"),
        ("60岁及以上老年人口", "older_people_share"),
        ("65岁及以上人口", "people_65plus_share"),
    ],
)
def test_a_share_of_a_count_is_read_by_the_label_of_the_count(label, code):
    made = row(label, "%", "66.0%", claim="share")
    assert (made.indicator, made.value, made.unit) == (code, 66, "percent")
    assert row(label, "", "66", claim="").indicator != code


def test_what_a_share_is_of_may_be_printed_as_the_count():
    made = row("床位", "%", "40%", claim="share", scope="公立医院", of="医院床位总数")
    assert (made.part, made.of) == ("hospital+public", "hospital")
    of = Printed("", "text", 1, "row1", "床位", "%", "4%", 2020, claim="share", of="护士数")
    assert PRINTS.read(of).faults[0][1] == "护士数"


def test_a_share_of_a_count_that_nobody_describes_is_read_and_one_of_a_rate_is_not():
    made = row("乡镇卫生院", "%", "40%", claim="share")
    assert (made.indicator, made.value) == ("township_health_centres_share", 40)
    rate = Printed("", "text", 1, "row1", "人均预期寿命", "%", "40%", 2020, claim="share")
    assert PRINTS.read(rate).faults[0][:2] == ("unit", "%")


@pytest.mark.parametrize(
    ("scope", "part"),
    [
        ("城乡居民", "resident_medical_insurance"),
        ("居民", "resident_medical_insurance"),
        ("全区", ""),
    ],
)
def test_residents_before_an_insurance_are_those_of_a_scheme(scope, part):
    made = row("基本医疗保险参保", "万人", "34.05万人", scope=scope)
    assert (made.indicator, made.part) == ("medical_insurance_members", part)
    # and everybody before anything else
    literate = row("健康素养水平", "%", "25%", scope="城乡居民")
    assert (literate.indicator, literate.part) == ("health_literacy", "")


@pytest.mark.parametrize(
    ("area", "scope", "part"),
    [
        ("340102", "全省", "全省"),
        ("340102", "全市", "全市"),
        ("340100", "全省", "全省"),
        # the whole of the document's own area
        ("340100", "全市", ""),
        ("330481", "全市", ""),
        ("340000", "全省", ""),
        # of a prefecture and of a league
        ("532925", "全州", "全州"),
        ("532900", "全州", ""),
        ("152502", "全盟", "全盟"),
        ("152500", "全盟", ""),
    ],
)
def test_the_figure_of_an_area_above_is_none_of_the_documents_own(area, scope, part):
    cells = {"scope": scope, "indicator": "beds_density"}
    figure = Printed("", "text", 1, "row1", "每千人口床位", "张", "7.12张", 2020, **cells)
    about = About(area=area, kind="plan", title="?", period=(2021, 2025))
    [row] = Harmonizer(LISTS, {}).observe(Document("made", about, (figure,)))
    assert row.part == part


@pytest.mark.parametrize(
    ("words", "people"),
    [
        ("每3万人口", (30_000, 30_000, "人口")),
        ("每1.5万常住人口", (15_000, 15_000, "常住人口")),
        ("每3—10万居民", (30_000, 100_000, "居民")),
        ("每30万至50万人口", (300_000, 500_000, "人口")),
        ("每500名居民", (500, 500, "居民")),
    ],
)
def test_the_people_that_a_norm_is_for_narrow_its_figure(words, people):
    assert row("救护车", "辆", "1辆", scope=words).part == words
    room, denominator = scales(LISTS).people(words)
    assert (room.low, room.high, denominator) == people


@pytest.mark.parametrize(
    "words", ["每万人口", "每3万", "每3万元", "3万人口", "每3万人口和居民"]
)
def test_other_words_are_no_people_of_a_norm(words):
    assert scales(LISTS).people(words) is None


@pytest.mark.parametrize(
    ("words", "way"),
    [("高于", "above"), ("略低于", "below"), ("不低于", "at_least"), ("均优于", "better")],
)
def test_the_word_that_holds_a_figure_against_the_own_one_is_read(words, way):
    assert LISTS.way(words) == way


def test_an_unknown_word_of_comparison_is_named():
    figure = Printed("text.csv", "text", 7, "row7", "每千人口床位", "张", "7.1张", 2020)
    figure.compared = "远远"
    about = About(area="340102", kind="plan", title="?", period=(2021, 2025))
    harmonizer = Harmonizer(LISTS, {})
    harmonizer.observe(Document("made", about, (figure,)))
    [offence] = harmonizer.offences
    assert (offence.row, offence.column, offence.text) == ("7", "compared", "远远")
