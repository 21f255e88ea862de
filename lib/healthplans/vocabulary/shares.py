"""The share of any number, sum of money or area: indicators that follow from others.

Plans print what part of nearly everything they count is of a kind. Such a share means the same
whatever is counted, so that it is described once, by sentences of `messages.yaml`, and not for
each count. One that has labels or a name of its own is described as any indicator is.
"""

from collections.abc import Mapping

from healthplans.vocabulary.schema import Indicator, Message, Unit

# families of units whose figures are sums of parts: things, money, area
ADDITIVE = frozenset({"count", "yuan", "square_metres"})
_ENDING = "_share"


class Share(Indicator):
    """The share of a count, a sum of money or an area that follows from its description."""


def with_shares(
    indicators: Mapping[str, Indicator],
    units: Mapping[str, Unit],
    messages: Mapping[str, Message],
) -> dict[str, Indicator]:
    """Add the share of each indicator that adds up and whose share nobody describes."""
    counts = [
        entry
        for entry in indicators.values()
        if adds_up(entry.unit, units)
        and not (entry.denominator or share_of(entry) in indicators)
    ]
    return {**indicators, **{share_of(e): _share(e, messages) for e in counts}}


def adds_up(unit: str, units: Mapping[str, Unit]) -> bool:
    """Whether figures of a unit are sums of parts."""
    return units[unit].family in ADDITIVE


def share_of(entry: Indicator) -> str:
    """Give the code of the share of a count, whether or not there is one."""
    return entry.share or entry.code + _ENDING


def count_of(code: str) -> str:
    """Give the code of the count that a share is named by; any other code as it is."""
    return code.removesuffix(_ENDING)


def _share(entry: Indicator, messages: Mapping[str, Message]) -> Share:
    def said(key: str, name: str, lang: str) -> str:
        return str(getattr(messages[key], lang)).format(name=_within(name))

    return Share(
        code=share_of(entry),
        zh=said("share_of_any", entry.zh, "zh"),
        en=said("share_of_any", entry.en, "en"),
        short_zh=said("share_of_any", entry.short_zh, "zh"),
        short_en=said("share_of_any", entry.short_en, "en"),
        topic=entry.topic,
        definition_zh=said("share_of_any_defined", entry.zh, "zh"),
        definition_en=said("share_of_any_defined", entry.en, "en"),
        unit="percent",
        denominator="",
        polarity="none",
        polarity_reason_zh=said("share_of_any_polarity", entry.zh, "zh"),
        polarity_reason_en=said("share_of_any_polarity", entry.en, "en"),
        range=(0, 100),
        aliases=(),
        related=(entry.code,),
        share_of=entry.code,
    )


def _within(name: str) -> str:
    """Write a name as it stands within a sentence: Hospitals, but TCM beds."""
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
