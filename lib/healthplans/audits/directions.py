"""What is said to rise or fall, beside the figures before and after."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, pairwise

from healthplans.audits.drafts import HIGH, LOW, MEDIUM, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.projects import is_added
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.texts import fold

_WAYS = {"up": 1, "down": -1}


def start_not_stated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find levels that are said to have risen or fallen from a level not stated."""
    verbs = tuple(options["verbs"])
    told = [f for f in sheet.shown.values() if f.role == "level"]
    moved = [f for f in told if f.said.startswith(verbs)]
    open_ = [f for f in moved if not _start_known(sheet, f)]
    if open_:
        places: dict[str, Place] = {
            "items": tuple(Pair(Term(f.indicator, f.part), f) for f in open_),
            "count": len(open_),
        }
        yield Draft(LOW, tuple(open_), places, {"levels": len(open_)})


def moved_other_way(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a level said to have fallen to more than those stated before, or risen to less."""
    yield from _told_otherwise(sheet, options)
    ways = {tuple(options["verbs"][name]): way for name, way in _WAYS.items()}
    told = [f for f in sheet.figures if f.role == "level" and f.is_exact]
    for verbs, way in ways.items():
        for said in [f for f in told if f.said.startswith(verbs)]:
            levels = sheet.levels(said.indicator, said.part)
            before = [f for f in levels if f.year < said.year]
            turned = [f for f in before if f.is_exact and _ends_before(f, said, way)]
            if turned and turned == before:
                base = turned[-1]
                places: dict[str, Place] = {
                    "said": said.said,
                    "base": base,
                    "base_year": base.year,
                }
                yield found(said, HIGH, (said, base), places, {"base": base.number})


def _told_otherwise(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find words for a course of years that the first and last level of them contradict."""
    words = [f for f in sheet.figures if f.value is None and f.role == "level"]
    for said in (f for f in words if f.direction in _WAYS):
        first = said.base_year or said.year - options["years"]
        levels = sheet.levels(said.indicator, said.part)
        exact = [f for f in levels if f.is_exact and first <= f.year <= said.year]
        # the way of a whole period is told by its ends; that of every year by any two
        yearly = any(word in said.text for word in options["yearly"])
        pairs = pairwise(exact) if yearly else zip(exact[:1], exact[-1:], strict=True)
        turned = [p for p in pairs if _ends_before(*p, _WAYS[said.direction])]
        if turned:
            base, now = turned[-1]
            places: dict[str, Place] = {"said": fold(said.text), "base": base, "now": now}
            places |= {"base_year": base.year, "now_year": now.year}
            draft = found(said, HIGH, (said, base, now), places, {"base": base.number})
            yield replace(draft, message="course")


def words_against_figures(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find words that promise a fall or a rise where the figures ask for the other."""
    pairs = {t.indicator: (level, t) for level, t, _ in sheet.pairs if not t.part}
    yield from _raised_to_less(sheet, options)
    for said in (f for f in sheet.figures if f.value is None):
        way = _WAYS.get(said.direction, 0)
        if not way or said.role != "target" or said.part:
            continue
        codes = options["together"].get(said.indicator, [said.indicator])
        both = [pairs[code] for code in codes if code in pairs]
        turned = [p for p in both if p[1].year == said.year and _way(*p) == -way]
        if turned:
            yield _turned(said, turned)
        kept = [p for p in both if p[1].year == said.year and _allows(*p) == -way]
        if kept:
            yield replace(_turned(said, kept), message="allowed")


def _way(level: Figure, target: Figure) -> int:
    """Give the sign of the change that a target without a bound asks for; 0 if none."""
    if not (level.is_point and target.is_point and level.interval.apart(target.interval)):
        return 0
    return 1 if target.number > level.number else -1


def _allows(level: Figure, target: Figure) -> int:
    """Give the sign of the change that a bound leaves room for, and the level has passed."""
    if level.is_exact and target.sign.side == "low" and target.printed.below(level.interval):
        return -1
    ceiling = target.sign.side == "high" and level.interval.below(target.printed)
    return 1 if level.is_exact and ceiling else 0


def _raised_to_less(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a figure that a rise is said to lead to, below the level, or a fall above it."""
    promised = [f for f in sheet.figures if f.role == "target" and f.kind != "relative"]
    verbs = {_WAYS[way]: tuple(words) for way, words in options["verbs"].items()}
    for said in (f for f in promised if f.value is not None):
        way = _verb(said, verbs)
        level = sheet.level(said.indicator, said.part) if way else None
        if level is not None and level.is_exact:
            low, high = (level, said) if way < 0 else (said, level)
            if low.printed.below(high.printed):
                places: dict[str, Place] = {"said": said.said, "level": level}
                draft = found(said, MEDIUM, (said, level), places, {"level": level.number})
                yield replace(draft, message="to")


def _verb(figure: Figure, verbs: Mapping[int, tuple[str, ...]]) -> int:
    """Give the way in which a figure's verb points, 1 or -1; 0 for one without."""
    text = figure.said
    return next((way for way, words in verbs.items() if text.startswith(words)), 0)


def _turned(said: Figure, turned: Sequence[tuple[Figure, Figure]]) -> Draft:
    evidence = (said, *(f for pair in turned for f in pair))
    places: dict[str, Place] = {
        "said": said.said,
        "names": tuple(Term(t.indicator) for _, t in turned),
        "levels": tuple(level for level, _ in turned),
        "targets": tuple(target for _, target in turned),
    }
    return found(said, MEDIUM, evidence, places, {"indicators": len(turned)})


def _ends_before(base: Figure, now: Figure, way: int) -> bool:
    """Whether a change goes, beyond rounding, against the way that is said."""
    low, high = (base, now) if way < 0 else (now, base)
    return low.printed.below(high.printed)


def _start_known(sheet: Sheet, figure: Figure) -> bool:
    """Whether an earlier level is stated, or the size of the change."""
    key = (figure.indicator, figure.part)
    claimed = any((f.indicator, f.part) == key for f in sheet.claims)
    return claimed or any(f.year < figure.year for f in sheet.levels(*key))


def increase_twice(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find more that is added by one year than by a later one."""
    added = (f for f in sheet.figures if is_added(sheet, f) and not f.change_sign.is_bound)
    more = (f for f in added if f.year > sheet.document.base and (f.change or 0) > 0)
    for rows in grouped(((f.indicator, f.part), f) for f in more).values():
        ordered = sorted(rows, key=lambda f: f.year)
        apart = (pair for pair in combinations(ordered, 2) if _falls(*pair))
        for early, late in [*apart][:1]:
            computed = {"early": early.change or 0.0, "late": late.change or 0.0}
            places: dict[str, Place] = {
                "first": late,
                "first_year": late.year,
                "second": early,
                "second_year": early.year,
            }
            yield found(late, MEDIUM, (late, early), places, computed)


def _falls(early: Figure, late: Figure) -> bool:
    """Whether an addition by a year is smaller than that by an earlier one."""
    return early.year < late.year and late.change_interval.below(early.change_interval)


RULES: Mapping[str, Logic] = {
    "increase_twice": increase_twice,
    "start_not_stated": start_not_stated,
    "moved_other_way": moved_other_way,
    "words_against_figures": words_against_figures,
}
