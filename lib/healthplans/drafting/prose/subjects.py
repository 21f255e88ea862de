"""Which figure before one says what it is of: that of its unit and its size."""

import re
from collections.abc import Sequence

from healthplans.drafting.known import counted
from healthplans.drafting.prose.figures import Statement
from healthplans.drafting.words import classes, ends_in, last_clause, narrow, pattern, word

_BEFORE = 8  # characters before a figure in which "per 1,000 people" may end
_LOOK = 26  # characters before a figure in which it may begin
_BARE = 7  # characters of a rate that names nobody
_FAR = 12  # times as large: no longer a figure per head beside one
_WHOLE = 3  # times as large, where one is printed with decimals and the other is not
_REST = 2  # characters of a label that is left


def own_density(figure: Statement) -> str:
    """Give the "per 1,000 people" that stands right before a figure."""
    text = narrow(figure.paragraph.text)
    found = list(pattern("density").finditer(text, max(0, figure.start - _LOOK), figure.start))
    between = text[found[-1].end() : figure.start] if found else ""
    between = pattern("from_year").sub("", between)
    near = bool(found) and len(between) <= _BEFORE and not re.search(r"[\d,;]", between)
    return found[-1][0] if near else ""


def fitting(figure: Statement, earlier: Sequence[Statement]) -> Statement | None:
    """Give the figure before whose label may be carried to this one; None where none fits.

    A count goes with the nearest figure of its own unit; a share or a multiple with the last.
    """
    last = earlier[-1] if earlier else None
    numeral = figure.numeral
    unit = counted(numeral.unit)
    if last and figure.claim == "share":
        # of a count, and not of what there is of it per 1,000 people
        whole = (one for one in reversed(earlier) if not (_is_dense(one) or one.numeral.share))
        return next(whole, last) if _is_dense(last) else last
    if last is None or numeral.share or not unit or pattern("relative").fullmatch(unit):
        return last
    if last.end == figure.start:
        return last
    plain = [one for one in reversed(earlier) if not one.claim]
    alike = [one for one in plain if _alike(one, figure)]
    return last if alike and alike[0] is plain[0] else next(iter(alike), None)


def whole_of(share: Statement, earlier: Sequence[Statement]) -> str:
    """Give the label of the count of which the last one is this share, by the numbers."""
    counts = [one for one in earlier if not (one.claim or one.numeral.share)]
    *wholes, part = counts or [share]
    half = 0.5 / 10 ** len(share.numeral.digits.partition(".")[2])
    for whole in reversed(wholes):
        like = whole.unit == part.unit and whole.label != part.label
        number = whole.numeral.number if like else 0
        if number and abs(100 * part.numeral.number / number - share.numeral.number) <= half:
            return whole.label
    return ""


def _is_dense(one: Statement) -> bool:
    return bool(one.prefix or pattern("density").match(narrow(one.label)))


def _alike(one: Statement, figure: Statement) -> bool:
    """Tell whether two figures count in one unit, and both or none of them per head."""
    dense = pattern("density").match(narrow(one.label)) and not own_density(figure)
    return same_kind(one, figure) and (not dense or near_in_size(figure, one))


def same_kind(one: Statement, other: Statement) -> bool:
    """Tell whether two figures count the same kind of thing, by their units."""
    shares = one.numeral.share and other.numeral.share
    return shares or _kind(one.numeral.unit) == _kind(other.numeral.unit)


def of_same_whole(figure: Statement, earlier: Sequence[Statement]) -> Statement | None:
    """Give the figure before, where that is one of another group of the same people."""
    last = next((one for one in reversed(earlier) if one.claim == figure.claim), None)
    group = last and pattern("qualified").fullmatch(narrow(last.scope))
    return last if last and group and same_kind(figure, last) else None


def _kind(unit: str) -> str:
    bare = counted(unit)
    return next((name for name, words in classes("alike") if words.fullmatch(bare)), bare)


def changes_to(figure: Statement, last: Statement) -> bool:
    """Tell whether a change stands right behind the figure that it changes to."""
    text = narrow(figure.paragraph.text)[last.end : figure.start]
    changed = figure.claim in {"growth", "average_growth"}
    return changed and not figure.scope and not pattern("hard").search(text)


def near_in_size(figure: Statement, other: Statement) -> bool:
    """Tell whether two figures may both be per head: of one size, printed alike."""
    sizes = [one.numeral.number for one in (figure, other)]
    if min(sizes) <= 0:
        return False
    alike = ("." in figure.numeral.digits) == ("." in other.numeral.digits)
    return max(sizes) / min(sizes) <= (_FAR if alike else _WHOLE)


def prefix_of(figure: Statement, last: Statement | None) -> str:
    """Give the "per 1,000 people" that a figure has from the one whose label it carries."""
    changed = figure.claim not in {"", "share"}
    near = last is not None and (changed or near_in_size(figure, last))
    return last.prefix if last is not None and near else ""


