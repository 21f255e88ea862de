"""What was reached of the plans, and how they stand beside those of the areas above."""

import pandas as pd

from healthplans import measures
from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.loading import kept
from healthplans.periods import Period
from healthplans.reading.documents import Document
from healthplans.traced import Traced
from healthplans.vocabulary.among import one_of


class Judged(Traced):
    """A data folder with progress and vertical consistency."""

    def progress(
        self,
        district: str | int | None = None,
        indicator: str | None = None,
        period: str = "",
        *,
        strict: bool = False,
    ) -> pd.DataFrame:
        """Tell what was reached; see `healthplans.measures.progress`.

        Parameters
        ----------
        district : str or int, optional
            Code or name of any area that a plan is about; else all of them.
        indicator : str, optional
            Code; else all.
        period : str
            Such as ``2021-2025``; else all plans of the area.
        strict : bool
            Take no denominator as another by convention.

        Raises
        ------
        UnknownNameError
            For an area without a plan, an unknown indicator or period.
        """
        found = self._progress(strict=strict)
        if district is not None:
            found = found[found["area"] == self.area_of(district)]
        if period:
            found = found[found["document"].isin(self._of_years(period))]
        return self._compared(found, indicator)

    def progress_summary(
        self, district: str | int | None = None, period: str = "", *, strict: bool = False
    ) -> pd.DataFrame:
        """Count each plan's targets by status; see `healthplans.measures.summary`."""
        return measures.summary(self.progress(district, period=period, strict=strict))

    def published_verdicts(self) -> pd.DataFrame:
        """Judge the cases whose verdict was published, with the tolerances of the codelist."""
        lists = self.codelists()
        return measures.published_verdicts(lists, measures.tolerances(lists))

    def vertical(
        self,
        area: str | int | None = None,
        indicator: str | None = None,
        upper: str | int | None = None,
        *,
        strict: bool = False,
    ) -> pd.DataFrame:
        """Set figures beside those of the areas above; see `healthplans.measures.vertical`.

        Parameters
        ----------
        area : str or int, optional
            Code or name of an area with a document; else all.
        indicator : str, optional
            Code; else all.
        upper : str or int, optional
            Code or name of one area above, which has to lie above `area`; else all of them.
        strict : bool
            Take no denominator as another by convention.

        Raises
        ------
        UnknownNameError
            For an area without a document, or an unknown indicator.
        InputError
            Where `upper` is `area` itself, or does not lie above it.
        """
        found = self._vertical(strict=strict)
        code = None if area is None else self.documented(area)
        if code is not None:
            found = found[found["area"] == code]
        if upper is not None:
            found = found[found["upper_area"] == self._above(code, upper)]
        return self._compared(found, indicator)

    def reached_above(
        self, area: str | int | None = None, *, strict: bool = False
    ) -> pd.DataFrame:
        """Give targets that an area above had reached; see `measures.reached_above`."""
        plans = {plan.id: plan.about.base for plan in self.every_plan()}
        found = measures.reached_above(self.resolved(), plans, self.codelists(), strict=strict)
        return self._about(found, area)

    def adding_up(self, area: str | int | None = None) -> pd.DataFrame:
        """Tell whether districts' targets add up to `area`'s; see `measures.adding_up`."""
        found = measures.adding_up(self.resolved(), self.codelists())
        return self._about(found, area)

    def succession(self, area: str | int | None = None) -> pd.DataFrame:
        """Set plans beside their predecessors; see `healthplans.measures.succession`."""
        plans = {p.id: (p.about.base, p.about.last_year) for p in self.every_plan()}
        found = measures.succession(self.resolved(), plans, self.codelists())
        return self._about(found, area)

    def benchmarks(
        self, indicator: str, period: str = "", area: str | int | None = None
    ) -> pd.DataFrame:
        """Give an area's level of the base year and target of the last year, as drawn.

        `area` is the code or name of any area above districts, by default the nation.
        """
        code = None if area is None else self.documented(area)
        self.codelists().indicator(indicator)  # refuses one that nobody knows
        drawn = self._drawn(self.period(period), code)
        return drawn[drawn["indicator"] == indicator]

    @kept
    def _drawn(self, period: Period, area: str | None) -> pd.DataFrame:
        """Give `benchmarks` of every indicator."""
        years = {"level": period.base, "target": period.last}
        uppers = self.uppers()
        own = self.national() if area is None else uppers[uppers["area"] == area]
        return measures.drawn(own, years)

    def _compared(self, found: pd.DataFrame, indicator: str | None) -> pd.DataFrame:
        """Keep the rows of the districts that are compared, and of the areas above."""
        if indicator is not None:
            found = found[found["indicator"] == self.codelists().indicator(indicator).code]
        chosen = found["area"].map(self.is_chosen).astype(bool)
        return found[chosen].reset_index(drop=True)

    def _about(self, found: pd.DataFrame, area: str | int | None) -> pd.DataFrame:
        if area is None:
            return found
        return found[found["area"] == self.documented(area)].reset_index(drop=True)

    @kept
    def _progress(self, *, strict: bool) -> pd.DataFrame:
        bases = {document.id: document.about.base for document in self._aiming()}
        return measures.progress(self.resolved(), bases, self.codelists(), strict=strict)

    @kept
    def _vertical(self, *, strict: bool) -> pd.DataFrame:
        return measures.vertical(self.resolved(), self.codelists(), strict=strict)

    def _aiming(self) -> list[Document]:
        """Give the plans, and documents that quote targets and say from which year on."""
        every = self.documents()
        return [d for d in every if d.about.is_plan or d.about.base_year is not None]

    def _of_years(self, period: str) -> list[str]:
        plans = self.every_plan()
        found = [plan.id for plan in plans if str(Period.of(plan)) == period]
        quoted = [d for d in self._aiming() if d not in plans and found]
        found += [d.id for d in quoted if str(d.about.base + 1) == period[:4]]
        if not found:
            known = dict.fromkeys(str(Period.of(plan)) for plan in plans)
            raise UnknownNameError("period", period, list(known))
        return found

    def documented(self, area: str | int) -> str:
        """Give the code of an area that a document is about, from its code or name."""
        areas = self.codelists().areas
        code = areas.find(area).code
        known = dict.fromkeys(document.about.area for document in self.documents())
        if code not in known:
            named = [f"{one} {areas.get(one).zh}" for one in known]
            raise UnknownNameError("area with a document", area, named)
        return code

    def most_judged(self) -> str:
        """Give the code of the area with most rows of `progress`."""
        return self._fullest(self.progress())

    def most_above(self) -> str:
        """Give the code of the area with most rows of `vertical`."""
        return self._fullest(self.vertical())

    def _fullest(self, table: pd.DataFrame) -> str:
        """Give the area with most rows; where none has any, the first with a document."""
        counted = table.groupby("area", sort=False).size()
        return str(counted.idxmax()) if len(counted) else self.documents()[0].about.area

    def district_of(self, name: str | int) -> str:
        """Give the code of a district with a plan; an area above districts is refused."""
        return one_of(self.codelists().areas, name, self.districts())

    def _above(self, code: str | None, upper: str | int) -> str:
        areas = self.codelists().areas
        above = areas.find(upper).code
        if code is not None and above not in [one.code for one in areas.parents(code)]:
            here = "the area itself" if above == code else areas.get(above).zh
            expected = f"an area above {areas.get(code).zh}; it is {here}"
            raise InputError([Offence("upper", expected, text=str(upper))])
        return above

    def made_up(self, found: pd.DataFrame) -> bool:
        """Whether a row of `progress` or `vertical` rests on a document of made-up figures."""
        names = [name for name in map(str, found) if name.endswith("document")]
        ids = {id_ for name in names for id_ in found[name].unique()} - {""}
        return any(self.document(id_).about.status == "synthetic" for id_ in ids)
