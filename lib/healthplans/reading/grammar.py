"""Read a label by its parts: scale, denominator, scope words, noun and suffix.

Labels of one definition differ from place to place in words that add nothing (全区, 拥有), in
words that mean the same (期望寿命, 预期寿命) and in words that narrow (农村). All are data
(`label_words.csv`, `synonyms.csv`, `scopes.csv`); those that narrow go to the part and never
vanish. What is left has to be a listed label, letter by letter: likeness is never enough.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from healthplans.parts import Part
from healthplans.reading.label_index import LabelIndex
from healthplans.reading.label_vocabulary import LabelVocabulary, Omitted
from healthplans.reading.scales import Scale, Scales
from healthplans.reading.writings import Writing
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator, Scope
from healthplans.vocabulary.units import PrintedUnit

_DEEPEST = 4
# what hospitals are narrows no figure of how people live and die: 口腔健康知识知晓率
_OF_INSTITUTIONS = ("kind", "level", "ownership", "operator", "size")
_OF_PEOPLE = ("outcomes", "behaviour")
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
    turned : bool
        Whether it lists its components in another order than the indicator does.
    """

    codes: tuple[str, ...] = ()
    scopes: tuple[Scope, ...] = ()
    scope_words: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()
    scale: Scale | None = None
    turned: bool = False


@dataclass(frozen=True, slots=True)
class _State:
    """What is left of a label, and the words taken from its front."""

    rest: str
    words: tuple[str, ...] = ()
    scoped: tuple[str, ...] = ()
    # words that name the group which the indicator is about anyway
    own: tuple[str, ...] = ()
    # whether a list in it stands in another order
    turned: bool = False

    def without(self, word: str, *, scoped: bool = False, own: bool = False) -> "_State":
        """Take a word from the front, or from within where it is not in front."""
        rest = self.rest
        less = rest[len(word) :] if rest.startswith(word) else rest.replace(word, "", 1)
        return _State(
            less,
            (*self.words, word),
            (*self.scoped, word) if scoped else self.scoped,
            (*self.own, word) if own else self.own,
            self.turned,
        )


