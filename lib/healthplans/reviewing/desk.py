"""One review by one reviewer: what is shown, and what a decision must be to be taken."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from healthplans.drafting.known import Known, known
from healthplans.errors import HealthplansError, InputError, Offence, refuse
from healthplans.paths import state
from healthplans.reviewing.additions import (
    ALIAS,
    NEW,
    Said,
    Wish,
    extended,
    loaded,
    offences,
    wishes,
)
from healthplans.reviewing.decisions import (
    CHECKED,
    DONE,
    LOG,
    OPEN,
    Decision,
    State,
    add_to_log,
    read_log,
)
from healthplans.reviewing.proofs import Proof, Prover
from healthplans.reviewing.settling import Settled, settle
from healthplans.reviewing.sheets import Item, Sheet, read_sheet
from healthplans.vocabulary.codelists import Codelists

STANDS = ("accepted", "edited")
_TAKEN = (OPEN.state, "checked", *DONE)


def _signature(folder: Path) -> list[tuple[str, tuple[int, ...]]]:
    return [(p.name, state(p)) for p in sorted(folder.glob("*.*")) if p.name != LOG]


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
        self._read = _signature(folder)
        self._proofs: dict[str, tuple[Mapping[str, str], Proof]] = {}
        self._prover = Prover(self.sheet, lists)
        self._asked: list[Wish] = []

    @cached_property
    def known(self) -> Known:
        """Labels with the indicators that they stood for, as a draft knows them."""
        return known()

    def renew(self) -> None:
        """Read the draft again where one of its files was changed meanwhile."""
        folder = self.sheet.folder
        if self._read != _signature(folder):
            self.sheet, self._read = read_sheet(folder), _signature(folder)
            self._proofs, self._prover = {}, Prover(self.sheet, self._prover.lists)

    def additions(self, settled: Mapping[str, Settled]) -> list[Wish]:
        """Give what the rows that stand ask to be added to the codelists, and who asked it."""
        standing = [(row, one) for row, one in settled.items() if one.state.state in STANDS]
        found = wishes(
            (Said(row, one.tips[-1].who, one.tips[-1].when[:10]), one.state.fields)
            for row, one in standing
        )
        return [wish for wish in found if self.sheet.item(wish.said.row)]

    def prover(self, settled: Mapping[str, Settled]) -> Prover:
        """Give what reads the rows: by the codelists and what this review adds to them."""
        asked = self.additions(settled)
        if asked != self._asked:
            self._asked, self._proofs = asked, {}
            self._prover = Prover(self.sheet, extended(self.lists, asked))
        return self._prover

    def items(self, settled: Mapping[str, Settled]) -> dict[str, Item]:
        """Give the rows of the draft, and those that reviewers made of other texts."""
        made = {row: self.sheet.item(row) for row in settled if row not in self.sheet.items}
        return {**self.sheet.items, **{row: item for row, item in made.items() if item}}

    def settled(self, decisions: Sequence[Decision] | None = None) -> dict[str, Settled]:
        """Give what stands on each row, as this reviewer may see it."""
        every = read_log(self.sheet.folder)[0] if decisions is None else decisions
        return settle(d for d in every if not self.alone or d.who == self.who)

    def state(self, row: str, settled: Mapping[str, Settled]) -> State:
        """Give the state of a row; an open one has its cells as drafted."""
        found = settled.get(row, Settled()).state
        return State(OPEN.state, self.item(row).fields) if found == OPEN else found

    def item(self, row: str) -> Item:
        """Give a row of the draft; raise `InputError` for a name that is none's."""
        item = self.sheet.item(row)
        if item is None:
            raise InputError([Offence("review", "a row of the draft", row)])
        return item

    def proof(self, item: Item, state: State, settled: Mapping[str, Settled]) -> Proof:
        """Give the proof of a row as it stands; worked out again only where cells changed."""
        prover = self.prover(settled)
        known = self._proofs.get(item.key)
        if known is None or known[0] != state.fields:
            known = (state.fields, prover.proof(item, state.fields))
            self._proofs[item.key] = known
        return known[1]

    def strangers(self) -> list[Decision]:
        """Give the decisions that stand on rows which this draft does not have."""
        every = self.settled().items()
        return [t for row, one in every if self.sheet.item(row) is None for t in one.tips]

    def changed(self, row: str, settled: Mapping[str, Settled]) -> bool:
        """Whether the draft now says something else than when a decision was made on it."""
        tips = settled.get(row, Settled()).tips
        drafted = self.item(row).fields
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
        self.renew()
        refuse([offence for one in asked for offence in self._refusals(one)])
        return add_to_log(self.sheet.folder, self.who, lambda every: self._made(asked, every))

    def _refusals(self, one: Asked) -> Iterator[Offence]:
        item, after = self.sheet.item(one.row), one.after
        if item is None:
            yield Offence("review", "a row of the draft", one.row)
        elif after.state not in _TAKEN:
            yield _offence(item, "state", f"one of {', '.join(_TAKEN)}", after.state)
        elif after.state in {"accepted", "edited", "checked"}:
            prover = self.prover(self.settled())
            fields = {name: cell for name, cell in after.fields.items() if name != CHECKED}
            others = [wish for wish in self._asked if wish.said.row != item.key]
            own = wishes([(Said(item.key, "", ""), fields)])
            found = offences(self.lists, [*others, *own])
            yield from (offence for offence in found if offence.row == item.key)
            yield from _unfit(item, fields, prover)

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
        drafted = self.item(one.row).fields
        if one.after.state == OPEN.state:
            return OPEN
        if one.after.state == "rejected":
            return State("rejected", drafted)
        if one.after.state == "checked":
            return one.after
        fields = {name: cell for name, cell in one.after.fields.items() if name != CHECKED}
        return State("accepted" if fields == drafted else "edited", fields)


def _unfit(item: Item, fields: Mapping[str, str], prover: Prover) -> Iterator[Offence]:
    if not fields.get("label", "").strip():
        yield _offence(item, "label", "the printed label", "")
        return
    described = loaded(fields.get(NEW, "")).get("code", "")
    known = {"", described, *prover.lists.indicators}
    unknown = [name for name in (ALIAS, "indicator") if fields.get(name, "") not in known]
    if unknown:
        text = fields[unknown[0]]
        yield _offence(item, unknown[0], "the code of an indicator", text)
        return
    yield from _misread(item, fields, prover)


def _misread(item: Item, fields: Mapping[str, str], prover: Prover) -> Iterator[Offence]:
    # what the draft itself says may be wrong, and is shown; what is typed must stand there
    for column in prover.absent(item, fields):
        if fields.get(column) != item.fields.get(column):
            expected = "text that stands in the document"
            yield _offence(item, column, expected, fields.get(column, ""))
    for code, text in prover.proof(item, fields).warnings:
        if code == "problem":
            yield Offence("review", f"a row that can be read; {text}", item.key)


def _offence(item: Item, column: str, expected: str, text: str) -> Offence:
    return Offence("review", expected, item.key, column, text)
