"""What a printed label is suggested to mean, by what was reviewed and by its parts."""

import pytest
from rapidfuzz import fuzz, process

from healthplans.drafting.known import Use, learn
from healthplans.drafting.likeness import Likeness
from healthplans.drafting.suggest import Printed, suggest
from healthplans.paths import project_data
from healthplans.vocabulary.codelists import read_codelists

LISTS = read_codelists(project_data() / "codelists")
USES = [
    Use("a", "规范管理率", "糖尿病患者", "%", "diabetes_management_rate"),
    Use("a", "规范管理率", "高血压患者", "%", "hypertension_management_rate"),
    Use("a", "床位", "医院", "张", "beds"),
    Use("a", "床位", "", "张", "beds"),
    Use("a", "某种机构", "", "家", ""),
]
KNOWN = learn(LISTS, USES)


@pytest.mark.parametrize(
    ("label", "scope", "unit", "code"),
    [
        # what a scope completes is that with it, and nothing without it
        ("规范管理率", "糖尿病患者", "%", "diabetes_management_rate"),
        ("规范管理率", "高血压患者", "%", "hypertension_management_rate"),
        ("规范管理率", "肺炎患者", "%", ""),
        ("健康管理率", "65岁及以上老年人", "%", "elderly_health_management_rate"),
        # what a scope only narrows is the same with any
        ("床位", "疗养院", "张", "beds"),
        # read by its parts, though no list holds it
        ("全县3岁以下婴幼儿托位总数", "", "个", "childcare_places"),
        # in review without an indicator: no code that is blank
        ("某种机构", "", "家", ""),
    ],
)
def test_a_label_is_suggested_to_mean_what_it_says_with_its_scope(label, scope, unit, code):
    assert suggest(Printed(label, scope, unit), KNOWN).taken == code


def test_a_figure_in_review_without_an_indicator_teaches_no_label():
    assert "" not in {code for codes in KNOWN.labels.values() for code in codes}


def test_what_is_read_by_its_parts_is_not_used_where_a_document_is_held_out():
    held = learn(LISTS, USES, without="b")
    assert suggest(Printed("全县3岁以下婴幼儿托位总数", unit="个"), held).taken == ""


def test_the_nearest_labels_are_those_of_all_labels_compared():
    labels = sorted(KNOWN.labels)[::5]
    likeness = Likeness(labels)
    for one, other in zip(labels[::40], labels[20::40], strict=False):
        asked = one[: len(one) // 2] + other[len(other) // 2 :]
        all_of_them = process.extract(asked, labels, scorer=fuzz.WRatio, limit=25)
        assert [key for key, _ in likeness.nearest(asked)] == [key for key, *_ in all_of_them]
    assert not Likeness([]).nearest("床位数")


def test_a_label_is_that_of_its_own_indicator_before_one_like_it():
    # 街道(镇) is a name of townships and streets together
    assert suggest(Printed("街道", unit="个"), KNOWN).codes[0][0] == "streets"


def test_labels_that_are_not_looked_at_are_none_of_the_nearest(everything):
    labels = [*everything.labels]
    near = Likeness(labels)
    for label in (*labels[::200], "基础上新建", "每千人口", "床", ""):
        wholes = process.extract(label, labels, scorer=fuzz.ratio, limit=25)
        every = process.extract(
            label, labels, scorer=fuzz.WRatio, limit=25, score_cutoff=wholes[-1][1]
        )
        assert [key for key, _ in near.nearest(label)] == [key for key, *_ in every]
