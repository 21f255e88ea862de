"""One of a few areas, by its code or by any of its names."""

from collections.abc import Sequence

from healthplans.errors import UnknownNameError
from healthplans.vocabulary.areas import Area, Areas


def one_of(areas: Areas, name: str | int, codes: Sequence[str]) -> str:
    """Give the code of the district meant.

    Raises
    ------
    UnknownNameError
        If no area of the name is among those of `codes`, with the nearest of these.
    AmbiguousNameError
        If several areas share the name.
    """
    found = areas.known(name) or named(areas, name)
    if found is None or found.code not in codes:
        known = {code: f"{code} {areas.get(code).zh}" for code in codes}
        near = [known[code] for code in areas.sounding(str(name)) if code in known]
        raise UnknownNameError("district", name, [*known.values()], near)
    return found.code


def named(areas: Areas, name: str | int) -> Area | None:
    """Give the area of a name; None where there is none."""
    try:
        return areas.find(name)
    except UnknownNameError:
        return None
