"""What is said when an input cannot be read: every offender, with file, row and column."""

import errno
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pydantic import ValidationError


class HealthplansError(Exception):
    """Base of all errors that are about the user's input, never about the code."""


_FEW = 12  # as many known names as a message can list
_HINTS = 3
_LONGEST = 80  # letters of a name that is repeated
# what the system says of no file in particular, and what may be done
_SYSTEM = {
    errno.EAGAIN: "no further process or thread can be started (`ulimit -u` limits them)",
    errno.ENOMEM: "there is not enough memory",
    errno.EMFILE: "too many files are open (`ulimit -n` says how many may be)",
    errno.ENOSPC: "a disk is full, that of the output or of the temporary folder",
    errno.EIO: "the output cannot be written, or a file not be read",
}


@dataclass(frozen=True)
class Offence:
    """One place in an input that cannot be read, and what was expected there."""

    file: str
    expected: str
    row: str = ""
    column: str = ""
    text: str | None = None

    def __str__(self) -> str:
        """Say it in one line: where, what was found, what was expected."""
        where = [self.file]
        line = self.row.startswith("line ")  # of the file, before it is parted into rows
        where += [self.row if line else f"row {self.row}"] if self.row else []
        where += [f"column {self.column}"] if self.column else []
        found = "" if self.text is None else f"found {self.text!r}, "
        return f"{in_line(', '.join(where))}: {found}expected {self.expected}"


def in_line(text: str) -> str:
    """Show signs that would break a line, or that no terminal can print, as codes."""
    return text if text.isprintable() else repr(text)[1:-1]


class InputError(HealthplansError):
    """An input cannot be read; `offences` holds every reason found, not only the first."""

    def __init__(self, offences: Iterable[Offence]) -> None:
        self.offences: Sequence[Offence] = tuple(offences)
        listed = "\n".join(f" - {offence}" for offence in self.offences)
        super().__init__(f"{len(self.offences)} problem(s) in the input:\n{listed}")


# what a field may hold, by pydantic's name of the fault; its own words say "input"
_EXPECTED = {
    "missing": "this field",
    "extra_forbidden": "a field that is known",
    "literal_error": "{expected}",
    "enum": "{expected}",
    "string_pattern_mismatch": "text of the form {pattern}",
    "greater_than": "a number above {gt}",
    "greater_than_equal": "a number of at least {ge}",
    "less_than": "a number below {lt}",
    "less_than_equal": "a number of at most {le}",
    "too_short": "at least {min_length} of them",
    "too_long": "at most {max_length} of them",
    "string_too_short": "text of at least {min_length} characters",
    "value_error": "{error}",
}
_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "decimal": "a number",
    "bool": "true or false",
    "string": "text",
    "date": "a date",
    "list": "a list",
    "tuple": "a list",
    "set": "a list",
    "dict": "names with values",
    "mapping": "names with values",
    "model": "names with values",
}


def misfits(error: "ValidationError", file: str, row: str = "") -> list[Offence]:
    """Say of every field that does not fit its model what may stand there.

    Parameters
    ----------
    file, row
        Where the entry stands, as in `Offence`; the field is its column.
    """
    return [
        Offence(
            file,
            _expected(detail),
            row,
            ".".join(map(str, detail["loc"])),
            None if detail["type"] == "missing" else str(detail["input"])[:80],
        )
        for detail in error.errors()
    ]


def _expected(detail: Any) -> str:
    known = _EXPECTED.get(detail["type"])
    if known:
        return known.format(**detail.get("ctx", {}))
    return _KINDS.get(detail["type"].partition("_")[0]) or str(detail["msg"])


def last_line(said: str, otherwise: str = "no reason given") -> str:
    """Give the last line of what a program said when it failed."""
    return (said.strip().splitlines() or [otherwise])[-1]


def refuse(offences: Sequence[Offence]) -> None:
    """Raise `InputError` if there is any offence."""
    if offences:
        raise InputError(offences)


class UnknownNameError(HealthplansError):
    """A district, indicator, page or parameter that nothing is known about.

    `near` are names that are meant more likely than those that look like it.
    """

    def __init__(
        self, kind: str, name: object, known: Sequence[str], near: Sequence[str] = ()
    ) -> None:
        text = str(name)[:_LONGEST]
        meant = [*near, *_contained(text, known), *_alike(text, known)]
        few = ", ".join(list(dict.fromkeys(meant))[:_HINTS])
        if few:
            hint = f"; did you mean {few}?"
        elif len(known) > _FEW:
            hint = f"; {len(known)} are known, such as {', '.join(known[:_HINTS])}"
        else:
            hint = f"; known: {', '.join(known)}" if known else ""
        shown = repr(text) if isinstance(name, str) else text
        super().__init__(f"no {kind} is called {shown}{hint}")


def _contained(text: str, known: Sequence[str]) -> list[str]:
    """Give the names of which a word stands in a text, such as a code in a longer one."""
    return [one for one in known if any(w in text for w in one.split() if len(w) > 1)]


def _alike(text: str, known: Sequence[str]) -> list[str]:
    # rapidfuzz is imported here because only a failing call needs it
    from rapidfuzz import process

    found = process.extract(text, known, limit=_HINTS, score_cutoff=50)
    return [match for match, *_ in found]


class AmbiguousNameError(HealthplansError):
    """A name that several areas share: all of them, and how to say which one is meant."""

    def __init__(self, kind: str, name: object, candidates: Sequence[str]) -> None:
        listed = ", ".join(candidates)
        super().__init__(
            f"{len(candidates)} {kind}s are called {name!r}: {listed}; "
            "name its city first, or give its code"
        )


class SchedulerError(HealthplansError):
    """The scheduler of other machines cannot be used: its address and the reason."""


class OutputError(HealthplansError):
    """The output folder cannot be written: its path and the reason are in the message."""


def of_system(error: OSError) -> str:
    """Say what the system refused: of which file, or else what may be done."""
    said = error.strerror or str(error) or type(error).__name__
    if error.filename is not None:
        return f"{in_line(str(error.filename))}: {said}"
    return _SYSTEM.get(error.errno or 0, said)
