"""The headings of the pages, with the subject each page is about."""

import pandas as pd

from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.views.blocks import Title
from healthplans.vocabulary.words import Words


def page_title(page: str, words: Words, area: str = "") -> Title:
    """Head a page about everything, or about one area of its own choosing."""
    place = {"place": words.place(area)} if area else {}
    years = {"first": words.base_year + 1, "last": words.target_year}
    text, below = words.say(f"title_{page}", **place), words.say(f"subtitle_{page}", **years)
    return Title(text, below, words.lang, page)


def indicator_title(indicator: str, words: Words) -> Title:
    """Head an indicator's page with its unit and definition."""
    entry = words.lists.indicator(indicator)
    subtitle = words.say(
        "subtitle_indicator",
        unit=words.unit(entry.unit),
        definition=getattr(entry, f"definition_{words.lang}"),
    )
    name = words.indicator(indicator)
    return Title(words.say("title_indicator", name=name), subtitle, words.lang, indicator)


def district_title(plan: Document, words: Words) -> Title:
    """Head a district's page with its document and the document's status."""
    return _plan_title("title_district", plan, words)


def trace_title(plan: Document, words: Words) -> Title:
    """Head the page on which every figure of a plan is traced."""
    return _plan_title("title_trace", plan, words)


def document_title(about: About, words: Words) -> str:
    """Give a document's title in the reader's language, or as it is printed."""
    return about.title if words.lang == "zh" else about.title_en or about.title


def document_number(about: About, words: Words) -> str:
    """Give the number that a document was issued under, or its status where it has none."""
    status = words.name("status", about.status)
    return about.number or words.say("unnumbered", status=status)


def _plan_title(key: str, plan: Document, words: Words) -> Title:
    document = plan.about
    status = words.name("status", document.status)
    return Title(
        words.say(key, name=words.place(document.area)),
        words.say("subtitle_district", title=document_title(document, words), status=status),
        words.lang,
        document.area,
        (status,) if document.is_draft else (),
    )


def caption(key: str, found: pd.DataFrame, words: Words, *, synthetic: bool) -> str:
    """Head a table with its area, or that there are several; what is made up is said so."""
    areas = list(dict.fromkeys(found["area"]))
    place = words.place(areas[0]) if len(areas) == 1 else words.say("places_several")
    said = words.say(key, place=place)
    return f"{words.say('note_synthetic')} {said}" if synthetic else said
