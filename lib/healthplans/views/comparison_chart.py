"""Districts side by side: the level, the target, and which way the target binds.

A few stand one by one, tens are folded by province or city, hundreds are a distribution; see
`healthplans.charts.forms`.
"""

import pandas as pd
import plotly.graph_objects as go

from healthplans.charts.distribution import distribution, left_out
from healthplans.charts.folding import folded
from healthplans.charts.forms import form_of, row_height
from healthplans.charts.groups import ordered, whole, with_figures
from healthplans.charts.lanes import beyond
from healthplans.charts.named_rows import (
    LEGEND,
    convention_note,
    panel_of,
    place_rows,
    used_conventions,
)
from healthplans.charts.naming import broken
from healthplans.charts.style import COLOURS, describe, empty, layout, panelled, titled
from healthplans.charts.summary_lines import Window, window
from healthplans.errors import UnknownNameError
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words


def chart(
    table: pd.DataFrame,
    words: Words,
    benchmarks: pd.DataFrame | None = None,
    *,
    strict: bool = False,
    district: str = "",
) -> go.Figure:
    """Draw one indicator across districts.

    Parameters
    ----------
    table : DataFrame
        Rows of `measures.compare` of one indicator.
    words : Words
        The reader's language.
    benchmarks : DataFrame, optional
        National figures to draw as lines: `year`, `value`, `confidence`, `source_title`.
    strict : bool
        Keep apart what is comparable by convention only; else it stands together, marked.
    district : str
        Code or name of a district to mark among the others; blank for none.

    Returns
    -------
    Figure
        Up to 30 rows are dumbbells: a dot for the level, a mark by comparator for the target
        (a triangle points to the side on which the bound is kept), a line between them; an
        absent end is written where it is missing. More are folded into one row a province (a
        city where all lie in one province), hundreds are a histogram of levels and one of
        targets; figures far outside are named and not drawn. With nothing to draw, a sentence
        that says so and no axis.

    Raises
    ------
    UnknownNameError
        For a district to mark that has no row, with the nearest that have one.
    """
    own = _marked(district, table, words)
    table = whole(table)
    refused = _refusal(table, words, alone=benchmarks is None or benchmarks.empty)
    if refused:
        return empty(refused)
    form = form_of(list(table["area"]), words.lists.areas)
    draw = _rows if form == "rows" else _many
    figure = draw(table, words, benchmarks, strict=strict, own=own)
    for row in [] if benchmarks is None else records(benchmarks):
        _benchmark(figure, row, words)
    return describe(figure, _description(table, words))


def _marked(district: str, table: pd.DataFrame, words: Words) -> str:
    """Give the code of the district to mark; refuse one that the table does not hold."""
    areas, codes = words.lists.areas, list(dict.fromkeys(table["area"]))
    found = areas.known(district) or areas.find(district) if district else None
    if found and found.code not in codes:
        known = [f"{code} {areas.get(code).zh}" for code in codes]
        raise UnknownNameError("district of this comparison", district, known)
    return found.code if found else ""


def _rows(
    table: pd.DataFrame,
    words: Words,
    _benchmarks: pd.DataFrame | None,
    *,
    strict: bool,
    own: str,
) -> go.Figure:
    """Draw a row a district, the highest target above."""
    figure = go.Figure()
    panel = panel_of(ordered(table, words, strict=strict), words, set(), own=own)
    # all at once: plotly checks what is there again with each that is added
    figure.add_traces(panel.traces)
    figure.layout.annotations = panel.notes
    place_rows(figure, panel)
    layout(figure, height=150 + row_height(len(panel.names)) * len(panel.names))
    figure.update_xaxes(title=titled(_unit(table, words)), rangemode=_range(table))
    return figure


