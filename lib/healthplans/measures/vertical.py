"""Does it aim as high as the city? Figures of an area beside those of the areas above it.

Targets are compared as commitments, by their limits (`healthplans.measures.commitments`);
levels by what their digits make certain. Only figures of the same indicator, part and year are
compared; where the upper document states another year, another denominator, another definition
or words, the pair is named with the reason that it is not.
"""

import math
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain

import pandas as pd

from healthplans.measures.commitments import Limit, compare_levels, compare_limits
from healthplans.measures.conventions import agreed
from healthplans.measures.levels import figure_interval, half_of
from healthplans.parts import PART, is_whole
from healthplans.quantities import Comparator
from healthplans.reading.about import CONFIDENCES
from healthplans.rows import Row, records
from healthplans.vocabulary.codelists import Codelists

VERTICAL = [
    *("area", "upper_area", "upper_level", "role", "indicator", *PART, "year", "unit"),
    *("denominator", "value", "comparator", "upper_value", "upper_comparator", "difference"),
    *("verdict", "reason", "convention", "document", "upper_document", "observation_id"),
    *("upper_observation_id", "confidence"),
]
_UNSAID = ["missing", "blank", "unread"]
# what has no good side is only said to be lower
_MISSED = ["short", "below"]
_RANGE = ["document", "role", "indicator", "part", "of", "year"]


def vertical(figures: pd.DataFrame, lists: Codelists, *, strict: bool = False) -> pd.DataFrame:
    """Set every figure beside those of the areas above.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of all documents.
    strict : bool
        Take no denominator as another by convention.

    Returns
    -------
    DataFrame
        `VERTICAL`. One row a figure and upper document: `value`, `upper_value` and
        `difference` (area - upper) in the indicator's `unit`, NA where there is none.
        `verdict` is one of `VERDICTS`; `reason` a key of `messages.yaml` behind ``vertical_``;
        `convention` the code of the convention by which two denominators were taken as one;
        `confidence` the weaker of the two.
    """
    stated = figures[figures["year"].notna() & (figures["indicator"] != "")]
    stated = stated[~stated["kind"].isin(_UNSAID)]
    rows = records(stated)
    beside = _Beside(rows, lists, strict=strict)
    found = [pair for row in rows for pair in beside.pairs(row)]
    numbers = dict.fromkeys(["value", "upper_value", "difference"], "Float64")
    return pd.DataFrame(found, columns=VERTICAL).astype({**numbers, "year": "Int64"})


