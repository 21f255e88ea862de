"""Lists: k labels and k figures "in this order"; figures that share one label."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from typing import Any

from healthplans.drafting.known import Known
from healthplans.drafting.prose import because
from healthplans.drafting.prose.bodies import names_before, of_bodies, of_doers
from healthplans.drafting.prose.claims import COUNTED
from healthplans.drafting.prose.figures import Statement, joined, linked
from healthplans.drafting.prose.labels import split
from healthplans.drafting.prose.totals import totalled
from healthplans.drafting.words import Span, ends_in, narrow, pattern

_SEVERAL = 3  # figures that may be those of years


def spread(text: str, made: Sequence[Statement], known: Known) -> list[Statement]:
    """Give each figure of a list in order its own label, where the counts agree."""
    done = list(made)
    for match in pattern("separately").finditer(text):
        run = _run(text, done, match.end())
        if len(run) > 1:
            _assign(text, done, run, match.start(), known)
            _of_years(text, done, run, match.start())
            of_bodies(text, done, run, match.start())
        else:
            of_doers(text, done, match.span())
    for joint in _joined(text, done):
        _of_years(text, done, joint, done[joint[0]].start)
    return _shared(text, totalled(text, _backwards(text, done)))


def _backwards(text: str, made: Sequence[Statement]) -> list[Statement]:
    """Let figures joined to one whose noun follows it share what stands behind that noun.

    "3 clinics, 5 centres opened": both opened; "2 county, 3 city clinics": both are clinics.
    """
    done = list(made)
    for place in range(len(done) - 2, -1, -1):
        one, after = done[place], done[place + 1]
        if text[max(one.end, one.label_end) : after.start].strip() != "、":
            continue
        if pattern("modifier").fullmatch(narrow(one.label)) and after.label:
            why = (*one.reasons, "noun behind the next figure")
            done[place] = replace(one, label=after.label, scope=one.label, reasons=why)
        elif _did(after) and not one.scope:
            done[place] = replace(one, scope=after.scope)
    return done


def _did(statement: Statement) -> bool:
    """Tell whether the scope is what an institution did, printed behind it."""
    printed = statement.paragraph.text
    place = printed.find(statement.scope, statement.label_end)
    return bool(statement.scope) and place == statement.label_end


def _shared(text: str, made: Sequence[Statement]) -> list[Statement]:
    """Let a comparator or a growth before the first figure of a list hold for those joined."""
    done: list[Statement] = []
    for one in made:
        last = done[-1] if done else None
        if last is not None and _grows_on(text, last, one):
            one = replace(one, claim=last.claim, base_year=last.base_year)
        joined = last is not None and text[last.end : one.start].strip() == "、"
        if joined and last and not one.numeral.before and last.unit == one.unit:
            one = replace(one, shared=last.shared or last.numeral.before)
        done.append(one)
    return done


def _grows_on(text: str, last: Statement, one: Statement) -> bool:
    """Tell whether a figure joined to a growth is one more of it."""
    bare = not (one.claim or one.numeral.lead or one.numeral.change) and one.unit == last.unit
    return bare and linked(text, last, one) and last.claim in {"growth", "average_growth"}


def _run(text: str, made: Sequence[Statement], at: int) -> list[int]:
    """Give the places of the figures that follow one another from here."""
    run: list[int] = []
    for place, one in enumerate(made):
        if one.end <= at:
            continue
        last = made[run[-1]].end if run else at
        if not pattern("listed_on").fullmatch(text, last, max(last, one.start)):
            break
        run.append(place)
    return run


def _assign(text: str, done: list[Statement], run: list[int], at: int, known: Known) -> None:
    """Pair the figures with the labels named before, or with the figures before."""
    earlier = done[: run[0]]
    floor = earlier[-1].end if earlier else 0
    names = _own_names(text, floor, at)
    if len(names) > 1 and _rounds(done, run, len(names)):
        spans = _common(text, names, known)
        claim = _claim(done[run[0]]) if done[run[0]].claim in COUNTED else {}
        last = ends_in("scope_noun", text[slice(*names[-1])])
        for place, (start, end, tail) in zip(run, cycle(spans), strict=False):
            one = replace(done[place], about=last[0] if last else "", **claim)
            done[place] = _named(text, one, (start, end), tail, known)
    elif _counted(text, earlier, done[run[0]], (names, len(run))):
        same, per = _claim(done[run[0]]), _per(text, names)
        _moved(text, done, run[0], len(run), known)
        others = _counted(text, done[: run[0]], done[run[0]], (names, len(run)))
        for place, other in zip(run, others, strict=True):
            names_of = {"label": per + other.label, "scope": other.scope}
            same |= {**names_of, "prefix": per or other.prefix}
            why = (*done[place].reasons, "in the order of the figures before")
            done[place] = replace(done[place], reasons=why, **same)
    else:
        for place in run:
            done[place] = _unpaired(done[place], done[run[0]])


def _own_names(text: str, floor: int, at: int) -> list[Span]:
    """Give the names joined before "respectively"; "both rates" are those before."""
    names = names_before(text, floor, at)
    both = len(names) == 1 and pattern("both_named").fullmatch(text[slice(*names[0])])
    return [] if both else names


def _joined(text: str, made: Sequence[Statement]) -> Iterator[range]:
    """Give the places of three and more figures that are joined to one another."""
    place = 0
    while place < len(made):
        count = joined(text, made, place)
        if count >= _SEVERAL:
            yield range(place, place + count)
        place += count


def _of_years(text: str, done: list[Statement], run: Sequence[int], at: int) -> None:
    """Give the figures of a list the years from and to, where they are as many."""
    spans = list(pattern("years").finditer(text, 0, at))
    first, last = (int(spans[-1][side]) for side in ("first", "last")) if spans else (0, 0)
    one_label = len({(done[place].label, done[place].unit) for place in run}) == 1
    if last - first + 1 == len(run) and one_label:
        for year, place in zip(range(first, last + 1), run, strict=True):
            done[place] = replace(done[place], year=year, year_text=spans[-1][0])


def _per(text: str, names: Sequence[Span]) -> str:
    """Give the "per 1,000 people" that is all that stands before "respectively"."""
    only = text[slice(*names[0])] if len(names) == 1 else ""
    return only if pattern("density").fullmatch(only) else ""


def _counted(
    text: str,
    earlier: Sequence[Statement],
    first: Statement,
    wanted: tuple[Sequence[Span], int],
) -> Sequence[Statement]:
    """Give the figures before whose labels are meant, where no label stands here.

    A change or a share is of the figures before, whatever their unit; another year's figures
    and those per head are of figures of their own unit.
    """
    names, count = wanted
    told = earlier
    if not first.claim:
        told = [one for one in earlier if one.unit == first.unit and not one.claim]
        told = told if not names or _per(text, names) else []
    return told[-count:] if len(told) >= count else []


def _moved(text: str, done: list[Statement], to: int, many: int, known: Known) -> None:
    """Give as many figures that others come from the labels before "from", one each."""
    first = to - many
    floor = done[first - 1].end if first else 0
    begin = pattern("from").search(text[: done[first].start])
    several = pattern("from").search(text[: done[to - 1].start])
    alone = begin and several and begin.start() == several.start()
    names = names_before(text, floor, begin.start()) if begin and alone else []
    if len(names) == many:
        for place, (start, end, tail) in zip(
            range(first, to), _common(text, names, known), strict=True
        ):
            done[place] = _named(text, done[place], (start, end), tail, known)


def _rounds(made: Sequence[Statement], run: Sequence[int], names: int) -> bool:
    """Tell whether a list says each name once, or twice: from these figures to those."""
    again = run[names::names]
    return len(run) % names == 0 and all(made[place].numeral.lead for place in again)


def _unpaired(statement: Statement, first: Statement) -> Statement:
    why = "figures in order, but not as many labels"
    return replace(statement, reasons=(*statement.reasons, why), **_claim(first))


def _claim(first: Statement) -> dict[str, Any]:
    """Give what the first figure of a list says for all of them, if it makes a claim."""
    said = ("claim", "of", "year", "year_text", "base_year") if first.claim else ()
    return {key: getattr(first, key) for key in said}


def _common(text: str, names: list[Span], known: Known) -> list[tuple[int, int, str]]:
    """Let names that lack a head share the head of the last one."""
    last = text[names[-1][0] : names[-1][1]]
    heads = [bool(ends_in("head", text[a:b])) for a, b in names]
    group = pattern("scope_noun").search(last)
    tail = last[group.end() :] if group and not all(heads) else ""
    if not tail and (counted := _counted_last(text, names, known)):
        return counted
    spans = [(a, b, "" if head else tail) for (a, b), head in zip(names, heads, strict=True)]
    if group and tail:
        # the last name holds the head that it shares: what stands before it narrows it
        spans[-1] = (names[-1][0], names[-1][0] + group.end(), tail)
    return spans


def _counted_last(text: str, names: list[Span], known: Known) -> list[tuple[int, int, str]]:
    """Let names behind the last of which stands what is counted of each share that."""
    found = [ends_in("measured_noun", text[a:b]) for a, b in names]
    last, start = found[-1], names[-1][0]
    own = any(found[:-1]) or any(known.has(text[a:b]) for a, b in names[:-1])
    if own or last is None or not last.start():
        return []
    spans = [*names[:-1], (start, start + last.start())]
    return [(a, b, last[0]) for a, b in spans]


def _named(text: str, statement: Statement, span: Span, tail: str, known: Known) -> Statement:
    start, end = span
    printed = statement.paragraph.text
    if tail:
        return replace(
            statement,
            label=tail,
            scope=printed[start:end],
            reasons=(*statement.reasons, "in order, under a common head"),
        )
    own = split(text, start, end, known)
    # the first reason is that of the label, which is another now
    kept = (why for at, why in enumerate(statement.reasons) if at or why in because.WHENCE)
    return replace(
        statement,
        label=printed[own.start : own.end],
        scope=printed[slice(*own.scope)],
        reasons=(own.reason, *kept, "in order"),
    )
