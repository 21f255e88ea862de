"""YAML as a person writes it: what is no YAML, or names a key twice, is refused by line.

YAML itself lets the last of two equal keys win, which loses the first without a word.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import yaml

from healthplans.errors import InputError, Offence
from healthplans.whole_files import decoded, read_whole

# levels of nesting; of some 20,000 the parser ends the whole process
_DEEPEST = 3_000
_SIGNS = re.compile(r"[-?: ]+")
_SHOWN = 120  # characters of what the parser says


class _Loader(yaml.CSafeLoader):
    """Collects the keys that a mapping names twice: the key, its line, the line before."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.twice: list[tuple[str, int, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [(key.tag, str(key.value)) for key, _ in node.value]
        if len({*names}) < len(names):
            lines = [key.start_mark.line + 1 for key, _ in node.value]
            self.twice += _named_again(names, lines)
        return super().construct_mapping(node, deep)


def _named_again(
    names: Sequence[tuple[str, str]], lines: Sequence[int]
) -> Iterator[tuple[str, int, int]]:
    """Give each key that stands again, with its line and the first one."""
    first: dict[tuple[str, str], int] = {}
    for name, line in zip(names, lines, strict=True):
        if name in first:
            yield name[1], line, first[name]
        first.setdefault(name, line)


def read_yaml(path: Path, name: str = "") -> Any:
    """Read a file of YAML in UTF-8.

    Parameters
    ----------
    path : Path
    name : str
        What an error calls the file; its own name without.

    Returns
    -------
    object
        None for an empty file.

    Raises
    ------
    InputError
        For what is no YAML or no UTF-8, and for every key that stands twice in one place.
    """
    name = name or path.name
    return parsed(decoded(read_whole(path, name), name), name)


def parsed(text: str, name: str) -> Any:
    """Read a text of YAML; `name` is what an error calls it."""
    try:
        if _is_too_deep(text):
            expected = f"at most {_DEEPEST:,} levels, one within the other"
            raise InputError([Offence(name, expected, text="more")])
        loader = _Loader(text)
        loaded = loader.get_single_data()
    except yaml.YAMLError as error:
        offence = Offence(name, "YAML in UTF-8", text=str(error)[:_SHOWN])
        raise InputError([offence]) from error
    if loader.twice:
        raise InputError([_repeated(name, *found) for found in loader.twice])
    return loaded


def _is_too_deep(text: str) -> bool:
    most = sum(map(text.count, "[{")) + max(map(len, _SIGNS.findall(text)), default=0)
    if most <= _DEEPEST:  # as of nearly all: nothing is parsed for it
        return False
    depth = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        begins, ends = yaml.CollectionStartEvent, yaml.CollectionEndEvent
        depth += isinstance(event, begins) - isinstance(event, ends)
        if depth > _DEEPEST:
            return True
    return False


def _repeated(name: str, key: str, line: int, earlier: int) -> Offence:
    expected = f"each key once; it stands in line {earlier} too"
    return Offence(name, expected, f"line {line}", text=key)
