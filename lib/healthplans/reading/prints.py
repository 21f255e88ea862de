"""Read what is printed once, however many documents print it.

Thousands of documents print the same labels with the same values. What is read of a label, a
unit, a value and its scope is kept; a row only adds where it stands.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from functools import lru_cache, partial
from operator import attrgetter
from typing import NamedTuple

from healthplans.parts import WHOLE, Part
from healthplans.reading.amounts import Amount, amount_of
from healthplans.reading.figures import CHANGE_CLAIMS, Observation, observe
from healthplans.reading.label_vocabulary import LabelVocabulary
from healthplans.reading.labels import label_reader
from healthplans.reading.meanings import Meaning
from healthplans.reading.printed import Printed
from healthplans.reading.readings import Reading
from healthplans.reading.scales import scales
from healthplans.reading.values import Reader
from healthplans.reading.wordings import any_of
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Scope
from healthplans.vocabulary.shares import adds_up

Meant = Callable[[str], frozenset[str] | None]

_KEPT = 65536

# not `astuple`, which copies every cell deeply
cells = attrgetter(*(field.name for field in fields(Observation)))
# words of one of these groups may follow each other; 儿童医院 is no hospital of the children
_TOGETHER = (
    {"kind", "level", "ownership", "operator", "size", "residence"},
    {"population", "sex", "residence", "registration"},
)
_DEEPEST = 3
_LONGEST = 60  # characters; a longer text is a sentence
_PLACE = "2,7"  # characters of its name before 镇, or 街道
_JOINS = "+;"  # what joins codes, and printed words


class Row(NamedTuple):
    """What is read of one printed value, but for where it stands.

    `cells` are those of `Observation`, `end` what its id says of the part, `year` and
    `base_year` those that the value itself prints.
    """

    cells: tuple[object, ...]
    end: str
    year: int | None
    base_year: int | None

    def at(self, figure: Printed) -> Observation:
        """Give the observation of a figure that prints this."""
        made = Observation(*self.cells)  # type: ignore[arg-type]  # its own cells, in order
        place = f"{figure.origin}.{figure.locator.replace(':', 'c')}"
        made.observation_id = f"{place}.{self.end}" if self.end else place
        made.row, made.locator, made.value_text = figure.row, figure.locator, figure.value
        made.year = self.year or figure.year
        if made.kind == "relative" or figure.claim in CHANGE_CLAIMS:
            made.base_year = self.base_year or figure.base_year
        return made


class Read(NamedTuple):
    """The rows of a printed figure, and what is wrong with it: column, text, expected."""

    rows: tuple[Row, ...] = ()
    faults: tuple[tuple[str, str, str], ...] = ()


class Prints:
    """Reads labels and values together by one set of codelists, each print once."""

    def __init__(self, lists: Codelists, *, lenient: bool = False) -> None:
        """Read by `lists`; `lenient` keeps the figures of labels that are not known."""
        self._lists, self._lenient = lists, lenient
        self._labels, self._reader = label_reader(lists), Reader(lists)
        self._scopes = ScopeWords(lists, self._labels.words)
        self._people = {s.value for s in lists.scopes if s.dimension == "population"}
        self._kept = lru_cache(maxsize=_KEPT)(self._read)

    def read(self, figure: Printed, proposed: str | None = None) -> Read:
        """Read a figure; `proposed` is the value that a correction puts in its place."""
        # the value proposed prints its own unit; the one printed may be what was wrong
        unit = figure.unit if proposed is None else ""
        text = f"{figure.shared}{figure.value}" if proposed is None else proposed
        name = (figure.full or figure.label, unit, figure.indicator, figure.claim)
        return self._kept(name, text, figure.origin, figure.scope, figure.of, figure.unit)

    def _read(  # noqa: PLR0913, PLR0917  # all that tells two prints apart
        self,
        name: tuple[str, str, str, str],
        text: str,
        origin: str,
        scope: str,
        of: str,
        unit: str,
    ) -> Read:
        meaning = self._labels.of(*name)
        problem = meaning.problem
        faults = tuple(_unknown(scope, self._scopes.of))
        if problem and not (self._lenient and meaning.indicator is None):
            return Read(faults=((problem.column, problem.text, problem.expected), *faults))
        faults += tuple(_unknown(of, partial(self._base, meaning=meaning)))
        label, _, code, claim = name
        part = self._scope(scope, of, label, meaning)
        figure = Printed("", origin, 0, "", label, unit, "", None, indicator=code, claim=claim)
        amounts = self._amounts(meaning, claim, text, origin)
        rows = (
            _row(made, amount.reading, claimed=claim in CHANGE_CLAIMS)
            for made, amount in zip(
                observe(figure, meaning, amounts, part), amounts, strict=True
            )
        )
        return Read(tuple(rows), faults)

    def _amounts(
        self, meaning: Meaning, claim: str, text: str, origin: str
    ) -> tuple[Amount, ...]:
        # a sentence gives one value at a time, with its scope; a cell all that its label names
        named = meaning.parts if origin == "table" else 1
        readings = self._reader.read(text, named, meaning.counted)
        if claim in CHANGE_CLAIMS:
            return tuple(map(Amount, readings))
        return tuple(amount_of(reading, meaning, self._lists) for reading in readings)

    def _scope(self, scope: str, of: str, label: str, meaning: Meaning) -> Part:
        """Name the part a figure is about; the whole for all that the indicator means."""
        if not (scope or of or meaning.words):
            return WHOLE
        base = partial(self._base, meaning=meaning)
        words = _values(scope, self._scopes.of) | meaning.words
        # 健康管理率 of 65岁及以上老年人 is the whole of an indicator, and no part of one
        if scope:
            together = self._labels.of(f"{scope.replace(';', '')}{label}", "", "", "")
            same = together.indicator is meaning.indicator
            # 城乡居民 alone is everybody, and before 基本医疗保险参保 a scheme
            words |= together.words if same and words <= self._people else set()
            words -= self._people - together.words if same else set()
        part = Part.about(words, _values(of, base))
        return part.without(meaning.indicator.implied_scopes if meaning.indicator else ())

    def _base(self, word: str, meaning: Meaning) -> frozenset[str] | None:
        """Give what a share is of: a scope, or a number or sum of money by its label.

        Another number than the one that it is a share of stands by its code, as do the older
        people of whom a tenth are over 80.
        """
        known = self._scopes.of(word)
        if known is not None or meaning.indicator is None:
            return known
        whole = self._labels.of(word, "", "", "")
        if whole.indicator is None or not adds_up(whole.indicator.unit, self._lists.units):
            return None
        own = whole.indicator.code in (meaning.indicator.share_of, meaning.indicator.code)
        return whole.words | (set() if own else {whole.indicator.code})


def _values(words: str, read: Meant) -> set[str]:
    return {value for word in words.split(";") for value in read(word) or ()}


def _unknown(words: str, read: Meant) -> Iterator[tuple[str, str, str]]:
    for word in words.split(";"):
        if read(word) is None:
            yield "scope", word, "words of scopes.csv, or the name of an institution or a town"


def _row(made: Observation, reading: Reading, *, claimed: bool) -> Row:
    _, _, end = made.observation_id.partition(f"{made.origin}.")
    # a statement of growth has the years of its sentence
    years = (None, None) if claimed else (reading.year, reading.base_year)
    return Row(cells(made), end, *years)


class ScopeWords:
    """Reads printed words that narrow a figure: an entry, several in a row, or a name.

    A text that is no entry of `scopes.csv` may be entries one after another (农村, 妇女), or
    the name of one institution: it ends in a word of `label_words.csv` with role
    `institution`, which words of role `site` may follow (县人民医院, 区中医院迁建). So are
    those of role `place` of the name of a town, a street or an own part of the area. A name
    stands for itself, in every language: no part of any kind of institution, so that no kind
    is taken for its total. So do the people that a norm is for (每3万人口).
    """

    def __init__(self, lists: Codelists, words: LabelVocabulary) -> None:
        self._listed, self._words = lists.scope_values, words
        nouns, sites, projects, places, no_place, many = (
            any_of(map(fold, lists.words_of(role)))
            for role in ("institution", "site", "project", "place", "no_place", "many")
        )
        named = rf".+?(?:{nouns})(?:{sites})*(?:\([^()]+\))?"
        # 云塘镇 and 老城片区, but neither 各乡镇 nor 西部三镇
        apart = rf"(?!.*(?:{no_place}))(?!.*(?:{many})(?:{places})$)"
        self._name = re.compile(
            rf"{named}|.{{4,}}(?:{projects})|{apart}[^、]{{{_PLACE}}}(?:{places})"
        )
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
