"""Tables of what was read: the documents, what they state and what they do not."""

from collections.abc import Iterable, Iterator

import pandas as pd

from healthplans import links
from healthplans.pages.blocks import Cell, Sentence, Table
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.rows import records
from healthplans.vocabulary.words import Words

__all__ = ["absences", "coverage_counts", "documents"]


def coverage_counts(coverage: pd.DataFrame, words: Words) -> Table:
    """Count the kinds of presence and absence, one row a district."""
    kinds = [code for kind, code in words.lists.names if kind == "coverage"]
    counts = coverage.groupby(["area", "coverage"], sort=False).size()
    rows = [
        [
            Cell(words.district(district), links.district(district)),
            *(Cell(str(counts.get((district, kind), 0)), kind="number") for kind in kinds),
        ]
        for district in dict.fromkeys(coverage["area"])
    ]
    head = [words.say("column_district"), *(words.name("coverage", kind) for kind in kinds)]
    return Table(words.say("caption_coverage"), head, rows, words.lang)


def documents(plans: Iterable[Document], observations: pd.DataFrame, words: Words) -> Table:
    """Show which documents were read, with their status and how much they state."""
    head = [
        words.say(f"column_{name}")
        for name in [
            "district",
            "document",
            "issuer",
            "number",
            "date",
            "status",
            "figures",
            "unread",
        ]
    ]
    rows = [_document_row(plan, observations, words) for plan in plans]
    return Table(words.say("caption_documents"), head, rows, words.lang)


def _document_row(plan: Document, observations: pd.DataFrame, words: Words) -> list[Cell]:
    document = plan.about
    own = observations.loc[observations["document"] == plan.id, "kind"]
    chinese = words.lang == "zh"
    status = words.name("status", document.status)
    return [
        Cell(words.place(document.area), links.district(document.area)),
        Cell(
            document.title if chinese else document.title_en or document.title,
            notes=tuple(_transcription(document, words)),
        ),
        Cell(document.issuer if chinese else document.issuer_en),
        Cell(document.number or "–", lang="zh" if document.number else ""),
        Cell(document.approved or document.published or "–", kind="number"),
        Cell(status, kind="draft" if document.is_draft else ""),
        Cell(str(len(own)), links.traces(document.area), kind="number"),
        Cell(str(int((own == "unread").sum())), kind="number"),
    ]


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


def absences(coverage: pd.DataFrame, words: Words) -> Table | Sentence:
    """Say of each plan that lacks a figure which kind of absence it is; or that none does."""
    head = [
        words.say("column_district"),
        words.say("column_indicator"),
        words.say("column_coverage"),
    ]
    lacking = coverage[coverage["coverage"] != "level_and_target"]
    if lacking.empty:
        return Sentence(words.say("absence_none"), words.lang)
    rows = [
        [
            Cell(words.district(row["area"]), links.district(row["area"])),
            Cell(words.indicator(row["indicator"])),
            Cell(words.name("coverage", row["coverage"]), kind="absent"),
        ]
        for row in records(lacking)
    ]
    return Table(words.say("caption_absence"), head, rows, words.lang)
