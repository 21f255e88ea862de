"""The project's vocabulary: indicators, units, denominators, areas, wordings, scopes.

Definitions are data in `data/codelists`; this module reads them, checks that they are unique
and disjoint, and answers look-ups. It knows no indicator and no wording by name.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, TypeVar

from healthplans.errors import InputError, Offence, UnknownNameError, refuse
from healthplans.paths import project_codelists, states
from healthplans.texts import fold
from healthplans.vocabulary import crossing, judging
from healthplans.vocabulary.areas import Areas, read_areas
from healthplans.vocabulary.classes import classes_around, overlapping
from healthplans.vocabulary.layers import Layers
from healthplans.vocabulary.schema import (
    Comparison,
    Denominator,
    Exposure,
    Indicator,
    Label,
    LabelWord,
    Message,
    Name,
    Numeral,
    ObligationWord,
    RoleWord,
    Scope,
    Synonym,
    Unit,
    UnitWord,
    Wording,
)
from healthplans.vocabulary.shares import Share, with_shares
from healthplans.whole_files import A_FOLDER, what_is

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Codelists:
    """All codelists, checked; equal to themselves only. Look-ups fold the printed text."""

    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    denominators: Mapping[str, Denominator]
    areas: Areas
    wordings: tuple[Wording, ...]
    scopes: tuple[Scope, ...]
    roles: tuple[RoleWord, ...]
    exposures: tuple[Exposure, ...]
    names: Mapping[tuple[str, str], Name]
    messages: Mapping[str, Message] = field(default_factory=dict)
    numerals: tuple[Numeral, ...] = ()
    unit_words: tuple[UnitWord, ...] = ()
    synonyms: tuple[Synonym, ...] = ()
    label_words: tuple[LabelWord, ...] = ()
    obligation_words: tuple[ObligationWord, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    labels: tuple[Label, ...] = ()
    conventions: tuple[judging.Convention, ...] = ()
    series_breaks: tuple[judging.SeriesBreak, ...] = ()
    tolerances: tuple[judging.Tolerance, ...] = ()
    published_verdicts: tuple[judging.PublishedVerdict, ...] = ()
    notes: tuple[Offence, ...] = ()

    @cached_property
    def headlines(self) -> Sequence[str]:
        """The codes of the headline indicators, in the order to be shown."""
        shown = [(i.headline, code) for code, i in self.indicators.items() if i.headline]
        return [code for _, code in sorted(shown)]

    @cached_property
    def described(self) -> Mapping[str, Indicator]:
        """The indicators without the shares that follow from them: what labels mean."""
        return {c: i for c, i in self.indicators.items() if not isinstance(i, Share)}

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Folded label -> indicator code: of the indicators, then as reviewers added."""
        listed = ((code, text) for code, i in self.indicators.items() for text in i.aliases)
        own = {fold(text): code for code, text in listed}
        return own | {fold(one.label): one.indicator for one in self.labels}

    @cached_property
    def printed_units(self) -> Mapping[str, str]:
        """Folded unit text -> unit code."""
        return _by_print(self.units)

    @cached_property
    def printed_denominators(self) -> Mapping[str, str]:
        """Words after 每千 or 每万 -> denominator."""
        return _by_print(self.denominators)

    @cached_property
    def obligations(self) -> Mapping[str, str]:
        """Folded word of an obligation column -> its code."""
        return {fold(word.text): word.obligation for word in self.obligation_words}

    def words_of(self, role: str) -> list[str]:
        """Give the words of labels that have a role, as printed."""
        return [word.text for word in self.label_words if word.role == role]

    def way(self, text: str) -> str:
        """Give how words compare (略高于: above), by the longest; blank for unknown."""
        words = sorted(self.comparisons, key=lambda word: -len(word.text))
        return next((w.way for w in words if fold(text).endswith(fold(w.text))), "")

    @cached_property
    def classes_around(self) -> Mapping[str, frozenset[str]]:
        """Code of a scope -> the codes of all classes that it lies in."""
        return classes_around(self.scopes)

    @cached_property
    def classes_beside(self) -> Mapping[str, frozenset[str]]:
        """Code of a scope -> the codes of the classes that share some of it."""
        return overlapping(self.classes_around)

    @cached_property
    def scope_values(self) -> Mapping[str, tuple[Scope, ...]]:
        """Folded scope words -> what they mean, one entry a dimension."""
        found: dict[str, tuple[Scope, ...]] = {}
        for scope in self.scopes:
            found[fold(scope.text)] = (*found.get(fold(scope.text), ()), scope)
        return found

    @cached_property
    def scopes_by_value(self) -> Mapping[str, Scope]:
        """Value of a scope -> its entry, of several alike the last."""
        return {scope.value: scope for scope in self.scopes}

    def dimension(self, value: str) -> str:
        """Give the dimension of a scope's value; blank for a name that is in no list."""
        scope = self.scopes_by_value.get(value)
        return scope.dimension if scope else ""

    def narrowed_to(self, value: str) -> str:
        """Give the Chinese name of a scope's value; what is in no list names itself."""
        scope = self.scopes_by_value.get(value)
        return scope.zh if scope else value

    @cached_property
    def counted(self) -> Mapping[str, str]:
        """Code of a density -> the code of the count that it is of."""
        return {code: e.counts for code, e in self.indicators.items() if e.counts}

    def indicator(self, code: str) -> Indicator:
        """Look an indicator up by code; raise `UnknownNameError` with the nearest codes."""
        return _found("indicator", code, self.indicators)

    def tolerance(self, measure: str, option: str) -> float:
        """Give a threshold of a measure; raise `UnknownNameError` for an unknown one."""
        known = {(t.measure, t.option): t.value for t in self.tolerances}
        return _found("tolerance", (measure, option), known)

    def factor(self, source: str, target: str) -> Decimal | None:
        """Exact factor from one unit to another; None if they do not convert."""
        one, other = self.units[source], self.units[target]
        return one.factor / other.factor if one.family == other.family else None

    def denominator(self, code: str, lang: str) -> str:
        """Give what a figure is per; blank for no denominator."""
        entry = self.denominators.get(code)
        return str(getattr(entry, lang)) if entry else ""

    def populations(self, denominator: str) -> Sequence[str]:
        """Give the indicators that say how many people something is per, the best first."""
        entry = self.denominators.get(denominator)
        return entry.counted_by.split("|") if entry and entry.counted_by else []

    def name(self, list_: str, code: str, lang: str) -> str:
        """Give the word for a code of a small list (`kind`, `status`, `topic`, ...)."""
        return str(getattr(_found(list_, (list_, code), self.names), lang))

    def message(self, key: str, lang: str, **values: object) -> str:
        """Give a sentence of `messages.yaml` with its placeholders filled in."""
        return str(getattr(_found("message", key, self.messages), lang)).format_map(values)


