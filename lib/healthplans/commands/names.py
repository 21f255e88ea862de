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
from healthplans.vocabulary.among import one_of
from healthplans.vocabulary.codelists import Codelists, read_codelists
from healthplans.vocabulary.schema import LANGUAGES

_DOCUMENT = re.compile(r"(?P<area>\d{6})-(?P<plan>\d{4})?.*")


def refuse_unknown(  # noqa: PLR0913  # a kind of name each
    folder: Path | None = None,
    *,
    pages: Iterable[str] = (),
    districts: Iterable[str] = (),
    areas: Iterable[str] = (),
    indicators: Iterable[str] = (),
    languages: Iterable[str] = (),
) -> None:
    """Refuse what no page, language, indicator or document's area of a data folder is called.

    Parameters
    ----------
    folder : Path, optional
        By default the project's data folder.
    pages, districts, areas, indicators, languages : iterable of str
        The names given; an area may be one above districts that has a plan.

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
    _refuse_areas(place, lists, districts, areas)


def _refuse_areas(
    folder: Path, lists: Codelists, districts: Iterable[str], areas: Iterable[str]
) -> None:
    there = [*_documents(folder)]
    with_plan = [code for code, is_plan in there if is_plan and lists.areas.known(code)]
    own = [code for code in with_plan if lists.areas.level(code) == "district"]
    others = {code for code, _ in there}  # whose figures may have a page
    for names, known in ((set(districts) - others, own), (set(areas), with_plan)):
        for name in names if known else ():  # else what is wrong is the folder
            one_of(lists.areas, name, [*dict.fromkeys(known)])


def _documents(folder: Path) -> Iterator[tuple[str, bool]]:
    """Give the area of each document, and whether it is a plan."""
    below = folder / "documents"
    for path in sorted((below if below.is_dir() else folder).glob("*")):
        if parts := _DOCUMENT.fullmatch(path.name):
            yield parts["area"], bool(parts["plan"])
