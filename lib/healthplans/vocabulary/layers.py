"""Codelists in layers: the project's, and a folder's own laid over them.

Each layer is read and validated alike; an entry that stands in both must mean the same there.
"""

import csv
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import ValidationError

from healthplans.errors import InputError, Offence, misfits, refuse
from healthplans.vocabulary.clashes import taken
from healthplans.vocabulary.schema import Entry
from healthplans.whole_files import decoded, read_whole
from healthplans.yaml_files import parsed

_FORMS = (".csv", ".yaml", ".yml")
E = TypeVar("E", bound=Entry)


class Layers:
    """The project's codelists, and a folder's own over them; offences are gathered."""

    def __init__(self, base: Path, own: Path | None) -> None:
        self.offences: list[Offence] = []
        self.notes: list[Offence] = []
        self._base, self._own = base, own
        self._names: list[str] = []

    def own(self, name: str) -> Path | None:
        """Give the folder's own file of a codelist; None where nothing is called so."""
        self._names.append(name)
        path = self._own / name if self._own else None
        return path if path and os.path.lexists(path) else None

    def unread(self) -> Iterator[Offence]:
        """Find the folder's files that are meant as codelists and are read by nothing."""
        for path in sorted(self._own.iterdir()) if self._own else ():
            known = path.name in self._names or path.name.startswith((".", "~$"))
            beneath = self._base / path.name
            if known or path.suffix.lower() not in _FORMS:
                continue
            if not (beneath.is_file() and path.is_file() and _same(path, beneath)):
                expected = f"one of {', '.join(sorted(self._names))}; no other adds anything"
                yield Offence(f"{path.parent.name}/", expected, text=path.name)

    def keyed(self, name: str, model: type[E], key: str) -> dict[str, E]:
        """Give the entries of a codelist by their code."""
        return {getattr(entry, key): entry for entry in self.entries(name, model, key)}

    def entries(self, name: str, model: type[E], *keys: str) -> tuple[E, ...]:
        """Give the project's entries, then the folder's own that are not among them."""
        known = self._read(self._base / name, model, keys)
        path = self.own(name)
        if path is None or _same(path, self._base / name):
            return known
        return self._laid_over(known, self._read(path, model, keys), path, keys)

    def _laid_over(
        self, known: tuple[E, ...], own: tuple[E, ...], path: Path, keys: Sequence[str]
    ) -> tuple[E, ...]:
        held = {_key(entry, keys): entry for entry in known}
        for entry in own:
            key = _key(entry, keys)
            beneath = held.get(key)
            both = taken(beneath, entry) if beneath else entry
            if both is None:
                expected = f"what the project's {path.name} says of it, or another code"
                self.offences.append(_of_own(path, key, expected))
                continue
            held[key] = cast(E, both)
            if beneath and beneath != entry:
                expected = f"the words of the project's {path.name}, which are taken"
                self.notes.append(_of_own(path, key, expected))
        return tuple(held.values())

    def _read(self, path: Path, model: type[E], keys: Sequence[str]) -> tuple[E, ...]:
        entries = _entries(path.name, read_whole(path, path.name), model, *keys[:1])
        times = Counter(_key(entry, keys) for entry in entries) if keys else Counter()
        self.offences += [
            Offence(path.name, f"each {' and '.join(keys)} once", " ".join(key))
            for key, count in times.items()
            if count > 1
        ]
        return entries


# kept by what they hold: the project's lists are the same beneath each folder's own
@lru_cache(maxsize=64)
def _entries(name: str, content: bytes, model: type[E], *key: str) -> tuple[E, ...]:
    text = decoded(content, name)
    rows = _yaml_rows(name, text, *key) if name.endswith(".yaml") else _csv_rows(name, text)
    return _validated(name, model, rows)


def _of_own(path: Path, key: Sequence[str], expected: str) -> Offence:
    return Offence(f"{path.parent.name}/{path.name}", expected, " ".join(key))


def _key(entry: Entry, keys: Sequence[str]) -> tuple[str, ...]:
    values = entry.model_dump() if not keys else {key: getattr(entry, key) for key in keys}
    return tuple(map(str, values.values()))


def _same(one: Path, other: Path) -> bool:
    return read_whole(one, one.name) == read_whole(other, other.name)


def _yaml_rows(file: str, text: str, key: str) -> Iterator[tuple[str, dict[str, Any]]]:
    loaded = parsed(text, file) or {}
    entries = loaded.items() if isinstance(loaded, dict) else [("", loaded)]
    for name, entry in entries:
        if not isinstance(entry, dict):
            raise InputError([Offence(file, "names with values", str(name), text=str(entry))])
        yield str(name), {key: name, **entry}


def _csv_rows(file: str, text: str) -> Iterable[tuple[str, dict[str, Any]]]:
    reader = csv.DictReader(io.StringIO(text, newline=""))
    rows = [(str(n), row) for n, row in enumerate(reader, 2)]
    refuse(
        [
            Offence(file, f"{len(row) - 1} cells", n, text=",".join(row[None]))
            for n, row in rows
            if None in row
        ]
    )
    return rows


def _validated(
    file: str, model: type[E], rows: Iterable[tuple[str, dict[str, Any]]]
) -> tuple[E, ...]:
    entries, offences = [], []
    for place, row in rows:
        try:
            entries.append(model.model_validate(row))
        except ValidationError as error:
            offences += misfits(error, file, place)
    if offences:
        raise InputError(offences)
    return tuple(entries)
