"""The headings of the pages, with the subject each page is about."""

from healthplans.pages.blocks import Title
from healthplans.reading.documents import Document
from healthplans.vocabulary.words import Words

__all__ = [
    "ambition_title",
    "audit_title",
    "capacity_title",
    "district_title",
    "indicator_title",
    "overview_title",
    "progress_title",
    "trace_title",
    "vertical_title",
]


def overview_title(words: Words) -> Title:
    """Head the overview."""
    return _named_title("overview", words)


def ambition_title(words: Words) -> Title:
    """Head the page on how much the targets ask."""
    return _named_title("ambition", words)


def capacity_title(words: Words) -> Title:
    """Head the page on beds, staff and childcare places."""
    return _named_title("capacity", words)


def progress_title(area: str, words: Words) -> Title:
    """Head the page on what was reached of an area's targets."""
    return _area_title("progress", area, words)


def vertical_title(area: str, words: Words) -> Title:
    """Head the page on an area's figures beside those of the areas above."""
    return _area_title("vertical", area, words)


def _area_title(page: str, area: str, words: Words) -> Title:
    text = words.say(f"title_{page}", place=words.place(area))
    return Title(text, words.say(f"subtitle_{page}"), words.lang, page)


def _named_title(page: str, words: Words) -> Title:
    years = {"first": words.base_year + 1, "last": words.target_year}
    text, below = words.say(f"title_{page}"), words.say(f"subtitle_{page}", **years)
    return Title(text, below, words.lang, page)


def audit_title(words: Words) -> Title:
    """Head the audit."""
    return _named_title("audit", words)


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


def _plan_title(key: str, plan: Document, words: Words) -> Title:
    document = plan.about
    status = words.name("status", document.status)
    title = document.title if words.lang == "zh" else document.title_en
    return Title(
        words.say(key, name=words.place(document.area)),
        words.say("subtitle_district", title=title, status=status),
        words.lang,
        document.area,
        (status,) if document.is_draft else (),
    )
