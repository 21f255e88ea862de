"""Where listed labels stand: by name, as a count, as a density, as a share of something."""

from collections.abc import Iterator

from healthplans.reading.label_vocabulary import LabelVocabulary
from healthplans.reading.scales import Scale, Scales
from healthplans.reading.writings import Writing, Writings
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator
from healthplans.vocabulary.units import PrintedUnit

Key = tuple[str, str]
_NAME, _COUNT = "name", "count"
_SHORTEST = 5


class LabelIndex:
    """Finds the indicators whose listed labels a writing is."""

    def __init__(self, lists: Codelists, words: LabelVocabulary, scales: Scales) -> None:
        self._lists, self._words, self._scales = lists, words, scales
        self._writings = Writings(lists, words.canonical)
        self._listed: dict[Key, set[str]] = {}
        other: dict[Key, set[str]] = {}
        for code, entry in lists.described.items():
            for text in (*entry.aliases, entry.zh):
                for key in self._keys_of(words.canonical(text), entry):
                    self._listed.setdefault(key, set()).add(code)
                for writing in self._writings.listed(text, entry):
                    other.setdefault(_named(writing), set()).add(code)
        # what is listed itself stays as it is listed
        self._other = {key: codes for key, codes in other.items() if key not in self._listed}
        self._names = {text for kind, text in self._listed if kind == _NAME}

    def _keys_of(self, text: str, entry: Indicator) -> Iterator[Key]:
        scale = self._scales.of(text)
        if scale:
            yield self._dense(scale.denominator, text.replace(scale.text, "", 1))
            return
        for name in (text, *self._words.without_whole(text, _SHORTEST)):
            yield _NAME, name
        noun = self._words.noun(text)
        # 总人口 without 人口 counts nothing, and 总数 is no number of people
        if self._lists.units[entry.unit].family == "count" and noun not in self._words.whole:
            yield _COUNT, noun

    def _dense(self, denominator: str, noun: str) -> Key:
        """Give the key of a density: whose, by the widest group, and of what."""
        code = self._lists.printed_denominators.get(denominator, "")
        entry = self._lists.denominators.get(code)
        return f"per {(entry.of if entry else '') or code}", self._words.noun(noun)

    def turned(self, text: str) -> Iterator[Writing]:
        """Give the writings that a canonical label may be looked up by, itself first."""
        yield from self._writings.turned(text, self._names)

    def codes(
        self, writing: Writing, scale: Scale | None, unit: PrintedUnit, *, turned: bool
    ) -> Iterator[str]:
        """Give the indicators of one writing; `turned` looks in other writings too."""
        for key in self._keys(writing, scale, unit):
            yield from self._listed.get(key, ())
            if turned:
                yield from self._other.get(key, ())

    def _keys(self, writing: Writing, scale: Scale | None, unit: PrintedUnit) -> Iterator[Key]:
        if scale or (unit.scale and unit.counter):
            dense = self._dense(scale.denominator if scale else unit.per, writing.text)
            yield dense
            if scale or dense in self._listed:
                return
        yield _named(writing)
        counted = not unit.code or self._lists.units[unit.code].family == "count"
        if counted and not writing.whole:
            yield _COUNT, self._words.noun(writing.text)


def _named(writing: Writing) -> Key:
    """Give the key of a label's name; a share may say of what."""
    return (f"of {writing.whole}" if writing.whole else _NAME), writing.text
