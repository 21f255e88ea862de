"""Which pages the site has, a notebook with parameters each, and the ways between them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from healthplans import links, suite
from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.paths import notebooks_folder
from healthplans.site.kinds import Kind, page_kinds
from healthplans.vocabulary.schema import LANGUAGES
from healthplans.vocabulary.words import Words


@dataclass(frozen=True)
class Page:
    """One page: `name` is its file name without ending, the same in every language."""

    name: str
    notebook: str
    lang: str
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def kind(self) -> Kind:
        """What `data/pages.yaml` says of pages of this notebook."""
        return page_kinds().pages[self.notebook]

    @property
    def source(self) -> Path:
        """The stored notebook that the page is made of."""
        return notebooks_folder() / f"{self.notebook}.ipynb"

    @property
    def subject(self) -> str:
        """What the page is about: its district, its indicator, or the notebook's name."""
        return next(iter(self.parameters.values()), self.notebook)

    @property
    def column(self) -> str:
        """The column of the tables that holds its subject; blank for one about all."""
        return self.kind.about if self.kind.parameter else ""

    @property
    def values(self) -> dict[str, str]:
        """All parameters of the notebook."""
        return {**self.parameters, "lang": self.lang}

    @property
    def html(self) -> str:
        """The page's path below the output folder."""
        return f"{self.lang}/{self.name}.html"

    @property
    def executed(self) -> str:
        """The executed notebook's path below the output folder."""
        return f"notebooks/{self.lang}/{self.name}.ipynb"


def pages(languages: Sequence[str] = LANGUAGES) -> list[Page]:
    """Give every page of the site in every language, in the order to be made.

    Raises
    ------
    UnknownNameError
        For a language that is neither `zh` nor `en`.
    """
    for lang in languages:
        suite.words(lang)
    return [page for lang in languages for page in _pages(lang)]


def select(
    every: Iterable[Page],
    *,
    notebooks: Iterable[str] = (),
    districts: Iterable[str] = (),
    indicators: Iterable[str] = (),
) -> list[Page]:
    """Keep the pages asked for; districts by code or by any of their names.

    Raises
    ------
    UnknownNameError
        For a name that no page has.
    AmbiguousNameError
        For a name that several areas share.
    InputError
        If no page is all that is asked for, such as the overview of one district.
    """
    known = list(every)
    have = _values(known, "district")
    codes = {name if name in have else suite.district_of(name) for name in districts}
    asked = {
        "page": (set(notebooks), {page.notebook for page in known}),
        "district": (codes, have),
        "indicator": (set(indicators), _values(known, "indicator")),
    }
    for kind, (names, there) in asked.items():
        for name in sorted(names - there):
            raise UnknownNameError(kind, name, sorted(there))
    subjects = asked["district"][0] | asked["indicator"][0]
    chosen = [
        page
        for page in known
        if (not asked["page"][0] or page.notebook in asked["page"][0])
        and (not subjects or subjects & set(page.parameters.values()))
    ]
    if not chosen:
        text = ", ".join(sorted(asked["page"][0] | subjects))
        raise InputError([Offence("pages asked for", "a page that is all of this", text=text)])
    return chosen


def _values(every: Iterable[Page], parameter: str) -> set[str]:
    return {page.parameters[parameter] for page in every if parameter in page.parameters}


def _pages(lang: str) -> Iterator[Page]:
    yield from general(lang)
    subjects = {"indicator": shown_indicators(), "area": suite.districts()}
    for about, codes in subjects.items():
        for code, kind in product(codes, page_kinds().about(about)):
            yield _page(kind, code, lang)
    over = [kind for kind in page_kinds().about("area") if kind.above]
    for code, kind in product(areas_above(), over):
        yield _page(kind, code, lang)


def _page(kind: Kind, code: str, lang: str) -> Page:
    return Page(f"{kind.notebook}-{code}", kind.notebook, lang, {kind.parameter: code})


def areas_above() -> list[str]:
    """Give the areas above districts whose figures stand beside those of the districts."""
    own = {*suite.districts()}
    about = dict.fromkeys(one.about.area for one in suite.documents())
    return [area for area in about if area not in own]


def general(lang: str) -> list[Page]:
    """Give the pages about everything, or about one area of their own choosing."""
    return [Page(kind.notebook, kind.notebook, lang) for kind in page_kinds().about("all")]


def shown_indicators() -> list[str]:
    """Give the indicators with a page: the headline ones first, then what two plans state."""
    headline = suite.codelists().headlines
    shared = suite.indicators(at_least=2)
    return [*headline, *(code for code in shared if code not in headline)]


def without_page() -> frozenset[str]:
    """Give the paths that the figures of areas without a page of their own would lead to."""
    names = map(links.district, areas_above())
    return frozenset(f"{lang}/{name}" for name in names for lang in LANGUAGES)


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
    index = "../index.html" if page.lang == LANGUAGES[0] else "index.html"
    way, under = [Link(words.say("nav_home"), index)], page.kind.under
    if page.kind.parameter:
        way.append(Link(words.say(f"nav_{page.notebook}s"), f"{way[0].href}#{under}"))
    elif under:
        way.append(Link(words.say(f"nav_{under}"), f"{under}.html"))
    return [*way, Link(name_of(page, words))]


def neighbours(page: Page, every: Iterable[Page]) -> tuple[Page | None, Page | None]:
    """Give the page of the same kind and language before and after this one."""
    kind = (page.lang, page.notebook)
    alike = [other for other in every if (other.lang, other.notebook) == kind]
    if page not in alike:
        return None, None
    place = alike.index(page)
    before = alike[place - 1] if place else None
    return before, next(iter(alike[place + 1 :]), None)
