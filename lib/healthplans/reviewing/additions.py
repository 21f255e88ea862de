"""What a review adds to the codelists: labels of known indicators, and new indicators.

Both wait in the decided rows until the draft is accepted; until then the rows of the draft
are read as if they stood there already.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import yaml

from healthplans.errors import Offence
from healthplans.texts import fold, split_unit_bracket
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Indicator, Label

ALIAS = "alias_of"
"""Not a column: the indicator that a reviewer says a label stands for."""

NEW = "new_indicator"
"""Not a column: what a reviewer says of an indicator that no codelist holds, as JSON."""

ASKED = (
    *("code", "zh", "en", "topic", "unit", "denominator", "definition_zh", "definition_en"),
    *("polarity", "polarity_reason_zh", "polarity_reason_en"),
)
_MAY_BE_BLANK = {"denominator"}
_CODE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)*")
_LABELS, _INDICATORS = "labels.csv", "indicators.yaml"


@dataclass(frozen=True)
class Said:
    """Who said it of which row, and when: a day."""

    row: str
    reviewer: str
    date: str


@dataclass(frozen=True)
class Wish:
    """A label, and the indicator it stands for; `new` describes one that is not there yet."""

    label: str
    code: str
    said: Said
    new: Mapping[str, str] | None = None


def wishes(rows: Iterable[tuple[Said, Mapping[str, str]]]) -> list[Wish]:
    """Give what decided rows ask to be added; of rows that say the same, the first."""
    found: dict[tuple[str, str, str], Wish] = {}
    for said, fields in rows:
        label, new = bare(fields.get("label", "")), fields.get(NEW, "")
        code = loaded(new).get("code", "") if new else fields.get(ALIAS, "")
        if code:
            wish = Wish(label, code, said, loaded(new) if new else None)
            found.setdefault((label, code, new), wish)
    return list(found.values())


def loaded(text: str) -> dict[str, str]:
    """Read the description of a new indicator; what is none gives nothing."""
    try:
        read = json.loads(text)
    except ValueError:
        return {}
    known = read.items() if isinstance(read, dict) else ()
    return {key: str(value).strip() for key, value in known if key in ASKED}


def bare(label: str) -> str:
    """Give a label as codelists hold it: folded, without its unit in brackets."""
    return split_unit_bracket(fold(label))[0]


def offences(lists: Codelists, asked: Sequence[Wish]) -> list[Offence]:
    """Give what speaks against additions: blanks, unknown codes, labels and codes taken."""
    return [offence for wish in asked for offence in _offences(lists, wish)] + _twice(asked)


def _offences(lists: Codelists, wish: Wish) -> Iterator[Offence]:
    held, row = lists.aliases.get(wish.label, wish.code), wish.said.row
    if held != wish.code and wish.new is None:
        yield Offence("labels.csv", f"a label that is not yet {held}", row, ALIAS, wish.label)
    if wish.new is None:
        if wish.code not in lists.indicators:
            yield Offence("labels.csv", "the code of an indicator", row, ALIAS, wish.code)
        return
    yield from _undescribed(lists, wish.new, row)


def _undescribed(lists: Codelists, new: Mapping[str, str], row: str) -> Iterator[Offence]:
    for name in ASKED:
        expected = _expected(lists, name, new.get(name, ""))
        if expected:
            yield Offence("indicators.yaml", expected, row, name, new.get(name, ""))


def _expected(lists: Codelists, name: str, text: str) -> str:
    """Say what a field of a new indicator should hold; blank where it does."""
    codes = choices(lists).get(name, [text])
    if not text:
        return "" if name in _MAY_BE_BLANK else "what cannot be derived, filled in"
    if name == "code" and not _CODE.fullmatch(text):
        return "small letters and digits, joined by _"
    if name == "code" and text in lists.indicators:
        return "a code that is not there yet"
    return "" if text in codes else f"one of {', '.join(codes)}"


def choices(lists: Codelists) -> dict[str, list[str]]:
    """Give the codes that may be chosen of a new indicator, by field."""
    return {
        "topic": [code for kind, code in lists.names if kind == "topic"],
        "unit": list(lists.units),
        "denominator": list(lists.denominators),
        "polarity": ["higher", "lower", "none"],
    }


def _twice(asked: Sequence[Wish]) -> list[Offence]:
    """List labels that two rows give to two indicators, and codes described in two ways."""
    codes: dict[str, Wish] = {}
    texts: dict[str, Wish] = {}
    found = []
    for wish in asked:
        other = texts.setdefault(wish.label, wish)
        if other.code != wish.code:
            expected = f"{other.code}, as in row {other.said.row}"
            found.append(Offence("labels.csv", expected, wish.said.row, wish.label, wish.code))
        if wish.new and codes.setdefault(wish.code, wish).new != wish.new:
            told = f"what row {codes[wish.code].said.row} says of it"
            found.append(Offence("indicators.yaml", told, wish.said.row, "code", wish.code))
    return found


def extended(lists: Codelists, asked: Sequence[Wish]) -> Codelists:
    """Give codelists with the additions that nothing speaks against laid over them."""
    sound = [wish for wish in asked if not list(_offences(lists, wish))]
    new = {w.code: entry(w, "") for w in sound if w.new is not None}
    indicators = {**lists.indicators, **new}
    known = {fold(a) for one in new.values() for a in one.aliases} | set(lists.aliases)
    labels = {
        w.label: Label(
            label=w.label,
            indicator=w.code,
            source="",
            reviewer=w.said.reviewer,
            date=w.said.date,
        )
        for w in sound
        if w.new is None and w.label not in known
    }
    if not new and not labels:
        return lists
    return replace(lists, indicators=indicators, labels=(*lists.labels, *labels.values()))


def entry(wish: Wish, source: str) -> Indicator:
    """Give a new indicator as the codelist holds it; the label it was met under reads so."""
    new = dict(wish.new or {})
    return Indicator(
        **{name: new.get(name, "") for name in ASKED},
        short_zh=new["zh"],
        short_en=new["en"],
        aliases=(wish.label,) if wish.label else (),
        source=source,
        reviewer=wish.said.reviewer,
        date=wish.said.date,
    )


def added(
    folder: Path, lists: Codelists, asked: Sequence[Wish], source: str
) -> dict[str, str]:
    """Give the files that change, by name; nothing for a review that adds nothing.

    Parameters
    ----------
    folder : Path
        The codelists of the data folder; of a folder of one's own they may be missing, since
        the project's lie beneath them.
    lists : Codelists
        As they are.
    asked : sequence of Wish
        What the review adds.
    source : str
        The document whose review it was.
    """
    new = {w.code: w for w in asked if w.new is not None and w.code not in lists.indicators}
    described = {wish.label for wish in new.values()}
    labels = {
        w.label: w
        for w in asked
        if w.new is None and w.label not in {*lists.aliases, *described}
    }
    files = {}
    if labels:
        text = _text(folder / _LABELS, ",".join(Label.model_fields) + "\n")
        files[_LABELS] = text + _rows(list(labels.values()), source)
    if new:
        entries = "\n".join(_entry(wish, source) for wish in new.values())
        files[_INDICATORS] = "\n".join(filter(None, (_text(folder / _INDICATORS), entries)))
    return files


def _text(path: Path, otherwise: str = "") -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else otherwise
    return text if not text or text.endswith("\n") else text + "\n"


def _rows(asked: Sequence[Wish], source: str) -> str:
    text = io.StringIO(newline="")
    rows = [[w.label, w.code, source, w.said.reviewer, w.said.date] for w in asked]
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _entry(wish: Wish, source: str) -> str:
    held = entry(wish, source).model_dump(mode="json", exclude_defaults=True)
    held.pop("code")
    return yaml.safe_dump({wish.code: held}, allow_unicode=True, sort_keys=False, width=10_000)
