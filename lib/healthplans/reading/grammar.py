"""Read a label by its parts: scale, denominator, scope words, noun and suffix.

Labels of one definition differ from place to place in words that add nothing (全区, 拥有), in
words that mean the same (期望寿命, 预期寿命) and in words that narrow (农村). All are data
(`label_words.csv`, `synonyms.csv`, `scopes.csv`); those that narrow go to the part and never
vanish. What is left has to be a listed label, letter by letter: likeness is never enough.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from healthplans.reading.scales import Scale, Scales
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator, Scope
from healthplans.vocabulary.units import PrintedUnit

__all__ = ["LONGEST", "LabelGrammar", "Parsed"]

Key = tuple[str, str]
_NAME, _COUNT = "name", "count"
# words of these kinds may also stand inside a label: 15岁以上男性吸烟率
_INSIDE = ("sex", "residence", "registration")
_DEEPEST = 4
_SHORTEST = 5
# a longer text is a sentence, and no label
LONGEST = 120


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a label was parsed into.

    Attributes
    ----------
    codes : tuple of str
        The indicators that claim it: none, one, or several that nothing tells apart.
    scopes : tuple of Scope
        What its scope words mean.
    scope_words : tuple of str
        The scope words as they stand in the label.
    seen : tuple of (str, str)
        Its parts in the order read: (`scale`, `denominator`, `whole`, `scope`, `noun`,
        `suffix`; text).
    scale : Scale or None
        Its scale, with the population that stands before or after it.
    """

    codes: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    scope_words: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    scale: Scale | None = None


@dataclass(frozen=True, slots=True)
class _State:
    """What is left of a label, and the words taken from its front."""

    rest: str
    words: tuple[str, ...] = ()
    scoped: tuple[str, ...] = ()


