"""What lies beside the pages: the index, the stylesheet, the script, plotly.js."""

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from plotly.offline import get_plotlyjs

from healthplans.site.catalogue import Page
from healthplans.words import LANGUAGES, Words, read_words

__all__ = ["write_shell"]

_HERE = Path(__file__).parent
_GROUPS = {"indicator": "nav_indicators", "district": "nav_districts", "trace": "nav_traces"}


def write_shell(out: Path, pages: Iterable[Page], data: Iterable[str]) -> None:
    """Write the index of all pages and the shared assets below the output folder."""
    assets = out / "assets"
    assets.mkdir(parents=True, exist_ok=True)
    for source in sorted((_HERE / "assets").iterdir()):
        shutil.copyfile(source, assets / source.name)
    (assets / "plotly.min.js").write_text(get_plotlyjs(), encoding="utf-8")
    (out / "index.html").write_text(_index(list(pages), sorted(data)), encoding="utf-8")


def _index(pages: list[Page], data: list[str]) -> str:
    environment = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True)
    languages = []
    for lang in LANGUAGES:
        words = read_words(lang)
        languages.append({"words": words, "groups": _groups(pages, words)})
    return environment.get_template("index.html.j2").render(languages=languages, data=data)


def _groups(pages: list[Page], words: Words) -> list[tuple[str, list[dict[str, Any]]]]:
    own = [page for page in pages if page.lang == words.lang]
    return [
        (words.say(key), [_link(page, words) for page in own if page.notebook == notebook])
        for notebook, key in _GROUPS.items()
    ]


def _link(page: Page, words: Words) -> dict[str, str]:
    named = words.indicator if page.notebook == "indicator" else words.place
    return {"href": page.html, "text": named(page.subject)}
