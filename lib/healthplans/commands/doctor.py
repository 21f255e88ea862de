"""The command `doctor`: what this machine can and cannot do."""

import typer


def doctor() -> None:
    """Say what this machine can and cannot do, to be pasted into a report of a fault."""
    from healthplans.commands import homes
    from healthplans.commands.machine import lines

    homes.prepare()  # else a library speaks in between
    for line in lines():
        typer.echo(line)
