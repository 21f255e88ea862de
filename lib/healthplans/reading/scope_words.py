"""What printed words that narrow a figure mean: an entry, several in a row, or a name.

A text that is no entry of `scopes.csv` may be entries one after another (农村, 妇女), or the
name of one institution: it ends in a word of `label_words.csv` with role `institution`, which
words of role `site` may follow (县人民医院, 区中医院迁建). A name stands for itself, in every
language: no part of any kind of institution, so that no kind is taken for its total. So do
the people that a norm is for (每3万人口).
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from healthplans.reading.label_vocabulary import LabelVocabulary
from healthplans.reading.scales import scales
from healthplans.reading.wordings import any_of
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Scope

# words of one of these groups may follow each other; 儿童医院 is no hospital of the children
_TOGETHER = (
    {"kind", "level", "ownership", "operator", "size", "residence"},
    {"population", "sex", "residence", "registration"},
)
_DEEPEST = 3
_LONGEST = 60  # characters; a longer text is a sentence
_JOINS = "+;"  # what joins codes, and printed words


class ScopeWords:
    """Reads printed scopes by one set of codelists."""

    def __init__(self, lists: Codelists, words: LabelVocabulary) -> None:
        self._listed, self._words = lists.scope_values, words
        nouns, sites, projects = (
            any_of(fold(w.text) for w in lists.label_words if w.role == role)
            for role in ("institution", "site", "project")
        )
        named = rf".+?(?:{nouns})(?:{sites})*(?:\([^()]+\))?"
        self._name = re.compile(rf"{named}|.{{4,}}(?:{projects})")
        self._scales = scales(lists)
        self.of = lru_cache(maxsize=65536)(self._of)

    def _of(self, text: str) -> frozenset[str] | None:
        """Give the codes of a printed scope; none for the whole, None for unknown words."""
        folded = fold(text)
        found = self._listed.get(folded)
        if found is None:
            found = next(self._split(self._words.canonical(folded), ()), None)
        if found is not None or not folded:
            return frozenset(scope.value for scope in found or ())
        named = self._is_name(folded) or self._scales.people(folded) is not None
        return frozenset({folded}) if named else None

    def _is_name(self, folded: str) -> bool:
        single = len(folded) <= _LONGEST and not any(mark in folded for mark in _JOINS)
        return single and self._name.fullmatch(folded) is not None

    def _split(self, rest: str, taken: tuple[Scope, ...]) -> Iterator[tuple[Scope, ...]]:
        """Take a text apart into entries and words for all, the longest first."""
        if not rest:
            yield taken
        for end in range(len(rest), 0, -1) if len(taken) < _DEEPEST else ():
            head, tail = rest[:end], rest[end:]
            scopes = self._words.scopes.get(head, ())
            if head in self._words.whole:
                yield from self._split(tail, taken)
            elif scopes and _together((*taken, *scopes)):
                yield from self._split(tail, (*taken, *scopes))
        yield from self._inside(rest, taken)

    def _inside(self, rest: str, taken: tuple[Scope, ...]) -> Iterator[tuple[Scope, ...]]:
        """Take a word from within: 35-64岁农村妇女."""
        for word in self._words.inside if not taken else ():
            outer = self._words.scopes.get(rest.replace(word, "", 1), ())
            both = (*outer, *self._words.scopes[word])
            if word in rest[1:] and outer and _together(both):
                yield both


def _together(scopes: tuple[Scope, ...]) -> bool:
    """Whether entries may narrow one figure: each along its own dimension, of one group."""
    kinds = [scope.dimension for scope in scopes]
    alone = len(set(kinds)) == len(kinds)
    return alone and any(group.issuperset(kinds) for group in _TOGETHER)
