"""Names on charts, no two alike, none too long for its row; and what is said at a mark.

Districts share names (鼓楼区 is in four cities); where two of a chart do, each is written
after the area that it lies in. A long name is cut; the whole stands in the hover.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

import pandas as pd

from healthplans.rows import Row
from healthplans.texts import width_of
from healthplans.vocabulary.words import Words

WIDEST = 24  # columns beside a row: a Chinese letter takes two; half of a phone's width
FEW = 12  # as many as a listener keeps apart
_TITLE = 32  # columns over a panel
_COUNT = 4  # columns that a number in brackets takes besides
_CLOSING = "，。、；）)」”"
_CUT = "…"
WARNING = "<b>!</b>"
CONVENTION = "†"


def district_names(areas: Iterable[str], words: Words) -> Mapping[str, str]:
    """Name districts so that no two names are alike.

    A name that several share is followed by as many of the areas above as tell them apart,
    and by the code where none does.
    """
    codes = list(dict.fromkeys(areas))
    names = {code: words.district(code) for code in codes}

    def in_parent(code: str) -> str:
        upper = words.district(words.lists.areas.get(code).parent or code)
        return words.say("name_in_place", name=words.district(code), upper=upper)

    for placed in (in_parent, words.place):
        counts = Counter(names.values())
        names |= {c: placed(c) for c in codes if counts[names[c]] > 1}
    counts = Counter(names.values())
    return {c: name if counts[name] == 1 else f"{name} {c}" for c, name in names.items()}


def cut(text: str, widest: int = WIDEST) -> str:
    """Cut a text that is wider than so many columns.

    >>> cut("瑶海区" * 9, 9)
    '瑶海区瑶…'
    """
    if width_of(text) <= widest:
        return text
    while width_of(text) > widest - 1:
        text = text[:-1]
    return text.rstrip() + _CUT


def broken(text: str, widest: int = WIDEST) -> str:
    """Break a text into lines of so many columns, between words, or evenly if it has none.

    >>> broken("per resident population", 12)
    'per resident<br>population'
    >>> broken("严重精神障碍规范管理率", 20)
    '严重精神障碍<br>规范管理率'
    """
    return "<br>".join(line for part in text.split("<br>") for line in _lines(part, widest))


def two_lines(text: str, widest: int) -> str:
    """Break a text into two lines at most; what is longer is cut.

    >>> two_lines("Maternal systematic management", 18)
    'Maternal<br>systematic manage…'
    """
    first, _, rest = broken(text, widest).partition("<br>")
    return f"{first}<br>{cut(text[len(first) :].lstrip(), widest)}" if rest else first


def _lines(text: str, widest: int) -> list[str]:
    if width_of(text) <= widest:
        return [text]
    spaces = [place for place, letter in enumerate(text) if letter == " "]
    fitting = [place for place in spaces if widest // 3 <= width_of(text[:place]) <= widest]
    if not fitting:
        count = -(-width_of(text) // widest)
        fitting = [_even(text, min(widest, -(-width_of(text) // count) + 1))]
    return [text[: fitting[-1]], *_lines(text[fitting[-1] :].lstrip(), widest)]


def _even(text: str, wide: int) -> int:
    """Give where a line of so many columns ends; no line starts with a closing mark."""
    fits = [n for n in range(1, len(text)) if width_of(text[:n]) <= wide]
    place = max(fits, default=1)
    return place + 1 if text[place] in _CLOSING and place + 1 < len(text) else place


def counted(name: str, count: int, words: Words, widest: int) -> str:
    """Write a name, on two lines at most, and how many it stands for."""
    lines = two_lines(name, widest - _COUNT)
    return words.say("chart_folded", name=lines, count=count)


def panel_title(name: str, unit: str, words: Words) -> str:
    """Write a panel's name and unit, on two lines where one is too long for a phone."""
    long = width_of(name) + width_of(unit) > _TITLE
    return words.say("panel", name=f"{broken(name, _TITLE)}<br>" if long else name, unit=unit)


def listed(pairs: Iterable[tuple[str, str]], words: Words) -> str:
    """Name the first of many with their values, and say how many there are besides."""
    said = [words.say("describe_named", name=name, value=value) for name, value in pairs]
    rest = len(said) - FEW
    shown = words.say("list_comma").join(said[:FEW])
    return words.say("list_more", list=shown, count=rest) if rest > 0 else shown


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
