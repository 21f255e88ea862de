"""The indicator's page says what targets ask, what may be compared and in which order."""

from itertools import chain, combinations

import pandas as pd
import pytest

from healthplans import suite, views
from healthplans.measures import assess, comparability, ranks
from healthplans.views.comparability import grouped


@pytest.fixture(params=["zh", "en"])
def words(request):
    return suite.words(request.param)


def cells(table, column):
    place = list(table.head).index(column)
    return [str(row[place]) for row in table.rows]


def test_page_and_call_give_the_same_planned_changes():
    words = suite.words("en")
    table = views.assessment.table(suite.assess("life_expectancy"), words)
    assert cells(table, "Planned change") == [
        "The plan states no baseline figure.",
        ">+0.5 years",
        "+0.24 years",
        "+0.6 years",
        "≥+1.83 years",
    ]
    given = suite.assess("life_expectancy")["change"].dropna().to_list()
    assert given == pytest.approx([0.5, 0.24, 0.6, 1.83])


def test_stance_is_a_mark_and_a_word_in_the_readers_language():
    assessed = suite.assess("under5_mortality")
    english = views.assessment.table(assessed, suite.words("en"))
    chinese = views.assessment.table(assessed, suite.words("zh"))
    assert cells(english, "Target asks") == ["● hold"] * 2 + ["▼ retreat"] + ["● hold"] * 2
    assert cells(chinese, "目标要求")[2] == "▼ 不及现状"


def test_a_gap_between_limits_is_not_called_better_or_worse():
    table = views.assessment.table(suite.assess("under5_mortality"), suite.words("en"))
    gaps = cells(table, "Gap to China’s 2025 target")
    assert all("between the limits stated" in gap for gap in gaps)
    assert not any("better" in gap or "worse" in gap for gap in gaps)


def test_capacity_is_never_called_better_or_worse(words):
    text = repr(views.assessment.table(suite.assess("physician_density"), words))
    named = {words.name("standing", code) for code in ("better", "worse")}
    named |= {words.name("stance", code) for code in ("advance", "retreat")}
    assert [name for name in named if name in text] == []


def test_the_sentence_counts_stances_and_names_districts():
    reading = views.assessment.reading(suite.assess("health_literacy"), suite.words("en"))
    assert repr(reading) == (
        "Of 5 targets: 3 advance (Yongqiao, Laishan, Longhu), 1 retreat (Yaohai), "
        "1 unknown (Anju)."
    )


def test_an_indicator_without_a_target_is_said_to_have_none():
    reading = views.assessment.reading(suite.assess("bed_occupancy_rate"), suite.words("en"))
    assert repr(reading) == "No plan states a target for this indicator."


def test_no_district_is_called_lowest_across_denominators():
    table = suite.compare("physician_density")
    reading = repr(views.comparison.reading(table, suite.words("en"), strict=True))
    assert "the figures stand in 2 groups" in reading
    assert "Per population: only Laishan (4.2 per 1,000)." in reading
    assert "from ≥2.1 per 1,000 (Anju) to 3.82 per 1,000 (Longhu)" in reading


def test_by_convention_there_is_one_lowest_and_the_convention_is_named():
    table = suite.compare("physician_density")
    reading = repr(views.comparison.reading(table, suite.words("en")))
    assert "from ≥2.1 per 1,000 (Anju) to 4.2 per 1,000 (Laishan)" in reading
    assert "by convention" in reading


def test_ranks_by_convention_say_so_beside_the_strict_refusal():
    ranked = suite.ranks("physician_density", "target")
    [table, _] = views.ranks.tables(ranked, ranked, suite.words("en")).blocks
    assert any("convention" in note for note in table.notes)
    assert any("Strictly" in note for note in table.notes)
    assert all(str(row[-1]) for row in table.rows)


