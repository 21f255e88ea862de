"""Which plan states what: a heat map of districts by indicators."""

import re
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pandas as pd
from IPython.display import SVG

from healthplans.charts.forms import COLUMNS, ROWS
from healthplans.charts.naming import cut, district_names
from healthplans.charts.publishing import font_families, own_settings, written
from healthplans.charts.style import COLOURS
from healthplans.imports import import_seaborn
from healthplans.measures import COVERAGE
from healthplans.texts import width_of
from healthplans.vocabulary.words import Words

# seaborn and matplotlib take half of the time that all charts take to import, and most pages
# have no heat map: what draws one imports them
if TYPE_CHECKING:
    from matplotlib.figure import Figure

# one shade and one letter a kind: known without colour too
_SHADES = ("#08519c", "#6baed6", "#bdd7e7", "#fdd49e", "#e8e8e8", "#ffffff")
_NAME = 34  # columns beside a row
_FIELDS = 400  # shapes that a page has room for
_DOTS = 150  # an inch of what is a picture: sharp on a screen of twice the pixels
_SIGNS = ("●", "◐", "◑", "△", "—", "")
_SIGN = re.compile(
    r'<g id="text_\d+">\s*<text style="([^"]*)" '
    rf'x="([\d.]+)" y="([\d.]+)" [^>]*>([{"".join(_SIGNS)}])</text>\s*</g>\s*'
)
_INK = ("#ffffff", "#10242f", "#10242f", "#10242f", "#444444", "#444444")


class Drawing(SVG):
    """A drawing that shows itself, with the figure it was made from."""

    def __init__(self, text: str, figure: "Figure", description: str) -> None:
        super().__init__(text)  # type: ignore[no-untyped-call]
        self.figure, self.description = figure, description

    def __repr__(self) -> str:
        """Give the sentence that says what is drawn."""
        return self.description