def per_head(figure: Statement) -> str:
    """Give a label carried to a figure, with whom it is per said before it."""
    prefix = own_density(figure) or ("" if figure.claim else figure.prefix)
    head = last_clause(narrow(figure.paragraph.text)[: figure.start])
    each = pattern("each_person").search(head)
    if each and not figure.claim:
        return f"{each[1]}{figure.label}"
    said = pattern("density").search(narrow(figure.label))
    return figure.label if said or not figure.label else prefix + figure.label


def without_per_head(label: str) -> str:
    """Give a label without the "per 1,000 people" before it: a total is of all of them."""
    match = pattern("density").match(narrow(label))
    return label[match.end() :].strip() if match else label


def without_place(label: str) -> str:
    """Give what a label says without the institution whose it is, where another takes over."""
    match = pattern("of_holder").fullmatch(narrow(label))
    rest = match["rest"] if match else ""
    if match is None or len(rest) < _REST or pattern("plain_head").match(rest):
        return label
    return (match["per"] or "") + rest


def counted_people(statement: Statement, earlier: Sequence[Statement]) -> str:
    """Give the people that a figure before counts, of whom a short rate holds.

    Between them may stand with how many of them it is done.
    """
    label = statement.label
    rate = word("rate_word")
    done = [one for one in earlier[-1:] if narrow(one.label) + rate == narrow(label)]
    told = reversed(earlier[: len(earlier) - len(done)])
    last = next((one for one in told if not pattern("per_thousand").search(one.unit)), None)
    about = pattern("rate").search(label) or pattern("done_to").fullmatch(label)
    if last is None or last.claim or not about or len(label) > _BARE:
        return ""
    if last.label.startswith(label[:-1]):
        return ""  # they are counted because it is done, and are not all of whom it is
    people = pattern("person").fullmatch(counted(last.numeral.unit))
    put = pattern("put_on_register").fullmatch(last.label)
    named = last.scope if put else pattern("on_register").sub("", last.label)
    return named if people and ends_in("scope_noun", narrow(named)) else ""


def of_event(statement: Statement, last: Statement | None) -> str:
    """Give a rate that names nobody in full, by what the figure before counts; else blank."""
    label = statement.label
    counts = last is not None and not (last.claim or last.numeral.share)
    if last is None or not counts or not pattern("bare_rate").fullmatch(label):
        return ""
    done = label[:-1]
    if pattern("done_rate").fullmatch(label) and last.label.startswith(done):
        return f"{last.label.removeprefix(done)}{label}"
    for size in range(len(label) - 1, 1, -1):
        named = last.label.removesuffix(label[:size])
        if named and named != last.label:
            return f"{named}{label}"
    return ""


def about(statement: Statement, earlier: Sequence[Statement]) -> str:
    """Give what the nearest count before a figure in its sentence counts; else blank."""
    last = earlier[-1] if earlier else None
    if last is not None and last.about and statement.label == last.label:
        return last.about
    counts = (one for one in reversed(earlier) if not (one.claim or one.numeral.share))
    return next((one.label for one in counts if one.label != statement.label), "")


def older(statement: Statement, last: Statement) -> bool:
    """Tell whether a label is an age, and the figure before is of another age."""
    age = pattern("age_group")
    return bool(age.fullmatch(narrow(statement.label)) and age.match(narrow(last.label)))


def of_share(statement: Statement, last: Statement) -> bool:
    """Tell whether so many percentage points are those by which the share before changed."""
    points = ends_in("points", statement.unit)
    return bool(points) and last.claim == "share" and not statement.claim


def totals(statement: Statement, last: Statement) -> bool:
    """Tell whether a total stands behind a norm per head or a rise that it follows from."""
    told = last.prefix or last.claim == "increase"
    return bool(told and pattern("total").fullmatch(narrow(statement.label)))


def is_group(label: str) -> bool:
    """Tell whether a label only narrows, and no noun behind the next figure is meant."""
    group = pattern("group_word").fullmatch(label)
    return bool(group) and not pattern("modifier").fullmatch(label)


def with_group(last: Statement) -> str:
    """Give a scope with the group that the label begins with, as printed."""
    group = pattern("to_last_group").match(last.label)
    words = map(re.escape, (last.scope, group[0])) if group else ["(?!)"]
    match = re.search(f"{word('of')}?".join(words), last.paragraph.text)
    return match[0] if match else ""


def narrows(statement: Statement) -> bool:
    """Tell whether an institution or a town stands for "of it".

    A unit that counts institutions counts those, but never a town by its name.
    """
    label = narrow(statement.label)
    counts = bool(pattern("counter").fullmatch(statement.numeral.unit))
    town = pattern("town").fullmatch(label)
    return bool(town or (pattern("place").search(label) and not counts))


def of_division(statement: Statement) -> bool:
    """Tell whether a clause begins with a part of the document's own area."""
    head = last_clause(narrow(statement.paragraph.text)[: statement.start])
    return pattern("own_division").match(head) is not None
