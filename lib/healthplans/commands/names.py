"""Names that a command is given, judged before all that takes its time.

What is known of a data folder by then: its codelists, and what the folders of its documents
are called, which is their area's code and then their year or kind. A name that passes here
may still be refused by what is in them.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from healthplans.errors import UnknownNameError
from healthplans.paths import data_folder
from healthplans.site.kinds import page_kinds
from healthplans.vocabulary.among import named, one_of
from healthplans.vocabulary.codelists import Codelists, read_codelists
from healthplans.vocabulary.schema import LANGUAGES

_DOCUMENT = re.compile(r"(?P<area>\d{6})-(?P<plan>\d{4})?.*")


def refuse_unknown(  # noqa: PLR0913  # a kind of name each
    folder: Path | None = None,
    *,
    pages: Iterable[str] = (),
    districts: Iterable[str] = (),
    areas: Iterable[str] = (),
    documents: Iterable[str] = (),
    indicators: Iterable[str] = (),
    languages: Iterable[str] = (),
) -> None:
    """Refuse what no page, language, indicator, document or its area is called.

    Parameters
    ----------
    folder : Path, optional
        By default the project's data folder.
    pages, districts, areas, documents, indicators, languages : iterable of str
        The names given; an area may be one above districts that has a plan, and a document is
        called by its id or by its area.

    Raises
    ------
    UnknownNameError
        With those that are known.
    AmbiguousNameError
        For a name that several areas share.
    """
    place = folder or data_folder()
    lists = read_codelists(place / "codelists")
    asked = {
        "page": (pages, sorted(page_kinds().pages)),
        "language": (languages, LANGUAGES),
        "indicator": (indicators, [*lists.indicators]),
    }
    for kind, (names, known) in asked.items():
        for name in names:
            if name not in known:
                raise UnknownNameError(kind, name, known)
    there = [*_documents(place)]
    _refuse_areas(there, lists, districts, areas)
    _refuse_documents(there, lists, documents)


def _refuse_documents(
    there: Iterable[re.Match[str]], lists: Codelists, names: Iterable[str]
) -> None:
    ids, codes = [one[0] for one in there], {one["area"] for one in there}
    for name in names:
        area = None if name in ids else named(lists.areas, name)
        if name not in ids and (area is None or area.code not in codes):
            raise UnknownNameError("document", name, ids)


def _refuse_areas(
    there: Iterable[re.Match[str]],
    lists: Codelists,
    districts: Iterable[str],
    areas: Iterable[str],
) -> None:
    with_plan = [
        one["area"] for one in there if one["plan"] and lists.areas.known(one["area"])
    ]
    own = [code for code in with_plan if lists.areas.level(code) == "district"]
    others = {one["area"] for one in there}  # whose figures may have a page
    for names, known in ((set(districts) - others, own), (set(areas), with_plan)):
        for name in names if known else ():  # else what is wrong is the folder
            one_of(lists.areas, name, [*dict.fromkeys(known)])


def _documents(folder: Path) -> Iterator[re.Match[str]]:
    """Give the name of each document: its area, and the first year of a plan."""
    below = folder / "documents"
    for path in sorted((below if below.is_dir() else folder).glob("*")):
        if parts := _DOCUMENT.fullmatch(path.name):
            yield parts
