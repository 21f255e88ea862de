"""`document.yaml` of a draft: what the text says, each with its line; the rest blank."""

import hashlib
from collections.abc import Iterator
from typing import Any

import yaml

from healthplans import __version__
from healthplans.drafting.transcription import Transcription

__all__ = ["about_text", "identity"]

_SAID = ("issuer", "number", "approved", "published", "status")


def identity(area: str, kind: str, first: int | None, stem: str) -> str:
    """Give a draft's id: area and first year, with the kind where it is no plan.

    Where the area or the year is not known, the file's name stands for it.
    """
    if not area or first is None:
        return stem
    return f"{area}-{first}" if kind == "plan" else f"{area}-{kind}-{first}"


def about_text(
    draft: Transcription, area: str, kind: str, year: int | None, original: bytes
) -> str:
    """Write `document.yaml` as text; a comment names the line that says it."""
    said = draft.own.said
    lines = [
        _line("area", area, "not found in the text" if not area else ""),
        _line("kind", kind),
        _line("title", *_of(said.get("title"))),
    ]
    lines += _years(draft, kind, year)
    lines += [_line(key, *_of(said[key])) for key in _SAID if key in said]
    lines += list(_source(draft, original))
    lines += list(_table(draft))
    lines.append(_line("review", "draft"))
    return "\n".join(lines) + "\n"


def _years(draft: Transcription, kind: str, year: int | None) -> list[str]:
    if kind != "plan":
        return [_line("year", year if year else "", "" if year else "not found in the text")]
    period = draft.period
    if period.first is None:
        return [_line("period", [], "not found in the text")]
    place = _of(draft.own.said.get("period"))[1]
    levels = sorted(
        {
            c.year
            for x in draft.lines
            for c in x.row.columns
            if c.year and c.year < period.first
        }
    )
    base = [_line("base_year", levels[-1], "a column of the table")] if levels else []
    return [_line("period", [period.first, period.last], place), *base]


def _of(said: Any) -> tuple[Any, str]:
    return ("", "not found in the text") if said is None else (said.text, f"line {said.line}")


def _line(key: str, value: Any, place: str = "") -> str:
    dumped = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    text = dumped.removesuffix("...\n").strip()
    return f"{key}: {text}" + (f"  # {place}" if place else "")


def _source(draft: Transcription, original: bytes) -> Iterator[str]:
    text = draft.document.text.encode("utf-8")
    yield "source:"
    yield _line("  file", "source.txt")
    yield _line("  sha256", hashlib.sha256(text).hexdigest())
    yield _line("  original", draft.document.name)
    yield _line("  original_sha256", hashlib.sha256(original).hexdigest())
    how = ", ".join([draft.document.format, *draft.document.notes])
    yield _line("  converted", f"healthplans {__version__} ({how})")


def _table(draft: Transcription) -> Iterator[str]:
    tables = list({id(line.table): line.table for line in draft.lines}.values())
    if tables:
        numbers = [cell.number for cell in tables[0].cells if cell.number]
        yield "table:"
        yield _line("  title", tables[0].title)
        if numbers:
            yield _line("  lines", [min(numbers), max(numbers)])
