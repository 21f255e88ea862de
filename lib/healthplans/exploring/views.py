"""One view of the plans: what is chosen, what it shows, and the code that shows the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from healthplans.charts.groups import by_convention, grouped
from healthplans.charts.naming import missing_ends
from healthplans.charts.style import mark_of
from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.judged import Judged
from healthplans.rows import Row, records
from healthplans.views.progress import status_word
from healthplans.vocabulary.words import Words, number

SHOWN = ("target", "level", "progress")
_WORDS = "indicator areas period show strict copy copied trace language kept"


@dataclass(frozen=True)
class Choice:
    """What a reader has chosen; `areas` are codes, `show` one of `SHOWN`."""

    indicator: str
    areas: tuple[str, ...]
    period: str = ""
    show: str = "target"
    strict: bool = False
    lang: str = "zh"

    @property
    def call(self) -> str:
        """The call that opens this view again."""
        return (
            f"suite.explore({self.indicator!r}, areas={list(self.areas)!r}, "
            f"period={self.period!r}, show={self.show!r}, strict={self.strict}, "
            f"lang={self.lang!r})"
        )


def options(suite: Judged, words: Words, period: str) -> dict[str, Any]:
    """Give what can be chosen, each as its code and its name."""
    lists, stated = suite.codelists(), set(suite.figures(period)["indicator"])
    codes = [*lists.headlines, *(c for c in lists.indicators if c not in lists.headlines)]
    return {
        "indicators": [[c, words.indicator(c)] for c in codes if c in stated],
        "areas": [[p.about.area, words.district(p.about.area)] for p in suite.plans(period)],
        "periods": [str(one) for one in suite.periods()],
        "show": [[name, words.say(f"explore_{name}")] for name in SHOWN],
        "words": {name: words.say(f"explore_{name}") for name in _WORDS.split()},
    }


def view(suite: Any, choice: Choice) -> dict[str, Any]:
    """Give a view as data: groups of comparable rows with marks, a sentence, and its code.

    Returns
    -------
    dict
        `title`, `unit`, `groups` (each a `name` and `rows` with `area`, `name`, `note` and
        `marks`: `side`, `x`, `text`, `id`, `symbol`), `code` (cells), `error` (blank, or why
        nothing is shown, in words).

    Raises
    ------
    InputError
        If no area is chosen, `show` is none of `SHOWN`, or several indicators are asked for.
    UnknownNameError
        For an indicator, area, period or language that is not there.
    """
    words = suite.words(choice.lang, choice.period)
    _refuse(suite, choice)
    progress = choice.show == "progress"
    groups = (_progress if progress else _compared)(suite, choice, words)
    entry = suite.codelists().indicator(choice.indicator)
    return {
        "title": words.indicator(choice.indicator),
        "unit": "%" if progress else words.unit(entry.unit),
        "groups": groups,
        "code": code(choice),
        "error": "" if groups else words.say("chart_empty"),
    }


def _refuse(suite: Any, choice: Choice) -> None:
    if not isinstance(choice.indicator, str):
        raise InputError([Offence("indicator", "one code", text=str(choice.indicator))])
    suite.codelists().indicator(choice.indicator)
    if choice.show not in SHOWN:
        raise UnknownNameError("view", choice.show, SHOWN)
    if not choice.areas:
        raise InputError([Offence("areas", "at least one area", text="none")])
    known = [plan.about.area for plan in suite.plans(choice.period)]
    for area in choice.areas:
        if area not in known:
            raise UnknownNameError("area with a plan of the period", area, known)


def _compared(suite: Any, choice: Choice, words: Words) -> list[dict[str, Any]]:
    table = suite.compare(choice.indicator, period=choice.period)
    own = table[table["area"].isin(choice.areas)]
    groups = grouped(by_convention(own, words, strict=choice.strict), words)
    return [
        {
            "name": group.name if len(groups) > 1 else "",
            "rows": [
                _row(row, words)
                for row in records(
                    group.rows.sort_values(choice.show, ascending=False, kind="stable")
                )
            ],
        }
        for group in groups
    ]


def _row(row: Row, words: Words) -> dict[str, Any]:
    stated = [side for side in ("level", "target") if pd.notna(row[side])]
    agreed = any(row[f"{side}_convention"] for side in stated)
    note = words.say("note_by_convention") if agreed else ""
    notes = filter(None, [words.part_of(row), missing_ends(row, words), note])
    return {
        "area": row["area"],
        "name": words.district(row["area"]),
        "note": words.say("list_comma").join(notes),
        "marks": [_mark(row, side, words) for side in stated],
    }


def _mark(row: Row, side: str, words: Words) -> dict[str, Any]:
    symbol = "circle" if side == "level" else mark_of(row["target_comparator"]).symbol
    return {
        "side": side,
        "x": float(row[side]),
        "text": f"{row[f'{side}_year']}: {words.figure(row, side)}",
        "id": row[f"{side}_id"],
        "symbol": symbol,
    }


def _progress(suite: Any, choice: Choice, words: Words) -> list[dict[str, Any]]:
    found = suite.progress(
        indicator=choice.indicator, period=choice.period, strict=choice.strict
    )
    own = found[found["area"].isin(choice.areas) & found["latest"]]
    ordered = own.sort_values("achieved_percent", ascending=False, kind="stable")
    rows = [
        {
            "area": row["area"],
            "name": words.district(row["area"]),
            "note": status_word(row, words),
            "marks": _achieved(row),
        }
        for row in records(ordered)
    ]
    return [{"name": "", "rows": rows}] if rows else []


def _achieved(row: Row) -> list[dict[str, Any]]:
    if pd.isna(row["achieved_percent"]):
        return []
    percent = float(row["achieved_percent"])
    text = f"{row['actual_year']}: {number(round(percent, 1))}%"
    mark = {"side": "actual", "x": percent, "text": text, "id": row["actual_id"]}
    return [{**mark, "symbol": "circle"}]


def code(choice: Choice) -> Sequence[str]:
    """Give the cells that reproduce a view in a notebook, the last of them opens it again."""
    start = f"""from healthplans import suite, views

words = suite.words({choice.lang!r}, {choice.period!r})
areas = {list(choice.areas)!r}"""
    if choice.show == "progress":
        asked = f"{choice.indicator!r}, {choice.period!r}, strict={choice.strict}"
        found = f"""found = suite.progress(None, {asked})
own = found[found["area"].isin(areas) & found["latest"]]
views.progress.table(own, words)"""
        return [start, found, choice.call]
    compared = f"""compared = suite.compare({choice.indicator!r}, period={choice.period!r})
own = compared[compared["area"].isin(areas)]
views.comparison.table(own, words)"""
    chart = f"views.comparison.chart(own, words, strict={choice.strict})"
    return [start, compared, chart, choice.call]
