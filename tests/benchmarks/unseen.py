"""`python tests/benchmarks/unseen.py`: how labels and values that nobody listed are read.

Each of the five plans is read as if it had never been seen: every alias, scope word and
wording that it alone prints is taken away, and what is left has to be read by grammar.
`--show` names what is not read.
"""

import argparse
import csv
import dataclasses
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve()
sys.path[:0] = [str(HERE.parents[2] / "lib")]

from healthplans.paths import project_folder  # noqa: E402  the path above comes first
from healthplans.reading.labels import LabelReader  # noqa: E402
from healthplans.reading.printed import Printed  # noqa: E402
from healthplans.reading.values import Reader  # noqa: E402
from healthplans.texts import fold, fold_value, split_unit_bracket  # noqa: E402
from healthplans.vocabulary.codelists import Codelists, read_codelists  # noqa: E402

FOLDER = project_folder() / "tests" / "fixtures" / "five-plans" / "documents"
PLANS = ("340102-2021", "341302-2021", "370613-2021", "440507-2021", "510904-2021")
# the words that compose: they are taken away where only one plan prints them
COMPOSED = (
    "qualitative",
    "relative",
    "lead",
    "change",
    "base",
    "base_end",
    "degree",
    "course",
)


@dataclasses.dataclass(frozen=True)
class Printings:
    """What one plan prints: labels with units, values with how many a label holds."""

    labels: tuple[tuple[str, str], ...]
    values: tuple[str, ...]

    @property
    def text(self) -> str:
        """All of it in one text, folded."""
        labels = (fold(label) for label, _ in self.labels)
        return "\n".join((*labels, *map(fold_value, self.values)))


def rows(path: Path) -> list[dict[str, str]]:
    """Give the rows of a file, none where there is no file."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def printings(name: str) -> Printings:
    """Give what a plan prints, in tables and in prose."""
    table, prose = (rows(FOLDER / name / file) for file in ("table.csv", "text.csv"))
    years = [key for key in (table[0] if table else {}) if key[:4].isdecimal()]
    labels = [(row["label"], row.get("unit", "")) for row in table]
    labels += [(row["label"], row.get("unit", "")) for row in prose]
    values = [row[year] for row in table for year in years] + [row["value"] for row in prose]
    return Printings(tuple(labels), tuple(values))


def without(lists: Codelists, plan: str, all_of: dict[str, Printings]) -> Codelists:
    """Take away every alias, scope word and wording that only one plan prints."""
    others = [each for name, each in all_of.items() if name != plan]
    theirs = {names for each in others for label, _ in each.labels for names in named(label)}
    own = {names for label, _ in all_of[plan].labels for names in named(label)} - theirs
    rest, mine = "\n".join(each.text for each in others), all_of[plan].text

    def alone(text: str) -> bool:
        return fold(text) in mine and fold(text) not in rest

    indicators = {}
    for code, entry in lists.indicators.items():
        kept = tuple(alias for alias in entry.aliases if fold(alias) not in own)
        if kept or fold(entry.zh) not in own:
            name = entry.zh if fold(entry.zh) not in own else kept[0]
            indicators[code] = entry.model_copy(update={"aliases": kept, "zh": name})
    return dataclasses.replace(
        lists,
        indicators=indicators,
        scopes=tuple(s for s in lists.scopes if not alone(s.text)),
        wordings=tuple(
            w for w in lists.wordings if w.position not in COMPOSED or not alone(w.text)
        ),
    )


def named(label: str) -> Iterator[str]:
    """Give a label folded, with and without its bracket at the end."""
    folded = fold(label)
    yield folded
    yield split_unit_bracket(folded)[0]


def kind_of(label: str) -> str:
    """Say which kind a label is of, by what it prints."""
    if fold(label).startswith(("每", "千", "万")):
        return "density"
    for word in ("死亡率", "寿命", "率", "水平", "比", "数", "费", "量"):
        if word in label:
            return word
    return "other"


def labels_of(plan: str, full: LabelReader, reader: LabelReader, lists: Codelists):
    """Read the labels of a plan's table by both readers; only those that lost their alias."""
    for row in rows(FOLDER / plan / "table.csv"):
        label, unit = row["label"], row.get("unit", "")
        printed = Printed("", "table", 0, "", label, unit, "1", None)
        right, got = full.read(printed), reader.read(printed)
        known = right.indicator is not None and right.indicator.code in lists.indicators
        lost = not any(name in lists.aliases for name in named(label))
        if known and lost:
            yield label, unit, right, got


def judged(right, got) -> str:
    """Say whether a label is read as it should be: indicator, unit and part."""
    if got.problem:
        return "unknown"
    same = got.indicator.code == right.indicator.code and got.unit == right.unit
    return "right" if same and got.words == right.words else "wrong"


def told(*said: object) -> None:
    """Write a line to the reader."""
    sys.stdout.write(" ".join(map(str, said)) + "\n")


def main() -> None:
    """Print how much is read with each plan left out."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", action="store_true", help="name what is not read")
    show = parser.parse_args().show
    full = read_codelists()
    all_of = {plan: printings(plan) for plan in PLANS}
    labels, values = Counter(), Counter()
    by_kind = defaultdict(Counter)
    for plan in PLANS:
        lists = without(full, plan, all_of)
        for label, unit, right, got in labels_of(
            plan, LabelReader(full), LabelReader(lists), lists
        ):
            verdict = judged(right, got)
            labels[verdict] += 1
            by_kind[kind_of(label)][verdict] += 1
            if show and verdict != "right":
                told(plan, verdict, label, unit, right.indicator.code, got.problem)
        knows, reads = Reader(full), Reader(lists)
        for value in all_of[plan].values:
            right, got = knows.read(value), reads.read(value)
            unread = got[0].kind == "unread" and right[0].kind != "unread"
            verdict = "right" if got == right else "unread" if unread else "wrong"
            values[verdict] += 1
            if show and verdict != "right":
                told(plan, verdict, repr(value))
    told("labels", dict(labels), {kind: dict(found) for kind, found in by_kind.items()})
    told("values", dict(values))


if __name__ == "__main__":
    main()
