"""Words that plans print without a figure, in English: composed as the wordings compose."""

import re
from collections.abc import Iterable

from healthplans.texts import alternatives, fold
from healthplans.vocabulary.schema import Wording

_WHOLE = ("qualitative", "relative", "zero")
# what stands with other words comes first: 完成 is done alone, and met before a task
_POSITIONS = ("degree", "course", "hold", "held", "reach", "whose", "standard", *_WHOLE)
_YEAR = "[12][0-9]{3}"


class Glosses:
    """Gives the meaning of printed words by the wordings they are made of."""

    def __init__(self, wordings: Iterable[Wording]) -> None:
        places: dict[str, dict[str, str]] = {}
        for wording in wordings:
            places.setdefault(wording.position, {})[fold(wording.text)] = wording.en
        self._whole = {
            t: en for name in _WHOLE for t, en in places.get(name, {}).items() if en
        }
        self._part: dict[str, str] = {}
        for position in reversed(_POSITIONS):
            self._part |= {t: en for t, en in places.get(position, {}).items() if en}
        self._longest = max(map(len, self._part), default=0)
        self._base = places.get("base", {})
        base, year, end, after = (
            alternatives(places.get(name, {}))
            for name in ("base", "year", "year_end", "base_end")
        )
        self._since = re.compile(
            f"(?P<base>{base})(?P<year>{_YEAR})(?:{year})(?:{end})?(?:{after})?(?P<rest>.+)"
        )

    def of(self, text: str) -> str:
        """Give the English of a wording, whole or composed; blank where a word has none."""
        folded = fold(text)
        if folded in self._whole:
            return self._whole[folded]
        since = self._since.fullmatch(folded)
        if since:
            words, base = self.of(since["rest"]), self._base[since["base"]]
            return f"{words} {base} {since['year']}" if words and base else ""
        return self._composed(folded)

    def _composed(self, folded: str) -> str:
        words: list[str] = []
        while folded:
            ends = range(min(len(folded), self._longest), 0, -1)
            end = next((end for end in ends if folded[:end] in self._part), 0)
            if not end:
                return ""
            words.append(self._part[folded[:end]])
            folded = folded[end:]
        return " ".join(words)
