"""Take away the words of the vocabulary that only the plan held out uses.

An alternative of an expression (`prose.csv`, `heads.csv`) that finds something in this plan's
text and nothing in the texts of the others goes, however deep it is nested. What no plan uses
is general language and stays.
"""

import csv
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from unittest import mock

from healthplans.drafting import words
from healthplans.drafting.tables import heads
from healthplans.paths import project_data

__all__ = ["held_out_words", "taken_away", "thinned"]

_NOTHING = "(?!)"
_PLAIN = re.compile(r"[^\\^$.|?*+()\[\]{}]+")
# a rule of the calendar, not a wording
_RULES = {"five_year_end"}


def thinned(pattern: str, only: Callable[[str], bool]) -> str:
    """Give a pattern without the alternatives of which `only` is true.

    >>> thinned("(mild|fair) weather|rain(fall|bow)s?", lambda word: word == "bow")
    '(mild|fair) weather|rain(fall)s?'
    """
    kept = [_inside(part, only) for part in _alternatives(pattern) if not only(part)]
    return "|".join(kept) if kept else _NOTHING


def _alternatives(pattern: str) -> list[str]:
    """Part a pattern at the bars that stand in no group and no class."""
    parts, begin, depth = [], 0, 0
    for place, mark in _signs(pattern):
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if mark == "|" and not depth:
            parts.append(pattern[begin:place])
            begin = place + 1
    return [*parts, pattern[begin:]]


def _signs(pattern: str) -> Iterator[tuple[int, str]]:
    """Give the brackets and bars that are signs and no characters."""
    for match in re.finditer(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", pattern):
        if len(match[0]) == 1:
            yield match.start(), match[0]


def _inside(part: str, only: Callable[[str], bool]) -> str:
    """Thin the groups within one alternative."""
    done, begin, depth, opened = "", 0, 0, 0
    for place, mark in _signs(part):
        if mark == "(":
            opened = place if not depth else opened
            depth += 1
        elif mark == ")":
            depth -= 1
            if not depth:
                head = re.match(r"\((\?(P<\w+>|<?[=!:]))?", part[opened:])[0]
                body = part[opened + len(head) : place]
                done += part[begin:opened] + head + thinned(body, only) + ")"
                begin = place + 1
    return done + part[begin:]


@cache  # one and the same for a plan, with all that it has looked for
def _only(own: str, others: str) -> Callable[[str], bool]:
    @cache
    def only(part: str) -> bool:
        if not re.search("[\u4e00-\u9fff]", part):
            return False
        if _PLAIN.fullmatch(part):  # as most are: found many times faster
            return part in own and part not in others
        try:
            expression = re.compile(part.removeprefix("^").removesuffix("$"))
        except re.error:
            return False
        return bool(expression.search(own)) and not expression.search(others)

    return only


def _rows(name: str) -> list[dict[str, str]]:
    with (project_data() / "codelists" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _thin_rows(name: str, only: Callable[[str], bool]) -> tuple[dict[str, str], ...]:
    return tuple(
        row if row.get("kind") in _RULES else {**row, "pattern": thinned(row["pattern"], only)}
        for row in _rows(name)
    )


def taken_away(texts: Mapping[str, str], plan: str) -> list[tuple[str, str]]:
    """Give the words taken away for a plan, each with its kind."""
    gone: list[tuple[str, str]] = []
    only = _only(texts[plan], _others(texts, plan))
    for name, key in (("prose.csv", "kind"), ("heads.csv", "role")):
        for row in _rows(name):
            if row[key] not in _RULES:
                thinned(row["pattern"], _noting(only, gone, row[key]))
    return gone


def _noting(
    only: Callable[[str], bool], gone: list[tuple[str, str]], kind: str
) -> Callable[[str], bool]:
    def noted(part: str) -> bool:
        if only(part):
            gone.append((kind, part))
        return only(part)

    return noted


def _others(texts: Mapping[str, str], plan: str) -> str:
    return "\n".join(text for name, text in texts.items() if name != plan)


@contextmanager
def held_out_words(texts: Mapping[str, str], plan: str) -> Iterator[None]:
    """Read with the words that the other plans' texts know."""
    only = _only(texts[plan], _others(texts, plan))
    prose = _thin_rows("prose.csv", only)
    head = {row["role"]: re.compile(row["pattern"]) for row in _thin_rows("heads.csv", only)}
    with (
        mock.patch.object(words, "_rows", return_value=prose),
        mock.patch.object(heads, "_patterns", return_value=head),
    ):
        _forget()
        yield
    _forget()


def _forget() -> None:
    """Empty what the drafting modules keep of the vocabulary."""
    own = {heads.__name__, words.__name__}
    for name, module in list(sys.modules.items()):
        if name.startswith("healthplans.drafting.prose") or name in own:
            for kept in vars(module).values():
                if hasattr(kept, "cache_clear"):
                    kept.cache_clear()
