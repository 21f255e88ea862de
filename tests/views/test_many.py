"""What pages show of a hundred districts: summed up, and no heavier than a page may be."""

import re

import pandas as pd
import plotly.graph_objects as go
import pytest
from support import of_many, suite

from healthplans import measures, views
from healthplans.errors import UnknownNameError
from healthplans.exports.report import shown
from healthplans.site.export import in_script
from healthplans.views import Views
from healthplans.views.cells import are_many, named, named_cell
from healthplans.views.comparison import headline_spreads
from healthplans.views.heads import heads_by_district
from healthplans.views.no_effort import no_effort_counts
from healthplans.views.populations import population_groups
from healthplans.views.stances import topic_counts

AREAS = suite.codelists().areas.rows.items()
EVERY = [code for code, row in AREAS if row[1] == "district" and not row[8]]
CODES = EVERY[:: len(EVERY) // 100][:100]
WORDS = suite.words("en")


def ranks(side):
    return of_many(suite.ranks("beds_density", side), CODES)


def made(name):
    """A block of a page about a hundred districts."""
    if name == "headlines":
        beds = of_many(suite.compare("beds_density"), CODES)
        return views.comparison.tables({"beds_density": beds}, WORDS)
    if name == "ranks":
        return views.ranks.tables(ranks("level"), ranks("target"), WORDS)
    if name == "no effort":
        return views.no_effort.table(of_many(suite.assess(), CODES), WORDS)
    if name == "topics":
        return views.stances.tables(of_many(suite.stance_counts(), CODES), WORDS)
    if name == "heads":
        return views.heads.tables(of_many(suite.required_heads(), CODES), WORDS)
    return views.populations.table(of_many(suite.population(), CODES), WORDS)


@pytest.mark.parametrize(
    ("name", "most"),
    [
        *(("headlines", 2), ("ranks", 30), ("no effort", 20)),
        *(("topics", 40), ("heads", 50), ("populations", 65)),
    ],
)
def test_a_table_of_a_hundred_districts_keeps_its_weight_in_kilobytes(name, most):
    assert len(made(name)._repr_html_().encode()) < 1000 * most


def test_many_districts_are_counted_and_named_where_the_count_is_opened():
    cells = [row[2] for row in made("no effort").rows]
    assert any(re.fullmatch(r"\d+ districts", cell.text) and cell.names for cell in cells)


def test_a_rank_stands_beside_the_figure_that_has_it():
    [both] = made("ranks").blocks
    assert len(both.rows) == len(CODES)
    stated = {row[1].notes[0] for row in both.rows}
    assert stated == {"6.86", "5.8", "4.45", "4.1", "2.37"}


def test_json_in_a_page_ends_no_script():
    assert in_script(["a<br>b", "</script><!--"]) == r'["a<br>b","\u003c/script>\u003c!--"]'


def test_signs_of_the_heat_map_are_written_together():
    table = suite.coverage(["beds_density", "health_literacy", "adolescent_new_myopia_rate"])
    drawn = views.coverage.chart(table, WORDS)
    signs = re.findall(r'x="([\d. ]+)" y="([\d. ]+)">([●◐◑△—]+)</text>', drawn.data)
    assert signs
    for across, down, text in signs:
        assert len(across.split()) == len(down.split()) == len(text)
    stated = table["coverage"].ne("not_in_plan").sum()
    assert sum(len(text) for _, _, text in signs) == stated


@pytest.mark.parametrize(
    "call",
    [lambda: suite.ranks("beds_density", "middle"), lambda: suite.coverage(["bedz"])],
    ids=["side", "indicator"],
)
def test_what_is_not_known_is_refused_in_words(call):
    with pytest.raises(UnknownNameError, match=r"middle|bedz"):
        call()


def test_nothing_to_show_is_a_sentence():
    none = WORDS.say("chart_empty")
    assert str(views.comparison.table(suite.compare("beds_density").iloc[:0], WORDS)) == none
    assert views.overview.chart({}, WORDS).layout.annotations[0].text == none


def test_a_report_has_the_prose_of_its_language_and_one_reading_of_two():
    found = list(shown("district", {"lang": "en", "district": "340102"}))
    prose = [value for value in found if isinstance(value, str)]
    assert len(prose) > 4
    assert not any(re.search("[一-鿿]", text) for text in prose)
    assert any(isinstance(value, Views) for value in found)
    assert sum(isinstance(value, go.Figure) for value in found) == 1


def test_headline_figures_that_do_not_compare_are_summed_up_apart():
    beds = of_many(suite.compare("beds_density"), CODES)
    others = beds["area"].isin(CODES[:40])
    apart = beds.copy()
    for side in ("level", "target"):
        apart.loc[others, f"{side}_denominator"] = "户籍人口"
    (joined,), (parted,) = (
        views.comparison.tables({"beds_density": table}, WORDS).blocks
        for table in (beds, apart)
    )
    counted = [int(re.search(r"\d+", row[2].text).group()) for row in parted.rows]
    assert len(joined.rows) == 1
    assert sorted(counted) == [40, len(CODES) - 40]
    assert all(row[0].notes for row in parted.rows)


def test_a_relative_target_worked_out_is_about_in_either_table():
    required = of_many(suite.required_heads(), CODES)
    one = required[required["heads"].notna()].assign(target_comparator="")
    shown = repr(views.heads.tables(one, WORDS))
    about = WORDS.name("comparator", "~")
    assert about in shown


def test_up_to_thirty_districts_are_rows_and_up_to_twelve_are_named():
    assert not are_many(pd.DataFrame({"area": EVERY[:30]}))
    assert are_many(pd.DataFrame({"area": EVERY[:31]}))
    few, more = EVERY[:12], EVERY[:13]
    assert named([*few, few[0]], WORDS).count(",") == 11
    assert named(more, WORDS) == "13 districts"
    assert [bool(named_cell(one, WORDS).names) for one in (few, more)] == [False, True]
    assert named_cell([*more, more[0]], WORDS).names.count(",") == 12
    printed = [
        len(views.assessment.table(table, WORDS).head)
        for table in (
            suite.assess("beds_density"),
            of_many(suite.assess("beds_density"), CODES),
        )
    ]
    assert printed[0] == printed[1] + 2


def test_heads_of_a_district_are_a_range_with_the_changes_in_order():
    usual = {"area": CODES[0], "indicator": "beds_density", "target_comparator": "="}
    figures = [(120.0, 20.0), (100.0, pd.NA), (110.0, 5.0), (110.2, 5.1), (115.0, 12.0)]
    figures += [(pd.NA, pd.NA)]
    rows = [usual | dict(zip(("heads", "added"), two, strict=True)) for two in figures]
    rows[-1]["area"] = CODES[1]  # without a population no row
    rows += [usual | {"area": CODES[2], "heads": 100.0, "added": pd.NA}]
    table = heads_by_district(pd.DataFrame(rows), ["beds_density"], WORDS)
    cells = [row[1] for row in table.rows]
    assert [cell.text for cell in cells] == ["100 to 120", "100"]
    assert [cell.notes for cell in cells] == [("+5, +12, +20",), ()]


def test_targets_that_ask_nothing_are_counted_most_districts_first_with_their_median():
    made = [("retreat", "a", 0, pd.NA), ("hold", "a", 0, 5), ("hold", "b", 0, 60)]
    made += [("hold", "b", n, slack) for n, slack in ((1, 10), (2, 20))]
    code = {"a": "life_expectancy", "b": "infant_mortality"}
    rows = [
        {"stance": said, "indicator": code[one], "area": CODES[n], "slack_percent": slack}
        for said, one, n, slack in made
    ]
    table = no_effort_counts(pd.DataFrame(rows).astype({"slack_percent": "Float64"}), WORDS)
    assert [len(row[2].text.split(", ")) for row in table.rows] == [3, 1, 1]
    assert ["20%" in table.rows[0][3].text, table.rows[1][3].text] == [True, "–"]


def test_topics_add_up_the_targets_of_all_districts():
    counts = suite.stance_counts()
    table = topic_counts(counts, WORDS)
    assert len(table.rows) == counts["topic"].nunique()
    first = counts[
        counts["topic"].map(lambda t: WORDS.name("topic", t)) == str(table.rows[0][0])
    ]
    assert sum(int(cell.text) for cell in table.rows[0][1:]) == first["targets"].sum()


def test_a_population_says_how_many_pairs_agree_on_it():
    agreed = measures.populations(suite.population())
    assert set(agreed["pairs"]) != set(agreed["group"])
    table = population_groups(agreed, WORDS)
    said = [WORDS.say("population_agree", count=n) for n in agreed["pairs"]]
    assert [row[-1].text for row in table.rows] == said


def test_a_part_is_not_summed_up_with_wholes_and_each_side_has_its_own_spread():
    beds = suite.compare("beds_density")
    part = beds.assign(part="rural", level=99.0, target=99.0)
    both = pd.concat([beds, part], ignore_index=True)
    one, other = (headline_spreads({"beds_density": t}, WORDS) for t in (beds, both))
    assert repr(one) == repr(other)
    assert one.rows[0][1].text != one.rows[0][2].text
    none = headline_spreads({"beds_density": beds.iloc[:0]}, WORDS)
    assert [cell.text for cell in none.rows[0][1:3]] == ["–", "–"]


@pytest.fixture
def listed(monkeypatch):
    """The captions and row counts of the tables of findings that a page has room for."""

    def made(room):
        monkeypatch.setattr(views.findings, "ROOM", room)
        blocks = views.findings.tables(suite.findings(), suite.audited(), WORDS)
        tables = [block for block in blocks.blocks if hasattr(block, "rows")]
        return [(table.caption, len(table.rows)) for table in tables[:-1]]

    return made


def test_a_page_lists_the_gravest_findings_that_have_room(listed):
    own = suite.findings().loc[lambda t: t["document"] != ""]
    sizes = own["severity"].value_counts()
    assert sum(rows for _, rows in listed(len(own))) == len(own)
    first, *plans = listed(len(own) - 1)
    assert first == (WORDS.say("findings_by_plan"), len(suite.audited()))
    assert sum(rows for _, rows in plans) == sizes["high"] + sizes["medium"]
    assert all(caption.endswith(": high, medium") for caption, _ in plans)
    _, *plans = listed(1)
    assert sum(rows for _, rows in plans) == sizes["high"]
