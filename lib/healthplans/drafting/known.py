"""What the suite knows: labels, scopes and ranges; the only contact with its other rooms.

In go the codelists and the reviewed documents, out comes one `Known`. Everything that one
document alone uses can be left out, so that a document can be read as if it had never been
seen.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from healthplans.drafting.likeness import Likeness
from healthplans.drafting.words import narrow, normal, pattern, spelled
from healthplans.paths import data_folder
from healthplans.reading.labels import label_reader
from healthplans.reading.under import Row, in_full
from healthplans.texts import fold, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists, read_codelists
from healthplans.vocabulary.units import DENSITIES

_MOSTLY = 0.5  # share of its uses from which a label has a scope of its own


@dataclass(frozen=True)
class Use:
    """One printed figure of a reviewed document: label, scope, unit, code and document."""

    document: str
    label: str
    scope: str
    unit: str
    indicator: str


@dataclass(frozen=True)
class Known:
    """Labels with the indicators they stand for, scopes, ranges and unit families.

    Attributes
    ----------
    labels : mapping
        Label in one spelling -> codes, each with how often it was read so.
    names : mapping
        Code -> its Chinese name.
    ranges : mapping
        Code -> the plausible range in its standard unit.
    families : mapping
        Code -> ``share``, ``density`` or ``count``, by its standard unit.
    scopes : frozenset
        Words that narrowed a figure.
    scoped : mapping
        Label in one spelling -> share of its uses that had a scope.
    printed : frozenset
        Labels as printed, in one spelling.
    units : mapping
        Code -> the units that it was printed with.
    lists : Codelists or None
        What labels are read by as the project will; None where that is to be left out.
    """

    labels: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    families: Mapping[str, str] = field(default_factory=dict)
    scopes: frozenset[str] = frozenset()
    scoped: Mapping[str, float] = field(default_factory=dict)
    printed: frozenset[str] = frozenset()
    units: Mapping[str, frozenset[str]] = field(default_factory=dict)
    lists: Codelists | None = None

    @cached_property
    def likeness(self) -> Likeness:
        """The labels to compare others with."""
        return Likeness(self.labels)

    def read(self, label: str, unit: str) -> str:
        """Give the code that a label and its unit are read as; blank where they are not."""
        if self.lists is None:
            return ""
        meaning = label_reader(self.lists).of(label, unit, "", "")
        return meaning.indicator.code if meaning.indicator and not meaning.problem else ""

    def in_full(self, rows: Iterable[Row]) -> list[str]:
        """Give the labels of a table's rows, in full for those that stand under another."""
        rows = list(rows)
        full = in_full(rows, label_reader(self.lists)) if self.lists else [""] * len(rows)
        return [more or row[0] for more, row in zip(full, rows, strict=True)]

    def has(self, label: str) -> bool:
        """Tell whether a printed label is known, whatever its spelling."""
        return spelled(label) in self.printed

    def carries_scope(self, label: str) -> bool:
        """Tell whether a label was mostly printed with a scope of its own."""
        return self.scoped.get(spelled(label), 0.0) > _MOSTLY


def learn(lists: Any, uses: Iterable[Use], without: str = "") -> Known:
    """Gather what is known from the codelists and the figures of the reviewed documents.

    `without` is a document to be read as new: what only it uses is left out, indicators
    included.
    """
    kept = [use for use in uses if use.document != without and use.indicator]
    codes = {use.indicator for use in kept} if without else set(lists.described)
    entries = {c: lists.indicators[c] for c in sorted(codes) if c in lists.indicators}
    labels: dict[str, dict[str, int]] = {}
    named = [(name, code) for code, e in entries.items() for name in (e.zh, e.short_zh)]
    if not without:
        named += [(alias, code) for code, e in entries.items() for alias in e.aliases]
    pairs = [*named, *_separable(kept)]
    for label, code in pairs:
        counts = labels.setdefault(normal(label), {})
        counts[code] = counts.get(code, 0) + 1
    return Known(
        {label: counts for label, counts in labels.items() if len(label) > 1},
        {code: entry.zh for code, entry in entries.items()},
        {code: entry.range for code, entry in entries.items()},
        {code: _family(lists, entry) for code, entry in entries.items()},
        frozenset(word for use in kept for word in use.scope.split(";") if word),
        _scoped(kept),
        frozenset(spelled(label) for label, _ in pairs if len(spelled(label)) > 1),
        _units(kept),
        None if without else lists,
    )


def _separable(uses: Iterable[Use]) -> Iterator[tuple[str, str]]:
    """Give labels with their codes; one that its scope completes only together with it.

    规范管理率 is that of hypertension or of diabetes as its scope says; 床位 is 床位 with any.
    """
    scopes: dict[tuple[str, str], set[str]] = {}
    for use in uses:
        scopes.setdefault((use.label, use.indicator), set()).add(use.scope)
    codes = Counter(label for label, _ in scopes)
    for use in uses:
        alone = "" in scopes[use.label, use.indicator] or codes[use.label] == 1
        yield (use.label if alone else use.scope.replace(";", "") + use.label), use.indicator


def _units(uses: Iterable[Use]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for use in uses:
        found.setdefault(use.indicator, set()).add(counted(use.unit))
    return {code: frozenset(units - {""}) for code, units in found.items()}


def counted(unit: str) -> str:
    """Give a unit without its multiplier: what is counted."""
    return pattern("multiplier").sub("", narrow(unit)).strip()


def _scoped(uses: Iterable[Use]) -> dict[str, float]:
    """Count how often each label of the prose stood with a scope."""
    counts: dict[str, list[bool]] = {}
    for use in uses:
        counts.setdefault(spelled(use.label), []).append(bool(use.scope))
    return {label: sum(found) / len(found) for label, found in counts.items()}


def _family(lists: Any, entry: Any) -> str:
    if entry.unit in DENSITIES.values():
        return "density"
    return "share" if lists.units[entry.unit].family == "proportion" else "count"


def documents_folder() -> Path:
    """Give the folder of the reviewed documents."""
    return data_folder() / "documents"


def read_uses(folder: Path, lists: Codelists) -> Iterator[Use]:
    """Give every figure of the reviewed documents in a folder.

    Those of the prose by the code their row gives; rows of a table by their label.
    """
    for document in sorted(path for path in folder.iterdir() if path.is_dir()):
        for row in _rows(document / "text.csv"):
            scope = ";".join(filter(None, (row.get("scope", ""), row.get("of", ""))))
            unit, code = row.get("unit", ""), row.get("indicator", "")
            yield Use(document.name, row["label"], scope, unit, code)
        for row in _rows(document / "table.csv"):
            folded = fold(row["label"])
            bare, unit = split_unit_bracket(folded)
            name = folded if folded in lists.aliases else bare
            code = lists.aliases.get(name, "")
            yield Use(document.name, name, "", row.get("unit", "") or unit, code)


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def known(without: str = "") -> Known:
    """Give what the project knows, by default all of it."""
    folder = documents_folder()
    lists = read_codelists(folder.parent / "codelists")
    uses = read_uses(folder, lists) if folder.is_dir() else ()
    return learn(lists, uses, without)
