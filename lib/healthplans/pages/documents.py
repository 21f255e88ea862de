"""Tables of what was read: the documents, what they state and what they do not."""

from collections.abc import Callable, Iterable, Iterator

import pandas as pd

from healthplans import links
from healthplans.pages.blocks import Cell, Column, Sentence, Table, headed
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.vocabulary.words import Words

__all__ = ["absences", "coverage_counts", "documents"]


def coverage_counts(coverage: pd.DataFrame, words: Words) -> Table:
    """Count the kinds of presence and absence, one row a district."""
    kinds = [code for kind, code in words.lists.names if kind == "coverage"]
    counts = coverage.groupby(["area", "coverage"], sort=False).size()
    names: list[Column[str]] = headed(
        words, district=lambda area: Cell(words.district(area), links.district(area))
    )
    columns = [
        *names,
        *((words.name("coverage", kind), _counted(counts, kind)) for kind in kinds),
    ]
    districts = dict.fromkeys(coverage["area"])
    return Table.of(words.say("caption_coverage"), districts, columns, words)


def _counted(counts: "pd.Series", kind: str) -> Callable[[str], Cell]:
    return lambda area: Cell(str(counts.get((area, kind), 0)), kind="number")


def documents(plans: Iterable[Document], observations: pd.DataFrame, words: Words) -> Table:
    """Show which documents were read, with their status and how much they state."""
    kinds = {id_: own for id_, own in observations.groupby("document")["kind"]}
    read = [(plan.about, kinds.get(plan.id, pd.Series(dtype=str))) for plan in plans]
    columns = _document_columns(words)
    return Table.of(words.say("caption_documents"), read, columns, words)


def _document_columns(words: Words) -> list[Column[tuple[About, "pd.Series"]]]:
    """Give the columns of a document with the kinds of the figures that it states."""
    chinese = words.lang == "zh"
    return headed(
        words,
        district=lambda of: Cell(words.place(of[0].area), links.district(of[0].area)),
        document=lambda of: Cell(
            of[0].title if chinese else of[0].title_en or of[0].title,
            notes=tuple(_transcription(of[0], words)),
        ),
        issuer=lambda of: Cell(of[0].issuer if chinese else of[0].issuer_en),
        number=lambda of: Cell(of[0].number or "–", lang="zh" if of[0].number else ""),
        date=lambda of: Cell(of[0].approved or of[0].published or "–", kind="number"),
        status=lambda of: Cell(
            words.name("status", of[0].status), kind="draft" if of[0].is_draft else ""
        ),
        figures=lambda of: Cell(str(len(of[1])), links.traces(of[0].area), kind="number"),
        unread=lambda of: Cell(str(int((of[1] == "unread").sum())), kind="number"),
    )


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
    lacking = coverage[coverage["coverage"] != "level_and_target"]
    if lacking.empty:
        return Sentence(words.say("absence_none"), words.lang)
    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: Cell(words.district(row["area"]), links.district(row["area"])),
        indicator=lambda row: Cell(words.indicator(row["indicator"])),
        coverage=lambda row: Cell(words.name("coverage", row["coverage"]), kind="absent"),
    )
    return Table.of(words.say("caption_absence"), records(lacking), columns, words)
