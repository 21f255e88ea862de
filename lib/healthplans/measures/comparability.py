"""May these figures stand side by side? The gate before every chart and rank.

Two figures are compared only if they mean the same: the same indicator of the codelist (one
code, one definition), the same part of it, per the same denominator, of years at most two
apart. A unit that differs only in scale is converted. Whatever else differs, the pair is
judged and the reason is said.
"""

from collections.abc import Callable, Collection, Mapping
from functools import cache
from itertools import combinations, product

import pandas as pd

from healthplans.measures.conventions import FARTHEST, agreed
from healthplans.parts import PART
from healthplans.vocabulary.codelists import Codelists

Verdict = Callable[[tuple[str, ...], tuple[str, ...]], Mapping[str, str]]

# what is judged of two figures, and the key of the message that says why
_REASONS = {
    "comparable": "comparability_same_definition",
    "after_conversion": "comparability_converted",
    "by_convention": "comparability_convention",
    "different_denominator": "comparability_denominator",
    "different_year": "comparability_year",
    "not_comparable": "comparability_definition",
}
_MEANING = ("indicator", "denominator", "printed_unit", "year", "part", "of", "end")
_PLACE = ["document", "indicator", *PART, "role"]
_SIDE = ["area", "area_name", "denominator", "printed_unit", "year"]
_COLUMNS = [
    *(*_PLACE, *_SIDE, *(f"other_{column}" for column in (*_PLACE, *_SIDE))),
    *("judgement", "reason", "convention", "reason_zh", "reason_en", "draft"),
]
_UNSAID = ["", "missing", "blank", "unread"]


def comparable_groups(figures: pd.DataFrame, denominator: pd.Series) -> pd.Series:
    """Give each row the group within which figures are comparable.

    `indicator`, `part`, `of`, `end` and denominator, joined: same code, part and denominator.
    Since all figures are in the indicator's standard unit, scale does not part them. Adding a
    row never changes the group of another.
    """
    key = figures["indicator"]
    for part in (*(figures[name] for name in PART), denominator):
        key = key + "|" + part
    return key


def comparability(
    compared: pd.DataFrame,
    indicator: str,
    lists: Codelists,
    drafts: Collection[str] = (),
    *,
    strict: bool = False,
) -> pd.DataFrame:
    """Judge every pair of plans that state an indicator or one related to it.

    Parameters
    ----------
    compared : DataFrame
        Rows of `compare` of all plans: the level and the target of each are judged.
    indicator : str
        Code; the codes that the codelist relates to it are judged against it too.
    drafts : collection of str
        Codes of plans whose document is a draft.
    strict : bool
        Take no denominator as another by convention.

    Returns
    -------
    DataFrame
        One row a pair of plans for each `role` (``level`` and ``target``, since a plan may
        print them per different denominators) and each part of the indicator where it has
        several: `document`, `indicator`, `part`, `of`, `end`, `role`, `area`, `area_name`,
        `denominator`, `printed_unit`, `year`, the same with `other_`, `judgement` (a key of
        `_REASONS`), `reason` (key of `messages.yaml`), `convention` (code, blank where none),
        `reason_zh`, `reason_en`, `draft` (True if either is a draft).
        Every pair is named once; a printed absence makes no pair. Empty where fewer than two
        plans state it.

    Raises
    ------
    UnknownNameError
        For a code that is not in the codelist.
    """
    related = _related(indicator, lists)
    stated = compared[compared["indicator"].isin([indicator, *related])]
    sides = _sides(stated)
    own = [side for side in sides if side["indicator"] == indicator]
    other = [side for side in sides if side["indicator"] != indicator]
    pairs = [
        *((a, b) for a, b in combinations(own, 2) if _alike(a, b, *PART, "role")),
        *((a, b) for a, b in product(own, other) if _alike(a, b, "role")),
    ]
    pairs = [(a, b) for a, b in pairs if a["document"] != b["document"]]
    verdict = _verdict(lists, strict=strict)
    rows = [
        _judged(a, b, verdict, draft=a["document"] in drafts or b["document"] in drafts)
        for a, b in pairs
    ]
    return pd.DataFrame(rows, columns=_COLUMNS)


