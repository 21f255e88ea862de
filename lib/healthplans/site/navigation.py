"""Where a page stands: the way to it, its neighbours, the same page in the other language."""

from collections.abc import Iterable
from dataclasses import dataclass

from healthplans import suite
from healthplans.site.catalogue import Page, general
from healthplans.vocabulary.words import LANGUAGES, Words


@dataclass(frozen=True)
class Link:
    """A name and where it leads; `href` is blank for the page itself."""

    text: str
    href: str = ""


def other_language(lang: str) -> str:
    """Give the language to switch to."""
    return next(code for code in LANGUAGES if code != lang)


def name_of(page: Page, words: Words) -> str:
    """Name a page by its subject: an indicator, a district, or the notebook's own name."""
    if not page.parameters:
        return words.say(f"nav_{page.notebook}")
    return (words.indicator if page.column == "indicator" else words.place)(page.subject)


def link(page: Page, words: Words) -> Link:
    """Lead to a page from another page of the same language."""
    return Link(name_of(page, words), f"{page.name}.html")


def sections(lang: str) -> list[Link]:
    """Give the pages without a subject, which every page leads to, but those under another."""
    words = suite.words(lang)
    return [link(page, words) for page in general(lang) if not page.kind.under]


def trail(page: Page, words: Words) -> list[Link]:
    """Give the way from the index to a page, the page itself last."""
    way, under = [Link(words.say("nav_home"), _index_href(page.lang))], page.kind.under
    if page.kind.parameter:
        way.append(Link(words.say(f"nav_{page.notebook}s"), f"{way[0].href}#{under}"))
    elif under:
        way.append(Link(words.say(f"nav_{under}"), f"{under}.html"))
    return [*way, Link(name_of(page, words))]


def _index_href(lang: str) -> str:
    """Lead from a page to its language's index."""
    return "../index.html" if lang == LANGUAGES[0] else "index.html"


def neighbours(page: Page, every: Iterable[Page]) -> tuple[Page | None, Page | None]:
    """Give the page of the same kind and language before and after this one."""
    kind = (page.lang, page.notebook)
    alike = [other for other in every if (other.lang, other.notebook) == kind]
    if page not in alike:
        return None, None
    place = alike.index(page)
    before = alike[place - 1] if place else None
    return before, next(iter(alike[place + 1 :]), None)
