"""Which plan states what: a heat map of districts by indicators."""

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import pandas as pd
from IPython.display import SVG

from healthplans.charts import descriptions
from healthplans.charts.fonts import font_families, own_settings
from healthplans.charts.publishing import written
from healthplans.charts.style import COLOURS
from healthplans.measures import COVERAGE
from healthplans.vocabulary.words import Words

# seaborn and matplotlib take half of the time that all charts take to import, and most pages
# have no heat map: what draws one imports them
if TYPE_CHECKING:
    from matplotlib.figure import Figure

__all__ = ["Drawing", "coverage", "svg"]

# one shade and one letter a kind: known without colour too
_SHADES = ("#08519c", "#6baed6", "#bdd7e7", "#fdd49e", "#e8e8e8", "#ffffff")
_SIGNS = ("●", "◐", "◑", "△", "—", "")
_INK = ("#ffffff", "#10242f", "#10242f", "#10242f", "#444444", "#444444")


class Drawing(SVG):
    """A drawing that shows itself, with the figure it was made from."""

    def __init__(self, text: str, figure: "Figure", description: str) -> None:
        super().__init__(text)  # type: ignore[no-untyped-call]
        self.figure, self.description = figure, description

    def __repr__(self) -> str:
        """Give the sentence that says what is drawn."""
        return self.description


def coverage(table: pd.DataFrame, words: Words) -> Drawing:
    """Draw the kinds of presence and absence as a heat map.

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
        Text is kept as text; the same table gives the same bytes.
    """
    import seaborn as sns
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.colors import ListedColormap
    from matplotlib.figure import Figure

    codes = {kind: place for place, kind in enumerate(COVERAGE)}
    grid = table.assign(code=table["coverage"].map(codes)).pivot_table(
        index="indicator", columns="area", values="code", sort=False
    )
    rows = [words.indicator(code, short=True) for code in grid.index]
    with own_settings({"font.family": font_families()}):
        figure = Figure(figsize=(8.4, 1.9 + 0.25 * len(rows)), layout="constrained")
        # one renderer for all that is measured: without it there is one a label, each as large
        # as the figure
        FigureCanvasAgg(figure)
        axes = figure.subplots()
        sns.heatmap(
            grid.set_axis(rows).set_axis([words.district(str(c)) for c in grid], axis=1),
            cmap=ListedColormap(_SHADES),
            vmin=-0.5,
            vmax=len(COVERAGE) - 0.5,
            cbar=False,
            linewidths=1,
            linecolor=COLOURS["grid"],
            xticklabels=True,  # every one: by itself it leaves out what it has no room for
            yticklabels=True,
            ax=axes,
        )
        _finish(figure, grid, words)
        return svg(figure, descriptions.of_coverage(table, words))


def _finish(figure: "Figure", grid: pd.DataFrame, words: Words) -> None:
    from matplotlib.patches import Patch

    [axes] = figure.axes
    axes.set(xlabel="", ylabel="")
    axes.tick_params(axis="both", length=0, labelsize=10)
    axes.tick_params(axis="x", labeltop=True, labelbottom=False, rotation=0)
    for (row, column), code in zip(
        ((r, c) for r in range(grid.shape[0]) for c in range(grid.shape[1])),
        grid.to_numpy(dtype=int).ravel(),
        strict=True,
    ):
        place = (column + 0.5, row + 0.5)
        ink = {"color": _INK[code], "family": "DejaVu Sans", "size": 9}
        axes.text(*place, _SIGNS[code], fontdict=ink, ha="center", va="center")
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


def svg(figure: "Figure", description: str) -> Drawing:
    """Write a figure as SVG with text as text and no date: equal figures, equal bytes.

    The description stands in the SVG's own `desc` element.
    """
    text = written(figure, "svg", outlines=False).decode()
    head, _, drawing = text[text.index("<svg") :].partition(">")
    described = f"{head}><desc>{escape(description)}</desc>{drawing}"
    return Drawing(described, figure, description)
