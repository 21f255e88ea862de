"""Read `text.csv`: the figures of a document's prose, one a row."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from healthplans.errors import Offence, refuse
from healthplans.reading.about import CONFIDENCES
from healthplans.reading.files import (
    WHOLE_NUMBER,
    Rows,
    column_offences,
    name_of,
    read_rows,
    twice,
)
from healthplans.reading.printed import CLAIMS, ROLES, TEXT_COLUMNS, Printed

# the columns of prose that are taken over as they stand
_TEXTS = (
    *("label", "unit", "shared", "value", "indicator", "scope", "of", "claim", "role"),
    *("compared", "year_text", "confidence"),
)
_PLACE = ("paragraph", "start", "end")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_YEAR_OR_BLANK = re.compile(f"({_YEAR.pattern})?")
_WHOLE_NUMBER = re.compile(WHOLE_NUMBER)
_NUMBER_OR_BLANK = re.compile(f"({WHOLE_NUMBER})?")
_PRINTED = re.compile(r".*\S.*", re.DOTALL)


def read_text(path: Path) -> list[Printed]:
    """Read the figures of a document's prose: one `Printed` a row.

    Raises
    ------
    InputError
        As `read_rows`, and for a claim, a role, a year or a place that is not one, and for a
        place that stands twice, which would give two figures one id.
    """
    rows, header = read_rows(path, TEXT_COLUMNS)
    name = name_of(path)
    refuse([*column_offences(name, header, TEXT_COLUMNS, ("label", "value", "year"))])
    placed = [row for row in rows if all(row[column] for column in _PLACE)]
    again = [*twice(name, rows, "row"), *twice(name, placed, *_PLACE)]
    refuse([*again, *_statements(name, rows)])
    refuse([*_contradictions(name, rows)])
    return [_statement(name, row) for row in rows]


def _statement(name: str, row: dict[str, str]) -> Printed:
    placed = all(row[column] for column in _PLACE)
    own = f"p{row['paragraph']}:{row['start']}-{row['end']}" if placed else f"row{row['row']}"
    return Printed(
        file=name,
        origin="text",
        row=int(row["row"]),
        locator=own,
        year=_number(row["year"]),
        base_year=_number(row["base_year"]),
        paragraph=_number(row["paragraph"]),
        **{column: row[column] for column in _TEXTS},
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def _statements(name: str, rows: Rows) -> Iterator[Offence]:
    expected = {
        "row": (_WHOLE_NUMBER, "a whole number"),
        "paragraph": (_NUMBER_OR_BLANK, "a whole number or blank"),
        "start": (_NUMBER_OR_BLANK, "a whole number or blank"),
        "end": (_NUMBER_OR_BLANK, "a whole number or blank"),
        "year": (_YEAR_OR_BLANK, "a year, or blank where none was printed"),
        "base_year": (_YEAR_OR_BLANK, "a year or blank"),
        "role": (_one_of(ROLES), f"one of {', '.join(ROLES)} or blank"),
        "confidence": (_one_of(CONFIDENCES), f"one of {', '.join(CONFIDENCES)} or blank"),
        "claim": (_one_of(CLAIMS), f"one of {', '.join(CLAIMS[1:])} or blank"),
        "label": (_PRINTED, "the printed text"),
        "value": (_PRINTED, "the printed text"),
    }
    for column, (pattern, what) in expected.items():
        texts = {row[column] for row in rows}
        wrong = {text for text in texts if not pattern.fullmatch(text)}
        for row in rows if wrong else ():
            if row[column] in wrong:
                yield Offence(name, what, row["row"], column, row[column])


def _contradictions(name: str, rows: Rows) -> Iterator[Offence]:
    """Name the cells of a row that cannot be true beside each other."""
    for row in rows:
        place, year, base = [row[part] for part in _PLACE], row["year"], row["base_year"]
        if any(place[1:]) and not (all(place) and int(place[1]) < int(place[2])):
            expected = "paragraph, start and end, the end behind the start"
            yield Offence(name, expected, row["row"], "start", row["start"])
        if year and base and base > year:
            # of one year they are a slip of the plan itself: by 2020 more than in 2020
            yield Offence(name, f"no year after {year}", row["row"], "base_year", base)
        dated = sorted(_YEAR.findall(row["year_text"]))
        within = dated and dated[0] <= year <= dated[-1]  # 2016—2020年, a figure each
        if year and dated and not within and base not in dated:
            expected = f"a year of the year_text {row['year_text']!r}"
            yield Offence(name, expected, row["row"], "year", year)


def _one_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile("|".join(["", *map(re.escape, words)]))
