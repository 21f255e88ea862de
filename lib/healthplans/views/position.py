"""A plan's figures among those of the others."""

from collections.abc import Iterable, Sequence

import pandas as pd

from healthplans import links
from healthplans.measures import FEW, Peers
from healthplans.parts import is_whole
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.views import district
from healthplans.views.blocks import Blocks, Cell, Sentence, Table
from healthplans.views.district import PAIR
from healthplans.views.figures import figure_cell
from healthplans.views.position_chart import chart
from healthplans.vocabulary.words import Words

__all__ = ["chart", "other_plans", "peers_note", "table"]


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
    return Blocks([Sentence(words.say("sentence_space").join(said), words.lang)])


def table(own: pd.DataFrame, others: Peers, words: Words) -> Table | Sentence:
    """Show a district's targets between the lowest and the highest of all districts.

    Rows are the indicators that the district and at least one other state with a figure that
    may be compared, by convention where it needs one.

    Parameters
    ----------
    own : DataFrame
        Rows of `measures.assess` of the district.
    others : Peers
        From `measures.peers`, of all districts.
    """
    head = [
        words.say("column_indicator"),
        words.say("column_target", year=words.target_year),
        *(words.say(f"column_{name}") for name in ("lowest", "highest", "unit")),
    ]
    rows = [
        _position_row(row, others, words)
        for row in records(own[own["target"].notna() & is_whole(own)])
    ]
    listed = [row for row in rows if row]
    if not listed:
        return Sentence(words.say("position_none"), words.lang)
    return Table(words.say("caption_position"), head, listed, words.lang)


def _position_row(row: Row, others: Peers, words: Words) -> list[Cell]:
    standing = others.of(row["indicator"]).standing(row)
    if standing is None or len(standing.places) < PAIR:
        return []
    low, high = (
        Cell(
            words.figure(end, "target"),
            notes=(words.district(end["area"]),),
            kind="number",
        )
        for end in (standing.lowest, standing.highest)
    )
    said = (words.say("note_by_convention"),) if standing.convention else ()
    return [
        Cell(words.indicator(row["indicator"]), links.indicator(row["indicator"]), notes=said),
        figure_cell(row, "target", words),
        low,
        high,
        Cell(words.unit(row["unit"])),
    ]


def other_plans(plans: Iterable[tuple[Document, pd.DataFrame, Peers]], words: Words) -> Blocks:
    """Show what a district's other plans state, one plan after the other.

    Parameters
    ----------
    plans : iterable of (Document, DataFrame, Peers)
        Each plan with its rows of `measures.assess` and the districts' targets of its period.
    """
    blocks: list[Table | Sentence] = []
    for plan, own, others in plans:
        spoken = words.of_years(plan.about.base, plan.about.last_year)
        blocks.append(Sentence(_heading(plan, words), words.lang))
        blocks.extend(district.tables(own, others, spoken).blocks)
    return Blocks(blocks)


def _heading(plan: Document, words: Words) -> str:
    about = plan.about
    title = about.title if words.lang == "zh" else about.title_en or about.title
    status = words.name("status", about.status)
    return words.say("other_plan", title=title, id=plan.id, status=status)
