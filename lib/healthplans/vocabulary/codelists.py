"""The project's vocabulary: indicators, units, denominators, districts, wordings, scopes.

Definitions are data in `data/codelists`; this module reads them, checks that they are unique
and disjoint, and answers look-ups. It knows no indicator and no wording by name.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import ValidationError

from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.paths import data_folder
from healthplans.texts import fold
from healthplans.vocabulary.schema import (
    Denominator,
    District,
    Entry,
    Indicator,
    Message,
    Name,
    Numeral,
    Scope,
    Unit,
    UnitWord,
    Wording,
)

__all__ = ["Codelists", "read_codelists"]

E = TypeVar("E", bound=Entry)
T = TypeVar("T")


@dataclass(frozen=True)
class Codelists:
    """All codelists, checked; look-ups fold the printed text first."""

    indicators: Mapping[str, Indicator]
    units: Mapping[str, Unit]
    denominators: Mapping[str, Denominator]
    districts: Mapping[str, District]
    wordings: tuple[Wording, ...]
    scopes: tuple[Scope, ...]
    names: Mapping[tuple[str, str], Name]
    messages: Mapping[str, Message] = field(default_factory=dict)
    numerals: tuple[Numeral, ...] = ()
    unit_words: tuple[UnitWord, ...] = ()

    @cached_property
    def headlines(self) -> Sequence[str]:
        """The codes of the headline indicators, in the order to be shown."""
        places = {code: entry.headline for code, entry in self.indicators.items()}
        return [
            code
            for _, code in sorted((place, code) for code, place in places.items() if place)
        ]

    @cached_property
    def aliases(self) -> Mapping[str, str]:
        """Folded label -> indicator code."""
        return {
            fold(alias): code
            for code, entry in self.indicators.items()
            for alias in entry.aliases
        }

    @cached_property
    def printed_units(self) -> Mapping[str, str]:
        """Folded unit text -> unit code."""
        return {
            text: unit.unit for unit in self.units.values() for text in _listed(unit.printed)
        }

    @cached_property
    def printed_denominators(self) -> Mapping[str, str]:
        """Words after 每千 or 每万 -> denominator."""
        return {
            text: entry.denominator
            for entry in self.denominators.values()
            for text in _listed(entry.printed)
        }

    @cached_property
    def scope_values(self) -> Mapping[str, tuple[Scope, ...]]:
        """Folded scope words -> what they mean, one entry a dimension."""
        texts = dict.fromkeys(fold(scope.text) for scope in self.scopes)
        return {text: tuple(s for s in self.scopes if fold(s.text) == text) for text in texts}

    def indicator(self, code: str) -> Indicator:
        """Look an indicator up by code; raise `UnknownNameError` with the nearest codes."""
        return _found("indicator", code, self.indicators)

    def district(self, code: str) -> District:
        """Look a district up by code; raise `UnknownNameError` with the nearest codes."""
        return _found("district", code, self.districts)

    def factor(self, source: str, target: str) -> Decimal | None:
        """Exact factor from one unit to another; None if they do not convert."""
        one, other = self.units[source], self.units[target]
        return one.factor / other.factor if one.family == other.family else None

    def name(self, list_: str, code: str, lang: str) -> str:
        """Give the word for a code of a small list (`kind`, `status`, `topic`, ...)."""
        return str(getattr(_found(list_, (list_, code), self.names), lang))

    def message(self, key: str, lang: str, **values: object) -> str:
        """Give a sentence of `messages.yaml` with its placeholders filled in."""
        return str(getattr(_found("message", key, self.messages), lang)).format_map(values)


def read_codelists(folder: Path | None = None) -> Codelists:
    """Read and check all codelists of a folder, by default the project's own.

    Raises
    ------
    InputError
        Naming every entry with a missing or wrong field, every code or printed text that
        stands twice, and every reference to a code that is not there.
    """
    return _read_codelists(folder or data_folder() / "codelists")


@cache
def _read_codelists(folder: Path) -> Codelists:
    lists = Codelists(
        indicators=_keyed(_read_yaml(folder / "indicators.yaml", Indicator, "code"), "code"),
        units=_keyed(_read_csv(folder / "units.csv", Unit), "unit"),
        denominators=_keyed(
            _read_csv(folder / "denominators.csv", Denominator), "denominator"
        ),
        districts=_keyed(_read_csv(folder / "districts.csv", District), "code"),
        wordings=_read_csv(folder / "wordings.csv", Wording),
        scopes=_read_csv(folder / "scopes.csv", Scope),
        names={(n.list, n.code): n for n in _read_csv(folder / "names.csv", Name)},
        messages=_keyed(_read_yaml(folder / "messages.yaml", Message, "key"), "key"),
        numerals=_read_csv(folder / "numerals.csv", Numeral),
        unit_words=_read_csv(folder / "unit_words.csv", UnitWord),
    )
    offences = [*_repeated(lists, folder), *_dangling(lists)]
    if offences:
        raise InputError(offences)
    return lists


def _read_yaml(path: Path, model: type[E], key: str) -> tuple[E, ...]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rows = ((name, {key: name, **entry}) for name, entry in loaded.items())
    return _validated(path, model, rows)


def _read_csv(path: Path, model: type[E]) -> tuple[E, ...]:
    with path.open(encoding="utf-8", newline="") as file:
        return _validated(
            path, model, ((str(n), row) for n, row in enumerate(csv.DictReader(file), 2))
        )


def _validated(
    path: Path, model: type[E], rows: Iterable[tuple[str, dict[str, Any]]]
) -> tuple[E, ...]:
    entries, offences = [], []
    for place, row in rows:
        try:
            entries.append(model(**row))
        except ValidationError as error:
            offences += [_offence(path, place, detail) for detail in error.errors()]
    if offences:
        raise InputError(offences)
    return tuple(entries)


def _offence(path: Path, place: str, detail: Any) -> Offence:
    column = ".".join(str(part) for part in detail["loc"])
    return Offence(path.name, detail["msg"], place, column, str(detail["input"])[:80])


def _keyed(entries: tuple[E, ...], key: str) -> dict[str, E]:
    counted = Counter(getattr(entry, key) for entry in entries)
    twice = [name for name, times in counted.items() if times > 1]
    if twice:
        kind = type(entries[0]).__name__.lower()
        raise InputError(
            Offence(f"{kind} codelist", "each code once", "", key, t) for t in twice
        )
    return {getattr(entry, key): entry for entry in entries}


def _repeated(lists: Codelists, folder: Path) -> list[Offence]:
    """List printed texts that would mean two things."""
    aliases = [fold(alias) for i in lists.indicators.values() for alias in i.aliases]
    units = [text for unit in lists.units.values() for text in _listed(unit.printed)]
    wordings = [f"{w.text} ({w.position})" for w in lists.wordings]
    groups = {"indicators.yaml": aliases, "units.csv": units, "wordings.csv": wordings}
    return [
        Offence(str(folder / file), "each printed text once", "", "", text)
        for file, texts in groups.items()
        for text, times in Counter(texts).items()
        if times > 1
    ]


def _dangling(lists: Codelists) -> list[Offence]:
    """List references to a code that no codelist holds."""
    known: dict[str, Any] = {
        "unit": lists.units,
        "denominator": {"": None, **lists.denominators},
        "counts": {None: None, **lists.indicators},
        "share_of": {None: None, **lists.indicators},
        "topic": {code for kind, code in lists.names if kind == "topic"},
    }
    entries = lists.indicators.values()
    single = [(e.code, f, getattr(e, f)) for e in entries for f in known]
    offences = [(c, f, value) for c, f, value in single if value not in known[f]]
    offences += [
        (e.code, "related", r) for e in entries for r in e.related if r not in lists.indicators
    ]
    return [Offence("indicators.yaml", "a known code", c, f, v) for c, f, v in offences]


def _listed(printed: str) -> list[str]:
    return [fold(text) for text in printed.split("|") if text]


def _found(kind: str, key: Any, entries: Mapping[Any, T]) -> T:
    if key not in entries:
        raise UnknownNameError(kind, key, [str(known) for known in entries])
    return entries[key]
