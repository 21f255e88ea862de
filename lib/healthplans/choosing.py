"""What a reader chooses: the areas that others are compared with, and a view to explore."""

import copy
import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Self

import pandas as pd

from healthplans import measures
from healthplans.errors import (
    AmbiguousNameError,
    InputError,
    Offence,
    UnknownNameError,
    refuse,
)
from healthplans.judged import Judged
from healthplans.parts import is_whole
from healthplans.vocabulary.areas import Area, Areas

if TYPE_CHECKING:
    from healthplans.exploring.widget import Explorer

_PARTS = "[,\uff0c\u3001]"  # with those of Chinese keyboards
_RELATIVE = ("city", "province", "type", "population")
_RESIDENTS = "resident_population"
SIMILAR = 1.5  # times as many residents at most: a choice, not a finding


class Choosing(Judged):
    """A data folder whose areas can be chosen."""

    def among(
        self,
        peers: str | int | Sequence[str | int] = "",
        district: str | int | None = None,
        period: str = "",
    ) -> Self:
        """Give the same data with the plans of chosen districts only; see `peer_areas`.

        What is worked out already is shared. Documents of areas above stay.
        """
        own = None if district in (None, "") else self.area_of(district)
        self.period(period)  # refused, like a district, if it is not there
        if isinstance(peers, str) and not peers:
            return self
        chosen = copy.copy(self)
        chosen.only = frozenset(self.peer_areas(peers, own, period))
        chosen.answers = {k: v for k, v in self.answers.items() if k[0] != "_plans"}
        return chosen

    def peer_areas(
        self,
        peers: str | int | Sequence[str | int] = "",
        district: str | int | None = None,
        period: str = "",
    ) -> list[str]:
        """Give the codes of the districts that are chosen, in the order of the plans.

        Parameters
        ----------
        peers : str, int or sequence
            Blank for all that have a plan of the period; ``city``, ``province``, ``type`` for
            those of the district's own city or province, or of its kind (the last character of
            the name: a district, a county, a city of that level, a banner); ``population`` for
            those with at most one and a half times its residents or two thirds of them, by
            `residents`; else areas by code or name, in a list or parted by commas. A city or a
            province stands for its districts.
        district : str or int, optional
            Whose peers they are; it is among them.
        period : str
            Such as ``2021-2025``; blank for the usual one.

        Raises
        ------
        InputError
            If nobody is chosen, a named area has no plan of the period, a relative choice has
            no district to start from, or the district's population is not known.
        UnknownNameError
            For an area that is not there; with the nearest names.
        """
        known = [plan.about.area for plan in self.plans(period)]
        own = None if district is None else self.codelists().areas.get(self.area_of(district))
        if isinstance(peers, str) and not peers:
            return known
        wanted = self._wanted(peers, own, known, period)
        if not wanted - ({own.code} if own else set()):
            expected = "at least one district with a plan of the period besides"
            raise InputError([Offence("peers", expected, text=str(peers))])
        return [code for code in known if code in wanted]

    def _wanted(
        self,
        peers: str | int | Sequence[str | int],
        own: Area | None,
        known: Sequence[str],
        period: str,
    ) -> set[str]:
        if isinstance(peers, str) and peers in _RELATIVE:
            if own is None:
                expected = "areas by code or name, as there is no district to start from"
                raise InputError([Offence("peers", expected, text=peers)])
            if peers == "population":
                return self._of_size(own, period)
            return {code for code in known if self._alike(peers, own, code)}
        peers = (
            str(peers) if isinstance(peers, int | float) else peers
        )  # as papermill gives it
        named = re.split(_PARTS, peers) if isinstance(peers, str) else peers
        areas = self.codelists().areas
        chosen = _found(areas, [str(name).strip() for name in named if str(name).strip()])
        held = {a.code: {c for c in known if areas.within(c, a.code)} for a in chosen}
        expected = "an area with a plan of the period, or with districts that have one"
        silent = [f"{area.code} {area.zh}" for area in chosen if not held[area.code]]
        refuse([Offence("peers", expected, text=text) for text in silent])
        return set().union(*held.values()) | ({own.code} if own else set())

    def _of_size(self, own: Area, period: str) -> set[str]:
        people = self.residents(period)["population"].astype(float)
        if own.code not in people:
            expected = f"a population that the plan of {own.zh} states or implies; it has none"
            raise InputError([Offence("peers", expected, text="population")])
        apart = people / people[own.code]
        return set(apart.index[apart.between(1 / SIMILAR, SIMILAR)])

    def residents(self, period: str = "") -> pd.DataFrame:
        """Give the residents of each district by its own plan, of the base year.

        Returns
        -------
        DataFrame
            By area code: `population`, persons, and `source`, ``stated`` where the plan prints
            its resident population, else ``implied``: the one on which most of its pairs of a
            count and a density agree (`healthplans.measures.populations`). A district whose
            plan has neither is not in it.
        """
        ids = [plan.id for plan in self.plans(period)]
        rows = self.resolved()
        rows = rows[rows["document"].isin(ids) & (rows["role"] == "level")]
        own = rows[(rows["indicator"] == _RESIDENTS) & is_whole(rows) & rows["value"].notna()]
        stated = _latest(own).set_index("area")["value"]
        pairs = measures.implied_population(rows, self.codelists())
        found = measures.populations(pairs)
        implied = _latest(found[found["main"]]).set_index("area")["population"]
        parts = {"stated": stated, "implied": implied[~implied.index.isin(stated.index)]}
        tables = [
            pd.DataFrame({"population": part.astype("float64"), "source": source})
            for source, part in parts.items()
        ]
        return pd.concat(tables)

    def _alike(self, how: str, own: Area, code: str) -> bool:
        areas = self.codelists().areas
        if how == "type":
            return areas.get(code).zh[-1] == own.zh[-1]
        upper = [area.code for area in areas.parents(own.code) if area.level == how]
        return any(areas.within(code, one) for one in upper)

    def explore(  # noqa: PLR0913  # each is a choice of the view
        self,
        indicator: str = "",
        areas: Sequence[str | int] | None = None,
        period: str = "",
        *,
        show: str = "target",
        strict: bool = False,
        lang: str = "zh",
        saved: Path | str = "",
    ) -> "Explorer":
        """Give a view to change in JupyterLab; see `healthplans.exploring.widget.explorer`.

        `saved` is a notebook whose last view is opened again instead, as it was left.
        """
        from healthplans.exploring import views, widget
        from healthplans.exploring.widget import saved_choice

        if saved:
            found = saved_choice(saved)
            return widget.explorer(self, found, found.areas)
        code = indicator or self.codelists().headlines[0]
        return widget.explorer(self, views.Choice(code, (), period, show, strict, lang), areas)

    def _years(self, asked: int, ids: tuple[str, ...]) -> pd.DataFrame:
        """Give the plans to be compared, with their base year and the year asked for."""
        lists, drafts = self.codelists(), self.drafts()
        rows = [
            {
                "document": plan.id,
                "area": plan.about.area,
                "area_name": lists.areas.get(plan.about.area).zh,
                "baseline_year": plan.about.base,
                "asked_year": asked,
                "draft": plan.id in drafts,
            }
            for plan in map(self.document, ids)
        ]
        return pd.DataFrame(rows)


def _latest(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.sort_values("year", kind="stable").drop_duplicates("area", keep="last")


def _found(areas: Areas, names: Iterable[str]) -> list[Area]:
    """Look areas up by code or name; of several that are not there all are named."""
    found, refused = [], []
    for name in names:
        try:
            found.append(areas.find(name))
        except (AmbiguousNameError, UnknownNameError) as unknown:
            refused.append((name, unknown))
    if len(refused) == 1:
        raise refused[0][1]
    refuse([Offence("peers", f"an area; {reason}", text=name) for name, reason in refused])
    return found
