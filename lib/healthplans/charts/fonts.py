"""A font that holds Chinese, for static charts: Noto Sans SC, delivered as a package (OFL)."""

from functools import cache
from importlib.metadata import files
from pathlib import Path

__all__ = ["chinese_font"]

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
