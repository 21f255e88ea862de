"""Years against what is said of several of them together: their total, or their mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from healthplans.audits.drafts import HIGH, MEDIUM, Amount, Draft, Place, Sum, Term, found
from healthplans.audits.figures import Figure
from healthplans.audits.scoped import sum_places, sums
from healthplans.audits.sheets import Logic, Options, Sheet, grouped
from healthplans.audits.splits import Parts
from healthplans.parts import Part
from healthplans.texts import fold

_YEAR = re.compile(r"(?:19|20)\d\d")


def years_and_total(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find years that do not make the total stated for so many years, or are not so many."""
    for whole in (*sheet.figures, *sheet.unnamed):
        for word in (*sorted(whole.part.words), whole.label):
            many, loose = _years_said(sheet.lists.narrowed_to(word), options)
            told = many and _names_years(sheet, word, options)
            period = _years_of(fold(whole.dated), options) if told else 0
            # of a change the year that it is counted from need not be one of its years
            counted = {period, period - 1} if loose or whole.kind == "relative" else {period}
            if period and many not in counted:
                yield _not_so_many(whole, fold(sheet.lists.narrowed_to(word)), period)
            elif many and not loose and word in whole.part.words and _added_up(whole, options):
                yield from _years_differ(sheet, whole, word, many, options)
    yield from _means_differ(sheet, options)


def _years_said(name: str, options: Options) -> tuple[int, bool]:
    """Give how many years words are about, and whether the first of them may not count."""
    words = "|".join((*options["totals"], *options["loose"]))
    said = re.search(rf"(?<!\d)({'|'.join(options['numerals'])})({words})", fold(name))
    return (options["numerals"][said[1]], said[2] in options["loose"]) if said else (0, False)


def _names_years(sheet: Sheet, word: str, options: Options) -> bool:
    """Whether all words that stand for a scope name its years, as 累计 alone does not."""
    texts = (scope.text for scope in sheet.lists.scopes if scope.value == word)
    return all(_years_said(text, options)[0] for text in texts)


def _years_of(period: str, options: Options) -> int:
    """Count the years from the first to the last that words for a period name."""
    named = next((n for word, n in options["periods"].items() if word in period), 0)
    years = [int(year) for year in _YEAR.findall(period)]
    return max(years[1] - years[0] + 1, 0) if len(years) > 1 else named


def _not_so_many(whole: Figure, said: str, period: int) -> Draft:
    known = Term(whole.indicator, whole.part)
    places: dict[str, Place] = {
        "name": known if whole.indicator else whole.label,
        "said": said,
        "period": fold(whole.dated),
        "many": period,
    }
    draft = found(whole, MEDIUM, (whole,), places, {"years": period})
    return replace(draft, message="period")


def _added_up(whole: Figure, options: Options) -> bool:
    return bool(whole.indicator) and whole.unit in options["units"] and whole.is_exact


def _years_differ(
    sheet: Sheet, whole: Figure, word: str, many: int, options: Options
) -> Iterator[Draft]:
    """Say where the years that are stated, the last of them the total's own, are not it."""
    part = Part(whole.part.words - {word}, whole.part.of, whole.part.end)
    years = range(whole.year - many + 1, whole.year + 1)
    stated = (sheet.at(whole.indicator, year, part) for year in years)
    known = tuple(f for f in stated if f is not None and f.is_exact)
    parts = Parts(known, len(known) == many)
    if parts.contradict(whole.interval):
        places: dict[str, Place] = {
            **sum_places(known, whole, parts.total),
            "parts": Sum(known),
            "years": f"{known[0].year}–{whole.year}",
        }
        large = abs(parts.total - whole.number) > options["small"] * whole.number
        computed = sums(parts.total, whole)
        yield found(whole, HIGH if large else MEDIUM, (whole, *known), places, computed)


def _means_differ(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Say where a mean of some years is not their total by so many, in one paragraph."""
    stated = [f for f in sheet.figures if f.paragraph and _added_up(f, options)]
    rows = grouped(((f.paragraph, f.indicator, f.year, f.role), f) for f in stated)
    for group in rows.values():
        means = [f for f in group if options["mean"] in f.part.words]
        totals = [(f, many) for f in group if (many := _together(sheet, f, options))]
        for mean in means:
            for total, many in totals:
                alike = _bare(sheet, mean) == _bare(sheet, total)
                expected = total.interval.scaled(1 / many)
                if alike and expected.apart(mean.interval):
                    yield _off_mean(mean, total, many)


def _together(sheet: Sheet, figure: Figure, options: Options) -> int:
    """Give of how many years a figure is the total; 0 where it is of one."""
    if options["mean"] in figure.part.words:
        return 0
    names = (sheet.lists.narrowed_to(word) for word in figure.part.words)
    many = next((n for name in names if (n := _years_said(name, options)[0])), 0)
    period = options["within"] in figure.part.words and _years_of(fold(figure.dated), options)
    return many or int(period)


def _bare(sheet: Sheet, figure: Figure) -> Part:
    """Give the part that a figure is of, whatever years it is of."""
    basis = {w for w in figure.part.words if sheet.lists.dimension(w) == "basis"}
    return figure.part._replace(words=figure.part.words - basis)


def _off_mean(mean: Figure, total: Figure, many: int) -> Draft:
    expected = total.number / many
    places: dict[str, Place] = {
        "total": total,
        "many": many,
        "mean": mean,
        "expected": Amount(expected, mean.unit),
    }
    computed = {"expected": expected, "stated": mean.number}
    return replace(found(mean, HIGH, (mean, total), places, computed), message="mean")


RULES: Mapping[str, Logic] = {"years_and_total": years_and_total}