def missed(figures: pd.DataFrame, uppers: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Give the targets whose limit is worse than that of an area above.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of all documents.
    uppers : DataFrame
        From `drawn`: of each area above, the one target of an indicator and year that counts.

    Returns
    -------
    DataFrame
        Rows of `vertical` about wholes with verdict ``short`` or ``below``, and
        `source_title` of the upper document.
    """
    own = figures[(figures["role"] == "target") & is_whole(figures)]
    added = uppers[~uppers["observation_id"].isin(own["observation_id"])]
    every = pd.concat([own, added], ignore_index=True) if len(added) else own
    beside = vertical(every, lists)
    worse = beside[beside["verdict"].isin(_MISSED)]
    counting = uppers[["document", "indicator", "year", "source_title"]]
    named = counting.rename(columns={"document": "upper_document"})
    return named.merge(worse, on=["upper_document", "indicator", "year"])


class _Beside:
    """The figures of all areas by area and indicator, and how two of them compare."""

    def __init__(self, rows: list[Row], lists: Codelists, *, strict: bool) -> None:
        self._lists, self._strict = lists, strict
        self._ends = {
            (*(row[name] for name in _RANGE), row["end"]): row for row in rows if row["end"]
        }
        self._of: dict[tuple[str, str, str], dict[str, list[Row]]] = {}
        self._stated = {_place(row, row["indicator"], row["year"]) for row in rows}
        for row in rows:
            key = row["area"], row["role"], row["indicator"]
            self._of.setdefault(key, {}).setdefault(row["document"], []).append(row)
        above = lists.areas.parents
        self._uppers = cache(lambda code: [(area.code, area.level) for area in above(code)])

    def pairs(self, row: Row) -> Iterator[Row]:
        """Give the rows of one figure: one a document above that states it or the like."""
        for area, level in self._uppers(row["area"]):
            known = self._of.get((area, row["role"], row["indicator"]), {})
            for upper in chain.from_iterable(_nearest(row, rows) for rows in known.values()):
                if not self._has_own(row, upper):
                    yield self._pair(row, upper, level)
            if row["role"] == "target":
                yield from self._alike(row, area, level, known)

    def _alike(
        self, row: Row, area: str, level: str, known: Mapping[str, list[Row]]
    ) -> Iterator[Row]:
        """Give what documents above that do not state a target state of its relatives."""
        entry = self._lists.indicators.get(row["indicator"])
        for code in entry.related if entry else ():
            for document, rows in self._of.get((area, "target", code), {}).items():
                found = [] if document in known else _nearest(row, rows)
                for upper in found:
                    if upper["year"] == row["year"] and not self._has_own(row, upper):
                        yield self._pair(row, upper, level)

    def _has_own(self, row: Row, upper: Row) -> bool:
        """Whether a figure has a nearer counterpart in the document of the one beside it.

        That is one of the very indicator and year, which is then paired itself.
        """
        place = _place(row, upper["indicator"], upper["year"])
        same = (row["indicator"], row["year"]) == (upper["indicator"], upper["year"])
        return not same and place in self._stated

    def _pair(self, row: Row, upper: Row, level: str) -> Row:
        refused, convention = self._refused(row, upper)
        verdict, reason = ("incomparable", refused) if refused else self._verdict(row, upper)
        per, upper_per = row["denominator"], upper["denominator"]
        numbers = [r["value"] for r in (row, upper)]
        is_known = not any(map(pd.isna, numbers)) and not refused
        return {
            **{name: row.get(name) for name in VERTICAL},
            "upper_area": upper["area"],
            "upper_level": level,
            "denominator": per or upper_per,
            "upper_value": upper["value"],
            "upper_comparator": upper["comparator"],
            "difference": round(numbers[0] - numbers[1], 10) if is_known else pd.NA,
            "verdict": verdict,
            "reason": f"vertical_{reason}",
            "convention": convention,
            "upper_document": upper["document"],
            "upper_observation_id": upper["observation_id"],
            "confidence": max(row["confidence"], upper["confidence"], key=CONFIDENCES.index),
        }

    def _refused(self, row: Row, upper: Row) -> tuple[str, str]:
        """Give why two figures are not compared, blank if they are, and the convention."""
        if row["indicator"] != upper["indicator"]:
            return "definition", ""
        if row["year"] != upper["year"]:
            return "year", ""
        if row["unit"] == "count":
            return "count", ""
        per, convention = agreed([row, upper], self._lists, strict=self._strict)
        if len(per) > 1:
            return "denominator", ""
        worded = any(pd.isna(r["value"]) for r in (row, upper))
        return ("words_only" if worded else ""), convention

    def _verdict(self, row: Row, upper: Row) -> tuple[str, str]:
        polarity = str(self._lists.indicator(row["indicator"]).polarity)
        if row["role"] == "target":
            limits = self._limit(row, polarity), self._limit(upper, polarity)
            return compare_limits(*limits, polarity)
        printed = [(r["value"], r["comparator"], r["digits"]) for r in (row, upper)]
        sides = figure_interval(row), figure_interval(upper)
        verdict = compare_levels(*sides, polarity, same=printed[0][:2] == printed[1][:2])
        reasons = {"equal": "equal", "undecided": "rounding"}
        return verdict, reasons.get(verdict, "figures")

    def _limit(self, row: Row, polarity: str) -> Limit:
        value = float(row["value"])
        if row["end"]:
            return self._range(row, polarity)
        if row["kind"] == "relative":
            width = _open(row)
            sign = Comparator.of_change(row["change_comparator"], rising=row["change"] >= 0)
            return Limit(value, sign, value - width, value + width)
        return Limit.printed(value, row["comparator"], half_of(row))

    def _range(self, row: Row, polarity: str) -> Limit:
        """Give both ends of a range as one commitment; its limit is the worse end."""
        name = tuple(row[key] for key in _RANGE)
        ends = [self._ends.get((*name, end), row) for end in ("lower", "upper")]
        low, high = (float(one["value"]) for one in ends)
        worst = {"higher": low, "lower": high}.get(polarity, float(row["value"]))
        return Limit(worst, Comparator.EXACT, low, high, loose=low < high)


def _nearest(row: Row, rows: list[Row]) -> list[Row]:
    """Give the figure of a document that stands beside another: its year's, else one near.

    A level of another year is no counterpart; a target of another is named as one. Beside a
    target that is no range both ends of one stand.
    """
    about = [r for r in rows if all(r[name] == row[name] for name in PART)]
    by_end = not about and (row["end"] or row["role"] == "target")
    if by_end:
        about = [r for r in rows if (r["part"], r["of"]) == (row["part"], row["of"])]
    same = [r for r in about if r["year"] == row["year"]]
    if same or row["role"] == "level":
        return same if by_end and not row["end"] else same[:1]
    return sorted(about, key=lambda r: abs(r["year"] - row["year"]))[:1]


def _place(row: Row, indicator: str, year: int) -> tuple[object, ...]:
    return (row["document"], row["role"], indicator, *(row[n] for n in PART), year)


def _open(row: Row) -> float:
    """Give what a rounded base leaves open of a resolved relative target, on either side."""
    value = float(row["value"])
    known = [end for end in (row["low"], row["high"]) if not pd.isna(end)]
    return min((abs(value - end) for end in known if not math.isinf(end)), default=0.0)
