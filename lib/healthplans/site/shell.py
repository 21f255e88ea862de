"""What lies beside the pages: an index in each language, stylesheet, scripts, plotly.js."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from plotly.offline import get_plotlyjs

from healthplans import suite
from healthplans.site import search
from healthplans.site.catalogue import Page
from healthplans.site.languages import mark_chinese
from healthplans.site.matrix import SIGNS, STANCES, matrix, shown
from healthplans.site.navigation import link, other_language, sections
from healthplans.site.parts import unlinked
from healthplans.templates import template
from healthplans.vocabulary.words import LANGUAGES, Words
from healthplans.writing import write

_HERE = Path(__file__).parent


def write_shell(
    out: Path,
    pages: Iterable[Page],
    data: Iterable[str],
    absent: frozenset[str] = frozenset(),
) -> list[Path]:
    """Write the indexes of all pages and the shared assets below the output folder.

    Pages that are `absent` are named there without a link. Gives the files.
    """
    every, files = list(pages), list(data)
    assets = out / "assets"
    sources = sorted((_HERE / "assets").iterdir())
    written = [write(assets / source.name, source.read_bytes()) for source in sources]
    written.append(write(assets / "plotly.min.js", get_plotlyjs().encode()))
    both = (suite.words("zh"), suite.words("en"))
    found = search.script(search.entries(every, both), absent)
    written.append(write(assets / "search.js", found.encode()))
    tables = _tables(every)
    for lang, path in _paths(out).items():
        words, place = suite.words(lang), path.relative_to(out).as_posix()
        text = index(every, files, words, tables)
        written.append(write(path, unlinked(text, place, absent, words).encode()))
    return written


def index(
    pages: Iterable[Page],
    data: Iterable[str],
    words: Words,
    tables: tuple[pd.DataFrame, pd.DataFrame],
) -> str:
    """Give the index of one language.

    Parameters
    ----------
    pages : iterable of Page
        All pages of the site.
    data : iterable of str
        The names of the files in `out/data`.
    words : Words
        The language.
    tables : (DataFrame, DataFrame)
        Rows of `measures.assess` and `measures.coverage` for the indicators with a page.
    """
    own = [page for page in pages if page.lang == words.lang]
    indicators = [page.subject for page in own if page.notebook == "indicator"]
    districts = [page.subject for page in own if page.notebook == "district"]
    marks = _marks(words)
    text = template("site", "index.html.j2").render(
        resources=_resources(words),
        matrix=matrix(indicators, {d: marks.get(d, "") for d in districts}, tables, words),
        signs=SIGNS,
        stances=STANCES,
        indicators=[link(page, words) for page in own if page.notebook == "indicator"],
        districts=len(districts),
        shared=len({*indicators}.intersection(suite.indicators(at_least=2))),
        data=_described(data, words),
    )
    return mark_chinese(text) if words.lang != "zh" else text


def _paths(out: Path) -> Mapping[str, Path]:
    """Place the first language's index on top, where the site is opened."""
    first, *others = LANGUAGES
    return {first: out / "index.html", **{lang: out / lang / "index.html" for lang in others}}


def _tables(pages: Sequence[Page]) -> tuple[pd.DataFrame, pd.DataFrame]:
    subjects = {
        kind: list(dict.fromkeys(page.subject for page in pages if page.notebook == kind))
        for kind in ("indicator", "district")
    }
    codes = shown(subjects["indicator"], len(subjects["district"]), suite.codelists())
    rows = suite.assess()
    return rows[rows["indicator"].isin(codes)], suite.coverage(codes)


def _resources(words: Words) -> dict[str, Any]:
    other = other_language(words.lang)
    top = words.lang == LANGUAGES[0]
    return {
        "words": words,
        "title": words.say("site_name"),
        "root": "" if top else "../",
        "prefix": f"{words.lang}/" if top else "",
        "other": other,
        "other_href": f"{other}/index.html" if top else f"../index.html#{other}",
        "sections": sections(words.lang),
    }


def _marks(words: Words) -> dict[str, str]:
    drafts = [d.about for d in suite.documents() if d.about.is_draft]
    return {document.area: words.name("status", document.status) for document in drafts}


def _described(data: Iterable[str], words: Words) -> list[tuple[str, list[str]]]:
    """Group files by what they hold: one line a table, its formats beside each other."""
    groups: dict[str, list[str]] = {}
    for name in data:
        groups.setdefault(name.partition(".")[0], []).append(name)
    return [(words.say(f"data_{stem}"), names) for stem, names in groups.items()]
