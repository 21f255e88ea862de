"""What a printed label and its unit mean, or why they cannot be read."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple

from healthplans.vocabulary.schema import Indicator

_ONE = Decimal(1)


class Problem(NamedTuple):
    """Why a label or a unit cannot be read: column, text found, what was expected.

    `expected` is in English, as errors are; `key` and `named` say it in any language.
    """

    column: str
    text: str
    expected: str
    nearest: str = ""
    key: str = ""
    named: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label and its unit say, or why they cannot be read (`problem`).

    Attributes
    ----------
    indicator : Indicator or None
        None where the label is in no codelist.
    unit : str
        Code of the printed unit, its multiplier taken out; 每千 of a label is ``per_1000``.
    unit_text : str
        The unit as printed.
    denominator : str
        What it is per: the label's, the unit's or, where both print none, the indicator's.
    problem : Problem or None
    multiplier : Decimal
        That of the unit column (10,000 of 万元); a value that prints its unit has its own.
    remark : str
        Footnote marks of the label, as printed, joined by ``;``.
    words : frozenset of str
        Codes of the scope words that the label prints and the indicator does not imply.
    scope_words : tuple of str
        These words as printed.
    parts_seen : tuple of (str, str)
        What the label was parsed into: (part, text), as printed; or the whole as `alias`.
    counted : bool
        Whether the label adds up things, money or area, so that commas may part thousands.
    counter : bool
        Whether label or unit says how many of what the figure is per, so that a value may
        repeat the counting word: 每千人口床位数 4.1张.
    ratio_order : str
        How the label itself says that the sides of a ratio are printed: ``as_named``,
        ``against`` its name; blank where it does not say.
    of_change : bool
        Whether the printed unit can only be that of a change; no figure stands in it.
    turned : bool
        Whether the label lists its components in another order than the indicator does, so
        that values could not be paired with them.
    claimants : tuple of str
        The codes that could claim the label, where there are several; it is then refused.
    """

    indicator: Indicator | None
    unit: str = ""
    unit_text: str = ""
    denominator: str = ""
    problem: Problem | None = None
    multiplier: Decimal = _ONE
    remark: str = ""
    words: frozenset[str] = frozenset()
    scope_words: tuple[str, ...] = ()
    parts_seen: tuple[tuple[str, str], ...] = ()
    counted: bool = False
    counter: bool = False
    ratio_order: str = ""
    of_change: bool = False
    turned: bool = False
    claimants: tuple[str, ...] = ()

    @property
    def parts(self) -> int:
        """How many values a cell under this label holds."""
        named = self.indicator.components if self.indicator and not self.turned else ()
        return max(1, len(named))

    @property
    def printed_unit(self) -> str:
        """The code of the printed unit, its multiplier taken out."""
        return self.unit
