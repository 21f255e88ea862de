"""What the project makes of a printed cell: one record a reading, and nothing stops it.

The records are those of `python -m healthplans read`; a label, a unit or a value that cannot
be read says so in `problem` or `kind`.
"""

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import TextIO, get_args

from healthplans.parts import Part
from healthplans.reading.about import About, Kind
from healthplans.reading.amounts import Amount, amount_of
from healthplans.reading.labels import label_reader
from healthplans.reading.meanings import Meaning, Problem, said
from healthplans.reading.printed import Printed
from healthplans.reading.readings import Reading
from healthplans.reading.records import NEEDED, Record, read_rows
from healthplans.reading.roles import RoleReader
from healthplans.reading.values import Reader
from healthplans.texts import fold
from healthplans.vocabulary.codelists import Codelists

_ENDS = ("lower", "upper")
_KINDS: tuple[Kind, ...] = get_args(Kind)


class CellReader:
    """Reads cells one by one by one set of codelists."""

    def __init__(
        self, lists: Codelists, period: tuple[int, int] | None = None, lang: str = "en"
    ) -> None:
        """Read by `lists`; `period` settles level or target where nothing printed does.

        `lang` is the language of the column `problem`, ``zh`` or ``en``.
        """
        self._lists, self._period, self._lang = lists, period, lang
        self._labels, self._reader = label_reader(lists), Reader(lists)
        self._roles = RoleReader(lists)

    def read(  # noqa: PLR0913  # each is a column of the input
        self,
        label: str,
        unit: str = "",
        value: str = "",
        *,
        year: int | None = None,
        obligation: str = "",
        document_kind: str = "plan",
        line: int = 1,
    ) -> list[Record]:
        """Read one printed cell.

        Parameters
        ----------
        label, unit, value : str
            As printed, in whatever form; nothing in them raises.
        year : int, optional
            Of the column; a year printed in the value comes first.
        obligation : str
            The word of the obligation column; one that is none is said in `problem`.
        document_kind : str
            `plan`, `bulletin`, `evaluation`, `report` or `yearbook`.
        line : int
            The number of the cell in its input, from 1.

        Returns
        -------
        list of dict
            `READ_COLUMNS`; one record a reading, at least one. Numbers are Decimal, years int,
            both None where there is none; all else is text.
        """
        printed = Printed("", "table", 0, "", label, unit, value, year)
        meaning = self._labels.read(printed)
        readings = self._reader.read(value, meaning.parts, meaning.counted)
        amounts = [amount_of(reading, meaning, self._lists) for reading in readings]
        parts = self._parts(meaning, readings)
        given = {"line": line, "label": label, "unit_text": unit, "value_text": value}
        shared = {
            **given,
            "problem": "; ".join(self._problems(meaning, obligation, document_kind)),
            "role": self._role(printed, document_kind),
        }
        return [
            {**shared, **self._record(meaning, amount, part, year)}
            for amount, part in zip(amounts, parts, strict=True)
        ]

    def _problems(self, meaning: Meaning, obligation: str, kind: str) -> Iterator[str]:
        if meaning.problem:
            yield said(meaning.problem, self._lists, self._lang)
        if kind not in _KINDS:
            yield self._one_of("document_kind", kind, _KINDS)
        if obligation and fold(obligation) not in self._lists.obligations:
            yield self._one_of("obligation", obligation, self._lists.obligations)

    def _one_of(self, column: str, text: str, known: Iterable[str]) -> str:
        named = (("known", ", ".join(known)),)
        problem = Problem(column, text, "", key="one_of", named=named)
        return said(problem, self._lists, self._lang)

    def _role(self, printed: Printed, document_kind: str) -> str:
        """Give level or target as of a document of that kind; blank where nothing says."""
        kind = next((kind for kind in _KINDS if kind == document_kind), "plan")
        period = self._period or (0, 0)
        about = About(area="", kind=kind, title=kind, period=period, year=period[0])
        # without a period no year says whether it is before or in it
        return self._roles.read(printed, printed.year if self._period else None, about)

    def _parts(self, meaning: Meaning, readings: Iterable[Reading]) -> list[Part]:
        components = meaning.indicator.components if meaning.indicator else {}
        every = list(readings)
        if components and len(every) == len(components):
            return [Part.about([name]) for name in components]
        ends = [reading.part if reading.part in _ENDS else "" for reading in every]
        return [Part.about(meaning.words, end=end) for end in ends]

    def _record(
        self, meaning: Meaning, amount: Amount, part: Part, year: int | None
    ) -> Record:
        reading, indicator = amount.reading, meaning.indicator
        return {
            "indicator": indicator.code if indicator else "",
            "printed_unit": amount.printed_unit or meaning.unit or reading.unit,
            "unit": indicator.unit if indicator else "",
            "denominator": meaning.denominator,
            "part": part.part,
            "of": part.base,
            "end": part.end,
            "kind": reading.kind,
            "comparator": reading.comparator,
            "amount": amount.amount,
            "value": amount.value,
            **_limits(amount),
            "change": amount.change,
            "change_unit": amount.change_unit,
            "change_comparator": reading.change_comparator,
            "direction": reading.direction,
            "base_year": reading.base_year,
            "year": reading.year or year,
            "remark": ";".join(filter(None, (meaning.remark, reading.remark))),
        }

    def read_csv(self, stream: TextIO, name: str = "input") -> Iterator[Record]:
        """Read a table of cells: columns `label`, `unit`, `value`, and others of `read`.

        `name` is what an error calls it.

        Raises
        ------
        InputError
            Where a column that is needed is missing, or the text is no CSV at all; never for
            what a cell holds.
        """
        for line, row in enumerate(read_rows(stream, name), 1):
            given = {key: row.get(key) or "" for key in (*NEEDED, "obligation")}
            year = (row.get("year") or "").strip()
            yield from self.read(
                **given,
                year=int(year) if year.isascii() and year.isdecimal() else None,
                document_kind=(row.get("document_kind") or "").strip() or "plan",
                line=line,
            )


def _limits(amount: Amount) -> Mapping[str, Decimal | None]:
    ends = (amount.interval.low, amount.interval.high)
    low, high = (Decimal(repr(end)) if Decimal(end).is_finite() else None for end in ends)
    return {"low": low, "high": high}