def chart(table: pd.DataFrame, words: Words) -> Drawing:
    """Draw the kinds of presence and absence: a heat map, or of many districts their shares.

    Parameters
    ----------
    table : DataFrame
        One row per (district, indicator), from `measures.coverage`; indicators are drawn in
        their order there.
    words : Words
        The reader's language.

    Returns
    -------
    Drawing
        Up to 30 districts are columns; of more, each indicator is a bar of shares, the one
        that most plans state above. Text is kept as text; the same table gives the same bytes.
        Memory grows with the number of fields.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine

    # room at the left: a reader without the font sees the names in a wider one
    room = ConstrainedLayoutEngine(rect=(0.04, 0, 0.96, 1))
    indicators = table["indicator"].nunique()
    many = table["area"].nunique() > ROWS
    with own_settings({"font.family": font_families()}):
        figure = Figure(figsize=(8.4, 1.9 + 0.25 * indicators), layout=room)
        # one renderer for all that is measured: without it there is one a label, each as large
        # as the figure
        FigureCanvasAgg(figure)
        (_shares if many else _fields)(figure, table, words)
        if many or len(table) > _FIELDS:
            # a picture within the drawing: a shape each takes 200 bytes, too much for a page;
            # names and signs stay text
            [axes] = figure.axes
            for part in (*axes.collections, *axes.patches):
                part.set_rasterized(True)
        _legend(figure, words)
        return svg(figure, _description(table, words))


def _together(drawing: str) -> str:
    """Write all signs of one look as one text with a place a letter, not as a text each."""
    looks: dict[str, list[tuple[str, str, str]]] = {}
    for look, *sign in _SIGN.findall(drawing):
        looks.setdefault(look, []).append(tuple(sign))
    texts = [
        f'<text style="{look}" x="{" ".join(x)}" y="{" ".join(y)}">{"".join(signs)}</text>\n'
        for look, (x, y, signs) in ((one, zip(*of, strict=True)) for one, of in looks.items())
    ]
    end = drawing.rindex("</g>")
    return _SIGN.sub("", drawing[:end]) + "".join(texts) + drawing[end:]


def _shares(figure: "Figure", table: pd.DataFrame, words: Words) -> None:
    """Draw a bar an indicator, parted by the shares of the districts."""
    counts = pd.crosstab(table["indicator"], table["coverage"])
    parts = 100 * counts.div(counts.sum(axis=1), axis=0).reindex(
        columns=COVERAGE, fill_value=0
    )
    stated = parts[list(COVERAGE[:3])].sum(axis=1)  # with a figure, of whichever side
    parts = parts.loc[stated.sort_values(kind="stable").index]
    axes, start = figure.subplots(), pd.Series(0.0, index=parts.index)
    names = [cut(words.indicator(str(code), short=True), _NAME) for code in parts.index]
    for kind, shade in zip(COVERAGE, _SHADES, strict=True):
        bars = axes.barh(range(len(parts)), parts[kind], left=start, height=0.8, color=shade)
        for bar in bars:
            bar.set(edgecolor=COLOURS["line"], linewidth=0.4)
        start += parts[kind]
    axes.set_yticks(range(len(parts)), names)
    axes.set(xlim=(0, 100), ylim=(-0.6, len(parts) - 0.4))
    axes.set_xlabel(words.say("axis_share_of_plans"))
    axes.spines[:].set_visible(False)
    axes.tick_params(axis="both", length=0, labelsize=10)
    axes.tick_params(axis="x", labeltop=True)


def _fields(figure: "Figure", table: pd.DataFrame, words: Words) -> None:
    """Draw a field a district and indicator."""
    from matplotlib.colors import ListedColormap

    codes = {kind: place for place, kind in enumerate(COVERAGE)}
    grid = table.assign(code=table["coverage"].map(codes)).pivot_table(
        index="indicator", columns="area", values="code", sort=False
    )
    known = district_names(map(str, grid.columns), words)
    heads = [cut(known[str(code)]) for code in grid]
    # side by side as long as there is room for them, else upright
    heads = [_upright(head) for head in heads] if len(heads) > COLUMNS else heads
    rows = [cut(words.indicator(str(code), short=True), _NAME) for code in grid.index]
    axes = figure.subplots()
    import_seaborn().heatmap(
        grid,
        cmap=ListedColormap(_SHADES),
        vmin=-0.5,
        vmax=len(COVERAGE) - 0.5,
        cbar=False,
        linewidths=1,
        linecolor=COLOURS["grid"],
        xticklabels=False,  # it would draw all of them, to see whether they overlap
        yticklabels=False,
        ax=axes,
    )
    axes.set_xticks([place + 0.5 for place in range(len(heads))], heads)
    axes.set_yticks([place + 0.5 for place in range(len(rows))], rows, va="center")
    _sign(figure, grid)


def _upright(name: str) -> str:
    """Write Chinese letters below one another; other names are turned."""
    return "\n".join(name) if width_of(name) == 2 * len(name) else name


def _sign(figure: "Figure", grid: pd.DataFrame) -> None:
    """Write into each field the sign of its kind, and the names above the columns."""
    [axes] = figure.axes
    axes.set(xlabel="", ylabel="")
    axes.tick_params(axis="both", length=0, labelsize=10)
    axes.tick_params(axis="x", labeltop=True, labelbottom=False, rotation=0)
    for label in axes.get_xticklabels() if grid.shape[1] > COLUMNS else ():
        label.set_rotation(0 if "\n" in label.get_text() else 90)
    for (row, column), code in zip(
        ((r, c) for r in range(grid.shape[0]) for c in range(grid.shape[1])),
        grid.to_numpy(dtype=int).ravel(),
        strict=True,
    ):
        place = (column + 0.5, row + 0.5)
        ink = {"color": _INK[code], "family": "DejaVu Sans", "size": 9}
        if not _SIGNS[code]:
            continue
        sign = axes.text(*place, _SIGNS[code], fontdict=ink, ha="center", va="center")
        sign.set_in_layout(False)  # it lies within the axes: thousands need not be measured


def _legend(figure: "Figure", words: Words) -> None:
    from matplotlib.patches import Patch

    handles = [
        Patch(
            facecolor=shade,
            edgecolor=COLOURS["line"],
            label=f"{sign} {words.name('coverage', k)}",
        )
        for shade, sign, k in zip(_SHADES, _SIGNS, COVERAGE, strict=True)
    ]
    figure.legend(
        handles=handles, loc="outside lower center", ncols=3, fontsize=10, frameon=False
    )


def _lay_out(figure: "Figure") -> None:
    """Find the place of everything: to be saved with an engine, a figure is drawn twice."""
    from matplotlib.backends.backend_svg import FigureCanvasSVG

    if engine := figure.get_layout_engine():
        FigureCanvasSVG(figure)  # whose letters are measured
        engine.execute(figure)
        figure.set_layout_engine(None)


def svg(figure: "Figure", description: str) -> Drawing:
    """Write a figure as SVG with text as text and no date: equal figures, equal bytes.

    The description stands in the SVG's own `desc` element.
    """
    _lay_out(figure)
    text = written(figure, "svg", _DOTS, outlines=False).decode()
    head, _, drawing = text[text.index("<svg") :].partition(">")
    described = f"{head}><desc>{escape(description)}</desc>{_together(drawing)}"
    return Drawing(described, figure, description)


def _description(table: pd.DataFrame, words: Words) -> str:
    """Say how many fields of the heat map show which kind."""
    counts = table["coverage"].value_counts()
    kinds = [
        words.say("describe_count", name=words.name("coverage", kind), count=counts[kind])
        for kind in COVERAGE
        if kind in counts
    ]
    return words.say(
        "describe_coverage",
        districts=table["area"].nunique(),
        indicators=table["indicator"].nunique(),
        kinds=words.say("list_semicolon").join(kinds),
    )
