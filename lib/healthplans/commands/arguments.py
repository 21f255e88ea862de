"""What a shell may have made of the words of a command before it came here."""

import re
from collections.abc import Sequence

from healthplans.errors import Offence, refuse

__all__ = ["check"]

_BLANK = re.compile(r"(--[\w-]+=)?\s*")
_HOME = re.compile(r"(--[\w-]+=)?~(/.*)?")
_AS_PRINTED = "read"  # its texts are those of printed cells: blank, or `~5`


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
    if words[:1] == [_AS_PRINTED]:
        return
    offences = []
    for before, word in zip(("the command", *words), words, strict=False):
        where = f"after {before}"
        if _BLANK.fullmatch(word):
            expected = "a text that is not blank (is a variable of your shell not set?)"
            offences.append(Offence(where, expected, text=word))
        elif _HOME.fullmatch(word):
            expected = "a path as your shell leads to it: `--name ~/x`, without quotes or `=`"
            offences.append(Offence(where, expected, text=word))
    refuse(offences)
