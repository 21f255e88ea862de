"""Read each plan as if it had never been seen, and compare it with its transcription.

What only this plan uses is taken away: labels, scopes and indicators by `learn(without=...)`,
the words of the grammar (`prose.csv`, `heads.csv`) by `held_out_words`.
"""

import csv
import dataclasses
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from held_out_words import held_out_words

from healthplans.drafting import confidence, transcription
from healthplans.drafting.known import learn, read_uses
from healthplans.drafting.metadata import Period
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.reading import read_file
from healthplans.drafting.transcription import Judged, transcribe
from healthplans.drafting.words import narrow
from healthplans.paths import project_folder, source_folder
from healthplans.reading.values import Reader
from healthplans.vocabulary.codelists import read_codelists

__all__ = ["FIELDS", "FOLDER", "PLANS", "Pair", "counts", "pairs", "plan_files", "plan_texts"]

# the five plans as they were frozen for tests of figures, so that new documents move no number
FOLDER = project_folder() / "tests" / "fixtures" / "five-plans" / "documents"
PLANS = ("340102-2021", "510904-2021", "341302-2021", "370613-2021", "440507-2021")
FIELDS = (
    "value",
    "year",
    "value and year",
    "label",
    "scope",
    "label and scope",
    "both, however parted",
    "claim",
    "unit",
)


@dataclasses.dataclass(frozen=True)
class Pair:
    """A figure of the transcription (None: a proposal too many) and what was proposed."""

    document: str
    gold: dict | None
    right: dict
    judged: Judged | None
    names: tuple[str, ...]
    exists: bool = False
    first: bool = False
    five: bool = False
    statement: Statement | None = None


def plan_files() -> Iterator[tuple[str, Path]]:
    """Give the plans and the files of their text."""
    yield from zip(PLANS, sorted(source_folder().glob("0*.txt")), strict=True)


def pairs() -> list[Pair]:
    """Give every figure of the five plans' prose, each plan held out."""
    lists = read_codelists()
    uses = list(read_uses(FOLDER, lists))
    reader = Reader(lists)
    texts = plan_texts()
    found = []
    for name, path in plan_files():
        with held_out_words(texts, name):
            found += list(_of(name, path, learn(lists, uses, without=name), reader))
    return found


def plan_texts() -> dict[str, str]:
    """Give the text of each plan, its signs narrow."""
    return {name: narrow(read_file(path)[0].text) for name, path in plan_files()}


def _of(name, path, known, reader):
    document, _ = read_file(path)
    kept = []
    original = transcription.features

    def noting(*given):
        kept.append(tuple(original(*given)))
        return list(kept[-1])

    transcription.features = noting
    try:
        draft = transcribe(document, known, Period(2021, 2025))
    finally:
        transcription.features = original
    with (FOLDER / name / "text.csv").open(encoding="utf-8") as file:
        gold = list(csv.DictReader(file))
    used = set()
    for row in gold:
        place = _best(row, draft.statements)
        exists = row["indicator"] in known.names
        if place is None:
            yield Pair(name, row, {}, None, (), exists)
            continue
        used.add(place)
        statement, judged = draft.statements[place]
        right = _right(row, statement, reader)
        codes = [code for code, _ in judged.suggestion.codes]
        first, five = codes[:1] == [row["indicator"]], row["indicator"] in codes
        yield Pair(name, row, right, judged, kept[place], exists, first, five, statement)
    for place, (statement, judged) in enumerate(draft.statements):
        # the transcriptions are of the prose: a cell of another table is none of theirs
        if place not in used and statement.paragraph.kind != "cell":
            yield Pair(name, None, {}, judged, kept[place], statement=statement)


def _best(row, statements):
    number, start, end = (int(row[key]) for key in ("paragraph", "start", "end"))
    over = {
        place: min(one.end, end) - max(one.start, start)
        for place, (one, _) in enumerate(statements)
        if one.paragraph.number == number and one.start < end and start < one.end
    }
    return max(over, key=over.get) if over else None


def _right(row, statement, reader):
    value = reader.read(statement.value) == reader.read(row["value"])
    year = str(statement.year) == row["year"]
    label, scope = statement.label == row["label"], statement.scope == row["scope"]
    return {
        "value": value,
        "year": year,
        "value and year": value and year,
        "label": label,
        "scope": scope,
        "label and scope": label and scope,
        "both, however parted": statement.scope + statement.label
        == row["scope"] + row["label"],
        "claim": statement.claim == row["claim"],
        "unit": statement.unit == row["unit"],
    }


def counts(found: list[Pair], document: str = "") -> Counter:
    """Count figures, found ones, proposals and what of them is right."""
    total: Counter = Counter()
    for pair in found:
        if document and pair.document != document:
            continue
        total["gold"] += pair.gold is not None
        total["proposed"] += pair.judged is not None
        total["found"] += bool(pair.right)
        total.update({key: int(holds) for key, holds in pair.right.items()})
        total["exists"] += pair.exists
        total["first"] += pair.exists and pair.first
        total["five"] += pair.exists and pair.five
        taken = pair.judged.suggestion.taken if pair.judged and pair.gold else ""
        total["taken"] += bool(taken)
        total["taken right"] += bool(taken) and taken == pair.gold["indicator"]
    return total


assert confidence.features is transcription.features, "the benchmark notes what is scored"