class LabelGrammar:
    """Reads labels that are not listed word for word."""

    def __init__(self, lists: Codelists, scales: Scales) -> None:
        self._lists, self._scales = lists, scales
        self.words = LabelVocabulary(lists)
        self.canonical = self.words.canonical
        self._index = LabelIndex(lists, self.words, scales)
        self._omitted = Omitted(self.words)
        self.parse = lru_cache(maxsize=65536)(self._parse)

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
        if head and head not in self.words.narrowing:
            return Parsed()
        return self._found(f"{head}{tail}", scale, unit)

    def is_rate(self, label: str) -> bool:
        """Whether a label ends as a rate does."""
        return label.endswith(self.words.rates)

    def narrows(self, words: str) -> bool:
        """Whether words are a scope, a whole or a population."""
        return self.canonical(words) in self.words.narrowing

    def part(self, known: Parsed, indicator: Indicator) -> Part:
        """Give what a label narrows; words of the indicator's name that it left out do not."""
        values = {scope.value for scope in known.scopes}
        rest = dict(known.seen).get("noun", "")
        own = self.words.in_front(indicator.zh) == values - self.words.in_front(rest)
        return Part.about(() if own else values).without(indicator.implied_scopes)

    def _found(self, text: str, scale: Scale | None, unit: PrintedUnit) -> Parsed:
        """Find a listed label in a text, else in other writings of it."""
        hits = self._hits(Writing(text), scale, unit, turned=False)
        if not hits:
            for writing in self._index.turned(text):
                hits = self._hits(writing, scale, unit, turned=True) | hits
        hits = dict(self._most_specific(hits))
        codes = tuple(sorted(hits))
        return self._parsed(codes, hits[codes[0]], scale) if codes else Parsed()

    def _hits(
        self, writing: Writing, scale: Scale | None, unit: PrintedUnit, *, turned: bool
    ) -> dict[str, _State]:
        """Take words from the front until what is left is a listed label."""
        states = [_State(writing.text, turned=writing.turned)]
        for _ in range(_DEEPEST):
            hits: dict[str, _State] = {}
            for state in states:
                less = writing._replace(text=state.rest)
                for code in self._index.codes(less, scale, unit, turned=turned):
                    if self._fits(code, state):
                        # what an indicator is about anyway is no part of it
                        known = hits.get(code, state)
                        is_less = len(state.scoped) < len(known.scoped)
                        hits[code] = state if is_less else known
            if hits:
                return hits
            states = [after for state in states for after in self._shorter(state)]
        return {}

    def _most_specific(self, hits: dict[str, _State]) -> Iterator[tuple[str, _State]]:
        """Give those that need no more parts than another, which names the rest itself.

        三级公立医院平均住院日 is the stay in tertiary hospitals, of the public ones.
        """
        parts = {code: self._values(state.scoped) for code, state in hits.items()}
        for code, state in hits.items():
            if not any(other < parts[code] for other in parts.values()):
                yield code, state

    def _values(self, words: Iterable[str]) -> set[str]:
        return {scope.value for scope in self.words.meanings(tuple(words))}

    def _fits(self, code: str, state: _State) -> bool:
        """Whether the words taken away may narrow this indicator."""
        entry = self._lists.indicators[code]
        if any(entry.denominator not in self.words.owners[word] for word in state.own):
            return False
        if self._omitted.contradicts(entry, state.rest, state.words):
            return False
        dimensions = {scope.dimension for scope in self.words.meanings(state.scoped)}
        if entry.topic in _OF_PEOPLE and dimensions & {*_OF_INSTITUTIONS}:
            return False
        return self._may_narrow(entry, state)

    def _may_narrow(self, entry: Indicator, state: _State) -> bool:
        """Tell whether the people named are a part of those it is about.

        One that is itself about people of an age is another indicator for another age.
        """
        own = set(entry.implied_scopes)
        aged = bool(own) or any(char.isdecimal() for char in entry.zh)
        if self._values(state.scoped) & self.words.groups <= own:
            return True
        # 儿童 is no part of 青少年: two groups of people side by side are one label
        beside = state.rest.startswith(self.words.people)
        return not (aged or beside)

    def _shorter(self, state: _State) -> Iterator[_State]:
        rest = state.rest
        for word in (rest[:end] for end in range(len(rest) - 1, 0, -1)):
            yield from self._without(state, word)
        for word in self.words.inside:
            if word in rest[1:] and word not in state.scoped:
                yield state.without(word, scoped=True)

    def _without(self, state: _State, word: str) -> Iterator[_State]:
        if word in self.words.whole and not self._begins_scope(state.rest, word):
            yield state.without(word)
        elif word in self.words.scopes:
            yield state.without(word, scoped=True)
        if word in self.words.owners:
            yield state.without(word, own=True)

    def _begins_scope(self, rest: str, word: str) -> bool:
        """Tell whether a word of the whole is the beginning of one that narrows: 居民医保."""
        longer = (s for s in self.words.scopes if len(s) > len(word) and s.startswith(word))
        return any(rest.startswith(scope) for scope in longer)

    def _parsed(self, codes: tuple[str, ...], state: _State, scale: Scale | None) -> Parsed:
        noun = self.words.noun(state.rest)
        seen = [("scope" if w in state.scoped else "whole", w) for w in state.words]
        seen = [*(scale.seen if scale else ()), *seen]
        seen += [("noun", noun), ("suffix", state.rest.removeprefix(noun))]
        pairs = tuple(pair for pair in seen if pair[1])
        scopes = self.words.meanings(state.scoped)
        return Parsed(codes, scopes, state.scoped, pairs, scale, state.turned)
