"""Each published plan read as if it had never been seen: how much is right, by field."""

import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


sys.path.insert(0, str(BENCHMARKS))


@pytest.fixture(scope="module")
def found(sources):
    from held_out import pairs

    return pairs()


@pytest.fixture(scope="module")
def total(found):
    from held_out import counts

    return counts(found)


FLOORS = {
    "found": 0.98,
    "value and year": 0.93,
    "label and scope": 0.8,
    "claim": 0.9,
    "unit": 0.9,
}


@pytest.mark.parametrize("field", FLOORS)
def test_figures_are_found_and_read(total, field):
    assert total[field] / total["gold"] >= FLOORS[field]


def test_alternatives_go_however_deep_they_stand():
    from held_out_words import thinned

    pattern = "(mild|fair) weather|rain(fall|bow)s?|[|(]x|(?!sun|snow)y"
    gone = {"bow", "sun", "snow", "mild"}
    assert thinned(pattern, gone.__contains__) == "(fair) weather|rain(fall)s?|[|(]x|(?!(?!))y"


def test_a_word_that_one_plan_alone_uses_is_taken_away_for_it(sources):
    from held_out import PLANS, plan_texts
    from held_out_words import taken_away

    texts = plan_texts()
    words = {plan: {word for _, word in taken_away(texts, plan)} for plan in PLANS}
    assert all(len(found) > 5 for found in words.values())
    assert all(word in texts[plan] for plan in PLANS for word in words[plan] if word.isalpha())
    alone = [word for plan in PLANS for word in words[plan] if word.isalpha()]
    assert all(sum(word in text for text in texts.values()) == 1 for word in alone)


def test_few_proposals_are_none_of_the_transcription(total):
    assert total["found"] / total["proposed"] >= 0.85


def test_the_indicator_is_among_the_first(total):
    assert total["first"] / total["exists"] >= 0.75
    assert total["five"] / total["exists"] >= 0.90


@pytest.mark.parametrize(("kind", "least"), [("reading", 0.94), ("binding", 0.90)])
def test_what_is_called_sure_is_right(found, kind, least):
    from confidence import THRESHOLDS, held_out_probabilities, matrix, reliability

    features, right, plans, _ = matrix(found, kind)
    chance = held_out_probabilities(features, right, plans)
    _, share, low = reliability(chance, right, THRESHOLDS[kind])["sure"]
    assert share >= 0.97
    assert low >= least


def test_the_weights_are_those_of_the_benchmark(found):
    from confidence import fit, matrix

    from healthplans.drafting.confidence import score

    features, right, _, names = matrix(found, "reading")
    weights = dict(zip(["(always)", *names], fit(features, right), strict=True))
    chosen = [name for name in names if features[0][1 + names.index(name)]]
    total = weights["(always)"] + sum(weights[name] for name in chosen)
    assert score(chosen, "reading") == pytest.approx(1 / (1 + 2.718281828**-total), abs=0.01)