class LabelGrammar:
    """Reads labels that are not listed word for word."""

    def __init__(self, lists: Codelists, scales: Scales) -> None:
        self._lists, self._scales = lists, scales
        self._synonyms = [(fold(s.text), fold(s.canonical)) for s in lists.synonyms]
        words = lists.label_words
        counts = (fold(word.text) for word in words if word.role == "count")
        self._counts = sorted(counts, key=len, reverse=True)
        self._whole = {self.canonical(w.text) for w in words if w.role == "whole"} - {""}
        self._scopes = {self.canonical(t): v for t, v in lists.scope_values.items()}
        self._inside = [
            text
            for text, scopes in self._scopes.items()
            if scopes[0].dimension in _INSIDE and len(text) > 1
        ]
        self._people = tuple(
            text for text, s in self._scopes.items() if s[0].dimension == "population"
        )
        self._index = self._indexed()
        self.parse = lru_cache(maxsize=65536)(self._parse)

    @lru_cache(maxsize=65536)  # noqa: B019  # one grammar a set of codelists
    def canonical(self, text: str) -> str:
        """Fold a text and write all words that mean the same in one way."""
        folded = fold(text)
        for old, new in self._synonyms:
            if old in folded:
                folded = folded.replace(old, new)
        return folded

    def _indexed(self) -> dict[Key, set[str]]:
        index: dict[Key, set[str]] = {}
        for code, entry in self._lists.indicators.items():
            for text in (*entry.aliases, entry.zh):
                for key in self._keys_of(self.canonical(text), entry):
                    index.setdefault(key, set()).add(code)
        return index

    def _keys_of(self, text: str, entry: Indicator) -> Iterator[Key]:
        scale = self._scales.of(text)
        if scale:
            yield self._dense(scale.denominator, text.replace(scale.text, "", 1))
            return
        for name in (text, *self._without_whole(text)):
            yield _NAME, name
        if self._lists.units[entry.unit].family == "count":
            yield _COUNT, self._noun(text)

    def _without_whole(self, text: str) -> Iterator[str]:
        """Give a listed label without a word for all in front: 居民健康素养水平."""
        for word in self._whole:
            if text.startswith(word) and len(text) >= len(word) + _SHORTEST:
                yield text.removeprefix(word)

    def _dense(self, denominator: str, noun: str) -> Key:
        """Give the key of a density: whose, by the widest group, and of what."""
        code = self._lists.printed_denominators.get(denominator, "")
        entry = self._lists.denominators.get(code)
        return f"per {(entry.of if entry else '') or code}", self._noun(noun)

    def _noun(self, text: str) -> str:
        """Take the suffix of a count away: 医师数, 医师人数, 医师."""
        for suffix in self._counts:
            if text.endswith(suffix) and len(text) > len(suffix):
                return text.removesuffix(suffix)
        return text

    def _parse(self, label: str, unit: PrintedUnit) -> Parsed:
        """Parse a folded label without its unit bracket, beside its printed unit.

        The unit tells a count (人) from a density (人/千人) where the label prints no scale.
        """
        if len(label) > LONGEST:
            return Parsed()
        name = self.canonical(label)
        scale = self._scales.of(name)
        if scale is None:
            return self._found(name, None, unit)
        head, _, tail = name.partition(scale.text)
        if head in self._lists.printed_denominators:
            # 常住人口每千人床位数: the population stands before the scale
            return self._found(tail, replace(scale, denominator=head), unit)
        if head and not self._is_narrowing(head):
            return Parsed()
        return self._found(f"{head}{tail}", scale, unit)

    def narrows(self, words: str) -> bool:
        """Whether words are a scope, a whole or a population."""
        return self._is_narrowing(self.canonical(words))

    def _is_narrowing(self, words: str) -> bool:
        known = {*self._whole, *self._scopes, *self._lists.printed_denominators}
        return words in known

    def _found(self, text: str, scale: Scale | None, unit: PrintedUnit) -> Parsed:
        """Take words from the front until what is left is a listed label."""
        states = [_State(text)]
        for _ in range(_DEEPEST):
            hits = {
                code: state
                for state in reversed(states)
                for code in self._codes(state, scale, unit)
            }
            if hits:
                codes = tuple(sorted(hits))
                return self._parsed(codes, hits[codes[0]], scale)
            states = [after for state in states for after in self._shorter(state)]
        return Parsed()

    def _codes(self, state: _State, scale: Scale | None, unit: PrintedUnit) -> set[str]:
        keys = [*self._keys(state.rest, scale, unit)]
        codes = set().union(*(self._index.get(key, set()) for key in keys))
        return {code for code in codes if self._fits(code, state)}

    def _keys(self, rest: str, scale: Scale | None, unit: PrintedUnit) -> Iterator[Key]:
        if scale or (unit.scale and unit.counter):
            dense = self._dense(scale.denominator if scale else unit.per, rest)
            yield dense
            if scale or dense in self._index:
                return
        yield _NAME, rest
        if not unit.code or self._lists.units[unit.code].family == "count":
            yield _COUNT, self._noun(rest)

    def _fits(self, code: str, state: _State) -> bool:
        """Whether the words taken away may narrow this indicator.

        One that is itself about people of an age is another indicator for another age.
        """
        entry = self._lists.indicators[code]
        own = set(entry.implied_scopes)
        aged = bool(own) or any(char.isdecimal() for char in entry.zh)
        taken = [scope for word in state.scoped for scope in self._scopes[word]]
        people = {s.value for s in taken if s.dimension == "population"}
        if people <= own:
            return True
        # 儿童 is no part of 青少年: two groups of people side by side are one label
        beside = state.rest.startswith(self._people)
        return not (aged or beside)

    def _shorter(self, state: _State) -> Iterator[_State]:
        rest = state.rest
        ends = range(len(rest) - 1, 0, -1)
        for word in (rest[:end] for end in ends):
            if word in self._whole:
                yield _State(rest[len(word) :], (*state.words, word), state.scoped)
            elif word in self._scopes:
                yield _State(rest[len(word) :], (*state.words, word), (*state.scoped, word))
        for word in self._inside:
            if word in rest[1:] and word not in state.scoped:
                less = rest.replace(word, "", 1)
                yield _State(less, (*state.words, word), (*state.scoped, word))

    def _parsed(self, codes: tuple[str, ...], state: _State, scale: Scale | None) -> Parsed:
        scopes = tuple(scope for word in state.scoped for scope in self._scopes[word])
        noun = self._noun(state.rest)
        seen = [("scope" if w in state.scoped else "whole", w) for w in state.words]
        seen = [*(scale.seen if scale else ()), *seen]
        seen += [("noun", noun), ("suffix", state.rest.removeprefix(noun))]
        return Parsed(
            codes, scopes, state.scoped, tuple(pair for pair in seen if pair[1]), scale
        )

    def nearest(self, label: str) -> list[tuple[str, str, float]]:
        """Give the listed labels most like one, with code and likeness from 0 to 100."""
        # rapidfuzz is imported here because only a failing reading needs it
        from rapidfuzz import fuzz, process

        listed = self._listed()
        found = process.extract(
            self.canonical(label), list(listed), scorer=fuzz.ratio, limit=3
        )
        return [(listed[text][0], listed[text][1], score) for text, score, _ in found]

    @lru_cache(maxsize=1)  # noqa: B019  # one grammar a set of codelists
    def _listed(self) -> dict[str, tuple[str, str]]:
        return {
            self.canonical(text): (text, code)
            for code, entry in self._lists.indicators.items()
            for text in (*entry.aliases, entry.zh)
        }
