"""Norms: so many for each 30,000 people; how many that asks for, and how many are lacking.

The people are the figure's scope (每3万人口), the words for what is due or lacking likewise;
the label is the noun behind the norm, or that of the figure before it.
"""

from collections.abc import Sequence
from dataclasses import replace

from healthplans.drafting.known import Known
from healthplans.drafting.prose.behind import behind
from healthplans.drafting.prose.comparing import comparison
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import Span, pattern


def normed(text: str, span: Span, made: Sequence[Statement], known: Known) -> list[Statement]:
    """Give a sentence's statements with its norms, and what they ask for, told apart."""
    done: list[Statement] = []
    per = ""
    for one in made:
        own = [other for other in done if other.unit == one.unit and not other.claim]
        match = pattern("norm_for").search(text, span[0], one.numeral.start)
        if match and not one.numeral.share:
            per = match["per"]
            done.append(_norm(text, span, one, _label(text, span, one, own, known), per))
        else:
            done.append(_due(replace(one, label=one.label.removeprefix(per)), own))
    return done


def _label(
    text: str, span: Span, one: Statement, own: Sequence[Statement], known: Known
) -> str:
    """Give what a norm is of: the noun behind its figure, else the label before it."""
    printed, at = one.paragraph.text, one.numeral.end
    match = pattern("norm_of").match(text, at, span[1])
    if match and match["noun"]:
        return printed[slice(*match.span("noun"))]
    noun = None if match else behind(text, one.numeral, known, span[1])
    return printed[noun.start : noun.end] if noun else own[-1].label if own else ""


def _norm(text: str, span: Span, one: Statement, label: str, per: str) -> Statement:
    if not label:
        return one
    at = text.rfind(per, span[0], one.numeral.start)
    return replace(
        one,
        label=label,
        scope=one.paragraph.text[at : at + len(per)],
        compared=comparison(text[span[0] : at]),
        prefix="",
    )


def _due(one: Statement, own: Sequence[Statement]) -> Statement:
    """Give what a norm asks for, and what is lacking, the label of what there is."""
    match = pattern("due").search(one.label)
    label = one.label[match.end() :] if match else ""
    label = label or (own[-1].label if own else "")
    return replace(one, label=label, scope=match["word"]) if match and label else one
