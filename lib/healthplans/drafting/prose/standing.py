"""What there is already: figures that have the base year, also in a chapter of aims.

Words say so (现有, 已完成), and hold for the clauses behind them until words of an aim; a
sentence that only describes goes on with what the one before it said to be there.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from healthplans.drafting.prose import because
from healthplans.drafting.prose.claims import COUNTED
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import Span, ends_in, first_clause, pattern, word

_COUNTED, _ROUND = 100, 10  # a number from which on, and of what, only counting tells one
_KEPT = 4  # characters before a figure


@dataclass(frozen=True, slots=True)
class Told:
    """The plan's base year, and what a sentence stands behind and before.

    `there`: the sentence before told what there is; `aims`: it is in a chapter of aims;
    `going`: the units of what stands before in the sentence and is an aim; "" if led to.
    """

    base: int | None
    there: bool = False
    aims: bool = False
    going: frozenset[str] = frozenset()


def dated(one: Statement, year: int | None, words: str, why: str) -> Statement:
    """Give a statement a year, its words and why, in place of those it had."""
    reasons = tuple(reason for reason in one.reasons if reason not in because.WHENCE)
    reasons = tuple(dict.fromkeys((*reasons, why)))
    return replace(one, year=year, year_text=words, reasons=reasons)


def clause_head(text: str, span: Span, one: Statement) -> str:
    """Give the words of the clause before a figure."""
    return pattern("clause_bound").split(text[span[0] : one.numeral.start])[-1]


def goes_on_there(made: Sequence[Statement]) -> bool:
    """Tell whether a sentence ends with what there is, and aims at nothing."""
    return bool(made) and because.THERE in made[-1].reasons


def goes_on_aiming(
    text: str, span: Span, made: Sequence[Statement], base: int | None
) -> frozenset[str]:
    """Give the units of a sentence's aims for what follows its semicolon, as in `Told`."""
    if text[span[1] - 1 : span[1]] not in {";", "；"}:
        return frozenset()
    return frozenset().union(*(_aimed_at(one, base) for one in made))


def existing(text: str, span: Span, made: Sequence[Statement], told: Told) -> list[Statement]:
    """Date what is said to be there in a sentence's statements (its `span`)."""
    done: list[Statement] = []
    why, floor = "", span[0]
    for one in made:
        words = text[floor : one.numeral.start]
        # a noun behind the figure before is no word between the two
        noun = done[-1].label_end if done else 0
        apart = words[max(0, noun - floor) :]
        joins = pattern("told_on").search(apart) or (why and pattern("going_on").match(words))
        goes_on = joins and not _goes_to(words, one, why)
        why = _there(text, (floor, span[1]), one) or (why if goes_on else "")
        why = why or _described(text, span, one, told)
        done.append(_if_later(one, why, told.base))
        told = replace(told, going=told.going | _aimed_at(done[-1], told.base))
        floor = one.end
    return _shares_back(text, done)


def _aimed_at(one: Statement, base: int | None) -> set[str]:
    """Give the unit of an aim: those of its kind behind it are aims too, all if it is led."""
    if one.year is None or base is None or one.year <= base:
        return set()
    return {one.unit, ""} if one.numeral.lead or one.numeral.before else {one.unit}


def _described(text: str, span: Span, one: Statement, told: Told) -> str:
    """Say that there is what a sentence only describes, or what it reckons."""
    words = text[span[0] : one.start]
    reckoned = pattern("reckoned").match(words)
    if shared := _has_share(text, one):
        words = clause_head(text, span, one)
    if not (told.there or reckoned or shared or _begun_with(text, span, one, told)):
        return ""
    limited = one.numeral.before or one.numeral.after or pattern("task").search(words)
    takes = pattern("take").search(words) and not shared
    done_to = (pattern("reused").search(words) or takes) and not reckoned
    aimed = limited or done_to or is_aimed(words, one)
    return "" if aimed else because.THERE


def _begun_with(text: str, span: Span, one: Statement, told: Told) -> bool:
    """Tell whether a task begins with how things are: its aim comes later, or it is measured.

    Aims are round, and a verb leads to them; a rate of tenths and a count to the last one that
    merely stand there are what was found.
    """
    if not told.aims or _kept_to(text, one) or pattern("spent_unit").search(one.unit):
        return False
    if _aims_later(text[: span[1]], one.end, told.base):
        return because.GOES_ON in one.reasons or not one.year_text
    if pattern("goal").search(text, span[1]):
        return not one.year_text
    if told.going & {one.unit, ""}:
        return False
    number, rate = one.numeral.number, bool(pattern("rate_unit").search(one.unit))
    found = number % 1 > 0 if rate else number >= _COUNTED and number % _ROUND > 0
    return found and not one.year_text


