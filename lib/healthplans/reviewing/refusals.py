"""Why a decision is not taken: what a row of the document may not be."""

from collections.abc import Iterator, Mapping, Sequence

from healthplans.errors import Offence
from healthplans.reviewing.additions import ALIAS, NEW, Said, Wish, loaded, offences, wishes
from healthplans.reviewing.decisions import CHECKED, DONE, OPEN, State
from healthplans.reviewing.proofs import Prover
from healthplans.reviewing.sheets import Item
from healthplans.vocabulary.codelists import Codelists

_TAKEN = (OPEN.state, "checked", *DONE)


def refusals(
    item: Item, after: State, prover: Prover, lists: Codelists, asked: Sequence[Wish]
) -> Iterator[Offence]:
    """Give what speaks against a decision about a row.

    Parameters
    ----------
    item : Item
        The row as drafted.
    after : State
        What is to stand.
    prover : Prover
        Reads the row as the project would.
    lists : Codelists
        The codelists without what this review adds.
    asked : sequence of Wish
        What this review adds.
    """
    if after.state not in _TAKEN:
        yield _offence(item, "state", f"one of {', '.join(_TAKEN)}", after.state)
    elif after.state in {"accepted", "edited", "checked"}:
        fields = {name: cell for name, cell in after.fields.items() if name != CHECKED}
        others = [wish for wish in asked if wish.said.row != item.key]
        own = wishes([(Said(item.key, "", ""), fields)])
        found = offences(lists, [*others, *own])
        yield from (one for one in found if one.row == item.key)
        yield from _unfit(item, fields, prover)


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
