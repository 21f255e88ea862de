"""The index: every district and indicator once, figures as printed, small at any size."""

import dataclasses
import re

import pandas as pd
import pytest

from healthplans import suite
from healthplans.site import shell
from healthplans.site.catalogue import Page, pages, shown_indicators
from healthplans.site.matrix import matrix
from healthplans.site.shell import index
from healthplans.views import comparison, overview

MANY = 2844


def fields(words, by_name):
    codes = shown_indicators()
    made = matrix(codes, dict.fromkeys(("340102", "440507"), ""), tables(codes), words)
    return {
        (head.text, column.text): field
        for group in made.groups
        for head, row in group.rows
        for column, field in zip(made.columns, row, strict=True)
        if head.text in by_name
    }


def tables(codes):
    return suite.assess(), suite.coverage(codes)


def test_a_field_shows_the_target_as_printed_and_leads_to_its_trace():
    found = fields(suite.words("en"), ["Beds per 1,000"])
    yaohai = found["Beds per 1,000", "Yaohai"]
    assert yaohai.text == "about 8.5"
    assert yaohai.href == "trace-340102.html#340102-2021.table.r17c2025"
    assert yaohai.coverage == "level_and_target"


def test_a_field_without_a_target_says_which_absence_it_is():
    codes = shown_indicators()
    made = matrix(codes, {"340102": ""}, tables(codes), suite.words("zh"))
    silent = [field for group in made.groups for _, [field] in group.rows if not field.text]
    assert {field.coverage for field in silent} >= {"level_only", "qualitative", "not_in_plan"}
    assert all(bool(field.href) == (field.coverage != "not_in_plan") for field in silent)


def test_the_headline_indicators_come_first():
    codes = shown_indicators()
    made = matrix(codes, {"340102": ""}, tables(codes), suite.words("zh"))
    assert len(made.groups[0].rows) == 4
    assert made.groups[0].title == suite.words("zh").say("nav_headline")


@pytest.mark.parametrize("asked", ["瑶海", "yaohai", "yaohaiqu", "340102"])
def test_search_words_hold_every_way_to_write_a_district(asked):
    both = (suite.words("zh"), suite.words("en"))
    found = shell.search_entries(pages(["zh"]), both)
    hits = [entry[1] for entry in found if asked in " ".join(entry[2:]).lower()]
    assert hits == ["district-340102"]


def test_search_words_hold_pinyin_and_initials_of_an_indicator():
    both = (suite.words("zh"), suite.words("en"))
    found = {entry[1]: entry[4] for entry in shell.search_entries(pages(["zh"]), both)}
    assert "meiqianrenkouchuangwei" in found["indicator-beds_density"]
    assert "mqrkcw" in found["indicator-beds_density"]


@pytest.fixture
def many():
    """Every county-level division of the country: pages and tables made up, and words."""
    words = suite.words("zh")
    areas = words.lists.areas
    codes = [code for code in areas if areas.level(code) == "district"][:MANY]
    headline = list(suite.headlines())
    own = suite.assess()
    own = own[(own["area"] == "340102") & own["indicator"].isin(headline)]
    stated = suite.coverage(headline).query("area == '340102'")
    copies = [
        pd.concat([table.assign(area=code) for code in codes], ignore_index=True)
        for table in (own, stated)
    ]
    every = [Page(f"indicator-{i}", "indicator", "zh", {"indicator": i}) for i in headline]
    every += [Page(f"district-{c}", "district", "zh", {"district": c}) for c in codes]
    return every, tuple(copies), words


def test_the_index_of_every_district_of_the_country_stays_small(many):
    every, tables_, words = many
    text = index(every, [], words, tables_)
    rows = re.findall(r'<tr><th scope="row">', text)
    assert len(rows) == MANY
    assert len(re.findall(r'<tr class="group" id="area-\d{6}">', text)) > 200
    jumps = re.findall(r'<a href="#(area-\d{6})">', text)
    assert len(jumps) == len(set(jumps)) > 25
    assert all(f'id="{jump}"' in text for jump in jumps)
    assert len(text.encode()) < 2_000_000
    found = shell.search_entries(every, (words, words))
    assert len(shell.search_script(found, ()).encode()) < 2_000_000


def test_a_name_with_markup_is_text_on_the_index():
    words = suite.words("zh")
    areas, name = words.lists.areas, "<script>x</script>&"
    code, level, parent, _, *rest = areas.rows["340102"]
    rows = {**areas.rows, code: (code, level, parent, name, *rest)}
    lists = dataclasses.replace(words.lists, areas=dataclasses.replace(areas, rows=rows))
    every = [Page("district-340102", "district", "zh", {"district": "340102"})]
    text = index(every, [], dataclasses.replace(words, lists=lists), tables([]))
    assert "<script>x" not in text
    assert "&lt;script&gt;x" in text


def test_the_matrix_says_in_words_what_a_target_asks_of_its_level():
    codes = ["infant_mortality", "beds_density", "gp_density"]
    made = matrix(codes, {"340102": "", "370613": ""}, tables(codes), suite.words("en"))
    stances = {
        head.href: [field.stance for field in fields]
        for group in made.groups
        for head, fields in group.rows
    }
    assert stances == {
        "indicator-infant_mortality.html": ["hold", "retreat"],
        "indicator-beds_density.html": ["raise", "raise"],
        "indicator-gp_density.html": ["", "raise"],
    }


def test_index_and_overview_print_the_same_numbers():
    words = suite.words("en")
    text = index(pages(["en"]), [], words, tables(shown_indicators()))
    lead = re.search(r'<p class="lead">(.*?)</p>', text)[1]
    districts, indicators = map(int, re.findall(r"\d+", lead))
    said = overview.reading(suite.figures(), suite.comparison(), words)
    plans, _, shared, _ = map(int, re.findall(r"\d+", repr(said)))
    assert (districts, indicators) == (plans, shared)
    found = fields(words, [words.indicator(code, short=True) for code in suite.headlines()])
    for code, table in suite.headlines().items():
        head = words.indicator(code, short=True)
        printed = {(row[0].text, row[-4].text) for row in comparison.table(table, words).rows}
        for district in ("Yaohai", "Longhu"):
            field = found[head, district]
            assert not field.text or (district, field.text) in printed
