"""One sentence a chart of ambition or capacity, for a reader who cannot see the drawing."""

from collections.abc import Iterable

import pandas as pd

from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words, number

__all__ = [
    "of_binding",
    "of_heads",
    "of_populations",
    "of_slack",
    "of_spread",
    "of_stances",
]

_FEW = 12  # as many as a listener keeps apart


def of_stances(counts: pd.DataFrame, words: Words) -> str:
    """Say how many targets ask what."""
    sums = counts.groupby("stance")["targets"].sum()
    order = [code for list_, code in words.lists.names if list_ == "stance"]
    pairs = [(words.name("stance", code), str(sums[code])) for code in order if code in sums]
    return words.say(
        "describe_stances",
        districts=counts["area"].nunique(),
        topics=counts["topic"].nunique(),
        count=int(counts["targets"].sum()),
        list=_listed(pairs, words),
    )


def of_slack(rows: list[Row], words: Words) -> str:
    """Say between which ends the slack lies; `rows` are in order of it."""
    if not rows:
        return words.say("chart_empty")
    low, high = (number(round(float(row["slack_percent"]), 1)) for row in (rows[0], rows[-1]))
    return words.say("describe_slack", count=len(rows), low=low, high=high)


def of_binding(plans: pd.DataFrame, words: Words) -> str:
    """Say how many targets are binding, of each plan or of many together."""
    if plans.empty:
        return words.say("chart_empty")
    if len(plans) > _FEW:
        counts = {name: int(plans[name].sum()) for name in ("binding", "commitments")}
        return words.say("describe_binding_sum", plans=len(plans), **counts)
    said = [
        words.say(
            "describe_binding_of",
            name=words.district(row["area"]),
            binding=row["binding"],
            count=row["commitments"],
        )
        for row in records(plans)
    ]
    return words.say("describe_binding", list=words.say("list_comma").join(said))


def of_spread(rows: list[Row], words: Words) -> str:
    """Say the relative spread of each indicator with all targets met."""
    pairs = [
        (words.indicator(row["indicator"], short=True), f"{100 * row['cv_ratio']:.0f}")
        for row in rows
    ]
    if not pairs:
        return words.say("chart_empty")
    return words.say("describe_spread", year=words.base_year, list=_listed(pairs, words))


def of_populations(rows: list[Row], words: Words) -> str:
    """Say the population that each pair implies."""
    pairs = [
        (words.district(row["area"]), number(round(float(row["population"])))) for row in rows
    ]
    return words.say("describe_populations", list=_listed(pairs, words))


def of_heads(drawn: pd.DataFrame, words: Words) -> str:
    """Say how many kinds and rows are drawn, and how many rise or fall."""
    added = drawn["added"].dropna().astype(float)
    return words.say(
        "describe_heads",
        panels=drawn["indicator"].nunique(),
        count=len(drawn),
        added=int((added > 0).sum()),
        cut=int((added < 0).sum()),
    )


def _listed(pairs: Iterable[tuple[str, str]], words: Words) -> str:
    """Name the first of many, and say how many there are besides."""
    said = [words.say("describe_named", name=name, value=value) for name, value in pairs]
    rest = len(said) - _FEW
    shown = words.say("list_comma").join(said[:_FEW])
    return words.say("list_more", list=shown, count=rest) if rest > 0 else shown
