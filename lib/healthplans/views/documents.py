"""The documents that a page is made of, what they are called, and the headings of pages."""

from collections.abc import Iterable, Iterator

import pandas as pd

from healthplans import links
from healthplans.charts.forms import ROWS
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.views.blocks import Cell, Column, Sentence, Table, Title, headed
from healthplans.vocabulary.words import Words


def table(plans: Iterable[Document], observations: pd.DataFrame, words: Words) -> Table:
    """Show which documents were read, with their status and how much they state."""
    kinds = {id_: own for id_, own in observations.groupby("document")["kind"]}
    read = [(plan.about, kinds.get(plan.id, pd.Series(dtype=str))) for plan in plans]
    chinese = words.lang == "zh"
    columns: list[Column[tuple[About, pd.Series]]] = headed(
        words,
        district=lambda of: Cell(words.place(of[0].area), links.district(of[0].area)),
        document=lambda of: Cell(
            document_title(of[0], words), notes=tuple(_transcription(of[0], words))
        ),
        issuer=lambda of: Cell(of[0].issuer if chinese else of[0].issuer_en),
        number=lambda of: Cell(of[0].number or "–", lang="zh" if of[0].number else ""),
        date=lambda of: Cell(of[0].approved or of[0].published or "–", kind="date"),
        status=lambda of: Cell(
            words.name("status", of[0].status), kind="draft" if of[0].is_draft else ""
        ),
        figures=lambda of: Cell(str(len(of[1])), links.traces(of[0].area), kind="number"),
        unread=lambda of: Cell(str(int((of[1] == "unread").sum())), kind="number"),
    )
    return Table.of(words.say("caption_documents"), read, columns, words)


def sources(
    plans: Iterable[Document], observations: pd.DataFrame, words: Words
) -> Table | Sentence:
    """Show the documents; of more than 30 say how many, since the overview names each."""
    every = list(plans)
    if len(every) > ROWS:
        return Sentence.of(words, words.say("documents_on_overview", count=len(every)))
    return table(every, observations, words)


def _transcription(about: About, words: Words) -> Iterator[str]:
    """Say what was transcribed, from which form of the file, and who reviewed it."""
    if about.transcribed != "document":
        yield words.name("transcribed", about.transcribed)
    if about.source and about.source.converted:
        yield words.say("transcribed_from", converted=about.source.converted)
    if about.review:
        yield words.say("reviewed", review=about.review)
    if about.partial:
        yield words.say("reviewed_in_part")


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
