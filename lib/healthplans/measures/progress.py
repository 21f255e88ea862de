"""Was it reached? Every target of a plan beside the later levels of its area.

A later level may stand in any document of the area: a bulletin, a report, an evaluation, the
plan itself, a later plan, whose baseline is the outcome of its predecessor. Levels that
contradict one another stand side by side, each judged. The formulas and the linear pace are
those of `healthplans.measures.attainment`.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

import pandas as pd

from healthplans.forks import in_forks, parted
from healthplans.measures.attainment import Tolerances, expected
from healthplans.measures.conventions import agreed
from healthplans.measures.judging import Verdict, case_of, doubted, judge
from healthplans.measures.levels import Levels
from healthplans.parts import PART
from healthplans.rows import Row, chosen, joined, records_by_area
from healthplans.vocabulary.codelists import Codelists

_SIDES = {
    "baseline": ("id", "document", "year", "comparator", "text"),
    "target": ("id", "year", "comparator", "text", "kind"),
    "actual": ("id", "document", "year", "comparator", "text", "confidence"),
}
PROGRESS = [
    *("document", "area", "area_name", "indicator", *PART, "topic", "unit", "denominator"),
    *("polarity", "obligation"),
    *(n for side, names in _SIDES.items() for n in (side, *(f"{side}_{x}" for x in names))),
    *("achieved_percent", "achieved_low", "achieved_high", "expected_percent"),
    *("status", "reason", "possible", "final", "latest", "contradicted"),
    *("baseline_contradicted", "convention"),
]
_NUMBERS = {
    **dict.fromkeys(["baseline", "target", "actual"], "Float64"),
    **dict.fromkeys(["baseline_year", "target_year", "actual_year"], "Int64"),
    **dict.fromkeys(["achieved_percent", "achieved_low", "achieved_high"], "Float64"),
    "expected_percent": "Float64",
}


def tolerances(lists: Codelists) -> Tolerances:
    """Give the tolerances of the codelist, in percentage points."""
    return Tolerances(*(lists.tolerance("progress", name) for name in ("ahead", "behind")))


def progress(
    figures: pd.DataFrame,
    plans: Mapping[str, int],
    lists: Codelists,
    *,
    strict: bool = False,
    tolerated: Tolerances | None = None,
) -> pd.DataFrame:
    """Judge every target of some plans by every later level of its area.

    Parameters
    ----------
    figures : DataFrame
        From `resolve`: the figures of these plans and of all other documents of their areas.
    plans : mapping of str to int
        Ids of the plans, each with its base year.
    strict : bool
        Take no denominator as another by convention.
    tolerated : Tolerances, optional
        Else those of `tolerances.csv`.

    Returns
    -------
    DataFrame
        `PROGRESS`. One row a target and later level, by target, then year; a target without
        one has a single row. `baseline`, `target` and `actual` are in the indicator's `unit`;
        `achieved_percent` and its ends `achieved_low` and `achieved_high`, and
        `expected_percent`, are percent (NA where they mean nothing). `status` is ``met``,
        ``ahead``, ``on_track``, ``behind``; of the target's own year ``met`` or ``missed``;
        ``kept`` of what the baseline kept already; ``worse``, or ``away`` without polarity,
        of a move away from the target; ``undecided``, with the statuses `possible`;
        ``not_judged``. `reason` is a key of `messages.yaml` behind ``progress_``. `final` says
        whether the level is of the target's year, `latest` whether it is of the latest year
        there is, `contradicted` and `baseline_contradicted` whether another level of that year
        differs by more than rounding, `convention` by which convention denominators were taken
        as one.
    """
    judging = _Judging(lists, tolerated or tolerances(lists), strict=strict)
    parts = parted(figures["area"].unique())
    return joined(in_forks(partial(_judged, figures, plans, judging), parts))


def _judged(
    figures: pd.DataFrame, plans: Mapping[str, int], judging: "_Judging", areas: list[str]
) -> pd.DataFrame:
    """Judge the targets of some areas."""
    found: list[Row] = []
    for own in records_by_area(chosen(figures, figures["area"].isin(areas))):
        levels = Levels([row for row in own if row["role"] == "level"])
        targets = [row for row in own if _is_aimed(row, plans)]
        for target in judging.commitments(targets):
            found += judging.rows(target, plans[target["document"]], levels)
    return pd.DataFrame(found, columns=PROGRESS).astype(_NUMBERS)


def _is_aimed(row: Row, plans: Mapping[str, int]) -> bool:
    """Whether it is a target of a plan for a year after its base year, and says something."""
    if row["role"] != "target" or row["document"] not in plans or not row["indicator"]:
        return False
    later = bool(pd.notna(row["year"]) and row["year"] > plans[row["document"]])
    return later and row["kind"] not in ("missing", "blank")


@dataclass(frozen=True)
class _Judging:
    """Everything that a target is judged with."""

    lists: Codelists
    tolerated: Tolerances
    strict: bool

    def commitments(self, targets: list[Row]) -> Iterator[Row]:
        """Leave out the better end of a range where one side is better: it binds nobody."""
        better = {"higher": "upper", "lower": "lower"}
        for target in targets:
            if not target["end"] or target["end"] != better.get(self._polarity(target)):
                yield target

    def rows(self, target: Row, base_year: int, levels: Levels) -> list[Row]:
        """Give the rows of one target: one a later level, or one that says why none."""
        base = levels.baseline(target, base_year)
        actuals = levels.after(target, base_year)
        if not actuals or pd.isna(target["value"]):
            reason = self._why_none(target, base_year, levels)
            return [self._row(target, base, None, Verdict("not_judged", reason), levels)]
        last = actuals[-1]["year"]
        return [
            self._row(target, base, actual, self._verdict(target, base, actual), levels)
            | {"latest": actual["year"] == last}
            for actual in actuals
        ]

    def _why_none(self, target: Row, base_year: int, levels: Levels) -> str:
        if pd.isna(target["value"]):
            return "words_only"
        followed = {b.indicator: b.successor for b in self.lists.series_breaks}
        successor = followed.get(target["indicator"])
        if successor and levels.after(target, base_year, successor):
            return "series_broken"
        related = self.lists.indicator(target["indicator"]).related
        if any(levels.after(target, base_year, code) for code in related):
            return "definition_changed"
        return "only_earlier" if levels.before(target, base_year) else "no_actual"

    def _verdict(self, target: Row, base: Row | None, actual: Row) -> Verdict:
        per, _ = self._agreed(target, base, actual)
        if len(per) > 1:
            return Verdict("not_judged", "denominator_changed")
        if doubt := doubted(actual, self.lists.indicator(target["indicator"])):
            return Verdict("not_judged", doubt)
        return judge(case_of(target, base, actual, self._polarity(target)), self.tolerated)

    def _polarity(self, target: Row) -> str:
        return str(self.lists.indicator(target["indicator"]).polarity)

    def _agreed(self, *rows: Row | None) -> tuple[set[str], str]:
        return agreed([row for row in rows if row], self.lists, strict=self.strict)

    def _row(
        self,
        target: Row,
        base: Row | None,
        actual: Row | None,
        verdict: Verdict,
        levels: Levels,
    ) -> Row:
        entry = self.lists.indicator(target["indicator"])
        return {
            **{n: target.get(n, "") for n in PROGRESS},
            "topic": entry.topic,
            "polarity": entry.polarity,
            **_side("baseline", base),
            **_side("target", target),
            **_side("actual", actual),
            **_shares(base, target, actual, verdict),
            "status": verdict.status,
            "reason": f"progress_{verdict.reason}",
            "possible": ";".join(verdict.possible),
            "final": bool(actual and actual["year"] == target["year"]),
            "latest": True,
            "contradicted": bool(actual and levels.contradicted(actual)),
            "baseline_contradicted": bool(base and levels.contradicted(base)),
            "convention": self._agreed(target, base, actual)[1],
        }


def _side(name: str, row: Row | None) -> Row:
    if row is None:
        texts = {f"{name}_{part}": "" for part in _SIDES[name]}
        return {**texts, name: pd.NA, f"{name}_year": pd.NA}
    source = {"id": "observation_id", "text": "value_text"}
    parts = {f"{name}_{part}": row[source.get(part, part)] for part in _SIDES[name]}
    return {**parts, name: row["value"]}


def _shares(base: Row | None, target: Row, actual: Row | None, verdict: Verdict) -> Row:
    names = ["achieved_percent", "achieved_low", "achieved_high", "expected_percent"]
    blank: Row = dict.fromkeys(names, pd.NA)
    if base is None or actual is None:
        return blank
    years = (int(row["year"]) for row in (base, actual, target))
    blank["expected_percent"] = expected(*years)
    if verdict.share is None:
        return blank
    whole = float(target["value"]) - float(base["value"])
    point = 100 * (float(actual["value"]) - float(base["value"])) / whole
    return blank | {
        "achieved_percent": round(point, 9),
        "achieved_low": pd.NA if math.isinf(verdict.share.low) else verdict.share.low,
        "achieved_high": pd.NA if math.isinf(verdict.share.high) else verdict.share.high,
    }
