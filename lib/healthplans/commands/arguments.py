"""What a shell may have made of the words of a command before it came here."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import typer

from healthplans.errors import Offence, refuse

_BLANK = re.compile(r"(--[\w-]+=)?\s*")
_HOME = re.compile(r"(--[\w-]+=)?~(/.*)?")
_JOINED = re.compile(r"(--[\w-]+)=(.*)", re.DOTALL)
_AS_PRINTED = "read"  # its texts are those of printed cells: blank, or `~5`
_PATH = re.compile("--csv(=|$)")


def check_once(words: Sequence[str], commands: typer.Typer) -> None:
    """Refuse an option given twice with different values, of which only the last would count.

    Parameters
    ----------
    words : sequence of str
        Of the command line, without the program.
    commands : Typer
        All there are, each with its options.
    """
    group: Any = typer.main.get_command(commands)
    command = group.commands.get(words[0]) if words else None
    offences = []
    for option in (p for p in getattr(command, "params", ()) if hasattr(p, "is_flag")):
        given = dict.fromkeys(_values(words, option.opts))
        if len(given) > 1 and not (option.multiple or option.is_flag):
            expected = "one value; only the last would count"
            offences.append(Offence(option.opts[0], expected, text=" and ".join(given)))
    refuse(offences)


def _values(words: Sequence[str], names: Sequence[str]) -> Iterator[str]:
    for word, after in zip(words, (*words[1:], ""), strict=True):
        joined = _JOINED.fullmatch(word)
        name, value = joined.groups() if joined else (word, after)
        if name in names:
            yield value


def check(words: Sequence[str]) -> None:
    """Refuse words that are blank, and a `~` that no shell put a folder in the place of.

    A blank path would be the folder that the caller is in, a blank name the usual one.

    Parameters
    ----------
    words : sequence of str
        Of the command line, without the program.

    Raises
    ------
    InputError
        Naming every such word with the one before it.
    """
    pairs = [*zip(("the command", *words), words, strict=False)]
    if words[:1] == [_AS_PRINTED]:
        pairs = [pair for pair in pairs if any(_PATH.match(word) for word in pair)]
    offences = []
    for before, word in pairs:
        where = f"after {before}"
        if _BLANK.fullmatch(word):
            expected = "a text that is not blank (is a variable of your shell not set?)"
            offences.append(Offence(where, expected, text=word))
        elif _HOME.fullmatch(word):
            expected = "a path as your shell leads to it: `--name ~/x`, without quotes or `=`"
            offences.append(Offence(where, expected, text=word))
    refuse(offences)
