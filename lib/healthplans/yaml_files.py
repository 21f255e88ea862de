"""YAML as a person writes it: what is no YAML, or names a key twice, is refused by line.

YAML itself lets the last of two equal keys win, which loses the first without a word.
"""

from pathlib import Path
from typing import Any

import yaml

from healthplans.errors import InputError, Offence
from healthplans.whole_files import decoded, read_whole

__all__ = ["read_yaml"]

_SHOWN = 120  # characters of what the parser says


class _Loader(yaml.CSafeLoader):
    """Collects the keys that a mapping names twice: the key, its line, the line before."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.twice: list[tuple[str, int, int]] = []

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        first: dict[tuple[str, str], int] = {}
        for key, _ in node.value:
            known, line = (key.tag, str(key.value)), key.start_mark.line + 1
            if known in first:
                self.twice.append((str(key.value), line, first[known]))
            first.setdefault(known, line)
        return super().construct_mapping(node, deep)


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
    try:
        loader = _Loader(decoded(read_whole(path, name), name))
        loaded = loader.get_single_data()
    except yaml.YAMLError as error:
        offence = Offence(name, "YAML in UTF-8", text=str(error)[:_SHOWN])
        raise InputError([offence]) from error
    if loader.twice:
        raise InputError([_repeated(name, *found) for found in loader.twice])
    return loaded


def _repeated(name: str, key: str, line: int, earlier: int) -> Offence:
    expected = f"each key once; it stands in line {earlier} too"
    return Offence(name, expected, f"line {line}", text=key)
