"""What a page rests on: plans, data and their hash, version and date; and its citation."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import yaml

from healthplans import __version__
from healthplans.paths import project_folder
from healthplans.reading.about import About
from healthplans.site.catalogue import Page
from healthplans.views.documents import document_number, document_title
from healthplans.vocabulary.words import Words

_FEW = 8
_SHORT = 12


def about(
    page: Page, title: str, words: Words, documents: Sequence[About], digest: str
) -> dict[str, Any]:
    """Give what stands at the end of a page, for its template.

    Parameters
    ----------
    page : Page
        The page.
    title : str
        Its heading.
    documents : sequence of About
        Those that the page is about.
    digest : str
        A hash of the data that the page reads.
    """
    few = documents if len(documents) <= _FEW else []
    return {
        "sources": [_cited(document, words) for document in few],
        "count": len(documents),
        "hash": digest,
        "date": release(),
        "version": __version__,
        "citation": words.say(
            "citation_text",
            title=title,
            page=page.html,
            version=__version__,
            date=release(),
            hash=digest[:_SHORT],
            plans=_listed(documents, words),
        ),
    }


@cache
def release() -> str:
    """Give the date of this version of the data, as `CITATION.cff` states it."""
    text = (project_folder() / "CITATION.cff").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["date-released"])


def _cited(document: About, words: Words) -> str:
    title, number = document_title(document, words), document_number(document, words)
    return words.say("citation_plan", title=title, number=number)


def _listed(documents: Sequence[About], words: Words) -> str:
    if len(documents) > _FEW:
        return words.say("citation_plans", count=len(documents))
    return words.say("list_semicolon").join(_cited(document, words) for document in documents)
