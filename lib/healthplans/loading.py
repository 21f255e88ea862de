"""What everything else is worked out from: codelists, documents, figures, words."""

from collections.abc import Callable, Mapping
from functools import wraps
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

import pandas as pd

from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.forks import uncollected
from healthplans.paths import data_folder
from healthplans.periods import Period, periods_of
from healthplans.quantities import usually
from healthplans.reading.corrections import Correction, misread, read_corrections
from healthplans.reading.documents import Document, read_documents
from healthplans.reading.observations import harmonize, problems
from healthplans.vocabulary.among import named, one_of
from healthplans.vocabulary.codelists import Codelists, read_codelists
from healthplans.vocabulary.words import Words

P = ParamSpec("P")
T = TypeVar("T")
L = TypeVar("L", bound="Library")


def kept(method: Callable[Concatenate[L, P], T]) -> Callable[Concatenate[L, P], T]:
    """Keep a method's answers with the object that gave them.

    A table is handed out as a shallow copy: written to by the caller or not, what is kept
    stays as it is (copy on write). Arguments are told apart as they are given; public methods
    fill in defaults before they call a kept one.
    """

    @wraps(method)
    def answer(self: L, *args: P.args, **kwargs: P.kwargs) -> T:
        key = (method.__name__, args, *sorted(kwargs.items()))
        try:
            known = key in self.answers
        except TypeError:  # such as a list, which no name is
            given = Offence(method.__name__, "texts and numbers", text=str(args)[:80])
            raise InputError([given]) from None
        if not known:
            with uncollected(), usually():
                self.answers[key] = method(self, *args, **kwargs)
        found = self.answers[key]
        return cast(T, found.copy(deep=False) if isinstance(found, pd.DataFrame) else found)

    return cast(Callable[Concatenate[L, P], T], answer)


