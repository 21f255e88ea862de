"""Check that the codelists agree with each other: no text twice, no code that is not there."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from healthplans.errors import Offence
from healthplans.texts import fold
from healthplans.vocabulary import judging

if TYPE_CHECKING:
    from healthplans.vocabulary.codelists import Codelists


def offences(lists: "Codelists", folder: Path) -> list[Offence]:
    """Name every text that would mean two things, and every code that is not there."""
    crossed = judging.contradictions(lists.conventions, lists.denominators)
    return [*_repeated(lists, folder), *_dangling(lists), *crossed]


def listed(printed: str) -> list[str]:
    """Give the folded texts of a cell that joins several by ``|``."""
    return [fold(text) for text in printed.split("|") if text]


def _repeated(lists: "Codelists", folder: Path) -> list[Offence]:
    """List printed texts that would mean two things, with all that they would mean."""
    aliases = [(fold(text), i) for i, e in lists.indicators.items() for text in e.aliases]
    labels = dict.fromkeys((fold(one.label), one.indicator) for one in lists.labels)
    aliases += labels.keys() - {*aliases}  # a reviewer may have said the same before
    units = [(text, u) for u, e in lists.units.items() for text in listed(e.printed)]
    wordings = [(f"{w.text} ({w.position})", "") for w in lists.wordings]
    groups = {"indicators.yaml": aliases, "units.csv": units, "wordings.csv": wordings}
    return [
        Offence(str(folder / file), "each printed text once", _of(text, pairs), "", text)
        for file, pairs in groups.items()
        for text, times in Counter(text for text, _ in pairs).items()
        if times > 1
    ]


def _of(text: str, pairs: Iterable[tuple[str, str]]) -> str:
    """Name the rows that hold a text."""
    return " and ".join(code for one, code in pairs if one == text and code)


def _dangling(lists: "Codelists") -> list[Offence]:
    """List references to a code that no codelist holds."""
    codes: dict[Any, Any] = {None: None, **lists.indicators}
    known: dict[str, Any] = {
        "unit": lists.units,
        "denominator": {"": None, **lists.denominators},
        **dict.fromkeys(("counts", "share_of", "share"), codes),
        "topic": {code for kind, code in lists.names if kind == "topic"},
    }
    entries = lists.indicators.values()
    single = [(e.code, f, getattr(e, f)) for e in entries for f in known]
    found = [(c, f, value) for c, f, value in single if value not in known[f]]
    counting = [
        (d, one) for d in lists.denominators.values() for one in d.counted_by.split("|")
    ]
    lost = [(d.denominator, one) for d, one in counting if one and one not in lists.indicators]
    found += [
        (e.code, "related", r) for e in entries for r in e.related if r not in lists.indicators
    ]
    return [
        *(Offence("indicators.yaml", "a known code", c, f, v) for c, f, v in found),
        *(Offence("denominators.csv", "a known code", d, "counted_by", v) for d, v in lost),
        *_unlisted(lists),
    ]


def _unlisted(lists: "Codelists") -> Iterable[Offence]:
    """List exposures of a count or unit, and labels of an indicator, that are not there."""
    exposures = [("exposures.csv", str(n), one) for n, one in enumerate(lists.exposures, 2)]
    labels = [("labels.csv", one.label, one) for one in lists.labels]
    known = {"indicator": lists.indicators, "unit": lists.units}
    for file, row, entry in (*exposures, *labels):
        for column, codes in known.items():
            if (found := getattr(entry, column, None)) is not None and found not in codes:
                yield Offence(file, "a known code", row, column, found)
