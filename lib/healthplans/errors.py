"""What is said when an input cannot be read: every offender, with file, row and column."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

__all__ = [
    "AmbiguousNameError",
    "HealthplansError",
    "InputError",
    "Offence",
    "OutputError",
    "SchedulerError",
    "UnknownNameError",
    "refuse",
]


class HealthplansError(Exception):
    """Base of all errors that are about the user's input, never about the code."""


_FEW = 12  # as many known names as a message can list


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
        where += [f"row {self.row}"] if self.row else []
        where += [f"column {self.column}"] if self.column else []
        found = "" if self.text is None else f"found {self.text!r}, "
        return f"{', '.join(where)}: {found}expected {self.expected}"


class InputError(HealthplansError):
    """An input cannot be read; `offences` holds every reason found, not only the first."""

    def __init__(self, offences: Iterable[Offence]) -> None:
        self.offences: Sequence[Offence] = tuple(offences)
        listed = "\n".join(f" - {offence}" for offence in self.offences)
        super().__init__(f"{len(self.offences)} problem(s) in the input:\n{listed}")


def refuse(offences: Sequence[Offence]) -> None:
    """Raise `InputError` if there is any offence."""
    if offences:
        raise InputError(offences)


class UnknownNameError(HealthplansError):
    """A district, indicator, page or parameter that nothing is known about."""

    def __init__(self, kind: str, name: object, known: Sequence[str]) -> None:
        # rapidfuzz is imported here because only a failing call needs it
        from rapidfuzz import process

        near = [
            match for match, *_ in process.extract(str(name), known, limit=3, score_cutoff=50)
        ]
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        if not near and 0 < len(known) <= _FEW:
            hint = f"; known: {', '.join(known)}"
        super().__init__(f"no {kind} is called {name!r}{hint}")


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
