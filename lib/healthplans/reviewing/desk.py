"""One review by one reviewer: what is shown, and what a decision must be to be taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from healthplans.errors import HealthplansError, InputError, Offence
from healthplans.reviewing.decisions import OPEN, Decision, Log, State
from healthplans.reviewing.proofs import ALIAS, Proof, Prover
from healthplans.reviewing.settling import Settled, settle
from healthplans.reviewing.sheets import Item, Sheet, read_sheet
from healthplans.vocabulary.codelists import Codelists

__all__ = ["Asked", "ConflictError", "Desk"]

_TAKEN = ("open", "accepted", "edited", "rejected")


class ConflictError(HealthplansError):
    """A row was decided meanwhile, in another window or by somebody else."""


@dataclass(frozen=True)
class Asked:
    """A decision as a page asks for it: the row, what it showed, and what is to stand."""

    row: str
    seen: State
    after: State


class Desk:
    """The rows of a draft with the decisions of its log.

    Parameters
    ----------
    folder : Path
        The draft's.
    lists : Codelists
    who : str
        The reviewer.
    alone : bool
        Show this reviewer's decisions only, so that two can review unseen by each other.
    """

    def __init__(
        self, folder: Path, lists: Codelists, who: str, *, alone: bool = False
    ) -> None:
        if not who.strip():
            raise InputError([Offence("review", "the reviewer's name", "", "by", who)])
        self.sheet: Sheet = read_sheet(folder)
        self.who, self.lists, self.alone = " ".join(who.split()), lists, alone
        self.log = Log(folder)
        self._proofs: dict[str, tuple[Mapping[str, str], Proof]] = {}

    @cached_property
    def prover(self) -> Prover:
        """What reads the rows."""
        return Prover(self.sheet, self.lists)

    def settled(self, decisions: Sequence[Decision] | None = None) -> dict[str, Settled]:
        """Give what stands on each row, as this reviewer may see it."""
        every = self.log.read()[0] if decisions is None else decisions
        return settle(d for d in every if not self.alone or d.who == self.who)

    def state(self, row: str, settled: Mapping[str, Settled]) -> State:
        """Give the state of a row; an open one has its cells as drafted."""
        found = settled.get(row, Settled()).state
        return State(OPEN.state, self.sheet.items[row].fields) if found == OPEN else found

    def proof(self, item: Item, state: State) -> Proof:
        """Give the proof of a row as it stands; worked out again only where cells changed."""
        known = self._proofs.get(item.key)
        if known is None or known[0] != state.fields:
            known = (state.fields, self.prover.proof(item, state.fields))
            self._proofs[item.key] = known
        return known[1]

    def strangers(self) -> list[Decision]:
        """Give the decisions that stand on rows which this draft does not have."""
        every = self.settled().items()
        return [t for row, one in every if row not in self.sheet.items for t in one.tips]

    def changed(self, row: str, settled: Mapping[str, Settled]) -> bool:
        """Whether the draft now says something else than when a decision was made on it."""
        tips = settled.get(row, Settled()).tips
        drafted = self.sheet.items[row].fields
        kept = [t for t in tips if t.after.state == "accepted"]
        first = [t for t in tips if t.before.state == OPEN.state]
        return any(t.after.fields != drafted for t in kept) or any(
            t.before.fields not in ({}, drafted) for t in first
        )

    def decide(self, asked: Sequence[Asked]) -> list[Decision]:
        """Write decisions to the log: all of them, or none.

        Raises
        ------
        ConflictError
            Where a row is no longer as it was shown.
        InputError
            For a row that is none, a state that is none, and texts that do not stand in the
            document.
        """
        offences = [offence for one in asked for offence in self._offences(one)]
        if offences:
            raise InputError(offences)
        return self.log.append(self.who, lambda every: self._made(asked, every))

    def _made(
        self, asked: Sequence[Asked], every: list[Decision]
    ) -> list[tuple[str, State, State]]:
        settled = self.settled(every)
        now = {one.row: self.state(one.row, settled) for one in asked}
        late = [one.row for one in asked if one.seen != now[one.row]]
        if late:
            told = ", ".join(late[:5])
            raise ConflictError(f"decided meanwhile, look again: {told}")
        return [(one.row, now[one.row], self._named(one)) for one in asked]

    def _named(self, one: Asked) -> State:
        """Call it accepted where the cells are as drafted, edited where they are not."""
        if one.after.state == OPEN.state:
            return OPEN
        if one.after.state == "rejected":
            return State("rejected", self.sheet.items[one.row].fields)
        same = one.after.fields == self.sheet.items[one.row].fields
        return State("accepted" if same else "edited", one.after.fields)

    def _offences(self, one: Asked) -> Iterator[Offence]:
        item = self.sheet.items.get(one.row)
        if item is None:
            yield Offence("review", "a row of the draft", one.row)
        elif one.after.state not in _TAKEN:
            yield Offence(
                "review", f"one of {', '.join(_TAKEN)}", one.row, "state", one.after.state
            )
        elif one.after.state in {"accepted", "edited"}:
            yield from self._unfit(item, one.after.fields)

    def _unfit(self, item: Item, fields: Mapping[str, str]) -> Iterator[Offence]:
        if not fields.get("label", "").strip():
            yield Offence("review", "the printed label", item.key, "label", "")
        for column in (ALIAS, "indicator"):
            if fields.get(column) and fields[column] not in self.lists.indicators:
                yield Offence(
                    "review", "the code of an indicator", item.key, column, fields[column]
                )
        # what the draft itself says may be wrong, and is shown; what is typed must stand there
        for column in self.prover.absent(item, fields):
            if fields[column] != item.fields.get(column):
                yield Offence(
                    "review",
                    "text that stands in the document",
                    item.key,
                    column,
                    fields[column],
                )