class Library:
    """One data folder: its codelists, documents and figures, each read once.

    Parameters
    ----------
    folder : Path, optional
        Holds `documents/`, and may hold `codelists/`, `rules/` and `corrections.csv`; what its
        codelists do not say, the project's do. By default the project's data folder.
    lenient : bool
        Keep figures whose label is in no codelist, with a blank indicator.
    """

    def __init__(self, folder: Path | str | None = None, *, lenient: bool = False) -> None:
        self.folder = Path(folder) if folder is not None else data_folder()
        self.lenient = lenient
        self.answers: dict[Any, Any] = {}
        self.only: frozenset[str] | None = None  # the districts compared, if not all

    @kept
    def codelists(self) -> Codelists:
        """Give the codelists: the folder's own over the project's."""
        return read_codelists(self.folder / "codelists")

    @kept
    def words(self, lang: str, period: str = "") -> Words:
        """Give the words of a language, `zh` or `en`, for pages about a period."""
        if not period and not self.periods():
            return Words.of(lang, self.codelists())
        asked = self.period(period)
        return Words.of(lang, self.codelists(), asked.base, asked.last)

    def words_of(self, lang: str, plan: Document) -> Words:
        """Give the words of a language for a page about one plan."""
        return Words.of(lang, self.codelists(), plan.about.base, plan.about.last_year)

    @kept
    def documents(self) -> tuple[Document, ...]:
        """Give all documents, in the order of their ids.

        Raises
        ------
        InputError
            Naming all that is wrong with any of them: files, fields, codes, labels, units.
        """
        documents, offences = self._read()
        if offences:
            told = problems(documents, self.codelists(), lenient=self.lenient)
            raise InputError([*offences, *told])
        return tuple(documents)

    @kept
    def _read(self) -> tuple[list[Document], list[Offence]]:
        below = self.folder / "documents"
        return read_documents(below if below.is_dir() else self.folder, self.codelists())

    def problems(self) -> list[Offence]:
        """Name all that is wrong with the documents, values that no wording reads included."""
        documents, offences = self._read()
        declared = {} if offences else self.corrections()
        told = problems(documents, self.codelists(), declared, lenient=self.lenient)
        found = [*offences, *told]
        return found or misread(self.corrections(), self.observations())

    def document(self, id_: str) -> Document:
        """Give one document by its id; raise `UnknownNameError` with the nearest ids."""
        known = {document.id: document for document in self.documents()}
        if id_ not in known:
            raise UnknownNameError("document", id_, list(known))
        return known[id_]

    def ids_of(self, name: str) -> list[str]:
        """Give a document's id by itself, or the ids of all about an area by code or name."""
        known = [document.id for document in self.documents()]
        area = None if name in known else named(self.codelists().areas, name)
        about = [d.id for d in self.documents() if area and d.about.area == area.code]
        return about or [self.document(name).id]

    def plans(self, period: str = "") -> tuple[Document, ...]:
        """Give the plans of districts, one an area: those of a period, or the usual one."""
        return tuple(self._plans(self.period(period)).values())

    def plan(self, district: str | int, period: str = "") -> Document:
        """Give the plan of a district; raise `UnknownNameError` with the nearest names.

        `district` is a code, as text or number (`papermill -p district 340102` gives one), or
        a name; a name that several areas share is refused without the city before it. A
        district without a plan of the period gives its latest.
        """
        return self.plans_of(district, period)[0]

    def plans_of(self, district: str | int, period: str = "") -> list[Document]:
        """Give all plans of a district, that of the period first, then from the latest."""
        code = self.area_of(district)
        own = [d for d in self.every_plan() if d.about.area == code]
        shown = self._plans(self.period(period)).get(code)
        return sorted(own, key=lambda d: (d is not shown, -d.about.first_year, d.id))

    def area_of(self, district: str | int) -> str:
        """Give the code of an area that a plan is about, from its code or name."""
        codes = [plan.about.area for plan in self.every_plan()]
        return one_of(self.codelists().areas, district, codes)

    def periods(self) -> list[Period]:
        """Give the periods of the districts' plans, the one with most plans first."""
        return periods_of(self.district_plans())

    def period(self, text: str = "") -> Period:
        """Give a period by its text, ``2021-2025``; blank is the one with most plans."""
        known = self.periods()
        if text:
            return Period.read(text, known)
        if not known:
            expected = "a plan of a district; without one there is nothing to compare"
            raise InputError([Offence(str(self.folder), expected)])
        return known[0]

    def districts(self) -> list[str]:
        """Give the codes of the districts that have a plan, in the order of the ids."""
        return list(dict.fromkeys(plan.about.area for plan in self.district_plans()))

    def every_plan(self) -> list[Document]:
        """Give every plan, of whichever area and period."""
        return [document for document in self.documents() if document.about.is_plan]

    def district_plans(self) -> list[Document]:
        """Give every plan of a district, of all periods."""
        level = self.codelists().areas.level
        return [d for d in self.every_plan() if level(d.about.area) == "district"]

    @kept
    def _plans(self, period: Period) -> dict[str, Document]:
        found = period.choose(self.district_plans())
        return {area: plan for area, plan in found.items() if self.is_chosen(area)}

    def is_chosen(self, area: str) -> bool:
        """Whether a district is among those that are compared; an area above always is."""
        level = self.codelists().areas.level
        return self.only is None or area in self.only or level(area) != "district"

    @kept
    def corrections(self) -> Mapping[tuple[str, str, str], Correction]:
        """Give the declared corrections by (document, origin, locator)."""
        return read_corrections(self.documents(), self.folder / "corrections.csv")

    def observations(self, *, corrected: bool = True) -> pd.DataFrame:
        """Give every published figure as one tidy table.

        Parameters
        ----------
        corrected : bool
            Apply the declared corrections of `corrections.csv`.

        Returns
        -------
        DataFrame
            `OBSERVATION_COLUMNS` of `healthplans.reading.observations`, one row per printed
            value or part of one.
        """
        return self._corrected() if corrected else self._printed()

    def figures(self, period: str = "") -> pd.DataFrame:
        """Give the observations of the districts' plans of a period."""
        table = self.observations()
        return table[table["document"].isin([plan.id for plan in self.plans(period)])]

    @kept
    def _printed(self) -> pd.DataFrame:
        documents, declared = self.documents(), self.corrections()
        return harmonize(
            documents, self.codelists(), declared, lenient=self.lenient, as_printed=True
        )

    @kept
    def _corrected(self) -> pd.DataFrame:
        declared, printed = self.corrections(), self._printed()
        touched = {correction.document for correction in declared.values()}
        if not touched:
            return printed
        # only these read otherwise; of thousands the rest need not be read twice
        documents = self.documents()
        again = [one for one in documents if one.id in touched]
        mended = harmonize(again, self.codelists(), declared, lenient=self.lenient)
        parts = [printed[~printed["document"].isin(touched)], mended]
        order = {one.id: place for place, one in enumerate(documents)}
        return pd.concat(parts).sort_values(
            "document", key=lambda ids: ids.map(order), kind="stable", ignore_index=True
        )
