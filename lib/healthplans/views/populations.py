"""The populations that printed counts and densities imply."""

from collections.abc import Iterable, Sequence
from functools import partial

import pandas as pd
import plotly.graph_objects as go

from healthplans import links
from healthplans.charts.forms import ROWS
from healthplans.charts.naming import broken, cut, district_names, listed
from healthplans.charts.style import COLOURS, describe, empty, layout, rows_from_above, titled
from healthplans.measures import populations
from healthplans.parts import Part
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.views.blocks import Cell, Column, Sentence, Table, headed, noted
from healthplans.views.cells import NAMED, are_many, district_cell, interval, named, whole
from healthplans.vocabulary.words import Words, number

_ROW = 44  # pixels
_NARROW = 24  # columns below the axis: beside the names a phone has no room for more


def table(pairs: pd.DataFrame, words: Words) -> Table:
    """Show each pair of a count and a density with the population that it implies.

    `pairs` are from `measures.implied_population`. Of more than 30 districts a row is a
    population.
    """
    agreed = populations(pairs)
    if are_many(pairs):
        return population_groups(agreed, words)
    dated = _of_several_years(pairs)
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: district_cell(row["area"], words),
        count=lambda row: _count(row, words, dated=dated),
        density=lambda row: Cell(
            number(float(row["density"])),
            links.trace(row["density_id"]),
            (words.indicator(row["indicator"], short=True),),
        ),
        denominator=lambda row: Cell(words.denominator(row["denominator"])),
        population=lambda row: Cell(whole(row["population"]), kind="number"),
        interval=lambda row: Cell(interval(row["low"], row["high"], words), kind="number"),
        agreement=lambda row: Cell(_agreement(row, agreed, words)),
    )
    return Table.of(words.say("caption_population"), records(pairs), columns, words)


def _of_several_years(pairs: pd.DataFrame) -> bool:
    return len(set(pairs["year"])) > 1


def _count(row: Row, words: Words, *, dated: bool) -> Cell:
    part = words.part(row["count_indicator"], Part.read(row["count_part"]))
    year = str(row["year"]) if dated else ""
    names = noted(words.indicator(row["count_indicator"], short=True), part, year)
    return Cell(whole(row["count"]), links.trace(row["count_id"]), names)


def _agreement(row: Row, agreed: pd.DataFrame, words: Words) -> str:
    """Say with how many pairs of its plan and year one agrees, itself among them."""
    own = agreed[(agreed["document"] == row["document"]) & (agreed["year"] == row["year"])]
    within = [row["indicator"] in names.split(";") for names in own["indicators"]]
    most = max(own.loc[within, "pairs"].tolist(), default=1)
    return words.say("population_agree" if most > 1 else "population_single", count=most)


def reading(pairs: pd.DataFrame, plans: Iterable[Document], words: Words) -> Sentence:
    """Say of each district whether its counts agree, contradict each other, or are absent.

    Those of a plan's latest year are asked: of another year another population is right.

    `pairs` are from `measures.implied_population`. `plans` are all plans, those without any
    pair too.
    """
    agreed = populations(pairs)
    agreed = agreed[agreed["year"] == agreed.groupby("document")["year"].transform("max")]
    districts = dict.fromkeys(plan.about.area for plan in plans)
    stated = [code for code in districts if code in set(agreed["area"])]
    silent = [code for code in districts if code not in stated]
    if len(stated) > NAMED:
        parts = [_all_districts(agreed, stated, words)]
    else:
        parts = [_district(agreed[agreed["area"] == code], words) for code in stated]
    if silent:
        parts.append(words.say("reading_population_none", names=named(silent, words)))
    return Sentence.of(words, *parts)


def _all_districts(agreed: pd.DataFrame, stated: list[str], words: Words) -> str:
    """Count the districts whose pairs agree on one population, and those with several."""
    groups = agreed.groupby("area").size()
    several = sum(groups[code] > 1 for code in stated)
    counts = {"count": len(stated), "one": len(stated) - several, "more": several}
    return words.say("reading_populations", **counts)


def _district(groups: pd.DataFrame, words: Words) -> str:
    rows = records(groups)
    name = words.district(rows[0]["area"])
    if len(rows) == 1:
        low, high, count = whole(rows[0]["low"]), whole(rows[0]["high"]), rows[0]["pairs"]
        return words.say("reading_population_one", name=name, count=count, low=low, high=high)
    written = words.say("list_pause").join(whole(row["population"]) for row in rows)
    return words.say("reading_population_many", name=name, count=len(rows), list=written)


