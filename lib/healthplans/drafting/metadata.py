"""What a document says of itself: title, issuer, number, dates, status, period, area.

Each is taken from the text with its place; what the text does not say stays blank.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from healthplans.drafting.document import Document, Paragraph
from healthplans.drafting.words import chinese_value, classes, narrow, pattern
from healthplans.errors import AmbiguousNameError, UnknownNameError
from healthplans.vocabulary.areas import Areas, read_areas

_TOP = 40  # paragraphs from the top in which a document presents itself
_QUOTED = re.compile("《([^《》]+)》")
_OFTEN = 3  # times that a five-year plan is named where no title says it
_SPAN = (3, 10)  # years from the first to the last of a plan
_SHORT = 80  # characters of a line that says when something was approved


@dataclass(frozen=True, slots=True)
class Period:
    """The years that a plan is for; None where the document does not say.

    `reported` is the one year that a document of another kind is about.
    """

    first: int | None = None
    last: int | None = None
    reported: int | None = None

    @property
    def base(self) -> int | None:
        """The year before the period, or the one that is reported."""
        return self.reported or (self.first - 1 if self.first else None)


@dataclass(frozen=True, slots=True)
class Said:
    """A text and the line of the conversion where it stands."""

    text: str
    line: int


@dataclass(frozen=True)
class Self:
    """What is said: field of `document.yaml` -> text and place, and the plan's years.

    `year` is the last one that the title prints: that which a bulletin is about.
    """

    said: dict[str, Said] = field(default_factory=dict)
    period: Period = field(default=Period())

    @property
    def year(self) -> int | None:
        """The last year of the title."""
        title = self.said["title"].text if "title" in self.said else ""
        found = pattern("year_of_title").findall(narrow(title))
        return int(found[-1]) if found else None


def five_year_end(units: str) -> int:
    """Give the last year of a five-year plan from the units of its number: 四 of 十四五."""
    [(number, year)] = classes("five_year_end")
    return int(year.pattern) + 5 * chinese_value(units) + 5 * (10 - int(number))


def read_self(document: Document) -> Self:
    """Read the first paragraphs of a document."""
    top = document.paragraphs[:_TOP]
    texts = [(narrow(pattern("bookmark").sub("", p.text)).strip(), p) for p in top]
    said: dict[str, Said] = {}
    for name, found in (
        # the first line that reads as a title, else two lines, else what a notice issues
        ("title", _titled(texts) or _titled(texts, joined=True) or next(_issued(texts), None)),
        ("issuer", _matched(texts, "issuer")),
        ("number", _matched(texts, "number")),
        ("approved", _date(texts, "approved")),
        ("published", _date(texts, "published")),
        ("status", _status(texts)),
    ):
        if found is not None:
            said[name] = found
    if "status" not in said and "number" in said:
        said["status"] = Said("issued", said["number"].line)
    period, place = _period([said["title"].text] if "title" in said else [], texts)
    if place is None:
        period, place = _named_often(document)
    if place:
        said["period"] = place
    return Self(said, period)


Texts = Sequence[tuple[str, Paragraph]]


def _issued(texts: Texts) -> Iterator[Said]:
    """Give the titles that a line quotes which issues a document."""
    for text, paragraph in texts:
        if pattern("notice").search(text):
            for quoted in _QUOTED.findall(paragraph.text):
                if pattern("title").fullmatch(narrow(quoted)):
                    yield Said(quoted, paragraph.number)


def _titled(texts: Texts, *, joined: bool = False) -> Said | None:
    for at, (text, paragraph) in enumerate(texts):
        follows = texts[at + 1][0] if at + 1 < len(texts) and joined else ""
        quoted = _QUOTED.fullmatch(text) or _QUOTED.match(text)
        if quoted and pattern("title").fullmatch(quoted[1]):
            return Said(quoted[1], paragraph.number)
        for candidate in (text, text + follows):
            if pattern("title").fullmatch(candidate) and not pattern("not_title").search(
                candidate
            ):
                printed = pattern("bookmark").sub("", paragraph.text).strip()
                second = texts[at + 1][1].text.strip() if candidate != text else ""
                return Said(printed + second, paragraph.number)
    return None


def _matched(texts: Texts, kind: str) -> Said | None:
    for text, paragraph in texts:
        match = pattern(kind).search(text)
        if match:
            groups = [part for part in match.groups() if part]
            return Said(groups[0] if groups else match[0], paragraph.number)
    return None


def _date(texts: Texts, kind: str) -> Said | None:
    lines = [text for text, _ in texts] + [""]
    for at, (text, paragraph) in enumerate(texts):
        match = pattern(kind).search(text) or pattern(kind).search(text + lines[at + 1])
        if match and len(text) < _SHORT:
            year, month, day = (int(part) for part in match.groups()[:3])
            return Said(f"{year:04d}-{month:02d}-{day:02d}", paragraph.number)
    return None


def _status(texts: Texts) -> Said | None:
    for name, expression in classes("status"):
        for text, paragraph in texts[:12]:
            if len(text) < _SHORT and expression.search(text):
                return Said(name, paragraph.number)
    return None


def _period(titles: Sequence[str], texts: Texts) -> tuple[Period, Said | None]:
    """Give the plan's years by its title, else by its first paragraphs."""
    line = texts[0][1].number if texts else 0
    places = [*((narrow(title), line) for title in titles)]
    places += [(text, paragraph.number) for text, paragraph in texts]
    for text, number in places:
        for first, last in _years(text):
            return Period(first, last), Said(f"{first}-{last}", number)
    return Period(), None


def _named_often(document: Document) -> tuple[Period, Said | None]:
    """Take the latest five-year plan that the text names again and again."""
    found: dict[int, list[int]] = {}
    for paragraph in document.paragraphs:
        for match in pattern("five_year").finditer(narrow(paragraph.text)):
            last = five_year_end(match["n"])
            found.setdefault(last, []).append(paragraph.number)
    often = [last for last, lines in found.items() if len(lines) >= _OFTEN]
    if not often:
        return Period(), None
    last = max(often)
    return Period(last - 4, last), Said(f"{last - 4}-{last}", found[last][0])


def _years(text: str) -> Iterator[tuple[int, int]]:
    match = pattern("plan_period").search(text)
    if match and len(text) < _SHORT:
        first, last = (int(year) for year in match.groups()[:2])
        if _SPAN[0] <= last - first <= _SPAN[1]:
            yield first, last
    match = pattern("five_year").search(text)
    if match and pattern("title").search(text):
        last = five_year_end(match["n"])
        yield last - 4, last


_SHORTEST, _NAMED = 2, 24  # characters of a name; in which it ends
_NATION = "100000"


def area_of(texts: Iterable[str], asked: str = "") -> str:
    """Give the code of a document's area; blank where no text names one and one only.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        For an area asked for that is none, or more than one.
    """
    areas = read_areas()
    if asked:
        return areas.find(asked).code
    for text in texts:
        code = _NATION if pattern("national").search(text) else _named(text, areas)
        if code:
            return code
    return ""


def _named(text: str, areas: Areas) -> str:
    """Give the area that a text begins with, by the longest beginning that is a name."""
    for end in reversed([*pattern("area_end").finditer(text, _SHORTEST, _NAMED)]):
        try:
            return areas.find(text[: end.end()]).code
        except (UnknownNameError, AmbiguousNameError):
            continue
    return ""
