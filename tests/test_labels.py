"""Labels as other plans print them: by their parts, and never by likeness."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support import cases

from healthplans.reading.labels import LabelReader
from healthplans.reading.printed import Printed
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists()
READER = LabelReader(LISTS)
WHOLE = ["全区", "全县", "全市", "辖区", "居民", "城乡居民", "全市居民"]
# words that narrow, and what they mean
NARROW = {
    "农村": "rural",
    "女性": "female",
    "户籍": "registered_residents",
    "流动": "migrants",
}
RATES = [
    ("人均预期寿命", "岁"),
    ("孕产妇系统管理率", "%"),
    ("婴儿死亡率", "‰"),
    ("健康素养水平", "%"),
]
DENSITIES = [
    ("医疗卫生机构床位", "beds_density"),
    ("执业（助理）医师", "physician_density"),
    ("注册护士", "nurse_density"),
]
MARKS = st.sampled_from(["①", "¹", "*", "※", "（注1）"])
CHARS = st.sampled_from([*"农健率数人每千万全区的岁以上医院护士0123%"])


def read(label, unit=""):
    return READER.read(Printed("", "table", 0, "", label, unit, "1", None))


@pytest.mark.parametrize("case", cases("labels_elsewhere"))
def test_reads_labels_of_other_places(case):
    meaning = read(case["text"], case["unit"])
    assert (meaning.problem.column if meaning.problem else "") == case["problem"]
    if not case["problem"]:
        assert meaning.indicator.code == case["indicator"]
        assert "+".join(sorted(meaning.words)) == case["part"]


@pytest.mark.parametrize(
    ("word", "part"),
    [("老年人", set()), ("女性", {"female"}), ("农村", {"rural"}), ("居民", None)],
)
def test_a_label_that_leaves_out_whom_it_is_about_is_narrowed_by_what_they_may_be(word, part):
    meaning = read(f"{word}失能发生率", "%")
    if part is None:
        assert meaning.problem.column == "label"
    else:
        assert meaning.indicator == read("失能发生率", "%").indicator
        assert meaning.words == part


@given(st.sampled_from(RATES), st.sampled_from(WHOLE))
def test_a_word_for_the_whole_area_narrows_nothing(rate, word):
    label, unit = rate
    assert read(f"{word}{label}", unit).indicator == read(label, unit).indicator
    assert read(f"{word}{label}", unit).words == frozenset()


@given(st.sampled_from(RATES), st.sampled_from(WHOLE), st.sampled_from([*NARROW]))
def test_a_word_that_narrows_never_vanishes(rate, whole, word):
    label, unit = rate
    under = (f"{label}（其中：{word}）", f"{label}其中：{word}", f"{label}：{word}")
    for made in (f"{word}{label}", f"{whole}{word}{label}", f"{label}（{word}）", *under):
        meaning = read(made, unit)
        assert meaning.indicator == read(label, unit).indicator
        assert meaning.words == {NARROW[word]}
        assert meaning.scope_words == (word,)


@given(
    st.sampled_from(DENSITIES),
    st.sampled_from([("千", "per_1000"), ("万", "per_10000"), ("10万", "per_100000")]),
    st.sampled_from(["人口", "常住人口", "户籍人口"]),
    st.sampled_from(["", "拥有"]),
    st.sampled_from(["", "数"]),
)
def test_a_density_is_read_by_scale_denominator_noun_and_suffix(
    noun, scale, people, verb, suffix
):
    meaning = read(f"每{scale[0]}{people}{verb}{noun[0]}{suffix}", "人")
    assert (meaning.indicator.code, meaning.unit) == (noun[1], scale[1])
    assert meaning.denominator == people
    seen = dict(meaning.parts_seen)
    assert seen["denominator"] == people
    assert "scale" in seen


@given(st.sampled_from(DENSITIES), st.sampled_from(["数", "总数", "人数", "数量", ""]))
def test_a_count_is_never_a_density(noun, suffix):
    meaning = read(f"{noun[0]}{suffix}", "人")
    assert meaning.problem or LISTS.indicators[meaning.indicator.code].unit == "count"


@given(st.sampled_from(RATES), MARKS, st.sampled_from(["", "1.", "（2）", "三、"]))
def test_marks_and_leading_numbers_are_no_part_of_a_label(rate, mark, number):
    label, unit = rate
    meaning = read(f"{number}{label}{mark}", unit)
    assert meaning.indicator == read(label, unit).indicator
    assert meaning.remark == mark


@given(st.sampled_from(sorted(LISTS.aliases)), CHARS, st.integers(0, 30))
def test_a_character_more_never_gives_another_indicator_unseen(alias, char, place):
    """A label that was changed is unknown, or the same, or says what narrows it."""
    changed = f"{alias[:place]}{char}{alias[place:]}"
    meaning = read(changed)
    if meaning.problem or changed in LISTS.aliases:
        return
    own = LISTS.aliases[alias]
    related = {own, *LISTS.indicators[own].related}
    other = meaning.indicator.code
    assert other in related or own in LISTS.indicators[other].related or meaning.words


@given(st.text(max_size=40), st.text(max_size=8))
def test_any_label_is_read_or_refused_in_words(label, unit):
    meaning = read(label, unit)
    assert meaning.indicator is not None or meaning.problem.expected


def test_a_label_that_two_entries_could_claim_is_refused_with_both_named():
    entries = {
        code: LISTS.indicators[code].model_copy(update={"aliases": ("两家之率",), "zh": name})
        for code, name in (("infant_mortality", "甲"), ("maternal_mortality", "乙"))
    }
    reader = LabelReader(type(LISTS)(**{**vars_of(LISTS), "indicators": entries}))
    reader._lists.__dict__["aliases"] = {}
    problem = reader.read(Printed("", "table", 0, "", "全区两家之率", "", "1", None)).problem
    assert "infant_mortality, maternal_mortality" in problem.expected


def vars_of(lists):
    return {name: getattr(lists, name) for name in type(lists).__dataclass_fields__}


def test_an_unknown_label_names_the_codes_its_alias_would_go_under():
    assert "beds_density" in read("每千人口医疗机构床位数量比", "张").problem.expected


def test_a_label_like_none_is_said_to_be_probably_new():
    problem = read("公交车辆新能源化改造里程", "公里").problem
    assert "probably new" in problem.expected
    assert problem.nearest == ""


@pytest.mark.parametrize("code", sorted(LISTS.described))
def test_every_label_of_the_codelist_is_read_as_its_own_indicator(code):
    entry = LISTS.indicators[code]
    for text in (*entry.aliases, entry.zh):
        found = read(text)
        assert found.indicator is None or found.indicator.code == code
    assert any(read(text).indicator for text in (*entry.aliases, entry.zh))


def test_a_code_beside_a_label_takes_nothing_from_its_words():
    # a reviewer may confirm the indicator of a label that also narrows it
    label = "每千常住人口中医类医院床位"
    printed = Printed("", "text", 0, "", label, "张", "1.27张", 2025)
    confirmed = Printed(
        "", "text", 0, "", label, "张", "1.27张", 2025, indicator="beds_density"
    )
    assert READER.read(printed).words
    assert READER.read(confirmed).words == READER.read(printed).words


@pytest.mark.parametrize("label", ["总数", "总人数", "总数量"])
def test_a_total_of_nothing_is_no_indicator(label):
    assert read(label, "个").indicator is None
