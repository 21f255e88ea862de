"""What the index finds: districts and indicators by Chinese, pinyin, English and code."""

import json
from collections.abc import Iterable

from healthplans.site.catalogue import Page
from healthplans.texts import pinyin
from healthplans.vocabulary.words import Words

_KINDS = ("indicator", "district")


def entries(pages: Iterable[Page], both: tuple[Words, Words]) -> list[list[str]]:
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


def script(found: list[list[str]], absent: Iterable[str]) -> str:
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
