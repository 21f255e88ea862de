"""Which area a document is about: as asked, else by its title or its issuer."""

from collections.abc import Iterable

from healthplans.drafting.prose.vocabulary import pattern
from healthplans.errors import AmbiguousNameError, UnknownNameError
from healthplans.vocabulary.areas import Areas, read_areas

__all__ = ["area_of"]

_ENDS = "\u533a\u53bf\u5e02\u65d7\u76df\u5dde\u7701"  # what names of areas end in
_SHORTEST = 2
_NATION = "100000"


def area_of(texts: Iterable[str], asked: str = "") -> str:
    """Give the code of a document's area; blank where no text names one and one only.

    Raises
    ------
    UnknownNameError, AmbiguousNameError
        For an area asked for that is none, or more than one.
    """
    areas = read_areas()
    if asked:
        return areas.find(asked).code
    for text in texts:
        code = _NATION if pattern("national").search(text) else _named(text, areas)
        if code:
            return code
    return ""


def _named(text: str, areas: Areas) -> str:
    """Give the area that a text begins with, by the longest beginning that is a name."""
    ends = [at for at, mark in enumerate(text[:24], 1) if mark in _ENDS and at > _SHORTEST]
    for end in reversed(ends):
        try:
            return areas.find(text[:end]).code
        except (UnknownNameError, AmbiguousNameError):
            continue
    return ""
