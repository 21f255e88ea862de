"""A plan's figures among those of the others."""

from collections.abc import Iterable, Sequence

import pandas as pd

from healthplans.measures import FEW, Peers, Standing
from healthplans.reading.documents import Document
from healthplans.rows import Row
from healthplans.views import district
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import figure_cell, indicator_cell
from healthplans.views.documents import document_title
from healthplans.views.position_chart import chart as chart
from healthplans.vocabulary.words import Words

_Placed = tuple[Row, Standing]  # a target, and the figures that it may be set beside


def peers_note(
    peers: str | Sequence[str], areas: Sequence[str], words: Words, *, own: bool = True
) -> Blocks:
    """Name the districts that are compared where a choice was made; nothing where none was.

    `own` is whether a district of the page's own is among them. Many are counted.
    """
    if not peers:
        return Blocks([])
    names = words.say("list_pause").join(words.district(code) for code in areas[:FEW])
    more = words.say("list_more", list=names, count=len(areas) - FEW)
    key = "peers_chosen" if own else "peers_chosen_only"
    said = [words.say(key, count=len(areas), names=more if len(areas) > FEW else names)]
    said += [words.say("peers_population")] if peers == "population" else []
    return Blocks([Sentence.of(words, *said)])


def table(own: pd.DataFrame, others: Peers, words: Words) -> Table | Sentence:
    """Show a district's targets between the lowest and the highest of all districts.

    Rows are the indicators that the district and at least one other state with a figure that
    may be compared, by convention where it needs one.

    `own` are rows of `measures.assess` of the district. `others` are from `measures.peers`, of
    all districts.
    """
    placed = [(row, standing) for row, _, standing in others.placed(own)]
    if not placed:
        return Sentence.of(words, words.say("position_none"))
    agreed = words.say("note_by_convention")
    columns: list[Column[_Placed]] = headed(
        words,
        indicator=lambda placed: indicator_cell(
            placed[0]["indicator"], words, agreed if placed[1].convention else ""
        ),
        target=lambda placed: figure_cell(placed[0], "target", words),
        lowest=lambda placed: _end_cell(placed[1].lowest, words),
        highest=lambda placed: _end_cell(placed[1].highest, words),
        unit=lambda placed: Cell(words.unit(placed[0]["unit"])),
    )
    return Table.of(words.say("caption_position"), placed, columns, words)


def _end_cell(end: Row, words: Words) -> Cell:
    notes = (words.district(end["area"]),)
    return Cell(words.figure(end, "target"), notes=notes, kind="number")


def other_plans(plans: Iterable[tuple[Document, pd.DataFrame, Peers]], words: Words) -> Blocks:
    """Show what a district's other plans state, one plan after the other.

    `plans` are the plans, each with its rows of `measures.assess` and the districts' targets
    of its period.
    """
    blocks: list[Table | Sentence] = []
    for plan, own, others in plans:
        spoken = words.of_years(plan.about.base, plan.about.last_year)
        status = words.name("status", plan.about.status)
        named = {"title": document_title(plan.about, words), "id": plan.id, "status": status}
        blocks.append(Sentence.of(words, words.say("other_plan", **named)))
        blocks.extend(district.tables(own, others, spoken).blocks)
    return Blocks(blocks)
