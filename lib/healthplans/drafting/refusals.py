"""How a file that cannot be read is refused: one clear sentence, and what can be done."""

from healthplans.errors import InputError, Offence

__all__ = ["Limits", "Unreadable", "missing"]


class Limits:
    """The most that a reader takes in, so that no file can exhaust the machine."""

    file_bytes = 200_000_000
    member_bytes = 100_000_000
    all_bytes = 300_000_000
    members = 5_000
    pages = 500
    cells = 200_000
    depth = 200
    pixels = 60_000_000
    seconds = 600
    memory = 4_000_000_000  # bytes beside what the process holds before


class Unreadable(InputError):  # noqa: N818  # a file is unreadable; an error says so
    """A file that no draft can be made of; says why and what can be done."""

    def __init__(self, name: str, expected: str, found: str | None = None) -> None:
        super().__init__([Offence(name, expected, text=found)])


def missing(name: str, what: str, extra: str) -> Unreadable:
    """Say that a part of the installation is needed for this format."""
    return Unreadable(name, f"{what}, installed with pip install healthplans[{extra}]")
