"""How static charts are drawn: size, a font that holds Chinese, matplotlib's own defaults.

The font is Noto Sans SC, delivered as a package (OFL). matplotlib is imported where it is
used: most pages draw nothing with it.
"""

import contextlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import files
from pathlib import Path

WIDTH = 170.0  # millimetres: two columns of a journal's page
POINTS = 8.0
_PACKAGE = "pylopdf-fonts-zh-cn"
_FILE = "NotoSansSC"


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