def _aims_later(text: str, place: int, base: int | None) -> bool:
    """Tell whether a sentence comes to its aim behind a place."""
    years = (goal["year"] for goal in pattern("going_to").finditer(text, place))
    return any(base is None or int(year) > base for year in years)


def _kept_to(text: str, one: Statement) -> bool:
    """Tell whether words right before or behind a figure say that it is to stay so."""
    words = text[max(0, one.numeral.start - _KEPT) : one.numeral.start]
    return bool(ends_in("kept", words) or pattern("kept").match(text, one.end))


def _has_share(text: str, one: Statement) -> bool:
    """Tell whether people or institutions are counted with the share that they are."""
    counts = pattern("counter").fullmatch(one.unit) or pattern("person").fullmatch(one.unit)
    return bool(counts and pattern("with_share").match(text, max(one.end, one.label_end)))


def _goes_to(words: str, one: Statement, why: str) -> bool:
    """Tell whether a clause behind what is there aims: what that comes to is no aim."""
    come_to = why == because.THERE and pattern("come_to").fullmatch(one.numeral.lead)
    return is_aimed(
        words, replace(one, numeral=replace(one.numeral, lead="")) if come_to else one
    )


def _shares_back(text: str, made: Sequence[Statement]) -> list[Statement]:
    """Let a count have the base year of the share right behind it, unless it is printed."""
    done = list(made)
    for place in range(len(done) - 2, -1, -1):
        one, after = done[place], done[place + 1]
        apart = text[one.end : after.numeral.start]
        told = {because.THERE, because.FROM_AIM} & set(after.reasons)
        bare = not (one.year_text or one.numeral.lead)
        if told and bare and pattern("share_behind").fullmatch(apart):
            done[place] = dated(one, after.year, "", told.pop())
    return done


def is_aimed(words: str, one: Statement) -> bool:
    """Tell whether words before a figure say that it is aimed at or a change."""
    led = one.numeral.lead and not words.endswith(word("already"))
    changed = one.numeral.change or one.claim in COUNTED
    aims = pattern("aiming").search(f"{words}{one.numeral.before}")
    return bool(led or changed or aims)


def _there(text: str, span: Span, one: Statement) -> str:
    """Tell why a figure may be of what is there already; blank if nothing says so."""
    head = clause_head(text, span, one)
    if _starts(text, head, one) or _all_there(text, head, one):
        return because.THERE
    said = list(pattern("existing").finditer(head))
    if said and not is_aimed(head[said[-1].end() :], one):
        now = pattern("existing_now").fullmatch(said[-1][0]) and not head[said[-1].end() :]
        reused = pattern("reused").search(head[: said[-1].start()]) and not now
        return because.REUSED if reused else because.THERE
    if one.numeral.lead or not pattern("served").search(head):
        return ""
    clause = first_clause(text[one.end : span[1]])
    return because.SERVED if pattern("sick").search(clause) else because.REUSED


def _starts(text: str, head: str, one: Statement) -> bool:
    """Tell whether an aim starts from a figure, also one that does not say where it goes."""
    if one.numeral.lead:
        return False
    left = one.numeral.share and ends_in("left", head)
    goes = pattern("moving_on").match(text, one.end) if left else None
    return bool(goes or pattern("from_there").match(text, one.end))


def _all_there(text: str, head: str, one: Statement) -> bool:
    """Tell whether a figure counts all that there is: those in the area, those among whom."""
    aimed = one.numeral.lead or one.numeral.before or one.numeral.after or one.claim
    counts = pattern("counter").fullmatch(one.unit) or pattern("person").fullmatch(one.unit)
    if aimed or not counts:
        return False
    if not one.year_text and _spoken_of(text, head, one):
        return True
    end = max(one.end, one.label_end)
    parted = ends_in("in_all", head) and pattern("of_them").match(text, end)
    if parted and not is_aimed(head, one):
        return True
    return bool(pattern("all_there").search(head) or pattern("among").match(text, end))


def _spoken_of(text: str, head: str, one: Statement) -> bool:
    """Tell whether a clause goes on about those counted, or they are on a register."""
    begins = pattern("subject_opening").search(head)
    if begins:
        return bool(pattern("spoken_of").match(text, one.end))
    return bool(pattern("registered").search(head)) and not is_aimed(head, one)


def _if_later(one: Statement, why: str, base: int | None) -> Statement:
    """Date a figure of what is there, unless a year is printed or it has that year."""
    # the year in which something will be there is not that of what it replaces
    stated = one.year_text and because.BUILT not in one.reasons
    carried = because.GOES_ON in one.reasons
    printed = stated and not (carried or pattern("by").match(one.year_text))
    if not why or base is None or one.year is None or one.year <= base or printed:
        return one
    if why == because.REUSED:
        return replace(one, reasons=(*one.reasons, why))
    return dated(one, base, "", why)
