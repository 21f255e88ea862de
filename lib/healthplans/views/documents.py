"""The documents that a page is made of."""

from collections.abc import Iterable, Iterator

import pandas as pd

from healthplans import links
from healthplans.charts.forms import ROWS
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.views.blocks import Cell, Column, Sentence, Table, headed
from healthplans.views.titles import document_title
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
