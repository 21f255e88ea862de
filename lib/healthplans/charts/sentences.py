"""What a sentence about a chart lists."""

from collections.abc import Iterable

from healthplans.vocabulary.words import Words

__all__ = ["FEW", "listed"]

FEW = 12  # as many as a listener keeps apart


def listed(pairs: Iterable[tuple[str, str]], words: Words) -> str:
    """Name the first of many, and say how many there are besides."""
    said = [words.say("describe_named", name=name, value=value) for name, value in pairs]
    rest = len(said) - FEW
    shown = words.say("list_comma").join(said[:FEW])
    return words.say("list_more", list=shown, count=rest) if rest > 0 else shown
