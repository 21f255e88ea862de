"""Which side of a ratio a bracket in its label puts first: 医护比(护:医)."""

import re

from healthplans.reading.wordings import any_of
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists


class Sides:
    """Reads brackets of labels by the project's signs of a ratio."""

    def __init__(self, lists: Codelists) -> None:
        ratios = (fold(w.text) for w in lists.wordings if w.position == "ratio")
        self._sign = re.compile(any_of(s for s in ratios if not s.isalpha()))

    def turn(self, bracket: str) -> bool:
        """Whether a bracket says which side of a ratio comes first: 医护比(医:护)."""
        return self._sign.search(bracket) is not None

    def order(self, rest: str, bracket: str) -> str:
        """Say whether a bracket names the sides as the label does or the other way round."""
        if not self.turn(bracket):
            return ""
        first, *_, last = (rest.find(side[:1]) for side in self._sign.split(bracket))
        return "against" if first > last >= 0 else "as_named"
