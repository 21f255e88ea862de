"""What a command says of an error that is not about its input: one sentence, no traceback."""

import errno

__all__ = ["SHOWN", "of_system", "unexpected"]

SHOWN = "HEALTHPLANS_TRACEBACK"  # set to have an unexpected error shown with its place
_LONGEST = 300  # letters
# what the system says of no file in particular, and what may be done
_HINTS = {
    errno.EAGAIN: "no further process can be started (`ulimit -u` says how many may be)",
    errno.ENOMEM: "there is not enough memory",
    errno.EMFILE: "too many files are open (`ulimit -n` says how many may be)",
    errno.ENOSPC: "a disk is full, that of the output or of the temporary folder",
    errno.EIO: "the output cannot be written",
}


def of_system(error: OSError) -> str:
    """Say what the system refused: of which file, or else what may be done."""
    said = error.strerror or str(error) or type(error).__name__
    if error.filename is not None:
        return f"{error.filename}: {said}"
    return _HINTS.get(error.errno or 0, said)


def unexpected(error: Exception) -> str:
    """Say what nobody expected, and how to see more of it."""
    if isinstance(error, MemoryError):
        return "there is not enough memory"
    said = ": ".join(filter(None, [type(error).__name__, _line(error)]))
    return (
        f"{said}; nobody expected this: `{SHOWN}=1` before the command shows where it "
        "happened, and `python -m healthplans doctor` what this machine can do"
    )


def _line(error: Exception) -> str:
    """Give what an error says in a line; nothing where it cannot say anything."""
    try:
        return next(iter(str(error).splitlines()), "")[:_LONGEST]
    except Exception:
        return ""
