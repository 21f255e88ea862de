"""Words that plans print without a figure, in English: composed as the wordings compose."""

from collections.abc import Iterable

from healthplans.texts import fold
from healthplans.vocabulary.schema import Wording

__all__ = ["Glosses"]

_POSITIONS = ("qualitative", "relative", "zero", "degree", "course", "hold", "held", "reach")
_STANDARDS = ("whose", "standard")


class Glosses:
    """Gives the meaning of printed words by the wordings they are made of."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        self._whole: dict[str, str] = {}
        self._part: dict[str, str] = {}
        for wording in wordings:
            if wording.en and wording.position in (*_POSITIONS, *_STANDARDS):
                self._part.setdefault(fold(wording.text), wording.en)
            if wording.en and wording.position in ("qualitative", "relative", "zero"):
                self._whole[fold(wording.text)] = wording.en
        self._longest = max(map(len, self._part), default=0)

    def of(self, text: str) -> str:
        """Give the English of a wording, whole or composed; blank where a word has none."""
        folded = fold(text)
        if folded in self._whole:
            return self._whole[folded]
        words: list[str] = []
        while folded:
            ends = range(min(len(folded), self._longest), 0, -1)
            end = next((end for end in ends if folded[:end] in self._part), 0)
            if not end:
                return ""
            words.append(self._part[folded[:end]])
            folded = folded[end:]
        return " ".join(words)