def test_who_prints_the_same_is_one_group_and_the_rest_is_told_apart_with_the_reason():
    said, table, _ = views.comparability.tables(
        suite.comparability("physician_density", strict=True), suite.words("en")
    ).blocks
    rows = {(row[1].text, row[0].text): row[3].text for row in table.rows}
    assert [key for key in rows if key[0] == "target"] == [
        ("target", "Yaohai, Yongqiao, Longhu, Anju"),
        ("target", "Laishan"),
    ]
    alone = rows["target", "Laishan"]
    assert alone.startswith(
        "Apart from Yaohai, Yongqiao, Longhu, Anju: Different denominators"
    )
    assert "5 districts fall into 2 groups (target)" in repr(said)


def test_levels_and_targets_that_are_judged_alike_share_a_row():
    blocks = views.comparability.tables(
        suite.comparability("infant_mortality"), suite.words("en")
    )
    assert cells(blocks.blocks[1], "Figure") == ["level, target"]


def test_related_indicators_stand_folded_with_their_number_and_names():
    judged = suite.comparability("infant_mortality")
    *_, related = views.comparability.tables(judged, suite.words("en")).blocks
    assert related.fold.startswith("2 related indicators are not comparable: Under-five")
    assert "<details" in related._repr_html_()


@pytest.mark.parametrize("indicator", ["infant_mortality", "physician_density", "gp_density"])
@pytest.mark.parametrize("strict", [False, True])
def test_in_a_group_every_pair_may_stand_together_and_no_plan_is_lost(indicator, strict):
    judged = suite.comparability(indicator, strict=strict)
    own = judged[judged["indicator"] == judged["other_indicator"]]
    for _, rows in own.groupby("role"):
        verdicts = {
            frozenset((row.document, row.other_document)): row.judgement
            for row in rows.itertuples()
        }
        found = grouped(rows.to_dict("records"))
        named = [[plan["document"] for plan in group.plans] for group in found]
        for group in named:
            inside = {verdicts[frozenset(pair)] for pair in combinations(group, 2)}
            assert inside <= {"comparable", "after_conversion", "by_convention"}
        assert sorted(chain(*named)) == sorted({*rows["document"], *rows["other_document"]})


def test_a_chain_of_years_is_no_group_when_its_ends_may_not_be_compared():
    def pair(one, other, judgement):
        sides = zip(("", "other_"), (one, other), strict=True)
        return {
            **{
                f"{side}{name}": value
                for side, year in sides
                for name, value in {
                    **{"part": "", "of": "", "end": "", "denominator": "人口"},
                    **{"printed_unit": "per_1000", "year": year, "document": year},
                    **{"area": year, "indicator": "beds_density"},
                }.items()
            },
            "judgement": judgement,
        }

    found = grouped(
        [
            pair("2018", "2020", "comparable"),
            pair("2020", "2022", "comparable"),
            pair("2018", "2022", "different_year"),
        ]
    )
    assert [[plan["area"] for plan in group.plans] for group in found] == [
        ["2018", "2020"],
        ["2022"],
    ]
    [(place, why)] = found[1].apart
    assert (place, why["judgement"]) in {(0, "different_year"), (0, "comparable")}


def judged(*pairs):
    """Group plans, named by their class and a number: a pair `a1 b2` and how it is judged."""
    rows = []
    for names, judgement in pairs:
        row = {"judgement": judgement}
        for side, name in zip(("", "other_"), names.split(), strict=True):
            row |= {
                f"{side}{n}": "" for n in ("part", "of", "end", "indicator", "denominator")
            }
            row |= {f"{side}{n}": name for n in ("area", "document")}
            row |= {f"{side}printed_unit": name[0], f"{side}year": "2020"}
        rows.append(row)
    return grouped(rows)


def named_in(found):
    return [sorted(plan["document"] for plan in group.plans) for group in found]


ALIKE, APART = "comparable", "different_denominator"


