"""What a reader chooses: the areas that others are compared with, and a view to explore."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from healthplans.errors import InputError, Offence
from healthplans.judged import Judged
from healthplans.vocabulary.areas import Area

if TYPE_CHECKING:
    from healthplans.exploring.widget import Explorer

__all__ = ["Choosing"]

_RELATIVE = ("city", "province", "type")


class Choosing(Judged):
    """A data folder whose areas can be chosen."""

    def peer_areas(
        self,
        peers: str | Sequence[str | int] = "",
        district: str | int | None = None,
        period: str = "",
    ) -> list[str]:
        """Give the codes of the districts that are chosen, in the order of the plans.

        Parameters
        ----------
        peers : str or sequence
            Blank for all that have a plan of the period; ``city``, ``province``, ``type`` for
            those of the district's own city or province, or of its kind (the last character of
            the name: a district, a county, a city of that level, a banner); else areas by code
            or name, in a list or parted by commas. A city or a province stands for its
            districts.
        district : str or int, optional
            Whose peers they are; it is among them.
        period : str
            Such as ``2021-2025``; blank for the usual one.

        Raises
        ------
        InputError
            If nobody is chosen, or a relative choice has no district to start from.
        UnknownNameError
            For an area that is not there.
        """
        known = [plan.about.area for plan in self.plans(period)]
        if not peers:
            return known
        own = None if district is None else self.codelists().areas.get(self.area_of(district))
        wanted = self._wanted(peers, own, known)
        if not wanted - ({own.code} if own else set()):
            expected = "at least one district with a plan of the period besides"
            raise InputError([Offence("peers", expected, text=str(peers))])
        return [code for code in known if code in wanted]

    def _wanted(
        self, peers: str | Sequence[str | int], own: Area | None, known: Sequence[str]
    ) -> set[str]:
        if peers in _RELATIVE:
            if own is None:
                expected = "areas by code or name, as there is no district to start from"
                raise InputError([Offence("peers", expected, text=str(peers))])
            return {code for code in known if self._alike(str(peers), own, code)}
        named = peers.split(",") if isinstance(peers, str) else peers
        areas = self.codelists().areas
        chosen = [areas.find(str(name).strip()).code for name in named if str(name).strip()]
        found = {c for c in known if any(c == one or areas.within(c, one) for one in chosen)}
        return found | ({own.code} if own else set())

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
    ) -> "Explorer":
        """Give a view to change in JupyterLab; see `healthplans.exploring.widget.explorer`."""
        from healthplans.exploring import views, widget

        code = indicator or self.codelists().headlines[0]
        return widget.explorer(self, views.Choice(code, (), period, show, strict, lang), areas)
