"""Which indicator a printed label may stand for: exact, by grammar, or the nearest five.

Similarity alone never decides: it only ranks what is shown to a reviewer.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from healthplans.drafting.known import Known, counted
from healthplans.drafting.words import narrow, normal, pattern

_SHOWN = 5
_OTHER_FAMILY = 0.75  # of its score is left to a code that counts something else
_OUT_OF_RANGE = 0.9
_OTHER_UNIT = 0.85


Ranked = tuple[tuple[str, float], ...]  # codes, each with its score


@dataclass(frozen=True)
class Printed:
    """A label as printed, its scope, unit and denominator (`prefix`), and a figure's digits.

    `about` is what the sentence counts before it: a rate or a group that says nothing alone is
    of that.

    A share of a count or a growth says nothing by its own unit: give that of the count.
    """

    label: str
    scope: str = ""
    unit: str = ""
    prefix: str = ""
    digits: str = ""
    about: str = ""

    @property
    def in_full(self) -> str:
        """The label with its denominator."""
        return self.prefix + self.label

    @cached_property
    def family(self) -> str:
        """``density``, ``rate``, ``share`` or ``count``; blank where no unit is printed."""
        unit = narrow(self.unit)
        if unit and pattern("density").search(narrow(self.in_full)):
            return "density"
        if re.search("[‰/]", unit):
            return "rate"
        return ("share" if "%" in unit else "count") if unit else ""


@dataclass(frozen=True)
class Suggestion:
    """How an indicator was found and the codes in order, each with its score from 0 to 1.

    `how` is ``exact`` (this label was read so), ``grammar`` (label, scope and denominator put
    together were), ``similar`` or ``new`` (nothing is near).
    """

    how: str
    codes: Ranked

    @property
    def taken(self) -> str:
        """The code that may be filled in; blank where only similarity speaks for it."""
        return self.codes[0][0] if self.how in {"exact", "grammar"} and self.codes else ""


def suggest(printed: Printed, known: Known) -> Suggestion:
    """Rank the indicators that a label with its scope, unit and denominator may mean."""
    label, near = printed.label, _near(printed, known)
    needs = _needs_group(label, printed.scope)
    put_together = [
        text for text in _put_together(label, printed.scope) if not needs or text != label
    ]
    whole = [text for text in put_together if text != label]
    read = "" if needs else known.read(printed.in_full, printed.unit)
    for how, texts in (
        ("grammar", whole),
        ("exact", [] if needs else [printed.in_full]),
        ("grammar", put_together),
    ):
        found = _ranked(texts, printed.family, known)
        # a label with nothing beside it is what the project reads it as
        meant = "" if printed.scope else read
        if found and meant in {"", *(code for code, _ in found)}:
            ordered = sorted(found, key=lambda pair: pair[0] != (meant or found[0][0]))
            return Suggestion(how, _merged(ordered, near))
    if not read:
        read = _read_about(printed, known)
    if read:
        return Suggestion("grammar", _merged([(read, 1.0)], near))
    return Suggestion("similar" if near else "new", near)


def _needs_group(label: str, scope: str) -> bool:
    """Tell whether a rate names nobody, so that alone it says nothing, or not of its scope."""
    kind = "bare_rate" if scope else "nobodys_rate"
    return bool(pattern(kind).fullmatch(narrow(label)))


def _read_about(printed: Printed, known: Known) -> str:
    """Give the code of a label put together with what is counted before it; else blank.

    报告肺结核228例，发病率 is that of tuberculosis; 65岁及以上 behind people of 60 are people.
    """
    label, about = narrow(printed.label), narrow(printed.about)
    if not about or not label or printed.scope:
        return ""
    named = pattern("told_of").sub("", about)
    texts = (about + label, named + label, label + pattern("group_of").sub("", named))
    found = _ranked(texts, printed.family, known)
    return found[0][0] if found else ""


def _put_together(label: str, scope: str) -> list[str]:
    words = [word for word in re.split("[;、]", scope) if word]
    joined = [word + label for word in words]
    return [scope + label, *joined, label] if scope else [label]


def _ranked(texts: Iterable[str], family: str, known: Known) -> Ranked:
    """Give the codes of the first text that is known and fits the unit's family."""
    for text in texts:
        counts = known.labels.get(normal(text), {})
        fitting = {c: n for c, n in counts.items() if _fits(c, family, known)}
        if fitting:
            total = sum(fitting.values())
            ranked = sorted(fitting.items(), key=lambda pair: (-pair[1], pair[0]))
            return tuple((code, round(n / total, 3)) for code, n in ranked)
    return ()


def _fits(code: str, family: str, known: Known) -> bool:
    own = known.families.get(code, family)
    # what is printed per 1,000 or 100,000 may be kept as either
    return not family or own == family or (family == "rate" and own != "count")


def _merged(found: Iterable[tuple[str, float]], rest: Ranked) -> Ranked:
    best = dict(found)
    return (*best.items(), *(pair for pair in rest if pair[0] not in best))[:_SHOWN]


def _near(printed: Printed, known: Known) -> Ranked:
    """Give the five nearest codes by the likeness of their labels."""
    scores: dict[str, float] = {}
    for text in dict.fromkeys(map(normal, (printed.in_full, printed.scope + printed.label))):
        for key, score in known.likeness.nearest(text):
            for code in known.labels[key]:
                own = score / 100 * _fit(code, printed, known)
                scores[code] = max(scores.get(code, 0.0), own)
    ranked = sorted(scores.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple((code, round(score, 3)) for code, score in ranked[:_SHOWN])


def _fit(code: str, printed: Printed, known: Known) -> float:
    """Lower the score of a code of another unit family, another unit or another range."""
    family = printed.family
    fit = 1.0 if _fits(code, family, known) else _OTHER_FAMILY
    units = known.units.get(code, frozenset())
    if family == "count" and units and counted(printed.unit) not in units:
        fit *= _OTHER_UNIT
    match = re.match(r"\d+(?:\.\d+)?", printed.digits.replace(",", ""))
    low, high = known.ranges.get(code, (float("-inf"), float("inf")))
    outside = match is not None and not low <= float(match[0]) <= high
    return fit * (_OUT_OF_RANGE if outside and family != "share" else 1.0)
