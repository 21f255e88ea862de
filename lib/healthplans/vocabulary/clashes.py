"""What is taken where a folder's own codelist and the project's both hold an entry.

A folder may have come to an indicator or a label before the project did; it means the same
there where its figures do, however it is worded.
"""

from healthplans.texts import fold
from healthplans.vocabulary.schema import Entry, Indicator, Label

# of an indicator: what its figures mean and how they are judged
_MEANING = (
    *("unit", "denominator", "polarity", "range", "headline", "implied_scopes"),
    *("components", "counts", "share_of", "share"),
)

# how an entry is worded and where it comes from
_WORDS = ("zh", "en", "source")


def taken(beneath: Entry, own: Entry) -> Entry | None:
    """Give the entry that holds; None where the folder's contradicts that beneath it.

    >>> said = {"label": "寿命", "source": "", "reviewer": "A", "date": ""}
    >>> life = Label(indicator="life_expectancy", **said)
    >>> taken(life, life.model_copy(update={"reviewer": "B"})) == life
    True
    >>> taken(life, life.model_copy(update={"indicator": "beds"})) is None
    True
    """
    if isinstance(beneath, Indicator) and isinstance(own, Indicator):
        return _indicator(beneath, own)
    if isinstance(beneath, Label) and isinstance(own, Label):
        return beneath if own.indicator == beneath.indicator else None
    said = [entry.model_dump(exclude={*_WORDS}) for entry in (beneath, own)]
    return beneath if said[0] == said[1] else None


def _indicator(beneath: Indicator, own: Indicator) -> Indicator | None:
    """Take that beneath with the labels of both; what the own does not say is no clash."""
    said = own.model_fields_set
    if any(getattr(own, f) != getattr(beneath, f) for f in _MEANING if f in said):
        return None
    known = {fold(text) for text in beneath.aliases}
    more = tuple(text for text in own.aliases if fold(text) not in known)
    return beneath.model_copy(update={"aliases": (*beneath.aliases, *more)})
