"""What a mark says when a reader points at it, and what is written beside it."""

import pandas as pd

from healthplans.rows import Row
from healthplans.vocabulary.words import Words

WARNING = "<b>!</b>"
CONVENTION = "†"


def hover(row: Row, side: str, words: Words) -> str:
    """Say district, year, figure, text if printed otherwise, place, and what is doubted."""
    figure, printed = words.figure(row, side), row[f"{side}_text"]
    said = words.say(
        "hover_same" if figure == printed else "hover",
        district=words.district(row["area"]),
        year=row[f"{side}_year"],
        figure=words.measured(figure, row["unit"]),
        printed=printed,
        place=row[f"{side}_locator"],
    )
    return "<br>".join([said, *_doubts(row, side, words)])


def _doubts(row: Row, side: str, words: Words) -> list[str]:
    doubts = []
    if row.get(f"{side}_disagreement"):
        doubts.append(words.say(f"disagreement_{row[f'{side}_disagreement']}"))
    if row.get(f"{side}_finding"):
        severity = words.name("severity", row[f"{side}_finding"])
        doubts.append(words.say("finding_mark", severity=severity))
    if row.get(f"{side}_convention"):
        doubts.append(words.say("note_by_convention"))
    return doubts


def written(item: Row, side: str, words: Words) -> str:
    """Write at a mark what a reader must know: a doubt, a convention, another year."""
    usual = words.year_of(side)
    year = str(item[f"{side}_year"]) if item[f"{side}_year"] != usual else ""
    mark = CONVENTION if item.get(f"{side}_convention") else ""
    # the plan states another value too, or the figure is evidence of a finding
    doubted = item.get(f"{side}_disagreement") == "value" or item.get(f"{side}_finding")
    return " ".join(filter(None, (WARNING if doubted else "", mark, year)))


def missing_ends(item: Row, words: Words) -> str:
    """Say which end is missing, and why; blank where both are there."""
    missing = [side for side in ("level", "target") if pd.isna(item[side])]
    return words.say("list_comma").join(_missing(item, side, words) for side in missing)


def _missing(item: Row, side: str, words: Words) -> str:
    if item.get(f"{side}_apart"):
        return words.say(f"end_apart_{side}")
    known = {"missing": "printed_as_missing", "": "not_in_plan"}
    absence = words.name("coverage", known.get(item[f"{side}_kind"], "qualitative"))
    return words.say(f"absent_{side}", coverage=absence)
