"""Figures that stand one after the other in a sentence, and what they say of each other.

A list names how many there are of each kind and what share that is: each pair is of one
total. What a norm asks for, what there is and what is lacking stand side by side. Which
indicators they are need not be known; their places in the paragraph are.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from healthplans.audits.drafts import (
    HIGH,
    MEDIUM,
    Amount,
    Draft,
    Pair,
    Place,
    Term,
    found,
)
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.texts import fold
from healthplans.vocabulary.shares import count_of, share_of

# a count and the share in brackets behind it
Counted = tuple[Figure, Figure]


def share_in_list(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find one of a list of counts with shares that is of another total than all others.

    One alone is judged by the total before it that its count is a part of.
    """
    for figures in sheet.paragraphs.values():
        for pairs in _lists(figures, options):
            long = len(pairs) > options["least"]
            odd = [n for n in range(len(pairs)) if long and _is_odd(pairs, n)]
            if len(odd) == 1 and not _has_own_total(sheet, pairs[odd[0]], figures):
                yield _of_another(pairs, odd[0])
            for pair in pairs if not odd else ():
                wholes = [f for f in figures if _is_whole_of(sheet, f, pair)]
                if wholes and not _has_own_total(sheet, pair, figures):
                    yield _of_whole(pair, wholes[-1])


def _is_whole_of(sheet: Sheet, whole: Figure, pair: Counted) -> bool:
    """Whether a figure before a count is what it is a part of, and the share is of the count.

    The share bears the name of the part (三四级手术占比), or is of the same in fewer words;
    one of the very same words is recomputed wherever its count stands.
    """
    count, share = pair
    code, words = count.indicator, count.part.words
    same = (whole.indicator, whole.year, whole.role) == (code, count.year, count.role)
    wider = whole.part.words == share.part.of if share.part.of else whole.part.words < words
    before = whole.span is not None and count.span is not None and whole.span < count.span
    if not (same and wider and before and whole.is_exact):
        return False
    names = (fold(sheet.lists.narrowed_to(word)) for word in words - whole.part.words)
    named = any(name in fold(share.label) for name in names)
    return share.part.words < words and (
        named or share.indicator == share_of(sheet.about(count))
    )


def _of_whole(pair: Counted, whole: Figure) -> Draft:
    count, share = pair
    ratio = 100 * count.number / whole.number
    places: dict[str, Place] = {
        "count": count,
        "share": share,
        "whole": whole,
        "whole_name": Term(whole.indicator, whole.part),
        "ratio": Amount(round(ratio, 2), "percent"),
    }
    severity = HIGH if abs(ratio - share.number) > 1 else MEDIUM
    computed = {"share": share.number, "recomputed": ratio}
    draft = found(count, severity, (count, share, whole), places, computed)
    return replace(draft, message="whole", cause=("formula", share.id))


def _lists(figures: Sequence[Figure], options: Options) -> Iterator[list[Counted]]:
    """Give the runs of counts that are each followed by a share, with nothing between."""
    run: list[Counted] = []
    rest = list(figures)
    while rest:
        count, share = rest[0], rest[1] if len(rest) > 1 else None
        paired = share and _is_share_of(count, share, options["near"])
        if share and paired and _continues(run, count, options["apart"]):
            run.append((count, share))
            rest = rest[2:]
        elif run:
            yield run
            run = []
        else:
            rest = rest[1:]
    yield run


def _continues(run: Sequence[Counted], count: Figure, apart: int) -> bool:
    """Whether a count stands close behind those before it, and is of their kind."""
    if not run:
        return True
    (last, share), begin = run[-1], (count.span or (0, 0))[0]
    near = begin - (share.span or (0, 0))[1] <= apart
    return near and (last.year, last.unit) == (count.year, count.unit)


def _has_own_total(sheet: Sheet, pair: Counted, figures: Sequence[Figure]) -> bool:
    """Whether a total of which the share is right stands beside it, or elsewhere."""
    base, (count, _) = _base(pair), pair
    own = (
        f
        for f in sheet.shown.values()
        if (f.indicator, f.year) == (count.indicator, count.year)
    )
    others = (f for f in (*figures, *own) if f not in pair and f.unit == count.unit)
    return any(f.is_point and f.interval.meets(base) for f in others)


def _is_share_of(count: Figure, share: Figure, near: int) -> bool:
    """Whether a share stands so close behind a count that it is the share of it."""
    if share.unit != "percent" or count.unit == "percent":
        return False
    own, next_ = count.span or (0, 0), share.span or (0, 0)
    # a rate beside a count is no share of it: the admissions, and how many of 100 are admitted
    printed = share.part.of or count_of(share.indicator) != share.indicator
    same = (share.year, share.role) == (count.year, count.role)
    told = [f.is_exact and f.number > 0 and not f.is_claim for f in (count, share)]
    return bool(printed) and same and all(told) and 0 <= next_[0] - own[1] <= near


