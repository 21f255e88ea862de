"""How static charts are drawn: a font that holds Chinese, and matplotlib's own defaults.

The font is Noto Sans SC, delivered as a package (OFL).
"""

import contextlib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import files
from pathlib import Path

import matplotlib as mpl
from matplotlib import font_manager

__all__ = ["chinese_font", "own_settings"]

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
    for entry in files(_PACKAGE) or []:
        if entry.name.startswith(_FILE) and entry.suffix in {".ttf", ".otf"}:
            path = Path(str(entry.locate()))
            font_manager.fontManager.addfont(path)
            return font_manager.FontProperties(fname=path).get_name()
    raise FileNotFoundError(f"{_PACKAGE} holds no {_FILE} font")


@contextlib.contextmanager
def own_settings(settings: Mapping[str, object]) -> Iterator[None]:
    """Draw within matplotlib's own defaults and these settings, whatever the user's are.

    A personal `matplotlibrc`, a style sheet or `rcParams` of the notebook would make the same
    table another figure. They hold again afterwards.
    """
    with mpl.rc_context():
        mpl.rcdefaults()
        mpl.rcParams.update(settings)  # type: ignore[arg-type]  # any name it knows
        yield
