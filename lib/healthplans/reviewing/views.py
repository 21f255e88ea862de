"""What a page is given of a review, and what it may ask: plain records for JSON."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from math import isinf
from typing import Any

from healthplans.drafting.suggest import Printed, suggest
from healthplans.errors import InputError, Offence
from healthplans.reading.figures import Observation
from healthplans.reviewing.additions import choices
from healthplans.reviewing.decisions import DONE, State, read_log
from healthplans.reviewing.desk import Asked, Desk
from healthplans.reviewing.forms import suggested
from healthplans.reviewing.proofs import figure_text
from healthplans.reviewing.settling import Settled, agreement, minutes
from healthplans.reviewing.sheets import Item
from healthplans.texts import pinyin
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import LANGUAGES

_SHOWN = 8
Row = dict[str, Any]


def overview(desk: Desk) -> dict[str, Any]:
    """Give everything that a page shows: document, text, rows, progress, words."""
    desk.renew()
    decisions, broken = read_log(desk.sheet.folder)
    settled = desk.settled(decisions)
    rows = [_row(desk, item, settled) for item in desk.items(settled).values()]
    _mark_differences(rows)
    open_ = [r["key"] for r in rows if r["needed"] and r["state"] not in DONE]
    needed = len(desk.sheet.needed)
    return {
        "about": {k: str(v) for k, v in desk.sheet.about.items() if not isinstance(v, dict)},
        "id": desk.sheet.folder.name,
        "who": desk.who,
        "years": desk.sheet.years,
        "lines": list(desk.sheet.lines),
        "grid": [list(row) for row in desk.sheet.grid],
        "rows": rows,
        "progress": {"done": needed - len(open_), "needed": needed},
        "minutes": round(minutes([d for d in decisions if d.who == desk.who])),
        "broken": broken,
        "untrue": not desk.sheet.as_drafted,
        "strangers": [[d.row, d.after.state, d.who] for d in desk.strangers()],
        "agreement": [
            [a.first, a.second, a.same, a.rows, a.kappa] for a in agreement(settled)
        ],
        "words": {lang: _words(desk.lists, lang) for lang in LANGUAGES},
    }


def _words(lists: Codelists, lang: str) -> dict[str, str]:
    """Give the page's own sentences: those of `messages.yaml` that begin with `review_`."""
    return {
        key.removeprefix("review_"): str(getattr(message, lang))
        for key, message in lists.messages.items()
        if key.startswith("review_")
    }


def _row(desk: Desk, item: Item, settled: Mapping[str, Settled]) -> Row:
    state = desk.state(item.key, settled)
    found = (
        desk.proof(item, state, settled)
        if item.section != "number" or state.state != "open"
        else None
    )
    warnings = [list(pair) for pair in found.warnings] if found else []
    if desk.changed(item.key, settled):
        warnings.append(["changed", ""])
    return {
        "key": item.key,
        "section": item.section,
        "drafted": dict(item.fields),
        "fields": dict(state.fields),
        "state": state.state,
        "by": settled[item.key].reviewers if item.key in settled else [],
        "place": item.place,
        "sure": list(item.sureness),
        "needed": item.needed,
        "reasons": list(item.reasons),
        "warnings": warnings,
        "figures": _figures(desk.lists, found.figures) if found else [],
        "answers": _answers(settled.get(item.key)),
        "codes": [_entry(desk.lists, c) for c in item.codes if c in desk.lists.indicators],
    }


def _figures(lists: Codelists, figures: Sequence[Observation]) -> list[Row]:
    """Give each figure as codes, and as a line in either language."""
    shown = [figure_text(one) for one in figures]
    return [{**one, **{lang: _line(lists, one, lang) for lang in LANGUAGES}} for one in shown]


def _line(lists: Codelists, one: Mapping[str, str], lang: str) -> str:
    """Say a figure: its year and role, its value as it will be, its indicator."""
    unit, entry = lists.units.get(one["unit"]), lists.indicators.get(one["indicator"])
    kind = "" if one["kind"] in {"exact", "bound"} else lists.name("kind", one["kind"], lang)
    compared = lists.name("comparator", one["comparator"], lang) if one["comparator"] else ""
    value = [compared, one["value"], getattr(unit, f"symbol_{lang}") if unit else ""]
    said = [
        one["year"],
        lists.name("role", one["role"], lang) if one["role"] else "",
        " ".join(filter(None, value)) if one["value"] else one["value_text"],
        f"({kind})" if kind else "",
        *(["·", getattr(entry, lang)] if entry else []),
        f"[{one['part']}]" if one["part"] else "",
    ]
    return " ".join(filter(None, said))


