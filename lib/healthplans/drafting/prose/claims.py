"""What kind of statement a figure makes: a share of something, a change, or simply itself."""

import re
from dataclasses import dataclass, replace

from healthplans.drafting.known import Known
from healthplans.drafting.prose.figures import Numeral
from healthplans.drafting.prose.phrases import Label
from healthplans.drafting.words import Span, last_clause, pattern

COUNTED = ("increase", "decrease")  # claims of so many more or fewer
_LONGEST = 30  # characters of a name before the words that look like a claim


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim's name (blank for a plain figure), where the value begins, the base's words.

    `label_end` is where the words of the claim begin, so that a label ends before them;
    `shared` are words of the value that stand apart from it.
    """

    name: str
    start: int
    label_end: int
    of: str = ""
    shared: str = ""


def claim_of(text: str, numeral: Numeral, span: Span, known: Known, *, level: bool) -> Claim:
    """Read the claim of a figure; `level`: it states what was reached."""
    before = text[span[0] : numeral.start]
    if pattern("times").search(numeral.unit):
        # the reader of values knows growth by a multiple from its verb
        return Claim("", numeral.start, numeral.start)
    share = pattern("share").search(before)
    if (
        share
        and numeral.share
        and not _named(before[: share.start("told")], share.start(), known)
    ):
        of = pattern("whole_area").sub("", share["of"] or "")
        return Claim("share", numeral.start, span[0] + share.start(), of)
    bare = numeral.first - len(numeral.before)
    head = text[span[0] : bare]
    touching, moved = _moved(numeral.before), _moved(head)
    if touching:
        return Claim(touching[0], numeral.start, numeral.start)
    # a fall that the value itself says is no claim
    if moved and not numeral.share and not (moved[0] == "decrease" and numeral.change):
        yearly = pattern("yearly").search(head[: moved[1].start()])
        verb = span[0] + (yearly or moved[1]).start()
        # of a change a year the value says so itself
        return Claim("", verb, verb) if yearly else Claim(moved[0], bare, verb)
    plain = Claim("", numeral.start, numeral.start)
    return _grown(head, span[0], numeral, known, level=level) or plain


def _moved(head: str) -> tuple[str, re.Match[str]] | None:
    """Read the verb at the end of some words that says how many more or fewer there are."""
    found = ((name, pattern(name).search(head)) for name in COUNTED)
    return next(((name, match) for name, match in found if match), None)


def _grown(
    head: str, start: int, numeral: Numeral, known: Known, *, level: bool
) -> Claim | None:
    """Read the growth that words say (`head`, from `start` on) before a share."""
    grown = pattern("growth").search(head)
    if grown is None or not numeral.share:
        return None
    # a noun of growth says so in a chapter of aims too
    noun = grown["noun"]
    if _named(head[: grown.end("verb")], grown.start(), known):
        return None
    if not (level or noun) or pattern("each_year").search(numeral.change):
        return None
    name = "average_growth" if pattern("average").search(head[-12:]) else "growth"
    verb, value = start + grown.start(), numeral.start if noun else numeral.first
    # without its verb a fall would be read as a rise
    return Claim(name, verb if pattern("falling").match(grown[0]) else value, verb)


def risen(text: str, numeral: Numeral, label: Label | None, claim: Claim) -> Claim:
    """Read a count whose noun stands behind a verb of change: "adds beds: 800"."""
    counts = label is not None and label.end <= numeral.start and numeral.unit
    led = numeral.lead and not pattern("about").fullmatch(numeral.lead)
    if label is None or claim.name or numeral.share or led or not counts:
        return claim
    narrowed = any(label.scope) and label.scope[1] <= label.start
    starts = (label.start, *label.scope[:narrowed])
    moved = next(filter(None, (_moved(text[:at]) for at in starts)), None)
    yearly = pattern("yearly").search(text[: moved[1].start()]) if moved else None
    if yearly:
        return replace(claim, shared=text[yearly.start() : label.start])
    return replace(claim, name=moved[0]) if moved else claim


def is_on_last(head: str, numeral: Numeral) -> bool:
    """Tell whether a change (`head`: the words before it) is one on the year before."""
    clause = last_clause(head)
    since = pattern("since").search(clause[: -len(numeral.change) or None])
    return since is not None and bool(since["last"])


def whole_of(claim: Claim, span: Span, text: str, printed: str) -> str:
    """Give the words of a claim's whole as printed: full-width signs stay so."""
    place = text.rfind(claim.of, *span) if claim.of else -1
    return printed[place : place + len(claim.of)] if place >= 0 else claim.of


def _named(before: str, words: int, known: Known) -> bool:
    """Tell whether the words of a claim end an indicator's name, such as natural growth."""
    begins = range(max(0, words - _LONGEST), words)
    named = pattern("share_name").search(before)
    return bool(named) or any(known.has(before[at:]) for at in begins)
