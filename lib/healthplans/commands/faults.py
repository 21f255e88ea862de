"""What a command says of an error that is not about its input: one sentence, no traceback."""

SHOWN = "HEALTHPLANS_TRACEBACK"  # set to have an unexpected error shown with its place
_LONGEST = 300  # letters


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
