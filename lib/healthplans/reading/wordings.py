"""The forms that printed values take, compiled from the project's wordings.

A form is an order of words: aims, a verb, a comparator, a number, a unit, a comparator. Which
words stand in which place is data (`wordings.csv`, column `position`); the order is here.
Words that may repeat stand in atomic groups, so that no text is tried in many ways.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from healthplans.texts import fold
from healthplans.vocabulary.schema import Wording

Words = Mapping[str, Mapping[str, Wording]]

_Place = Callable[..., str]
_YEAR = "[12][0-9]{3}"


def any_of(texts: Iterable[str]) -> str:
    """Give a pattern of any of the texts, the longest first; of none one that never fits.

    >>> any_of(["a", "ab"]), any_of([])
    ('ab|a', '(?!)')
    """
    return "|".join(map(re.escape, sorted(texts, key=len, reverse=True))) or "(?!)"


@dataclass(frozen=True)
class Forms:
    """The compiled forms; groups are named for what stands in them."""

    figure: re.Pattern[str]
    range: re.Pattern[str]
    change: re.Pattern[str]
    changes: re.Pattern[str]
    rise: re.Pattern[str]
    qualitative: tuple[re.Pattern[str], ...]
    own_year: re.Pattern[str]
    bare_year: re.Pattern[str]
    joined: re.Pattern[str]

    @classmethod
    def of(cls, words: Words, number: str) -> "Forms":
        """Compile the forms from words by position and the form of a number."""

        def place(*positions: str) -> str:
            """Give a pattern of the words that may stand in some places."""
            return any_of(text for name in positions for text in words.get(name, {}))

        to = f"(?:{place('change')})(?:{place('to')})"
        kept = f"(?:{place('hold')})(?:{place('held_at')})?"
        lead = f"{place('lead', 'cap', 'all')}|{to}|{kept}"
        start = (
            f"(?:(?:{place('year_start')})?(?P<own>{_YEAR})(?:{place('year')})"
            f"(?:{place('year_end')})?[,:]?)?(?>{place('aim')})*"
            f"(?P<lead>(?:{lead})?)(?>{place('aim')})*"
        )
        return cls(
            figure=re.compile(start + _amount(place, number, ratio=True)),
            range=re.compile(start + _limits(place, number)),
            change=re.compile(_base(place) + _changed(place) + _amount(place, number)),
            changes=re.compile(_base(place) + _changed(place) + _limits(place, number)),
            rise=re.compile(_rise(place)),
            qualitative=tuple(map(re.compile, _in_words(place))),
            own_year=re.compile(
                f"(?:{place('year_start')})?(?P<year>{_YEAR})"
                f"(?:(?:{place('year')})(?:{place('year_end')})?(?P<rest>.*))?"
            ),
            bare_year=re.compile(f"{_YEAR}(?:{place('year')})"),
            joined=re.compile(place("or")),
        )


def _amount(place: _Place, number: str, *, ratio: bool = False) -> str:
    """Give comparator, number, unit, comparator; `ratio` allows a first side, or a sign."""
    # 下降到5 is a figure, and no fall: no verb stands before the number of a change
    lead = f"(?:{place('lead')})?" if ratio else ""
    minus = f"(?P<minus>(?:{place('minus')})?)" if ratio else ""
    first = rf"(?:(?P<first>[0-9]+(?:\.[0-9]+)?)(?:{place('ratio')}))?" if ratio else ""
    return (
        f"(?P<before>(?:{place('before')})?){lead}{minus}{first}(?P<number>{number})"
        f"(?P<inner>(?:{place('inner')})?)(?P<unit>.*?)"
        f"(?P<after>(?:{place('after')})?)"
    )


def _limits(place: _Place, number: str) -> str:
    return (
        f"(?P<lower>{number})(?P<lower_unit>[^0-9]*?)(?:{place('between')})"
        f"(?P<upper>{number})(?P<unit>.*?)(?:{place('between_end')})?"
    )


def _base(place: _Place) -> str:
    """Give aims and the base that a change counts from: a year, or a time in words."""
    aims = f"(?>{place('aim', 'yearly')})*"
    year = f"{_YEAR}(?:{place('year')})(?:{place('year_end')})?"
    time = f"{year}|(?:{place('base_time')})"
    before, after = f"(?:{place('base')})", f"(?>{place('base_end')})"
    phrase = (
        f"{before}(?P<base>{time}){after}*|(?P<based>{time}){after}+"
        f"|(?P<compared>{place('base_time')})"
    )
    return f"(?P<often>{aims})(?:(?:{phrase}),?)?"


def _changed(place: _Place) -> str:
    aims = f"(?P<late>(?>{place('aim', 'yearly', 'degree')})*)"
    yearly = f"(?P<later>(?:{place('yearly')})?)"
    verb = f"(?P<verb>{place('change')})(?:{place('change_end')})?"
    capped = f"(?P<capped>(?:{place('cap')})?)"
    return f"{aims}(?P<least>(?:{place('before')})?){verb}{yearly}{capped}"


def _rise(place: _Place) -> str:
    """Give what a figure rises or falls from, and what it comes to: 由21%提高到30%."""
    ends = f"(?:{place('year_end')})?(?:{place('base_end')})?"
    year = f"(?:(?P<year>{_YEAR})(?:{place('year')})?{ends})?"
    since = f"(?:{_YEAR}(?:{place('year')}){ends})?"
    to = f"(?P<verb>{place('change')})(?P<to>{place('to')})"
    return f"(?:{place('from')}){since}(?P<was>.+?),?{to}{year}(?P<is>.+)"


def _in_words(place: _Place) -> Iterable[str]:
    """Give the forms of a statement without a figure: course, what is kept, a standard."""
    degree = f"(?>{place('degree')})*"
    at, whose = f"(?:{place('held_at')})?", f"(?>{place('whose')})"
    reach = f"(?:{place('reach')})"
    standard = f"(?>{place('standard')})+(?:{place('standard_end')})?"
    yield f"{_base(place)}{degree}(?P<course>{place('course')})"
    yield f"{degree}(?P<qualitative>{place('qualitative')})"
    yield f"{whose}+(?:{place('held')})"
    yield f"{degree}(?P<hold>{place('hold')}){at}{whose}*(?:{place('held')})"
    yield f"{degree}{reach}(?:(?:{place('or')}){reach})?{at}{whose}*{standard}"
    yield f"{whose}+{standard}"


def base_of(match: re.Match[str]) -> tuple[int | None, str]:
    """Give the year that a matched form counts from, else the words that say the time."""
    base = match["base"] or match["based"] or match["compared"] or ""
    return (int(base[:4]), "") if base[:4].isdecimal() else (None, base)


def by_position(wordings: Iterable[Wording]) -> dict[str, dict[str, Wording]]:
    """Group wordings by where they stand; texts folded."""
    words: dict[str, dict[str, Wording]] = {}
    for wording in wordings:
        words.setdefault(wording.position, {})[fold(wording.text)] = wording
    return words


def leading_number(numerals: str) -> re.Pattern[str]:
    """Give the form of a number before a label: 1. (2) 三、; the 二 of 二、三级 is none."""
    sign, ends = f"[{numerals}]{{1,3}}", "[.、,．]"
    listed = f"[0-9]{{1,2}}{ends}(?![0-9])|{sign}{ends}(?![{numerals}])"
    return re.compile(rf"^(?:\((?:[0-9]{{1,2}}|{sign})\)|{listed}|[0-9]{{1,2}}(?=[(《]))")


def sub_row(leads: Iterable[str]) -> re.Pattern[str]:
    """Give the form of the words that open a row under another, as 其中 does."""
    return re.compile(f"^(?:{any_of(leads)})+[:,、]?")


def row_and_sub_row(leads: Iterable[str]) -> re.Pattern[str]:
    """Give the form of a row under another printed behind it: 床位数其中:医院, 床位数:医院."""
    lead = f"(?:{any_of(leads)})+[:,、]?|:"
    return re.compile(f"(?P<before>[^():]+?)(?:{lead})(?P<inside>[^():]+)")