def _many(
    table: pd.DataFrame,
    words: Words,
    benchmarks: pd.DataFrame | None,
    *,
    strict: bool,
    own: str,
) -> go.Figure:
    """Draw tens of districts folded into rows, hundreds as a distribution."""
    groups = with_figures(ordered(table, words, strict=strict))
    shown = _window(table, benchmarks)
    areas = [area for group in groups for area in group.rows["area"]]
    folds = form_of(areas, words.lists.areas) != "distribution"
    figure = (folded if folds else distribution)(groups, words, shown, own)
    used = sorted(used_conventions(groups))
    figure.add_traces([convention_note(code, words, set()) for code in used])
    if not folds:
        panelled(figure, figure.layout.height)
    else:
        layout(figure, height=figure.layout.height)
    left = "" if folds else left_out(groups, words)
    title = [_unit(table, words), beyond(table, shown, words), left]
    figure.update_xaxes(range=shown.range)
    last = max(figure.select_xaxes(), key=lambda axis: axis.plotly_name)
    last.title = titled("<br>".join(filter(None, title)))
    return figure


def _window(table: pd.DataFrame, benchmarks: pd.DataFrame | None) -> Window:
    """Give the axis that holds the districts' figures, and the nation's with them."""
    shown = window(pd.concat([table["level"], table["target"]]))
    above = [] if benchmarks is None else [float(value) for value in benchmarks["value"]]
    return Window(min([shown.low, *above]), max([shown.high, *above]))


def _unit(table: pd.DataFrame, words: Words) -> str:
    return words.unit(words.lists.indicator(table["indicator"].iloc[0]).unit)


def _benchmark(figure: go.Figure, row: Row, words: Words) -> None:
    """Draw a national figure as a line through every panel, named once."""
    label = words.say(
        "legend_national",
        year=row["year"],
        confidence=words.name("confidence", row["confidence"]),
    )
    for place, axis in enumerate(figure.select_xaxes()):
        code = axis.plotly_name.removeprefix("xaxis")
        figure.add_shape(
            type="line",
            x0=float(row["value"]),
            x1=float(row["value"]),
            xref=f"x{code}",
            y0=0,
            y1=1,
            yref=f"y{code} domain",
            line={
                "color": COLOURS["national"],
                "width": 2,
                "dash": "dot" if row["role"] == "level" else "dash",
            },
            name=broken(label, LEGEND),
            showlegend=place == 0,
        )


def _range(table: pd.DataFrame) -> str:
    """Start at zero where that does not flatten the differences away."""
    values = pd.concat([table["level"], table["target"]]).dropna()
    return "tozero" if values.min() < 0.5 * values.max() else "normal"


def _refusal(table: pd.DataFrame, words: Words, *, alone: bool) -> str:
    """Say why nothing is drawn: no figure, or one district's with nothing to compare it to."""
    stated = table[table["level"].notna() | table["target"].notna()]
    if stated.empty:
        return words.say("chart_empty")
    districts = list(dict.fromkeys(stated["area"]))
    if alone and len(districts) == 1:
        return words.say("reading_not_drawn_one", name=words.district(districts[0]))
    return ""


def _description(table: pd.DataFrame, words: Words) -> str:
    """Say what one indicator's chart shows: how many ends, and the widest way between them."""
    levels, targets = table["level"].notna(), table["target"].notna()
    if not (levels.any() or targets.any()):
        return words.say("chart_empty")
    counted = words.say(
        "describe_comparison",
        name=words.indicator(table["indicator"].iloc[0]),
        year=words.base_year,
        levels=_districts(table[levels & (table["level_year"] == words.base_year)]),
        targets=_districts(table[targets]),
    )
    both = table[levels & targets]
    widest = [_way(both, words)] if len(both) else []
    return words.say("sentence_space").join([counted, *widest])


def _districts(table: pd.DataFrame) -> int:
    return int(table["area"].nunique())


def _way(both: pd.DataFrame, words: Words) -> str:
    apart = (both["target"] - both["level"]).abs()
    row = records(both.loc[[apart.idxmax()]])[0]
    return words.say(
        "describe_widest",
        district=words.district(row["area"]),
        level=words.figure(row, "level"),
        target=words.amount(row, "target"),
    )
