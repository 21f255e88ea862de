"""The log of a review, `decisions.csv`: one line a decision, only ever added to.

A line is row, before, after, who, when. `row` names the row by its place, so that it means the
same in a newer draft of the same file; `before` and `after` are JSON, so that a decision is
one physical line and a line cut off by a crash spoils no other.
"""

import csv
import fcntl
import io
import json
import os
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from healthplans.whole_files import read_whole

COLUMNS = ("row", "before", "after", "who", "when")
DONE = ("accepted", "edited", "rejected")
STATES = ("open", "checked", *DONE, "disputed")
CHECKED = "checked_columns"
"""Not a column: of a row in state `checked`, the columns that were looked at so far."""

LOG = "decisions.csv"


@dataclass(frozen=True)
class State:
    """What stands of a row: one of `STATES`, and its cells where it stands."""

    state: str
    fields: Mapping[str, str]

    def written(self) -> str:
        """Write it as one line of JSON."""
        return json.dumps(
            {"state": self.state, "fields": dict(self.fields)},
            ensure_ascii=False,
            sort_keys=True,
        )

    @staticmethod
    def read(loaded: Any) -> "State":
        """Read what `written` wrote; raise `ValueError` for anything else."""
        fields = loaded["fields"] if isinstance(loaded, dict) and "fields" in loaded else None
        if not isinstance(fields, dict) or loaded.get("state") not in STATES:
            raise ValueError("no state of a row")
        return State(loaded["state"], {str(k): str(v) for k, v in fields.items()})


OPEN = State("open", {})


@dataclass(frozen=True)
class Decision:
    """One decision: the row, what stood before and after, who made it and when (UTC)."""

    row: str
    before: State
    after: State
    who: str
    when: str

    def line(self) -> str:
        """Write it as one line of CSV."""
        text = io.StringIO(newline="")
        cells = (self.row, self.before.written(), self.after.written(), self.who, self.when)
        csv.writer(text, lineterminator="").writerow(
            [re.sub("[\r\n\0]", " ", c) for c in cells]
        )
        return text.getvalue()


def _decision(line: str) -> Decision:
    row, before, after, who, when = next(csv.reader([line], strict=True))
    states = (State.read(json.loads(before)), State.read(json.loads(after)))
    datetime.fromisoformat(when)
    return Decision(row, *states, who, when)


def read_log(folder: Path) -> tuple[list[Decision], list[str]]:
    """Give the decisions in the log of a draft's folder, and the lines that are none.

    Returns
    -------
    decisions : list of Decision
        In the order in which they were made.
    broken : list of str
        Lines that a crash cut off, or a hand spoiled; they stay in the file.
    """
    path = folder / LOG
    there = os.path.lexists(path)
    text = read_whole(path, LOG).decode("utf-8", errors="replace") if there else ""
    decisions, broken = [], []
    for line in text.split("\n"):
        if not line.strip() or line.strip() == ",".join(COLUMNS):
            continue
        try:
            decisions.append(_decision(line.removesuffix("\r")))
        except (ValueError, StopIteration, csv.Error):
            broken.append(line)
    return decisions, broken


def add_to_log(
    folder: Path,
    who: str,
    decide: Callable[[list[Decision]], Sequence[tuple[str, State, State]]],
) -> list[Decision]:
    """Add decisions to the log as it stands, with no other writer in between.

    Safe for several windows and programs at once.

    Parameters
    ----------
    folder : Path
        The draft's.
    who : str
        The reviewer.
    decide : callable
        Is given all decisions and gives row, before and after of each new one; what it
        raises leaves the log as it is.
    """
    path = folder / LOG
    with path.open("a+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        when = datetime.now(UTC).isoformat(timespec="seconds")
        made = [Decision(*one, who, when) for one in decide(read_log(folder)[0])]
        whole = path.read_bytes().endswith(b"\n")
        file.write("".join(_lines(file.tell(), whole, made)).encode())
        file.flush()
        os.fsync(file.fileno())
    return made


def _lines(size: int, whole: bool, made: Sequence[Decision]) -> Iterator[str]:
    if size == 0:
        yield ",".join(COLUMNS) + "\n"
    elif made and not whole:
        yield "\n"  # a line cut off by a crash stays a line of its own
    yield from (f"{decision.line()}\n" for decision in made)
