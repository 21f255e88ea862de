"""What a mark says when a reader points at it, and which marks carry a warning."""

from healthplans.rows import Row
from healthplans.vocabulary.words import Words

__all__ = ["WARNING", "hover", "is_doubted"]

WARNING = "<b>!</b>"


def hover(row: Row, side: str, words: Words) -> str:
    """Say district, year, figure, printed text, place, and what is doubted about it."""
    said = words.say(
        "hover",
        district=words.district(row["area"]),
        year=row[f"{side}_year"],
        figure=words.measured(words.figure(row, side), row["unit"]),
        printed=row[f"{side}_text"],
        place=row[f"{side}_locator"],
    )
    return "<br>".join([said, *_doubts(row, side, words)])


def is_doubted(row: Row, side: str) -> bool:
    """Whether the plan states another value too, or the figure is evidence of a finding."""
    return row.get(f"{side}_disagreement") == "value" or bool(row.get(f"{side}_finding"))


def _doubts(row: Row, side: str, words: Words) -> list[str]:
    doubts = []
    if row.get(f"{side}_disagreement"):
        doubts.append(words.say(f"disagreement_{row[f'{side}_disagreement']}"))
    if row.get(f"{side}_finding"):
        severity = words.name("severity", row[f"{side}_finding"])
        doubts.append(words.say("finding_mark", severity=severity))
    return doubts