def _base(pair: Counted) -> Interval:
    """Give the totals that a count can be its share of."""
    count, share = pair
    return count.interval.over(share.interval).scaled(100)


def _shared(bases: Sequence[Interval]) -> tuple[float, float]:
    return max(b.low for b in bases), min(b.high for b in bases)


def _is_odd(pairs: Sequence[Counted], number: int) -> bool:
    """Whether all pairs but one are of one total."""
    bases = [_base(pair) for pair in pairs]
    low, high = _shared([b for n, b in enumerate(bases) if n != number])
    own = bases[number]
    return low < high and (own.high <= low or high <= own.low)


def _of_another(pairs: Sequence[Counted], number: int) -> Draft:
    (count, share), others = pairs[number], [p for n, p in enumerate(pairs) if n != number]
    base = sum(_shared([_base(pair) for pair in others])) / 2
    ratio = 100 * count.number / base
    filled: dict[str, Place] = {
        "count": count,
        "share": share,
        "implied": Amount(round(100 * count.number / share.number), count.unit),
        "others": tuple(Pair(Term(c.indicator, c.part), c) for c, _ in others),
        "base": Amount(round(base), count.unit),
        "ratio": Amount(round(ratio, 2), "percent"),
        "due": Amount(round(base * share.number / 100), count.unit),
    }
    evidence = (count, share, *(f for pair in others for f in pair))
    severity = HIGH if abs(ratio - share.number) > 1 else MEDIUM
    computed = {"share": share.number, "recomputed": ratio}
    draft = found(count, severity, evidence, filled, computed)
    return replace(draft, cause=("formula", share.id))


def need_and_stock(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find what is lacking at odds with what a norm asks for and what there is."""
    for figures in sheet.paragraphs.values():
        own = [f for f in figures if f.role == "level" and f.unit == "count" and f.is_exact]
        begin = 0
        for place, lack in enumerate(own):
            if _is_called(sheet, lack, options["lacking"]):
                before = [f for f in own[begin:place] if f.unit_text == lack.unit_text]
                needs = [f for f in before if _is_called(sheet, f, options["needed"])]
                stock = [f for f in before if f not in needs]
                if needs and stock:
                    yield from _not_lacking(needs[-1], stock, lack)
                begin = place + 1


def _is_called(sheet: Sheet, figure: Figure, words: Sequence[str]) -> bool:
    """Whether the label or a scope of a figure is one of some words, or begins with it."""
    known = sheet.lists.scopes_by_value
    scopes = (known[word].zh for word in figure.part.words if word in known)
    return any(name.startswith(tuple(words)) for name in (fold(figure.label), *scopes))


def _not_lacking(need: Figure, stock: Sequence[Figure], lack: Figure) -> Iterator[Draft]:
    rooms = [(need.interval.difference(f.interval), f) for f in stock]
    if any(room.meets(lack.interval) for room, _ in rooms):
        return
    turned = [f for room, f in rooms if room.scaled(-1).meets(lack.interval)]
    if turned or len(stock) == 1:
        has = (turned or stock)[0]
        made = need.number - has.number
        places: dict[str, Place] = {
            "need": need,
            "stock": has,
            "lack": lack,
            "made": Amount(abs(made)),
        }
        draft = found(has, HIGH, (has, need, lack), places, {"lacking": made})
        yield replace(draft, message="over") if made < 0 else draft


def people_per_household(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find households and the people in them that make no households."""
    low, high = options["people"]
    for figures in sheet.paragraphs.values():
        for homes, people in pairwise(figures):
            if _are_homes(homes, people, options):
                ratio = people.interval.over(homes.interval)
                if ratio.apart(Interval(low, high)):
                    number = people.number / homes.number
                    places: dict[str, Place] = {
                        "homes": homes,
                        "people": people,
                        "ratio": Amount(round(number, 2)),
                    }
                    yield found(people, HIGH, (people, homes), places, {"ratio": number})


def _are_homes(homes: Figure, people: Figure, options: Options) -> bool:
    """Whether two counts, one after the other, are of the households and people of a name."""
    same = (homes.year, homes.role, homes.part) == (people.year, people.role, people.part)
    counted = homes.is_point and people.is_point and homes.number > 0
    if not same or not counted or homes.is_claim or people.is_claim:
        return False
    units = [fold(f.text or f.unit_text) for f in (homes, people)]
    ends = all(u.endswith(e) for u, e in zip(units, options["ends"], strict=True))
    named = fold(homes.label) == fold(people.label)
    return named and ends


RULES: Mapping[str, Logic] = {
    "share_in_list": share_in_list,
    "need_and_stock": need_and_stock,
    "people_per_household": people_per_household,
}