def test_a_class_joins_the_largest_that_it_may_stand_beside():
    within = [("b1 b2", ALIKE), ("b1 b3", ALIKE), ("c1 c2", ALIKE)]
    found = judged(*within, ("a1 b1", ALIKE), ("a1 c1", ALIKE), ("b1 c1", APART))
    assert named_in(found) == [["a1", "b1", "b2", "b3"], ["c1", "c2"]]
    assert [[place for place, _ in group.apart] for group in found] == [[], [0]]


def test_the_largest_group_stands_first_and_what_is_not_judged_stands_apart():
    within = [("b1 b2", ALIKE), ("b1 b3", ALIKE), ("c1 c2", ALIKE), ("d1 d2", ALIKE)]
    beside = [("b1 c1", APART), ("b1 d1", APART), ("e1 b1", APART), ("e1 c1", ALIKE)]
    found = judged(*within, *beside, ("c1 d1", "by_convention"))
    assert named_in(found) == [["c1", "c2", "d1", "d2"], ["b1", "b2", "b3"], ["e1"]]
    kinds = [pair["judgement"] for pair in found[0].inside]
    assert sorted(kinds) == ["by_convention", "comparable", "comparable"]


def test_one_plan_alone_is_said_in_words_not_shown_as_an_empty_table(words):
    one = suite.comparison()[lambda table: table["document"] == "440507-2021"]
    judged = comparability(one, "daily_salt_intake", suite.codelists())
    assert repr(views.comparability.tables(judged, words)) == words.say("comparability_none")


def test_page_and_call_give_the_same_rank_intervals():
    words, ranked = suite.words("en"), suite.ranks("health_literacy")
    levels, *_ = views.ranks.tables(
        ranked, suite.ranks("health_literacy", "target"), words
    ).blocks
    assert cells(levels, "Rank")[:4] == [
        "1 of 4",
        "2 to 3 of 4 [tied with others]",
        "2 to 4 of 4 [tied with others]",
        "3 to 4 of 4 [tied with others]",
    ]
    assert sorted(ranked["rank_low"].dropna()) == [1, 2, 2, 3]


def test_a_refused_rank_gives_its_reason(words):
    levels, targets = (
        suite.ranks("physician_density", side, strict=True) for side in ("level", "target")
    )
    *_, table = views.ranks.tables(levels, targets, words).blocks
    reason = targets.set_index("area").loc["370613", f"reason_{words.lang}"]
    [[*_, shown]] = table.rows
    assert str(shown) == reason
    assert "1" in table.fold
    assert reason.rstrip(".。") in table.fold


def test_an_indicator_that_no_plan_states_has_pages_of_words_only(words):
    none = suite.compare("life_expectancy").iloc[:0]
    assessed = assess(none, suite.codelists(), suite.national())
    ranked = ranks(assessed, suite.codelists())
    table = views.assessment.table(assessed, words)
    assert table.rows == []
    assert table._repr_html_().startswith('<p class="reading"')
    assert repr(views.assessment.reading(assessed, words)) == words.say("reading_stance_none")
    said = views.ranks.tables(ranked, ranked, words).blocks
    assert all(isinstance(block, views.Sentence) for block in said)


def test_a_figure_of_a_draft_or_under_an_audit_finding_is_marked_where_it_stands():
    table = views.comparison.table(suite.compare("gp_density"), suite.words("en"))
    notes = {row[0].text: (row[0].notes, row[2].notes) for row in table.rows}
    assert notes["Laishan"] == (("draft",), ("audit finding (medium)",))
    assert notes["Yaohai"] == ((), ())


def test_a_corrected_figure_is_marked_where_it_stands():
    own = suite.district("440507")
    beds = own[(own["indicator"] == "beds") & (own["part"] == "primary_care")]
    assert beds["level"].tolist() == [151]
    assert beds["level_text"].tolist() == ["1151"]
    [table] = views.district.tables(beds, suite.peers(), suite.words("en")).blocks
    assert "corrected" in table.rows[0][1].notes


