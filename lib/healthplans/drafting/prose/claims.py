"""What kind of statement a figure makes: a share of something, a change, or simply itself."""

import re
from dataclasses import dataclass

from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.labels import Label
from healthplans.drafting.prose.vocabulary import pattern

__all__ = ["Claim", "claim_of"]


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's name (blank for a plain figure), where the value begins, the base's words."""

    name: str
    start: int
    of: str = ""

    def own_label(self, label: Label | None) -> bool:
        """Tell whether the words before the figure are its label, not only the claim."""
        return label is not None and not (self.name and label.reason == "the words before it")


def claim_of(text: str, numeral: Numeral, span: tuple[int, int], *, level: bool) -> Claim:
    """Read the claim of a figure; `level`: it states what was reached."""
    before = text[span[0] : numeral.start]
    share = pattern("share").search(before)
    if share and numeral.share:
        of = re.sub("^\u5168\u533a$", "", share["of"] or "")
        return Claim("share", numeral.start, of)
    head = text[span[0] : numeral.first - len(numeral.before)]
    rise = pattern("increase").search(head)
    if rise and not numeral.share:
        return Claim("increase", numeral.first - len(numeral.before))
    if level and pattern("growth").search(head) and numeral.share:
        average = pattern("average").search(head[-12:])
        return Claim("average_growth" if average else "growth", numeral.first)
    return Claim("", numeral.start)
