"""The index's matrix: what each district's plan sets for each indicator, figure and shape.

Few districts stand as columns beside every indicator that has a page; many stand as rows
beside the headline indicators, so that the index stays small enough to open at once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from healthplans import links
from healthplans.measures import COVERAGE
from healthplans.parts import PART
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.words import Words

FEW = 12
SIGNS = dict(zip(COVERAGE, "●◐◑△—", strict=False)) | {"not_in_plan": ""}

STANCES = ("advance", "hold", "retreat", "raise", "keep", "lower")

Key = tuple[str, str]


@dataclass(frozen=True)
class Head:
    """The name of a row or a column, where it leads, and marks to it."""

    text: str
    href: str
    mark: str = ""
    trace: str = ""


@dataclass(frozen=True)
class Field:
    """One district and indicator: the target as printed, or the kind of its absence.

    `stance` is what the target asks of the level, blank where that cannot be decided.
    """

    text: str
    href: str
    coverage: str
    note: str = ""
    stance: str = ""


@dataclass(frozen=True)
class Group:
    """Rows under one heading, and the id that links to it lead to; blank without one."""

    title: str
    rows: Sequence[tuple[Head, Sequence[Field]]]
    id: str = ""


@dataclass(frozen=True)
class Matrix:
    """The columns' names and the rows, and whether districts are the columns.

    `provinces` lead to where each one's districts begin, with their number.
    """

    columns: Sequence[Head]
    groups: Sequence[Group]
    by_district: bool
    provinces: Sequence[tuple[Head, int]] = ()


def shown(indicators: Sequence[str], districts: int, lists: Codelists) -> list[str]:
    """Give the indicators that the matrix has room for: all, or the headline ones."""
    few = districts <= FEW
    return [code for code in indicators if few or lists.indicator(code).headline]


def matrix(
    indicators: Sequence[str],
    districts: Mapping[str, str],
    tables: tuple[pd.DataFrame, pd.DataFrame],
    words: Words,
) -> Matrix:
    """Put districts and indicators into a matrix.

    Parameters
    ----------
    indicators : sequence of str
        Codes, the headline ones first.
    districts : mapping
        Code -> mark of its document (draft), blank for none; in their order.
    tables : (DataFrame, DataFrame)
        Rows of `measures.assess` and of `measures.coverage`, of the indicators `shown`.
    words : Words
        The reader's language; links lead from the language's own folder.
    """
    fields = _fields(*tables, words)
    heads = {
        code: Head(words.district(code), links.district(code), mark, links.traces(code))
        for code, mark in districts.items()
    }
    if len(districts) <= FEW:
        groups = [
            Group(
                title, [(_indicator(i, words), [fields[d, i] for d in heads]) for i in codes]
            )
            for title, codes in _topics(indicators, words).items()
        ]
        return Matrix(list(heads.values()), groups, by_district=True)
    headline = shown(indicators, len(districts), words.lists)
    rows = {d: (head, [fields[d, i] for i in headline]) for d, head in heads.items()}
    columns = [_indicator(code, words) for code in headline]
    cities = _grouped(rows, words, 0)
    groups = [
        Group(words.place(city), [rows[code] for code in codes], f"area-{city}")
        for city, codes in cities.items()
    ]
    provinces = [
        (Head(words.district(code), f"#area-{_above(codes[0], words, 0)}"), len(codes))
        for code, codes in _grouped(rows, words, 1).items()
    ]
    return Matrix(columns, groups, by_district=False, provinces=provinces)


def _grouped(districts: Iterable[str], words: Words, steps: int) -> dict[str, list[str]]:
    """Put districts together by the area so many steps above their city, in their order."""
    found: dict[str, list[str]] = {}
    for code in districts:
        found.setdefault(_above(code, words, steps), []).append(code)
    return found


def _above(district: str, words: Words, steps: int) -> str:
    """Give the area above, not the nation where there is a nearer one."""
    uppers = [area.code for area in words.lists.areas.parents(district)]
    return (uppers[:-1] or uppers)[min(steps, max(len(uppers) - 2, 0))]


def _topics(indicators: Sequence[str], words: Words) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    for code in indicators:
        entry = words.lists.indicator(code)
        title = (
            words.say("nav_headline") if entry.headline else words.name("topic", entry.topic)
        )
        groups.setdefault(title, []).append(code)
    return groups


def _indicator(code: str, words: Words) -> Head:
    unit = words.unit(words.lists.indicator(code).unit)
    return Head(words.indicator(code, short=True), links.indicator(code), unit)


def _fields(
    comparison: pd.DataFrame, coverage: pd.DataFrame, words: Words
) -> dict[Key, Field]:
    first: dict[Key, Row] = {}
    # a figure about the whole before one about a part, a target before none
    order = comparison.assign(_none=comparison["target"].isna())
    for row in records(order.sort_values(["_none", *PART], kind="stable")):
        first.setdefault((row["area"], row["indicator"]), row)
    return {
        (item["area"], item["indicator"]): _field(
            first.get((item["area"], item["indicator"])), item["coverage"], words
        )
        for item in records(coverage)
    }


def _field(row: Row | None, kind: str, words: Words) -> Field:
    if row is None:
        return Field("", "", kind)
    figure = row["target_id"] or row["level_id"]
    stated = pd.notna(row["target"])
    return Field(
        words.figure(row, "target") if stated else "",
        links.trace(figure),
        kind,
        words.part_of(row) if stated else "",
        row["stance"] if row["stance"] in STANCES else "",
    )
