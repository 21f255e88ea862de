"""The names and files of all modules, gathered in one place before the fork.

A kernel lists both as it starts: the names for `%reset`, the files for its debugger. Those of
some 3,000 modules lie in as many places of memory, each of which a fork would have to copy
when it is touched; that was a third of what its start costs.
"""

import contextlib
import sys
from collections.abc import Iterator
from functools import cache

__all__ = ["gather", "gathered"]


class _Module:
    """What stands for a module in the list: its file, and nothing else."""

    __slots__ = ("__file__",)

    def __init__(self, file: str) -> None:
        self.__file__ = file


class _System:
    """The module `sys`, but for its modules: they know their files and nothing else."""

    def __init__(self, modules: dict[int, _Module]) -> None:
        self.modules = modules

    def __getattr__(self, name: str) -> object:
        return getattr(sys, name)


def gather() -> None:
    """Copy the names and files of all modules to lie side by side; once, before the fork."""
    _files()
    for name in list(sys.modules):
        sys.modules[_copy(name)] = sys.modules.pop(name)


@contextlib.contextmanager
def gathered() -> Iterator[None]:
    """Let a kernel that starts within the block read the gathered files."""
    from ipykernel import ipkernel

    names = vars(ipkernel)
    names["sys"] = _System(_files())
    try:
        yield
    finally:
        names["sys"] = sys


@cache
def _files() -> dict[int, _Module]:
    files = [getattr(module, "__file__", None) for module in sys.modules.values()]
    return {place: _Module(_copy(file)) for place, file in enumerate(filter(None, files))}


def _copy(text: str) -> str:
    return text.encode().decode()
