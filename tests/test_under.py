"""Rows of a table that stand under another are read with what that row says."""

import pytest

from healthplans.errors import InputError
from healthplans.paths import project_data
from healthplans.reading.labels import label_reader
from healthplans.reading.printed import Printed, read_table
from healthplans.reading.under import complete
from healthplans.vocabulary.codelists import read_codelists

LABELS = label_reader(read_codelists(project_data() / "codelists"))
BEDS = "每千人口医疗卫生机构床位数（张）"


def meant(*labels, units=()):
    """Give indicator and part of the last of some rows, as they stand in a table."""
    units = units or [""] * len(labels)
    return [(m.indicator.code, *sorted(m.words)) for m in read(labels, units)][-1]


def read(labels, units):
    rows = zip(labels, units, strict=True)
    figures = [Printed("", "table", n, "", *row, "1", 2020) for n, row in enumerate(rows)]
    complete(figures, LABELS)
    return map(LABELS.read, figures)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # a kind of institution below a density that is counted in beds
        ((BEDS, "其中：医院"), ("beds_density", "hospital")),
        ((BEDS, "其中：公立医院床位数（张）"), ("beds_density", "hospital", "public")),
        # its neighbours do not repeat the word
        ((BEDS, "其中：医院", "社会办医院"), ("beds_density", "hospital", "private")),
        # whom a rate or an expectancy is of
        (("人均预期寿命（岁）", "其中：男性", "女性"), ("life_expectancy", "female")),
        (("孕产妇死亡率（1/10万）", "#农村"), ("maternal_mortality", "rural")),
        # a kind of staff with a name and a code of its own
        (("每千人口执业（助理）医师数（人）", "其中：中医类别"), ("tcm_physician_density",)),
        # a count below a count, a share below a count, a density below a density
        (("托位数（个）", "—普惠性托位数（个）"), ("childcare_places", "affordable")),
        (
            ("托位数（个）", "其中：普惠性托位占比（%）"),
            ("affordable_childcare_places_share",),
        ),
        ((BEDS, "其中：每千人口注册护士数（人）"), ("nurse_density",)),
        # what is whole by itself ends the rows under another
        ((BEDS, "其中：医院", "每万人口全科医生数（人）"), ("gp_density",)),
        (
            (BEDS, "其中：医院", "孕产妇死亡率（1/10万）", "社会办医院"),
            ("hospitals", "private"),
        ),
    ],
)
def test_a_row_under_another_says_what_both_say(rows, expected):
    assert meant(*rows) == expected


def test_a_count_with_its_own_unit_is_no_part_of_the_density_above():
    assert meant(BEDS, "其中：医院", "社会办医院", units=["", "", "家"]) == (
        "hospitals",
        "private",
    )


def test_a_row_under_nothing_known_stays_as_it_is_printed():
    *_, last = read(("某项工作", "其中：医院"), ("", ""))
    assert last.indicator is None
    assert last.problem.text == "其中：医院"


HEAD = "row,domain,label,unit,2020\n"
TABLE = f"{HEAD}1,a,孕产妇死亡率,,1\n2,a,{{0}},,1\n3,a,婴儿死亡率,,1\n4,a,{{0}},,1\n"


def test_a_label_may_stand_under_two_rows_and_not_twice_by_itself(tmp_path):
    path = tmp_path / "table.csv"
    path.write_text(TABLE.format("其中：农村"), "utf-8")
    assert len(read_table(path, leads=("其中",))) == 4
    path.write_text(TABLE.format("农村"), "utf-8")
    with pytest.raises(InputError, match="label and domain once"):
        read_table(path, leads=("其中",))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        # no bed is counted in parts: such a row is per 1,000 as those above it are
        ("1.40", "medical_nursing_beds_density"),
        ("140", "medical_nursing_beds"),
        ("1.4万", "medical_nursing_beds"),
    ],
)
def test_what_counts_in_parts_is_as_the_row_above_it(value, expected):
    rows = [("每千人口床位数", "9.60"), ("其中：康复床位", "0.66"), ("护理床位", value)]
    figures = [
        Printed("", "table", n, "", label, "张", text, 2020)
        for n, (label, text) in enumerate(rows)
    ]
    complete(figures, LABELS)
    assert LABELS.read(figures[-1]).indicator.code == expected
