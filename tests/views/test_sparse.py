"""A district that states little still has a page that reads."""

import pytest

from healthplans import suite, views


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_district_with_one_indicator_has_a_page_that_says_so(lang):
    words = suite.words(lang)
    own = suite.district("440507")
    [one] = [own[own["target"].notna() & (own["part"] == "")].head(1)]
    table = views.position.table(one, suite.peers(), words)
    [shown] = views.district.tables(one, suite.peers(), words).blocks
    figure = views.position.chart(one, suite.peers(), words)
    assert len(table.rows) == len(shown.rows) == 1
    assert list(figure.layout.yaxis.categoryarray) == [
        words.indicator(one["indicator"].iloc[0], short=True)
    ]
    assert str(one["target_text"].iloc[0]).strip("≥<>≤") in repr(shown)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_district_without_a_figure_to_compare_has_an_empty_chart_that_is_described(lang):
    words = suite.words(lang)
    own = suite.district("440507")
    none = own[own["target"].isna()]
    figure = views.position.chart(none, suite.peers(), words)
    assert len(figure.data) == 0
    assert figure.layout.meta["description"] == words.say("position_none")
    assert repr(views.position.table(none, suite.peers(), words)) == words.say("position_none")