@pytest.mark.parametrize(
    ("lang", "named"),
    [
        ("en", "Self-assessment score of health institutions (Toilets and waste sorting)"),
        ("zh", "医疗卫生机构自评得分（厕所整治和垃圾分类）"),
    ],
)
def test_a_part_stands_in_brackets_behind_what_it_is_a_part_of(lang, named):
    rows = suite.observations()
    row = rows[rows["observation_id"] == "340102-2021.text.p35c233-240"].iloc[0]
    assert suite.words(lang).subject(row) == named
    whole = rows[rows["part"] == ""].iloc[0]
    assert suite.words(lang).subject(whole) == suite.words(lang).indicator(whole["indicator"])


def test_the_figure_of_the_country_stands_once_where_all_are_held_against_the_same():
    words, rows = suite.words("en"), suite.assess("life_expectancy")
    rows = rows[rows["level_gap"].notna()].reset_index(drop=True)
    first, blank = rows.index == 0, {"level_gap": pd.NA, "benchmark_level": pd.NA}
    own = words.say("national_level_note", year=2020, figure="").split("2020")[0]

    def noted(table):
        shown = views.assessment.table(table, words)
        inside = [note for row in shown.rows for note in row[-2].notes if "official" in note]
        once = any(note.startswith(own) for note in shown.notes)
        assert once != bool(inside)
        return once

    assert noted(rows)
    assert noted(rows.assign(**{n: rows[n].mask(first, v) for n, v in blank.items()}))
    for name in ("level_year", "benchmark_level"):
        assert not noted(rows.assign(**{name: rows[name].mask(first, rows[name] + 1)}))
    silent = rows.assign(level_id=rows["level_id"].mask(first, ""))
    silent = silent.assign(target_id=rows["target_id"].mask(first, ""))
    assert len(views.assessment.table(silent, words).rows) == len(rows) - 1


def test_a_row_names_its_part_and_a_change_across_denominators():
    words, rows = suite.words("en"), suite.assess("beds_density").reset_index(drop=True)
    rows = rows.assign(part=["rural", *[""] * (len(rows) - 1)], slack=1.0, slack_percent=13.24)
    table = views.assessment.table(rows, words)
    assert table.notes[0] == words.say("note_polarity_none")
    assert [bool(row[0].notes) for row in table.rows] == [True] + [False] * (len(rows) - 1)
    differ = words.say("note_denominators_differ")
    place = table.head.index(words.say("column_change"))
    said = [differ in row[place].notes for row in table.rows]
    assert said == (rows["denominators_differ"] & rows["change"].notna()).tolist()
    assert any(said)
    assert "13.2%" in repr(table)
    blank = views.assessment.table(rows.assign(change=pd.NA), words)
    assert {row[place].kind for row in blank.rows} == {"absent"}
    assert not any(differ in row[place].notes for row in blank.rows)


def test_an_amount_has_its_sign_its_unit_and_its_reason():
    words, cells = suite.words("en"), views.cells
    assert [cells.signed(v, words)[0] for v in (0.5, 0.0)] == ["+", "0"]
    assert [cells.whole(v) for v in (2.6, 2.4, pd.NA)] == ["3", "2", ""]
    points = cells.change_cell(2.0, "=", {"unit": "percent"}, words).text
    assert points == words.measured("+2", "percentage_points")
    assert cells.stance_cell({"target_id": ""}, words).text == "–"
    asked = {"target_id": "id", "stance": "unknown", "stance_reason": "change_no_level"}
    assert cells.stance_cell(asked, words).notes == (words.say("change_no_level"),)
    nation = {"benchmark_level": 79.0, "benchmark_level_digits": "79", "level_year": 2020}
    nation |= {"benchmark_level_comparator": ">", "benchmark_level_confidence": "published"}
    assert ">79" in cells.national_note(nation, "level", words)
    assert cells.national_note({"benchmark_level": pd.NA}, "level", words) == ""
    both = nation | {f"target{k}": v for k, v in {"_year": 2025}.items()}
    both |= {k.replace("level", "target"): v for k, v in nation.items() if "bench" in k}
    assert len(cells.national_cell(both, words).notes) == 1
