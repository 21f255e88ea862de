"""Charts as files for a paper or a report, and what every static chart is drawn with.

The size is a journal's, the font one that holds Chinese (Noto Sans SC, delivered as a package,
OFL), and all settings are matplotlib's own. matplotlib is imported where it is used: most
pages draw nothing with it.
"""

import contextlib
import io
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

from healthplans.errors import InputError, Offence
from healthplans.writing import write

if TYPE_CHECKING:
    from matplotlib.figure import Figure

_SALT = "healthplans"
_INCH = 25.4  # millimetres
_FORMATS = ("pdf", "png", "svg")
# no date and no version of a program: equal charts, equal bytes
_UNDATED: dict[str, dict[str, Any]] = {
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
}
_NARROWEST, _WIDEST = 40, 600
WIDTH = 170.0  # millimetres: two columns of a journal's page
POINTS = 8.0
_PACKAGE = "pylopdf-fonts-zh-cn"
_FILE = "NotoSansSC"


def static(
    figure: go.Figure | Mapping[str, Any], width: float = WIDTH, points: float = POINTS
) -> "Figure":
    """Draw a chart as a matplotlib figure; see `healthplans.charts.by_matplotlib`."""
    from healthplans.charts.by_matplotlib import static as drawn

    return drawn(figure, width, points)


def save(
    chart: Any, path: Path | str, width: float = WIDTH, points: float = POINTS, dpi: int = 300
) -> Path:
    """Write a chart to a file whose ending says the format: svg, png or pdf.

    Parameters
    ----------
    chart : plotly Figure, mapping, or what `views.coverage.chart` gives
        Any chart of `healthplans.views`, or a matplotlib figure of one's own.
    path : Path or str
        Where to; folders that are not there are made.
    width : float
        Millimetres: 85 for one column of most journals, 170 for two. A heat map keeps its
        own shape; it is scaled.
    points : float
        The size of the letters, in points.
    dpi : int
        Dots an inch, of a PNG.

    Returns
    -------
    Path
        The file. Letters are drawn as outlines in SVG and embedded in PDF, so that a reader
        without the font sees the same.

    Raises
    ------
    InputError
        For an ending that is no format of these, or a width that is no page's.
    """
    target = Path(path)
    format_ = target.suffix.removeprefix(".").lower()
    _refuse(target, format_, width)
    return write(target, as_bytes(chart, format_, width, points, dpi))


def _refuse(target: Path, format_: str, width: float) -> None:
    offences = []
    if format_ not in _FORMATS:
        offences.append(Offence(str(target), f"one of {', '.join(_FORMATS)}", text=format_))
    if not _NARROWEST <= width <= _WIDEST:
        expected = f"a width of {_NARROWEST} to {_WIDEST} mm"
        offences.append(Offence(str(target), expected, text=f"{width}"))
    if offences:
        raise InputError(offences)


def as_bytes(
    chart: Any, format_: str, width: float = WIDTH, points: float = POINTS, dpi: int = 300
) -> bytes:
    """Give the file of a chart; see `save`."""
    return written(_drawn(chart, width, points), format_, dpi)


def written(figure: "Figure", format_: str, dpi: int = 300, *, outlines: bool = True) -> bytes:
    """Give a matplotlib figure as a file: the same figure gives the same bytes.

    `outlines` draws the letters of an SVG as shapes; without, text stays text.
    """
    fonts = {
        "svg.hashsalt": _SALT,
        "svg.fonttype": "path" if outlines else "none",
        "pdf.fonttype": 42,
        "font.family": font_families(),
    }
    buffer = io.BytesIO()
    with own_settings(fonts):
        figure.savefig(buffer, format=format_, dpi=dpi, metadata=_UNDATED[format_])
    return buffer.getvalue()


def _drawn(chart: Any, width: float, points: float) -> "Figure":
    from matplotlib.figure import Figure
    from matplotlib.text import Text

    own = getattr(chart, "figure", chart)
    if not isinstance(own, Figure):
        return static(own if isinstance(own, dict) else go.Figure(own), width, points)
    wide, high = own.get_size_inches()
    larger = width / _INCH / wide
    own.set_size_inches(wide * larger, high * larger)
    for text in own.findobj(Text):
        text.set_fontsize(text.get_fontsize() * larger)
    return own


def use_chinese() -> list[str]:
    """Make matplotlib and seaborn draw Chinese in figures of one's own, from now on.

    Returns
    -------
    list of str
        The families that letters are taken from, the first that has one: the project's font,
        then matplotlib's own for signs that it lacks. A minus is drawn as the hyphen that
        every font has; PDF embeds the font. Call it after `seaborn.set_theme`, which resets
        the fonts.
    """
    import matplotlib as mpl

    families = font_families()
    mpl.rcParams.update(
        {
            "font.family": families,
            "font.sans-serif": [*families, *mpl.rcParams["font.sans-serif"]],
            "axes.unicode_minus": False,
            "pdf.fonttype": 42,
        }
    )
    return families


@cache
def chinese_font() -> str:
    """Register the packaged font with matplotlib and give its family name.

    Raises
    ------
    FileNotFoundError
        If the package holds no such font.
    """
    from matplotlib import font_manager

    for entry in files(_PACKAGE) or []:
        if entry.name.startswith(_FILE) and entry.suffix in {".ttf", ".otf"}:
            path = Path(str(entry.locate()))
            font_manager.fontManager.addfont(path)
            return font_manager.FontProperties(fname=path).get_name()
    raise FileNotFoundError(f"{_PACKAGE} holds no {_FILE} font")


def font_families() -> list[str]:
    """Give the families to draw letters with: Chinese first, then signs that it lacks."""
    return [chinese_font(), "DejaVu Sans"]


@contextlib.contextmanager
def own_settings(settings: Mapping[str, object]) -> Iterator[None]:
    """Draw within matplotlib's own defaults and these settings, whatever the user's are.

    A personal `matplotlibrc`, a style sheet or `rcParams` of the notebook would make the same
    table another figure. They hold again afterwards.
    """
    import matplotlib as mpl

    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)  # type: ignore[arg-type]  # any name it knows
        yield
