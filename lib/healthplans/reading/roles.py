"""Is a figure a level or a target? What the document says, last what the calendar says.

In this order: the role of the column or the row; the kind of document (all but plans state
levels); the base year and before (levels); words that date a figure or lead it (截至 a level,
力争 a target; `roles.csv`); the section, where the document names the paragraph its aims begin
at; a year that was over when the plan was issued (a level); else a target.
"""

from functools import lru_cache

from healthplans.reading.about import About
from healthplans.reading.printed import Printed
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists


class RoleReader:
    """Tells levels from targets by the words of one set of codelists."""

    def __init__(self, lists: Codelists) -> None:
        self._said = {
            position: {fold(r.text): r.role for r in lists.roles if r.position == position}
            for position in ("dated", "verb")
        }
        self._by_words = lru_cache(maxsize=65536)(self._word)

    def read(self, figure: Printed, year: int | None, about: About) -> str:
        """Give `level` or `target`; blank only for a plan's figure without year and words."""
        if figure.role or not about.is_plan:
            return figure.role or "level"
        if year is not None and year <= about.base:
            return "level"
        said = self._by_words(figure.year_text, f"{figure.shared}{figure.value}")
        return said or _by_section(figure, about) or _by_date(year, about)

    def _word(self, year_text: str, value: str) -> str:
        for position, text in (("dated", year_text), ("verb", value)):
            words = self._said[position]
            for word in sorted(words, key=len, reverse=True):
                if fold(text).startswith(word):
                    return words[word]
        return ""


def _by_section(figure: Printed, about: About) -> str:
    if about.aims_from is None or figure.paragraph is None:
        return ""
    return "target" if figure.paragraph >= about.aims_from else "level"


def _by_date(year: int | None, about: About) -> str:
    if year is None:
        return ""
    return "level" if about.issued_in and year < about.issued_in else "target"
