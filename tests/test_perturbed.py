"""A slip of the pen in a label or a value: refused, or seen to be another reading."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from healthplans.reading.labels import LabelReader
from healthplans.reading.printed import Printed
from healthplans.reading.values import Reader
from healthplans.texts import fold_value
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists()
LABELS, VALUES = LabelReader(LISTS), Reader(LISTS)
FEW = settings(max_examples=60, deadline=None)
ALIASES = st.sampled_from(sorted(LISTS.aliases))
# words that each mean something else where they stand; one is put for another
KINDS = [
    ["死亡率", "发病率", "患病率", "感染率", "检出率", "知晓率", "治疗率", "控制率"],
    ["规范管理率", "健康管理率", "系统管理率", "管理率", "建档率", "签约率", "访视率"],
    ["65岁", "60岁", "70岁", "5岁", "7岁", "3岁", "15岁", "18岁"],
    ["高血压", "糖尿病", "肺结核", "严重精神障碍", "癌症"],
    ["孕产妇", "新生儿", "老年人", "残疾人", "学生", "居民"],
    ["医师", "护士", "药师", "床位", "托位"],
    ["农村", "城市", "城乡"],
    ["户籍", "常住", "流动"],
    ["每千", "每万", "每10万", "每百"],
    ["二级", "三级", "县级", "市级"],
]
NUMBER = st.from_regex(r"[1-9][0-9]{0,2}(\.[0-9]{1,2})?", fullmatch=True)
UNITS = st.sampled_from(["", "%", "‰", "岁", "张", "人", "/10万", "个百分点"])
FORMS = {
    "{n}{u}": "=",
    "≥{n}{u}": ">=",
    "不低于{n}{u}": ">=",
    "{n}{u}以上": ">=",
    "控制在{n}{u}以内": "<=",
    "力争达到{n}{u}左右": "~",
    "提高{n}{u}": "=",
    "比2020年下降{n}{u}以上": ">=",
    "到2025年达到{n}{u}": "=",
}
CHARS = st.sampled_from(
    [*"0123456789.,，。、-—~±+/×%‰≥<>()[] e^=年万千每以上下约不岁张🙂", "\u202e"]
)


def label(text, unit=""):
    return LABELS.read(Printed("", "table", 0, "", text, unit, "1", None))


def seen(meaning):
    """Give all that tells two readings of a label apart; nothing where it is refused."""
    if meaning.problem:
        return None
    return meaning.indicator.code, meaning.words, meaning.unit, meaning.denominator


def same(one, other):
    """Say whether two texts are one label by the project's own words."""
    return LABELS._grammar.canonical(one) == LABELS._grammar.canonical(other)


@FEW
@given(ALIASES, st.sampled_from(KINDS), st.data())
def test_another_word_of_its_kind_never_gives_the_same_reading(alias, kind, data):
    printed = [word for word in kind if word in alias]
    if not printed:
        return
    word = max(printed, key=len)
    other = data.draw(st.sampled_from([each for each in kind if each not in printed]))
    changed = alias.replace(word, other, 1)
    if other in ("居民", "城乡") or same(alias, changed):
        # 65岁及以上居民 are the 老年人 of that age, and the air of 城乡 is that of the area
        return
    assert seen(label(changed)) is None or seen(label(changed)) != seen(label(alias))


@FEW
@given(ALIASES, st.sampled_from(["一、", "二、", "三、"]), st.sampled_from("一二三四"))
def test_a_number_before_a_list_of_grades_is_never_dropped(alias, first, second):
    """The first of 二、三级 is no leading number."""
    assert "alias" not in dict(label(f"{first}{second}{alias}").parts_seen)


@FEW
@given(st.sampled_from(sorted(FORMS)), NUMBER, UNITS)
def test_what_the_grammar_makes_is_read_back(form, number, unit):
    if form.startswith("提高") and unit == "/10万":
        return
    [reading] = VALUES.read(form.format(n=number, u=unit))
    assert FORMS[form] == (reading.change_comparator or reading.comparator)
    assert abs(reading.amount) == type(reading.amount)(number)
    assert reading.digits == number


def told(readings):
    """Give every digit that a reading holds, of its figure, years, unit and remark."""
    texts = [
        f"{r.digits} {r.year or ''} {r.base_year or ''} {r.unit_text} {r.remark}"
        for r in readings
    ]
    texts += [r.base_text for r in readings]
    return "".join(re.findall("[0-9]", " ".join(texts)))


@FEW
@given(
    st.sampled_from(sorted(FORMS)),
    NUMBER,
    UNITS,
    CHARS,
    st.integers(0, 12),
    st.booleans(),
)
def test_a_slip_in_a_value_is_read_with_all_its_digits_or_not_at_all(
    form, number, unit, char, place, drops
):
    text = form.format(n=number, u=unit)
    slip = text[:place] + ("" if drops else char) + text[place + drops :]
    readings = VALUES.read(slip)
    if {reading.kind for reading in readings} <= {"unread", "missing", "blank", "qualitative"}:
        return
    assert sorted(set(re.findall("[0-9]", fold_value(slip)))) == sorted(set(told(readings)))
