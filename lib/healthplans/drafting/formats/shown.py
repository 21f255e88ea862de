"""What a sheet shows of a stored number: its digits by the cell's number format."""

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

__all__ = ["shown"]

_PLAIN = re.compile(r"(?P<group>#,##)?0(?:\.(?P<places>0+))?(?P<percent>%)?(?:_[ )])*")
_QUOTED = re.compile(
    r'^(?P<before>(?:"[^"]*"|[≥≤<>])?)(?P<core>[^"]*)(?P<after>(?:"[^"]*")?)$'
)


def shown(value: Any, number_format: str) -> tuple[str, list[str]]:
    """Give the text that a cell shows, and what had to be done for it.

    >>> shown(0.65, "0%")
    ('65%', ['number format applied'])
    >>> shown(5.1, "General")
    ('5.1', [])
    """
    if value is None or isinstance(value, str):
        return value or "", []
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return str(value), ["number format not known"]
    if number_format in {"General", "@", ""}:
        return _general(value), []
    text = _formatted(*_section(value, number_format))
    return (
        (text, ["number format applied"])
        if text
        else (
            _general(value),
            ["number format not known"],
        )
    )


def _section(value: Any, number_format: str) -> tuple[Any, str]:
    """Give the part of a format that is for a number; one for negatives shows the sign."""
    sections = number_format.split(";")
    if value < 0 and len(sections) > 1:
        return -value, sections[1]
    return value, sections[2] if value == 0 and len(sections) > 2 else sections[0]  # noqa: PLR2004


def _general(value: Any) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)


def _formatted(value: Any, pattern: str) -> str:
    framed = _QUOTED.match(pattern)
    match = _PLAIN.fullmatch(framed["core"]) if framed else None
    if framed is None or match is None:
        return ""
    try:
        number = Decimal(str(value)) * (100 if match["percent"] else 1)
        places = Decimal(1).scaleb(-len(match["places"] or ""))
        digits = number.quantize(places, ROUND_HALF_UP)
    except InvalidOperation:
        return ""
    text = f"{digits:,}" if match["group"] else f"{digits}"
    before, after = (framed[part].strip('"') for part in ("before", "after"))
    return f"{before}{text}{match['percent'] or ''}{after}"
