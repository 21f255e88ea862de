"""What lies beside the pages: an index in each language, stylesheet, scripts, plotly.js."""

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
from plotly.offline import get_plotlyjs

from healthplans import suite
from healthplans.site.catalogue import Page, link, other_language, sections
from healthplans.site.markup import mark_chinese, unlinked
from healthplans.site.matrix import SIGNS, STANCES, matrix, shown
from healthplans.templates import template
from healthplans.texts import pinyin
from healthplans.vocabulary.schema import LANGUAGES
from healthplans.vocabulary.words import Words
from healthplans.writing import write

_HERE = Path(__file__).parent
_KINDS = ("indicator", "district")


def write_shell(
    out: Path, pages: Iterable[Page], data: Iterable[str], absent: frozenset[str] = frozenset()
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
    found = search_script(search_entries(every, both), absent)
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
    drafts = [d.about for d in suite.documents() if d.about.is_draft]
    marks = {document.area: words.name("status", document.status) for document in drafts}
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


def _described(data: Iterable[str], words: Words) -> list[tuple[str, list[str]]]:
    """Group files by what they hold: one line a table, its formats beside each other."""
    groups: dict[str, list[str]] = {}
    for name in data:
        groups.setdefault(name.partition(".")[0], []).append(name)
    return [(words.say(f"data_{stem}"), names) for stem, names in groups.items()]


def search_entries(pages: Iterable[Page], both: tuple[Words, Words]) -> list[list[str]]:
    """Give one entry a subject: kind, page name, Chinese name, English name, search words.

    Names are looked for in the reader's own language and in the other; the search words are
    pinyin, its initials, synonyms as plans print them, and the code.
    """
    zh, en = both
    subjects = dict.fromkeys(
        (page.notebook, page.name, page.subject) for page in pages if page.notebook in _KINDS
    )
    return [
        [kind, name, _name(kind, code, zh), _name(kind, code, en), _keys(kind, code, zh)]
        for kind, name, code in subjects
    ]


def search_script(found: list[list[str]], absent: Iterable[str]) -> str:
    """Give the entries as a script that sets globals: it can be read from `file://`.

    `absent` are the paths of pages that are found but cannot be opened.
    """
    globals_ = {"SEARCH": found, "ABSENT": sorted(absent)}
    texts = {name: json.dumps(value, ensure_ascii=False) for name, value in globals_.items()}
    return "".join(f"window.HEALTHPLANS_{name} = {text};\n" for name, text in texts.items())


def _name(kind: str, code: str, words: Words) -> str:
    return words.indicator(code) if kind == "indicator" else words.place(code)


def _keys(kind: str, code: str, words: Words) -> str:
    if kind == "district":
        area = words.lists.areas.get(code)
        return " ".join([code, area.search, *pinyin(area.zh)])
    indicator = words.lists.indicator(code)
    spoken = pinyin(indicator.short_zh)
    return " ".join([code.replace("_", " "), code, *spoken, *indicator.aliases]).lower()
