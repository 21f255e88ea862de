"""One object for one data folder, one method for one question.

Notebooks, pages and researchers all ask the same `Suite`; `healthplans.suite` is that of the
project's own data. What is asked twice is worked out once, and kept with the object.
"""

from collections.abc import Sequence

import pandas as pd

from healthplans import measures
from healthplans.choosing import Choosing
from healthplans.errors import UnknownNameError
from healthplans.loading import kept
from healthplans.periods import Period
from healthplans.reading.documents import Document


class Suite(Choosing):
    """Everything that can be asked of one data folder; see `healthplans.loading.Library`.

    `period` is a period such as ``2021-2025``, blank for the one with most plans;
    `target_year` the year that targets are asked for, by default the period's last.
    """

    def comparison(self, target_year: int | None = None, period: str = "") -> pd.DataFrame:
        """Give every level beside its target; see `healthplans.measures.compare`."""
        return self._comparison(self._asked(target_year, period), self._ids(period))

    @kept
    def _comparison(self, asked: int, ids: tuple[str, ...]) -> pd.DataFrame:
        self.marks()  # before there is a table: the audit behind them needs most memory
        return self.marked(measures.compare(self.resolved(), self._years(asked, ids)))

    def indicators(self, *, at_least: int = 1, period: str = "") -> list[str]:
        """Give the codes with a level or target in so many plans, in the codelist's order."""
        plans_of = self.comparison(period=period).groupby("indicator")["document"].nunique()
        return [c for c in self.codelists().indicators if plans_of.get(c, 0) >= at_least]

    def headlines(self, period: str = "") -> dict[str, pd.DataFrame]:
        """Give the comparison of each headline indicator, in their order."""
        return {c: self.compare(c, period=period) for c in self.codelists().headlines}

    def compare(
        self, indicator: str, target_year: int | None = None, period: str = ""
    ) -> pd.DataFrame:
        """Compare the districts on one indicator; `UnknownNameError` for an unknown code."""
        columns = self.comparison(target_year, period).columns
        return self.assess(indicator, target_year, period)[list(columns)]

    def district(
        self, code: str, target_year: int | None = None, period: str = ""
    ) -> pd.DataFrame:
        """Give `assess` of all that one district's plan states, in the codelist's order."""
        return self.stated(self.plan(code, period), target_year)

    def stated(self, plan: Document, target_year: int | None = None) -> pd.DataFrame:
        """Give `assess` of all that one plan states, in the codelist's order."""
        every = self._assessed(target_year or plan.about.last_year, self._beside(plan))
        rows = every[every["document"] == plan.id]
        order = {name: place for place, name in enumerate(self.codelists().indicators)}
        return rows.sort_values("indicator", key=lambda c: c.map(order), kind="stable")

    def peers(self, period: str = "", *, strict: bool = False) -> measures.Peers:
        """Give all districts' targets as context of one; see `healthplans.measures.peers`."""
        return self._peers(self.period(period).last, self._ids(period), strict=strict)

    def peers_of(
        self,
        plan: Document,
        peers: str | int | Sequence[str | int] = "",
        *,
        strict: bool = False,
    ) -> measures.Peers:
        """Give the targets of the plans of a plan's period, it among them, as its context.

        `peers` chooses them, see `peer_areas`; by default all districts.
        """
        period = str(Period.of(plan))
        areas = {plan.about.area, *self.peer_areas(peers, plan.about.area, period)}
        ids = [i for i in self._beside(plan) if self.document(i).about.area in areas]
        return self._peers(plan.about.last_year, tuple(ids), strict=strict)

    @kept
    def _peers(self, asked: int, ids: tuple[str, ...], *, strict: bool) -> measures.Peers:
        return measures.peers(self._comparison(asked, ids), self.codelists(), strict=strict)

    def other_plans(
        self, district_code: str, period: str = ""
    ) -> list[tuple[Document, pd.DataFrame, measures.Peers]]:
        """Give each further plan of a district, with `stated` and `peers_of` of it."""
        plans = self.plans_of(district_code, period)[1:]
        return [(plan, self.stated(plan), self.peers_of(plan)) for plan in plans]

    def coverage(self, codes: list[str] | None = None, period: str = "") -> pd.DataFrame:
        """Tell what each plan says of each indicator; by default of those in any table."""
        if codes is None:
            table = self._of(self.observations(), self._ids(period))
            stated = set(table.loc[table["origin"] == "table", "indicator"])
            codes = [code for code in self.codelists().indicators if code in stated]
        for code in codes:
            self.codelists().indicator(code)
        return measures.coverage(self._shown(period), codes)

    @kept
    def measures(self) -> pd.DataFrame:
        """Give `assess` of every plan of a district, in the order of its document."""
        of: dict[Period, list[str]] = {period: [] for period in self.periods()}
        for plan in self.district_plans():
            of[Period.of(plan)].append(plan.id)
        found = [self._assessed(period.last, tuple(ids)) for period, ids in of.items()]
        if len(found) == 1 and found[0]["document"].is_monotonic_increasing:
            return found[0].reset_index(drop=True)  # thousands of plans need not be held twice
        return pd.concat(found).sort_values("document", kind="stable", ignore_index=True)

    def assess(
        self, indicator: str | None = None, target_year: int | None = None, period: str = ""
    ) -> pd.DataFrame:
        """Give `comparison`, or `compare`, with change, stance, slack and gaps."""
        asked, ids = self._asked(target_year, period), self._ids(period)
        if indicator is None:
            return self._assessed(asked, ids)
        self.codelists().indicator(indicator)
        return self._assessed_one(indicator, asked, ids)

    @kept
    def _assessed(self, asked: int, ids: tuple[str, ...]) -> pd.DataFrame:
        return self._measured(self._comparison(asked, ids))

    @kept
    def _assessed_one(self, indicator: str, asked: int, ids: tuple[str, ...]) -> pd.DataFrame:
        every, absent = self._assessed(asked, ids), self._absent(asked, ids)
        stated = every[every["indicator"] == indicator]
        plans = self._years(asked, ids)
        return measures.complete(stated, plans, absent.loc[[indicator], every.columns])

    @kept
    def _absent(self, asked: int, ids: tuple[str, ...]) -> pd.DataFrame:
        """Give `assess` of each indicator as of a plan that does not state it."""
        rows = measures.blank(self._comparison(asked, ids), list(self.codelists().indicators))
        return self._measured(self.marked(rows)).set_index("indicator", drop=False)

    def _measured(self, comparison: pd.DataFrame) -> pd.DataFrame:
        return measures.assess(comparison, self.codelists(), self.national())

    def comparability(
        self, indicator: str, period: str = "", *, strict: bool = False
    ) -> pd.DataFrame:
        """Judge which plans may be compared on an indicator, and those related to it."""
        compared, lists = self.comparison(period=period), self.codelists()
        return measures.comparability(compared, indicator, lists, self.drafts(), strict=strict)

    def ranks(
        self,
        indicator: str,
        side: str = "level",
        target_year: int | None = None,
        period: str = "",
        *,
        strict: bool = False,
    ) -> pd.DataFrame:
        """Rank the districts on one indicator's ``level`` or ``target``, where comparable."""
        if side not in ("level", "target"):
            raise UnknownNameError("side", side, ["level", "target"])
        rows = self.assess(indicator, target_year, period)
        return measures.ranks(rows, self.codelists(), side, strict=strict)

    def convergence(
        self,
        indicator: str | None = None,
        target_year: int | None = None,
        period: str = "",
        *,
        strict: bool = False,
    ) -> pd.DataFrame:
        """Compare the districts' spread now and with all targets met, of one or all."""
        rows = self.assess(indicator, target_year, period)
        return measures.convergence(rows, self.codelists(), strict=strict)

    def population(self, code: str | None = None, period: str = "") -> pd.DataFrame:
        """Give pairs of a count and a density of what is, and the population each implies."""
        rows = self._chosen(code, period)
        return measures.implied_population(rows[rows["role"] == "level"], self.codelists())

    def required_heads(
        self, code: str | None = None, target_year: int | None = None, period: str = ""
    ) -> pd.DataFrame:
        """Give the heads that density targets require on the plan's own population."""
        rows = self.assess(target_year=target_year, period=period)
        own = rows if code is None else self.district(code, target_year, period)
        return measures.required_heads(own, self.population(code, period), self.codelists())

    def rate_limits(self, code: str | None = None, period: str = "") -> pd.DataFrame:
        """Give exact limits of the rates whose births or examined people the plan states."""
        stated = self._chosen(code, period)
        counted = measures.exposures(stated, measures.known_exposures(self.codelists()))
        return measures.rate_limits(stated, counted, self.codelists())

    def binding_share(self, period: str = "") -> pd.DataFrame:
        """Give the share of commitments that are binding, per plan and topic."""
        return measures.binding_share(self._shown(period), self.codelists())

    def stance_counts(self, target_year: int | None = None, period: str = "") -> pd.DataFrame:
        """Count what the targets ask of their levels, per plan and topic."""
        return measures.stance_counts(self.assess(None, target_year, period))

    def no_effort(self, target_year: int | None = None, period: str = "") -> pd.DataFrame:
        """Give `assess` of the targets that hold already, or fall short of the level."""
        return measures.no_effort(self.assess(None, target_year, period))

    def _asked(self, target_year: int | None, period: str) -> int:
        return target_year or self.period(period).last

    def _ids(self, period: str | Period) -> tuple[str, ...]:
        """Give the ids of the plans that stand for a period, one a district."""
        known = period if isinstance(period, Period) else self.period(period)
        return tuple(plan.id for plan in self._plans(known).values())

    def _beside(self, plan: Document) -> tuple[str, ...]:
        """Give the ids of the plans of a plan's period, it standing for its own district."""
        chosen = {area: d.id for area, d in self._plans(Period.of(plan)).items()}
        return tuple(sorted({**chosen, plan.about.area: plan.id}.values()))

    @staticmethod
    def _of(table: pd.DataFrame, ids: Sequence[str]) -> pd.DataFrame:
        return table[table["document"].isin(ids)]

    def _shown(self, period: str) -> pd.DataFrame:
        """Give the figures shown of the plans of a period."""
        return self._of(self.resolved(), self._ids(period))

    def _chosen(self, code: str | None, period: str) -> pd.DataFrame:
        ids = self._ids(period) if code is None else (self.plan(code, period).id,)
        return self._of(self.resolved(), ids)