def _mark_differences(rows: Sequence[Row]) -> None:
    """Warn where prose and table give one indicator two values for one year."""
    printed: dict[tuple[str, str], set[str]] = {}
    for _, one in _whole(rows, "table"):
        printed.setdefault((one["indicator"], one["year"]), set()).add(one["value"])
    for row, one in _whole(rows, "text"):
        other = printed.get((one["indicator"], one["year"]), {one["value"]})
        if one["value"] not in other:
            row["warnings"].append(["differs", f"{one['value']}: {', '.join(sorted(other))}"])


def _whole(rows: Sequence[Row], section: str) -> Iterator[tuple[Row, dict[str, str]]]:
    """Give the figures of a section that are about all that their indicator means."""
    for row in rows:
        for one in row["figures"] if row["section"] == section else ():
            if one["value"] and one["indicator"] and not one["part"]:
                yield row, one


def proof(desk: Desk, row: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Give the reading of cells that are being edited, and what speaks against it."""
    prover = desk.prover(desk.settled())
    found = prover.proof(desk.item(row), fields)
    return {
        "figures": _figures(prover.lists, found.figures),
        "warnings": [list(pair) for pair in found.warnings],
        **_meant(desk, fields),
    }


def _meant(desk: Desk, fields: Mapping[str, str]) -> dict[str, Any]:
    """Give the indicators that the label may mean as it now is, and the one it surely does."""
    lists = desk.prover(desk.settled()).lists
    label, scope, unit, claim = (
        fields.get(name, "") for name in ("label", "scope", "unit", "claim")
    )
    # the unit of a share or a growth is not that of what it is a share or a growth of
    found = suggest(Printed(label, scope, "" if claim else unit), desk.known)
    codes = [code for code, _ in found.codes if code in lists.indicators]
    return {"codes": [_entry(lists, code) for code in codes], "taken": found.taken}


def form(desk: Desk, row: str, fields: Mapping[str, str]) -> dict[str, Any]:
    """Give what can be derived of a new indicator, and what its fields may be."""
    item = desk.sheet.item(row)
    values = [fields.get(name, "") for name in ("value", *desk.sheet.years)]
    lists = desk.prover(desk.settled()).lists
    return {
        "fields": suggested(lists, fields, values, item.codes if item else ()),
        "choices": {
            name: [_choice(lists, name, code) for code in codes]
            for name, codes in choices(lists).items()
        },
    }


def _choice(lists: Codelists, field: str, code: str) -> list[str]:
    """Give a code with its names in both languages."""
    if field == "unit":
        return [code, lists.units[code].zh, lists.units[code].en]
    if field == "denominator":
        return [code, lists.denominators[code].zh, lists.denominators[code].en]
    named = lists.names.get((field, code))
    return [code, named.zh if named else code, named.en if named else code]


def _answers(settled: Settled | None) -> list[list[str]]:
    """Give what each reviewer said of a row that they see differently."""
    if settled is None or settled.state.state != "disputed":
        return []
    return [[tip.who, tip.after.state] for tip in settled.tips]


def asked(loaded: Any) -> list[Asked]:
    """Read decisions as a page sends them; raise `InputError` for what is none."""
    try:
        return [
            Asked(str(one["row"]), State.read(one["seen"]), State.read(one["after"]))
            for one in loaded["decisions"]
        ]
    except (KeyError, TypeError, ValueError) as error:
        offence = Offence("review", "a list of decisions", text=str(error)[:80])
        raise InputError([offence]) from error


def search(lists: Codelists, text: str) -> list[dict[str, str]]:
    """Give the indicators that hold every word of a text: names, labels, code or pinyin.

    A name that begins with the text comes first, then the shorter name.
    """
    words = unicodedata.normalize("NFKC", text).lower().split()
    found = [c for c in lists.indicators if words and all(w in _keys(lists, c) for w in words)]
    found.sort(key=lambda c: (not _keys(lists, c).startswith(words[0]), len(_keys(lists, c))))
    return [_entry(lists, code) for code in found[:_SHOWN]]


def _entry(lists: Codelists, code: str) -> dict[str, str]:
    entry = lists.indicators[code]
    low, high = entry.range
    names = ("zh", "en", "definition_zh", "definition_en")
    return {
        "code": code,
        "range": "" if isinf(low) and isinf(high) else f"{low:g}–{high:g}",
        **{n: getattr(entry, n) for n in names},
    }


def _keys(lists: Codelists, code: str) -> str:
    entry = lists.indicators[code]
    return " ".join([entry.zh, entry.en, code, *pinyin(entry.zh), *entry.aliases]).lower()
