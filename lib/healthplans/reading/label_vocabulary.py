"""The words that labels are made of, by what they do; all from the codelists."""

import re
from collections.abc import Collection, Iterator
from functools import lru_cache

from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator, Scope

# what one synonym writes another may shorten
_PASSES = 4
# words of these kinds may also stand inside a label: 15岁以上男性吸烟率
_INSIDE = ("sex", "residence", "registration", "ownership")
_WHOM = ("population", "residence")
_KIND = "kind"


class LabelVocabulary:
    """Words for all, scope words, groups of people and denominators, written in one way.

    Attributes
    ----------
    whole : frozenset of str
        Words that mean the whole area, and narrow nothing.
    everyone : frozenset of str
        Those of them that mean all people, in town and country.
    sums : frozenset of str
        Those of them that add up.
    means : tuple of str
        Words that say that a figure is a mean.
    scopes : dict
        Scope words -> what they mean, one entry a dimension.
    parents : dict
        What a scope word means -> the wider group that this is a part of.
    inside : list of str
        Scope words that may stand inside a label too.
    groups : frozenset of str
        Codes of scopes that are a group of people beside others; 常住 is none.
    people : tuple of str
        The words of these groups.
    owners : dict
        Words of a denominator -> the denominators that print them.
    narrowing : frozenset of str
        All words that may stand before a scale.
    rates : tuple of str
        What a rate ends in.
    """

    def __init__(self, lists: Codelists) -> None:
        self._lists = lists
        self._synonyms = [(fold(s.text), fold(s.canonical)) for s in lists.synonyms]
        # most labels hold none of the hundreds: one look tells
        listed = "|".join(re.escape(old) for old, _ in self._synonyms)
        self._synonym = re.compile(listed or "(?!)")
        self._counts = sorted((fold(text) for text in lists.words_of("count")), key=len)[::-1]
        self.whole = frozenset(map(self.canonical, lists.words_of("whole"))) - {""}
        self.everyone = frozenset(lists.words_of("everyone"))
        self.sums, self.means = frozenset(lists.words_of("sum")), tuple(lists.words_of("mean"))
        self.scopes = {self.canonical(t): v for t, v in lists.scope_values.items()}
        anywhere = set(map(self.canonical, lists.words_of("inside")))
        self.around = lists.classes_around
        self.inside = [word for word in self.scopes if self._stands_inside(word, anywhere)]
        everyone = {s.value for word in anywhere for s in self.scopes.get(word, ())}
        every = (scope for scopes in self.scopes.values() for scope in scopes)
        groups = {scope.value for scope in every if scope.dimension == "population"}
        self.groups = frozenset(groups - everyone)
        self.people = tuple(w for w, s in self.scopes.items() if s[0].value in self.groups)
        self.owners = self._owners()
        self.narrowing = frozenset((*self.whole, *self.scopes, *lists.printed_denominators))
        self.rates = tuple(map(fold, lists.words_of("rate")))

    @lru_cache(maxsize=65536)  # noqa: B019  # one vocabulary a set of codelists
    def canonical(self, text: str) -> str:
        """Fold a text and write all words that mean the same in one way."""
        folded, before = fold(text), ""
        for _ in range(_PASSES):
            if folded == before or not self._synonym.search(folded):
                break
            before = folded
            for old, new in self._synonyms:
                if old in folded:
                    folded = folded.replace(old, new)
        return folded

    def _stands_inside(self, word: str, anywhere: set[str]) -> bool:
        kind = self.scopes[word][0].dimension
        return len(word) > 1 and (kind in _INSIDE or word in anywhere)

    def _owners(self) -> dict[str, set[str]]:
        owners: dict[str, set[str]] = {}
        for code, entry in self._lists.denominators.items():
            for text in map(self.canonical, (entry.zh, *entry.printed.split("|"))):
                # one character is a particle of too many words
                owners.setdefault(text if len(text) > 1 else entry.zh, set()).add(code)
        return owners

    def noun(self, text: str) -> str:
        """Take the suffix of a count away: 医师数, 医师人数, 医师."""
        for suffix in self._counts:
            if text.endswith(suffix) and len(text) > len(suffix):
                return text.removesuffix(suffix)
        return text

    def without_whole(self, text: str, least: int) -> Iterator[str]:
        """Give a label without a word for all in front, where `least` characters are left."""
        for word in self.whole:
            if text.startswith(word) and len(text) >= len(word) + least:
                yield text.removeprefix(word)

    @lru_cache(maxsize=65536)  # noqa: B019  # one vocabulary a set of codelists
    def in_front(self, text: str) -> frozenset[str]:
        """Give what the scope words in front of a text mean."""
        rest, found = self.canonical(text), set[str]()
        while word := max((w for w in self.scopes if rest.startswith(w)), key=len, default=""):
            found |= {scope.value for scope in self.scopes[word]}
            rest = rest.removeprefix(word)
        return frozenset(found)

    def meanings(self, words: tuple[str, ...]) -> tuple[Scope, ...]:
        """Give what scope words mean."""
        return tuple(scope for word in words for scope in self.scopes[word])


class Omitted:
    """Tells whether words before a label contradict whom it leaves out.

    失能发生率 for 老年人失能发生率 may stand alone; behind words for everybody (居民) or for
    others (城市 before what is rural by definition) it says something else, and is no label of
    that indicator. So does a label that leaves out that its figure is a mean: 总门诊 is no
    cost of one visit. A share of one kind of institution, as of 综合医院, is none of another
    kind, as of 中医医院.
    """

    def __init__(self, words: LabelVocabulary) -> None:
        self._words = words
        found = (scope for scopes in words.scopes.values() for scope in scopes)
        self._kinds = frozenset(s.value for s in found if s.dimension == _KIND)

    def contradicts(self, entry: Indicator, rest: str, taken: Collection[str]) -> bool:
        """Whether words taken from a label's front are about others than its indicator.

        Parameters
        ----------
        entry : Indicator
            The indicator that a listed label leads to.
        rest : str
            That listed label, canonical.
        taken : collection of str
            The words that stood before it.
        """
        if self._means(entry.zh) and not self._means(rest) and self._words.sums & {*taken}:
            return True
        served = {*self._words.in_front(entry.denominator)} & self._kinds
        if served and any(self._others(word, served, {_KIND}) for word in taken):
            return True
        head = self._head(entry, rest)
        if not head:
            return False
        meant = self._words.scopes.get(head, ())
        own = {scope.value for scope in meant} | set(entry.implied_scopes)
        kinds = {scope.dimension for scope in meant}
        return any(
            word in self._words.everyone or self._others(word, own, kinds) for word in taken
        )

    def _means(self, text: str) -> bool:
        """Whether a text says that its figure is a mean: 次均, 人均, 平均."""
        return any(word in text for word in self._words.means)

    def _head(self, entry: Indicator, rest: str) -> str:
        """Give the words for people or place that the indicator's name has before a label."""
        name = self._words.canonical(entry.zh)
        head = name.removesuffix(rest) if name != rest else ""
        meant = self._words.scopes.get(head, ())
        known = head in self._words.owners or any(s.dimension in _WHOM for s in meant)
        # hospitals are among institutions of all kinds, and no others
        anyone = head in self._words.everyone or head in self._words.whole
        return head if known and not anyone else ""

    def _others(self, word: str, own: set[str], kinds: set[str]) -> bool:
        """Whether a word names a group of these kinds that lies in none of one's own."""
        return any(
            scope.dimension in kinds
            and not own & {scope.value, *self._words.around.get(scope.value, ())}
            for scope in self._words.scopes.get(word, ())
        )
