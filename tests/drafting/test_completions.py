"""When something will be there: a figure of its own where no size is told beside it."""

import pytest

from healthplans.drafting.formats import plain
from healthplans.drafting.metadata import Period
from healthplans.drafting.prose.statements import read_prose
from healthplans.drafting.transcription import transcribe

PERIOD = Period(2021, 2025)

TOLD = {
    "of what a clause before implements": (
        "实施县疾控中心实验楼建设项目，2024年底建成投用。",
        ("2024", "建成投用", "县疾控中心实验楼建设项目", 2024),
    ),
    "of what is begun": (
        "实施县疾控中心实验楼建设项目，2023年开工建设、2024年底建成投用。",
        ("2023", "开工建设", "县疾控中心实验楼建设项目", 2023),
    ),
    "of what its own clause begins with": (
        "市急救中心于2021年建成并投入使用，统一调度急救资源。",
        ("2021", "建成并投入使用", "市急救中心", 2021),
    ),
    "of what stands behind the verb": (
        "加快区疾控中心迁建，力争2023年底前建成加强型生物安全二级实验室。",
        ("2023", "建成", "加强型生物安全二级实验室", 2023),
    ),
    "of what the paragraph opens with": (
        "县疾控中心迁建：2023年底前竣工，2024年启用。",
        ("2023", "竣工", "县疾控中心迁建", 2023),
    ),
    "of what is planned": (
        "区人民医院北部院区计划于2024年竣工，建成后缓解不足。",
        ("2024", "竣工", "区人民医院北部院区", 2024),
    ),
}
SILENT = (
    # the size is what the year dates
    "实施县医院迁建工程，新增床位300张，2024年底前建成投用。",
    # so is what is built, told in a number
    "到2020年全面建成城区15分钟医疗卫生服务圈。",
    "2025年建成投用。",
    "到2035年，建成与现代化相适应的卫生健康体系。",
)


def _dated(text, known):
    document = plain.parse(text, "x.txt")
    found = [s for r in read_prose(document, PERIOD, known) for s in r.statements]
    return [
        (s.value, s.label, s.scope, s.year) for s in found if s.numeral.digits == str(s.year)
    ]


@pytest.mark.parametrize("case", TOLD)
def test_a_year_of_completion_is_a_figure(case, everything):
    text, expected = TOLD[case]
    assert _dated(text, everything)[:1] == [expected]


@pytest.mark.parametrize("text", SILENT)
def test_a_year_that_dates_a_size_or_something_else_is_none(text, everything):
    assert _dated(f"一、主要任务\n{text}", everything) == []


def test_it_is_bound_to_the_indicator_of_dates_whichever_verb_tells_it(everything):
    text = "某县“十四五”卫生健康发展规划\n市急救中心于2021年落成。"
    document = plain.parse(text, "x.txt")
    draft = transcribe(document, everything)
    assert [judged.suggestion.taken for _, judged in draft.statements] == ["completion_year"]