def read_codelists(folder: Path | None = None) -> Codelists:
    """Read and check the project's codelists, and a folder's own laid over them.

    Parameters
    ----------
    folder : Path, optional
        A folder with any of the codelists' files; each holds additions. An entry that stands
        in the project's codelist too must be the same there.

    Raises
    ------
    InputError
        Naming every entry with a missing or wrong field, every entry that contradicts the
        project's, every code or printed text that stands twice, and every reference to a code
        that is not there.
    """
    base = project_codelists()
    if folder and os.path.lexists(folder) and (found := what_is(folder)) != A_FOLDER:
        raise InputError([Offence(str(folder), A_FOLDER, text=found or "a file")])
    own = folder if folder and folder.is_dir() and not folder.samefile(base) else None
    return _read(base, own, *states(base), *states(own))


# kept: a program reads the same lists for each folder of documents
@lru_cache(maxsize=4)
def _read(base: Path, own: Path | None, *_states: object) -> Codelists:
    layers = Layers(base, own)
    lists = Codelists(
        indicators=layers.keyed("indicators.yaml", Indicator, "code"),
        units=layers.keyed("units.csv", Unit, "unit"),
        denominators=layers.keyed("denominators.csv", Denominator, "denominator"),
        areas=read_areas(base, layers.own("areas.csv")),
        wordings=layers.entries("wordings.csv", Wording, "text", "position"),
        scopes=layers.entries("scopes.csv", Scope, "text", "dimension"),
        roles=layers.entries("roles.csv", RoleWord, "text", "position"),
        exposures=layers.entries("exposures.csv", Exposure),
        names={(n.list, n.code): n for n in layers.entries("names.csv", Name, "list", "code")},
        messages=layers.keyed("messages.yaml", Message, "key"),
        numerals=layers.entries("numerals.csv", Numeral, "text", "role"),
        unit_words=layers.entries("unit_words.csv", UnitWord, "text", "role"),
        synonyms=layers.entries("synonyms.csv", Synonym, "text"),
        label_words=layers.entries("label_words.csv", LabelWord, "text", "role"),
        obligation_words=layers.entries("obligations.csv", ObligationWord, "text"),
        comparisons=layers.entries("comparisons.csv", Comparison, "text"),
        labels=layers.entries("labels.csv", Label, "label"),
        conventions=layers.entries("conventions.csv", judging.Convention, "convention"),
        series_breaks=layers.entries("series_breaks.csv", judging.SeriesBreak, "indicator"),
        tolerances=layers.entries("tolerances.csv", judging.Tolerance, "measure", "option"),
        published_verdicts=layers.entries("published_verdicts.csv", judging.PublishedVerdict),
    )
    refuse([*layers.unread(), *layers.offences, *crossing.offences(lists, base)])
    every = with_shares(lists.indicators, lists.units, lists.messages)
    return replace(lists, indicators=every, notes=tuple(layers.notes))


def _by_print(entries: Mapping[str, Unit] | Mapping[str, Denominator]) -> dict[str, str]:
    """Give the code of each folded text that entries are printed as."""
    return {text: code for code, e in entries.items() for text in crossing.listed(e.printed)}


def _found(kind: str, key: Any, entries: Mapping[Any, T]) -> T:
    if key not in entries:
        raise UnknownNameError(kind, key, [*map(str, entries)])
    return entries[key]
