"""What a command was given: words that a shell may have changed, and folders to write to.

Nothing is written over what pages are made from, or to a slip of the pen.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import typer

from healthplans.errors import Offence, refuse
from healthplans.paths import (
    data_folder,
    library_folder,
    notebooks_folder,
    project_data,
    project_folder,
)
from healthplans.whole_files import A_FOLDER, what_is

_SLIPS = {
    re.compile(r"(--[\w-]+=)?\s*"): (
        "a text that is not blank (is a variable of your shell not set?)"
    ),
    re.compile(r"(--[\w-]+=)?~(/.*)?"): (
        "a path as your shell leads to it: `--name ~/x`, without quotes or `=`"
    ),
}
_JOINED = re.compile(r"(--[\w-]+)=(.*)", re.DOTALL)
_AS_PRINTED = "read"  # its texts are those of printed cells: blank, or `~5`
_PATH = re.compile("--csv(=|$)")
# what a site has below its folder, and what tells that a run has written there
_BELOW = ("assets", "data", "en", "notebooks", "zh")
_MARKS = (".lock", ".manifest.json")


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
    refuse(
        [
            Offence(f"after {before}", expected, text=word)
            for before, word in pairs
            for form, expected in _SLIPS.items()
            if form.fullmatch(word)
        ]
    )


def refuse_idle(asked: str, beside: Mapping[str, bool]) -> None:
    """Refuse the options given of those that would count for nothing beside another.

    Raises
    ------
    InputError
        Naming every one.
    """
    expected = f"no such option beside {asked}, where it counts for nothing"
    refuse([Offence(name, expected) for name, given in beside.items() if given])


def output_folder(asked: Path | None) -> Path:
    """Give the folder asked for, by default `out` of the checkout.

    Raises
    ------
    InputError
        If a name in its path is blank, begins or ends with a blank, or holds a line break or
        the like, or if a site there would lie among the data, the notebooks or the library,
        among a user's or a system's folders, or over files that no run has written.
    """
    if asked is None:
        return project_folder() / "out"
    _refuse_nowhere(asked)
    offences = [*_slips(asked)]
    for source in (data_folder(), project_data(), library_folder(), notebooks_folder()):
        if _mixes(asked.resolve(), source.resolve()):
            expected = f"a folder that does not mix with {source}, which pages are made from"
            offences.append(Offence("--out", expected, text=str(asked)))
            break
    if strange := _strange(asked):
        expected = f"a folder of its own, a new one such as {asked / 'site'}; {strange}"
        offences.append(Offence("--out", expected, text=str(asked)))
    refuse(offences)
    return asked


def checked_folder(asked: Path) -> Path:
    """Give a folder to write a few files to, which may be among others of the user's.

    Raises
    ------
    InputError
        As `output_folder`, but that only what all documents are read from is left alone.
    """
    _refuse_nowhere(asked)
    offences = [*_slips(asked)]
    own = (data_folder() / "documents", data_folder() / "codelists")
    for source in (*own, project_data(), library_folder(), notebooks_folder()):
        if asked.resolve().is_relative_to(source.resolve()):
            expected = f"a folder outside of {source}, which pages are made from"
            offences.append(Offence("--out", expected, text=str(asked)))
            break
    refuse(offences)
    return asked


def _slips(asked: Path) -> Iterator[Offence]:
    """Find what no folder is called, and what stands where it, or one above it, should."""
    # of the last name alone: the folders before it are there already, whatever they are called
    if asked.name != asked.name.strip() or not asked.name.isprintable():
        expected = (
            "a folder without a blank at the ends of its name and without line breaks "
            "and other signs that are not seen"
        )
        yield Offence("--out", expected, text=str(asked))
    there = next(
        place for place in (asked, *asked.absolute().parents) if os.path.lexists(place)
    )
    if (found := what_is(there)) != A_FOLDER:
        expected = f"a folder; {there} is {found or 'a file'}"
        yield Offence("--out", expected, text=str(asked))


def _refuse_nowhere(asked: Path) -> None:
    try:
        asked.resolve()
    except FileNotFoundError:
        expected = "a folder from its root on; the one that you are in is gone"
        refuse([Offence("--out", expected, text=str(asked))])
    except (OSError, RuntimeError):  # by the version of Python
        expected = "a folder; its links lead in a circle"
        refuse([Offence("--out", expected, text=str(asked))])


def _strange(asked: Path) -> str:
    """Say why a folder is somebody else's; nothing if it is new, empty, or a site's."""
    place = asked.resolve()
    if place in (Path(place.anchor), Path(os.environ.get("HOME", place.anchor)).resolve()):
        return "this one is no place for a site"
    if any((place / mark).exists() for mark in _MARKS):
        return ""
    there = [name for name in (*_BELOW, "index.html") if (place / name).exists()]
    return f"{', '.join(there)} there, which no run has written" if there else ""


def _mixes(out: Path, source: Path) -> bool:
    return out.is_relative_to(source) or any(
        source.is_relative_to(out / name) for name in _BELOW
    )
