"""Which form a chart takes: by how many districts it shows, decided here and nowhere else.

A few districts are drawn one by one, tens are folded into one row a province or city, and
hundreds are a distribution. The thresholds are numbers of rows that fit a page, not facts.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from healthplans.vocabulary.areas import Areas

Form = Literal["rows", "groups", "distribution"]
ROWS = 30  # named rows: at 28 pixels each they fill one screen, and no more are taken in
PANEL_ROWS = 12  # rows of one of several panels: four such panels are still one look down
PANELS = 24  # panels of one figure: with five districts each, ten screens down
COLUMNS = 8  # names side by side over 1,000 pixels: a name of 12 letters has 110
FOLDED = 300  # districts marked one by one within folded rows: about ten in each of 31
MARKED = 2 * FOLDED  # marks of a chart: with more they cover each other and slow the page
_WIDE, _NARROW = 46, 30  # pixels of a row: where there are few, and where there are many
_AIRY = 12


def form_of(areas: Sequence[str], known: Areas) -> Form:
    """Give the form in which so many rows are drawn.

    Parameters
    ----------
    areas : sequence of str
        The area of each row that would be drawn.
    known : Areas
        What the areas lie in.

    Returns
    -------
    str
        ``rows``: one row each. ``groups``: one row a province, or a city where all lie in one
        province. ``distribution``: no rows, since there are hundreds, or nothing to fold by.
    """
    if len(areas) <= ROWS:
        return "rows"
    uppers = set(folded_by(areas, known).values())
    fits = len(areas) <= FOLDED and 1 < len(uppers) < len(set(areas))
    return "groups" if fits else "distribution"


def folded_by(areas: Sequence[str], known: Areas) -> Mapping[str, str]:
    """Give the area that each lies in: its province, or its city where all are of one."""
    parents = {code: [one.code for one in known.parents(code)] for code in set(areas)}
    provinces = {code: above[-2:][0] if above else code for code, above in parents.items()}
    if len(set(provinces.values())) > 1:
        return provinces
    return {code: above[0] if above else code for code, above in parents.items()}


def row_height(rows: int) -> int:
    """Give the height of a row in pixels: with many, as low as two short lines."""
    return _WIDE if rows <= _AIRY else _NARROW
