"""What a row would say once accepted, and what speaks against it; nothing is written."""

import csv
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import takewhile
from pathlib import Path

from pydantic import ValidationError

from healthplans.drafting.records import TEXT
from healthplans.errors import InputError, Offence
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.reading.figures import Observation
from healthplans.reading.labels import label_reader
from healthplans.reading.observations import Harmonizer
from healthplans.reading.printed import Printed, read_table
from healthplans.reading.prose import read_text
from healthplans.reading.records import plain as written
from healthplans.reading.under import in_full
from healthplans.reviewing.additions import ALIAS, NEW, Said, bare, extended, wishes
from healthplans.reviewing.doubts import doubts
from healthplans.reviewing.sheets import Item, Sheet, plain
from healthplans.vocabulary.codelists import Codelists

_UNKNOWN = About(area="", kind="plan", title="?", period=(0, 0))
_PROSE = ("value", "label", "unit", "year_text", "shared", "compared")


@dataclass(frozen=True)
class Proof:
    """The figures a row would give, and codes and texts of what speaks against it."""

    figures: tuple[Observation, ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()


class Prover:
    """Reads rows of one draft as the project would read them."""

    def __init__(self, sheet: Sheet, lists: Codelists) -> None:
        self._sheet, self.lists = sheet, lists
        self._about = _described(sheet)
        self._harmonizers: dict[tuple[str, ...], Harmonizer] = {}
        self._cells = {plain(cell) for row in sheet.grid for cell in row}
        self._heads = {role.text: role.role for role in lists.roles if role.position == "head"}

    def proof(self, item: Item, fields: Mapping[str, str]) -> Proof:
        """Give the proof of one row with these cells."""
        figures, offences = self._figures(item, fields)
        problems = (
            ("problem", f"{one.column} {one.text or ''!r}: {one.expected}") for one in offences
        )
        ranges = (("outside_range", text) for text in self._outside(figures))
        absent = (("not_in_source", f"{c}: {fields[c]}") for c in self.absent(item, fields))
        undated = item.section != "table" and not fields.get("year")
        years = [("no_year", "")] if undated else []
        odd = doubts(self._sheet, self.lists, item, fields)
        return Proof(tuple(figures), (*problems, *absent, *ranges, *odd, *years))

    def absent(self, item: Item, fields: Mapping[str, str]) -> list[str]:
        """Give the columns whose text does not stand where the row says it does."""
        if not self._sheet.lines:
            return []
        if item.section == "table":
            names = [*self._sheet.years, "label", "unit", "obligation"]
            return [name for name in names if not self._in_table(fields.get(name, ""))]
        line = self._sheet.line(fields.get("paragraph", ""))
        found = [n for n in _PROSE if fields.get(n) and fields[n] not in line]
        if "value" not in found and not self._in_place(fields, line):
            found.insert(0, "value")
        # a label or a unit may stand in another paragraph, as one carried on does
        lines = self._sheet.lines
        return [n for n in found if n == "value" or not any(fields[n] in one for one in lines)]

    def _in_table(self, text: str) -> bool:
        bare = plain(text)
        # the unit may stand in the label's bracket, a joined cell in two
        return not bare or any(bare in cell for cell in self._cells)

    @staticmethod
    def _in_place(fields: Mapping[str, str], line: str) -> bool:
        start, end = fields.get("start", ""), fields.get("end", "")
        if not (start.isdecimal() and end.isdecimal()):
            return fields.get("value", "") in line
        return line[int(start) : int(end)] == fields.get("value", "")

    def _figures(
        self, item: Item, fields: Mapping[str, str]
    ) -> tuple[list[Observation], Sequence[Offence]]:
        table = item.section == "table"
        columns = ["label", *self._sheet.header] if table else TEXT
        names = [name for name in dict.fromkeys(columns) if name != "row"]
        read = partial(read_table, roles=self._heads) if table else read_text
        try:
            printed = _printed(read, names, fields, "table.csv" if table else "text.csv")
        except InputError as error:
            return [], error.offences
        if table:
            self._complete(item, printed)
        harmonizer = self._harmonizer(fields)
        harmonizer.offences.clear()
        document = Document("row", self._about, tuple(printed))
        try:
            return harmonizer.observe(document), tuple(harmonizer.offences)
        except KeyError as error:
            return [], [Offence("row", "a code of a codelist", "", "indicator", str(error))]

    def _complete(self, item: Item, printed: Sequence[Printed]) -> None:
        """Give a table's row the label in full, as the rows above it in the draft make it."""
        above = takewhile(lambda one: one.key != item.key, self._sheet.items.values())
        rows = [
            (one.fields["label"], one.fields["unit"], self._values(one.fields))
            for one in above
            if one.section == "table"
        ]
        values = [figure.value for figure in printed]
        named = [(figure.label, figure.unit, values) for figure in printed[:1]]
        *_, full = ["", *in_full([*rows, *named], label_reader(self.lists))]
        for figure in printed:
            figure.full = full

    def _values(self, fields: Mapping[str, str]) -> list[str]:
        return [fields.get(name, "") for name in self._sheet.years]

    def _harmonizer(self, fields: Mapping[str, str]) -> Harmonizer:
        """Give what reads a row as if the additions it asks for were in the codelists."""
        asked = wishes([(Said("", "", ""), fields)])
        more = (fields.get(name, "") for name in (ALIAS, NEW))
        key = (bare(fields["label"]), *more) if asked else ()
        if key not in self._harmonizers:
            self._harmonizers[key] = Harmonizer(extended(self.lists, asked), {})
        return self._harmonizers[key]

    def _outside(self, figures: Sequence[Observation]) -> Iterator[str]:
        for one in figures:
            entry = self.lists.indicators.get(one.indicator)
            if entry is None or one.value is None or one.part or one.kind == "relative":
                continue
            low, high = entry.range
            if not low <= float(one.value) <= high:
                yield f"{entry.zh}: {one.value:g} ({low:g}-{high:g})"


def _described(sheet: Sheet) -> About:
    try:
        return About.model_validate(dict(sheet.about))
    except ValidationError:
        return _UNKNOWN


def _printed(
    read: Callable[[Path], list[Printed]],
    names: Sequence[str],
    fields: Mapping[str, str],
    file: str,
) -> list[Printed]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / file
        with path.open("w", encoding="utf-8", newline="") as target:
            writer = csv.writer(target, lineterminator="\n")
            writer.writerows([names, [fields.get(name, "") for name in names]])
        return read(path)


def figure_text(one: Observation) -> dict[str, str]:
    """Give what is shown of a figure: year, role, kind, comparator, value, unit, indicator."""
    names = ("year", "role", "kind", "comparator", "indicator", "unit", "part", "value_text")
    shown = {name: str(getattr(one, name) or "") for name in names}
    return {**shown, "value": written(one.value) if one.value is not None else ""}
