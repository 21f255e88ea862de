"""How many there are said to be, beside how many are named or listed."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from healthplans.audits.drafts import MEDIUM, Draft, Place, found
from healthplans.audits.figures import Figure
from healthplans.audits.sheets import Logic, Options, Sheet
from healthplans.quantities import Interval
from healthplans.texts import fold

_BRACKET = re.compile(r"\(([^()]*)\)")


def indicators_announced(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find another number of indicators announced, of any or one kind, than of rows."""
    rows = [f for f in (*sheet.figures, *sheet.unnamed) if f.origin == "table"]
    told = [f for f in sheet.figures if f.indicator in options["said"] and f.paragraph]
    aims = [f for f in told if f.role == "target" and f.is_point and f.part.is_whole]
    for figure in aims if rows and not sheet.document.partial else ():
        kind = options["said"][figure.indicator]
        of_kind = [f for f in rows if kind in ("any", f.obligation)]
        known = kind == "any" or any(f.obligation for f in rows)
        if known and figure.interval.apart(_listed_rows(of_kind, rows, kind, options)):
            count = len({f.locator.partition("c")[0] for f in of_kind})
            places: dict[str, Place] = {"said": figure, "rows": count}
            computed = {"announced": figure.number, "rows": float(count)}
            draft = found(figure, MEDIUM, (figure,), places, computed)
            yield draft if kind == "any" else replace(draft, message="kind")


def _listed_rows(
    of_kind: Sequence[Figure], rows: Sequence[Figure], kind: str, options: Options
) -> Interval:
    """Give how many indicators the rows may be: some are joined in one, some in several."""
    # a row that prints no kind may be of any
    open_ = [f for f in rows if not f.obligation] if kind != "any" else []
    labels = {f.locator.partition("c")[0]: fold(f.label) for f in (*of_kind, *open_)}
    most = len(labels) + sum(_joined(label, options) for label in labels.values())
    return Interval(len({f.indicator or f.label for f in of_kind}), most)


def names_and_number(sheet: Sheet, options: Options) -> Iterator[Draft]:
    """Find a list of names in a label or scope that has not as many as its number says."""
    for figure in (*sheet.figures, *sheet.unnamed):
        counted = fold(figure.unit_text) in options["counters"] and not figure.sign.is_bound
        number = _number(figure) if counted else 0.0
        name, names = _listed(sheet, figure, options) if number > 1 else ("", ())
        if number < len(names) or (names and number > _most(figure, names, options)):
            places: dict[str, Place] = {
                "name": name,
                "names": tuple(names),
                "count": len(names),
                "number": fold(figure.text),
            }
            computed = {"names": float(len(names)), "number": number}
            yield found(figure, MEDIUM, (figure,), places, computed)


def _joined(label: str, options: Options) -> int:
    return sum(label.count(joint) for joint in options["joints"])


def _most(figure: Figure, names: Sequence[str], options: Options) -> float:
    """Give the number that the names allow: one each of some kinds, else any."""
    others = any(word in figure.label for word in options["others"])
    one_each = names[-1].endswith(tuple(options["one_each"])) and not others
    return len(names) if one_each else math.inf


def _number(figure: Figure) -> float:
    """Give the number printed; 0 where there is none."""
    if figure.change is not None and figure.change_unit in ("", "count"):
        return abs(figure.change)
    if figure.value is not None:
        return figure.value
    return float(figure.digits or 0) if not figure.indicator else 0.0


def _listed(sheet: Sheet, figure: Figure, options: Options) -> tuple[str, Sequence[str]]:
    """Give the text that lists names, and the names; the label's before those of a scope."""
    texts = (figure.label, *sorted(figure.part.words))
    found = ((text, _names(sheet, text, options)) for text in texts)
    return next((one for one in found if one[1]), ("", ()))


def _names(sheet: Sheet, text: str, options: Options) -> Sequence[str]:
    """Give the names that a text lists; none where one is a kind, not a name."""
    label = fold(text)
    inner = _BRACKET.search(label)
    text = inner[1] if inner and options["joint"] in inner[1] else _BRACKET.sub("", label)
    for word in options["others"]:
        text = text.replace(word, "")
    pieces = text.split(options["joint"])
    kinds = (sheet.lists.aliases, sheet.lists.scope_values, options["deeds"])
    named = all(len(one) >= options["least"] for one in pieces)
    kind = any(one in kind for one in pieces for kind in kinds)
    last = any(joint in pieces[-1] for joint in options["unclear"])
    return pieces if named and not kind and not last and len(pieces) > 1 else ()


RULES: Mapping[str, Logic] = {
    "indicators_announced": indicators_announced,
    "names_and_number": names_and_number,
}