def _related(indicator: str, lists: Codelists) -> list[str]:
    """Give the codes that name this one as related, or that it names."""
    named = set(lists.indicator(indicator).related)
    return sorted(named | {c for c, e in lists.indicators.items() if indicator in e.related})


def _alike(one: dict[str, str], other: dict[str, str], *columns: str) -> bool:
    return all(one[column] == other[column] for column in columns)


def _sides(stated: pd.DataFrame) -> list[dict[str, str]]:
    """Give levels and targets as rows of one form, in the order of document and part."""
    sides = [_side(stated, role) for role in ("level", "target")]
    said = pd.concat(sides).sort_values(_PLACE, kind="stable")
    return [
        {str(column): str(value) for column, value in row.items()}
        for row in said[[*_PLACE, *_SIDE]].to_dict("records")
    ]


def _side(stated: pd.DataFrame, role: str) -> pd.DataFrame:
    said = stated[~stated[f"{role}_kind"].isin(_UNSAID)]
    own = {name: said[f"{role}_{name}"] for name in ("denominator", "printed_unit", "year")}
    return said.assign(role=role, **own)


def _judged(
    one: dict[str, str], other: dict[str, str], verdict: Verdict, *, draft: bool
) -> dict[str, object]:
    others = {f"other_{column}": value for column, value in other.items()}
    said = verdict(tuple(one[c] for c in _MEANING), tuple(other[c] for c in _MEANING))
    return {**one, **others, **said, "draft": draft}


def _verdict(lists: Codelists, *, strict: bool) -> Verdict:
    """Judge by meaning alone, so that the many pairs that mean the same are judged once."""

    @cache
    def verdict(one: tuple[str, ...], other: tuple[str, ...]) -> Mapping[str, str]:
        side, other_side = (
            dict(zip(_MEANING, values, strict=True)) for values in (one, other)
        )
        judgement, convention = _judgement(side, other_side, lists, strict=strict)
        reason = _REASONS[judgement]
        if convention:  # the same is said whichever of the two stands first
            sides = sorted((side, other_side), key=lambda of: of["denominator"])
            side, other_side = sides
        texts = {
            f"reason_{lang}": lists.message(
                reason,
                lang,
                **_words(side, other_side, lists, lang),
                **_convention(convention, lists, lang),
            )
            for lang in ("zh", "en")
        }
        said = {"judgement": judgement, "reason": reason, "convention": convention}
        return {**said, **texts}

    return verdict


def _judgement(
    one: dict[str, str], other: dict[str, str], lists: Codelists, *, strict: bool
) -> tuple[str, str]:
    """Give the judgement on two figures, and the convention that it rests on if on one."""
    if one["indicator"] != other["indicator"]:
        return "not_comparable", ""
    units = {"unit": lists.indicator(one["indicator"]).unit}
    per, convention = agreed([one | units, other | units], lists, strict=strict)
    if len(per) > 1 or (one["denominator"] == "") != (other["denominator"] == ""):
        return "different_denominator", ""
    if abs(int(one["year"]) - int(other["year"])) > FARTHEST:
        return "different_year", ""
    if convention:
        return "by_convention", convention
    same = one["printed_unit"] == other["printed_unit"]
    return ("comparable" if same else "after_conversion"), ""


def _convention(code: str, lists: Codelists, lang: str) -> dict[str, str]:
    found = next((c for c in lists.conventions if c.convention == code), None)
    if found is None:
        return {}
    texts = {"convention": getattr(found, lang), "limits": getattr(found, f"limits_{lang}")}
    return texts | {"source": found.source}


def _words(
    one: dict[str, str], other: dict[str, str], lists: Codelists, lang: str
) -> dict[str, str]:
    words: dict[str, str] = {}
    for prefix, side in (("", one), ("other_", other)):
        entry = lists.indicator(side["indicator"])
        words[f"{prefix}indicator"] = str(getattr(entry, lang))
        words[f"{prefix}definition"] = str(getattr(entry, f"definition_{lang}"))
        words[f"{prefix}denominator"] = lists.denominator(side["denominator"], lang)
        words[f"{prefix}year"] = side["year"]
        words[f"{prefix}unit"] = str(getattr(lists.units[side["printed_unit"]], lang))
        words["standard"] = str(getattr(lists.units[entry.unit], lang))
    return words
