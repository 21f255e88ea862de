"""Levels that are said to have risen or fallen, beside those stated before."""

from collections.abc import Iterator, Mapping

from healthplans.audits.drafts import HIGH, LOW, Draft, Pair, Place, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.texts import fold

__all__ = ["RULES"]

_WAYS = {"up": 1, "down": -1}


def start_not_stated(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find levels that are said to have risen or fallen from a level not stated."""
    verbs = tuple(options["verbs"])
    told = [f for f in sheet.shown.values() if f.role == "level"]
    moved = [f for f in told if fold(f.text).startswith(verbs)]
    open_ = [f for f in moved if not _start_known(sheet, f)]
    if open_:
        places: dict[str, Place] = {
            "items": tuple(Pair(Term(f.indicator, f.part), f) for f in open_),
            "count": len(open_),
        }
        yield Draft(LOW, tuple(open_), places, {"levels": len(open_)})


def moved_other_way(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a level said to have fallen to more than those stated before, or risen to less."""
    ways = {tuple(options["verbs"][name]): way for name, way in _WAYS.items()}
    told = [f for f in sheet.figures if f.role == "level" and f.is_exact]
    for verbs, way in ways.items():
        for said in [f for f in told if fold(f.text).startswith(verbs)]:
            levels = sheet.levels(said.indicator, said.part)
            before = [f for f in levels if f.year < said.year]
            turned = [f for f in before if f.is_exact and _ends_before(f, said, way)]
            if turned and turned == before:
                base = turned[-1]
                places: dict[str, Place] = {
                    "said": fold(said.text),
                    "base": base,
                    "base_year": base.year,
                }
                yield found(said, HIGH, (said, base), places, {"base": base.number})


def _ends_before(base: Figure, now: Figure, way: int) -> bool:
    """Whether a change goes, beyond rounding, against the way that is said."""
    low, high = (base, now) if way < 0 else (now, base)
    return low.printed.below(high.printed)


def _start_known(sheet: Sheet, figure: Figure) -> bool:
    """Whether an earlier level is stated, or the size of the change."""
    key = (figure.indicator, figure.part)
    claimed = any((f.indicator, f.part) == key for f in sheet.claims)
    return claimed or any(f.year < figure.year for f in sheet.levels(*key))


RULES: Mapping[str, Logic] = {
    "start_not_stated": start_not_stated,
    "moved_other_way": moved_other_way,
}
