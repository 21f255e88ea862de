"""Labels that leave out whom they are about: 失能发生率 for 老年人失能发生率.

Such a label may stand alone; behind words for everybody (居民) or for others (城市 before what
is rural by definition) it says something else, and is no label of that indicator. So does a
label that leaves out that its figure is a mean: 总门诊 is no cost of one visit. A share of one
kind of institution, as of 综合医院, is none of another kind, as of 中医医院.
"""

from collections.abc import Collection

from healthplans.reading.label_vocabulary import LabelVocabulary
from healthplans.vocabulary.schema import Indicator, Scope

_WHOM = ("population", "residence")
_KIND = "kind"


class Omitted:
    """Tells whether words before a label contradict whom it leaves out."""

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

    def _within(self, scope: Scope) -> set[str]:
        """Give the group that a word names and all wider groups."""
        return {scope.value, *self._words.around.get(scope.value, ())}

    def _others(self, word: str, own: set[str], kinds: set[str]) -> bool:
        return any(self._is_other(s, own, kinds) for s in self._words.scopes.get(word, ()))

    def _is_other(self, scope: Scope, own: set[str], kinds: set[str]) -> bool:
        return scope.dimension in kinds and not own & self._within(scope)