def chart(pairs: pd.DataFrame, words: Words) -> go.Figure:
    """Draw the population that each pair of count and density implies, with its interval.

    Parameters
    ----------
    pairs : DataFrame
        From `measures.implied_population`.

    Returns
    -------
    Figure
        One row a pair; pairs whose bars overlap agree. Of more than 30 pairs those of the
        districts whose pairs are furthest apart, and how many others there are. Without any
        pair a sentence and no axis.
    """
    if pairs.empty:
        return empty(words.say("chart_empty"))
    drawn = pairs if len(pairs) <= ROWS else widest_apart(pairs)
    rows, known = records(drawn), district_names(drawn["area"], words)
    dated = _of_several_years(drawn)
    names = [_pair_name(row, known[row["area"]], words, dated=dated) for row in rows]
    figure = go.Figure(_intervals(rows, names, words))
    layout(figure, height=110 + _ROW * len(rows))
    figure.update_layout(margin={"t": 16})
    rest = pairs["document"].nunique() - drawn["document"].nunique()
    left_out = words.say("chart_left_out", count=rest) if rest else ""
    lines = filter(None, [words.say("axis_population"), broken(left_out, _NARROW)])
    figure.update_xaxes(title=titled("<br>".join(lines)), tickformat=",", nticks=4)
    rows_from_above(figure, names)
    figure.update_yaxes(tickvals=names, ticktext=names)
    return describe(figure, _description(rows, words))


def _intervals(rows: Sequence[Row], names: Sequence[str], words: Words) -> go.Scatter:
    centres = [(float(row["low"]) + float(row["high"])) / 2 for row in rows]
    halves = [(float(row["high"]) - float(row["low"])) / 2 for row in rows]
    return go.Scatter(
        x=centres,
        y=list(names),
        mode="markers",
        showlegend=False,
        marker={"symbol": "line-ns-open", "size": 14, "color": COLOURS["text"]},
        error_x={"array": halves, "thickness": 5, "width": 0, "color": COLOURS["text"]},
        text=[interval(row["low"], row["high"], words) for row in rows],
        hovertemplate="%{text}<extra></extra>",
    )


def widest_apart(pairs: pd.DataFrame) -> pd.DataFrame:
    """Give the pairs of the districts whose populations are furthest apart, widest first.

    A district's pairs of a year are apart by the lowest of one interval and the highest of
    another that lies wholly below it; as many districts are given as 30 rows hold, but one
    at least.
    """
    years = pairs.groupby(["document", "year"])
    widest = (years["low"].max() / years["high"].min()).groupby("document").max()
    apart = widest.sort_values(ascending=False)
    sizes = pairs.groupby("document").size().loc[apart.index]
    chosen = apart.index[((sizes.cumsum() <= ROWS) & (apart > 1)).to_numpy()]
    chosen = chosen if len(chosen) else apart.index[:1]
    order = {document: place for place, document in enumerate(chosen)}
    kept = pairs[pairs["document"].isin(chosen)]
    return kept.sort_values("document", key=lambda ids: ids.map(order), kind="stable")


def _pair_name(row: Row, district: str, words: Words, *, dated: bool) -> str:
    name = words.indicator(row["indicator"], short=True)
    name = f"{name} {row['year']}" if dated else name
    return f"{cut(district)}<br><sub>{name}</sub>"


def _description(rows: list[Row], words: Words) -> str:
    """Say the population that each pair implies."""
    implied: dict[str, list[str]] = {}
    for row in rows:
        implied.setdefault(words.district(row["area"]), []).append(whole(row["population"]))
    pause = words.say("list_pause")
    pairs = [(name, pause.join(dict.fromkeys(found))) for name, found in implied.items()]
    return words.say("describe_populations", list=listed(pairs, words))


def population_groups(agreed: pd.DataFrame, words: Words) -> Table:
    """Show the populations on which a plan's pairs agree, one row each.

    `agreed` are from `measures.populations`.
    """
    short = partial(words.indicator, short=True)

    def pairs(row: Row) -> Cell:
        names = words.say("list_pause").join(map(short, str(row["indicators"]).split(";")))
        return Cell(words.say("population_agree", count=row["pairs"]), notes=(names,))

    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: district_cell(row["area"], words),
        population=lambda row: Cell(whole(row["population"]), kind="number"),
        interval=lambda row: Cell(interval(row["low"], row["high"], words), kind="number"),
        agreement=pairs,
    )
    return Table.of(words.say("caption_population"), records(agreed), columns, words)
