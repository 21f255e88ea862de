"""Which figure before one says what it is of: that of its unit and its size."""

import re
from collections.abc import Sequence
from typing import Protocol, TypeVar

from healthplans.drafting.document import Paragraph
from healthplans.drafting.known import counted
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.vocabulary import classes, narrow, pattern, source

__all__ = ["compared_with", "fitting", "near_in_size", "own_density", "without_place"]

_BEFORE = 8  # characters before a figure in which "per 1,000 people" may end
_FAR = 12  # times as large: no longer a figure per head beside one
_WHOLE = 3  # times as large, where one is printed with decimals and the other is not
_REST = 2  # characters of a label that is left


class Figure(Protocol):
    """What this module asks of a statement."""

    @property
    def paragraph(self) -> Paragraph: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def label(self) -> str: ...
    @property
    def claim(self) -> str: ...
    @property
    def numeral(self) -> Numeral: ...


F = TypeVar("F", bound=Figure)


def own_density(figure: Figure) -> str:
    """Give the "per 1,000 people" that stands right before a figure."""
    text = narrow(figure.paragraph.text)
    found = list(pattern("density").finditer(text, max(0, figure.start - _LOOK), figure.start))
    return found[-1][0] if found and figure.start - found[-1].end() <= _BEFORE else ""


_LOOK = 26  # characters back in which it may begin


def fitting(figure: Figure, earlier: Sequence[F]) -> F | None:
    """Give the figure before whose label may be carried to this one; None where none fits.

    A count goes with the nearest figure of its own unit; a share or a multiple with the last.
    """
    last = earlier[-1] if earlier else None
    numeral = figure.numeral
    unit = counted(numeral.unit)
    if last is None or numeral.share or not unit or pattern("relative").fullmatch(unit):
        return last
    if last.end == figure.start:
        return last
    plain = [one for one in reversed(earlier) if not one.claim]
    alike = [one for one in plain if _alike(one, figure)]
    return last if alike and alike[0] is plain[0] else next(iter(alike), None)


def _alike(one: Figure, figure: Figure) -> bool:
    """Tell whether two figures count in one unit, and both or none of them per head."""
    dense = pattern("density").match(narrow(one.label)) and not own_density(figure)
    same = _kind(one.numeral.unit) == _kind(figure.numeral.unit)
    return same and (not dense or near_in_size(figure, one))


def _kind(unit: str) -> str:
    bare = counted(unit)
    return next((name for name, words in classes("alike") if words.fullmatch(bare)), bare)


def near_in_size(figure: Figure, other: Figure) -> bool:
    """Tell whether two figures may both be per head: of one size, printed alike."""
    digits = [one.numeral.digits.replace(",", "") for one in (figure, other)]
    sizes = [float(m[0]) for m in (re.match(r"\d+(?:\.\d+)?", one) for one in digits) if m]
    if len(sizes) < len(digits) or min(sizes) <= 0:
        return False
    alike = ("." in digits[0]) == ("." in digits[1])
    return max(sizes) / min(sizes) <= (_FAR if alike else _WHOLE)


def without_place(label: str) -> str:
    """Give what a label says without the institution whose it is, where another takes over."""
    match = re.fullmatch(
        f"(?P<per>{source('density')})?.*{source('holder')}\u7684?(?P<rest>.+)", narrow(label)
    )
    if (
        match is None
        or len(match["rest"]) < _REST
        or pattern("plain_head").match(match["rest"])
    ):
        return label
    return (match["per"] or "") + match["rest"]


def compared_with(figure: Figure, scope: str) -> str:
    """Give the scope of a figure that stands beside the document's own, such as the nation's."""
    head = narrow(figure.paragraph.text)[: figure.start]
    match = pattern("compared").search(head)
    return ";".join(filter(None, (match["area"], scope))) if match else scope
