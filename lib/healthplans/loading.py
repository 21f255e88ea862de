"""Load what everything else is worked out from: codelists, plans, figures, words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from healthplans.errors import UnknownNameError
from healthplans.memory import uncollected
from healthplans.reading.corrections import Correction, read_corrections
from healthplans.reading.documents import Plan, read_plans
from healthplans.reading.observations import harmonize
from healthplans.vocabulary.codelists import Codelists, read_codelists
from healthplans.vocabulary.words import Words, read_words

__all__ = ["codelists", "corrections", "observations", "plan", "plans", "words"]


def codelists() -> Codelists:
    """Give the project's codelists."""
    return read_codelists()


def plans(folder: Path | None = None) -> tuple[Plan, ...]:
    """Give all plans of a folder, by default the project's."""
    return _plans(folder)


@cache  # of a function without defaults: plans() and plans(None) are one call
@uncollected()
def _plans(folder: Path | None) -> tuple[Plan, ...]:
    return tuple(read_plans(folder))


def observations(
    folder: Path | None = None, *, corrected: bool = True, lenient: bool = False
) -> pd.DataFrame:
    """Give every published figure as one tidy table.

    Parameters
    ----------
    folder : Path, optional
        A folder of plans; by default the project's `data/plans`.
    corrected : bool
        Apply the declared corrections of `data/corrections.csv`.
    lenient : bool
        Load a draft plan with labels that no codelist holds; their indicator stays blank.

    Returns
    -------
    DataFrame
        `OBSERVATION_COLUMNS` of `healthplans.reading.observations`, one row per printed value
        or part of one.
    """
    # written to by the caller or not, what is kept here stays as it is (copy on write)
    return _observations(folder, corrected, lenient).copy(deep=False)


@cache
@uncollected()
def _observations(folder: Path | None, corrected: bool, lenient: bool) -> pd.DataFrame:
    loaded = plans(folder)
    if not corrected:
        return harmonize(loaded, codelists(), lenient=lenient)
    declared = read_corrections(loaded)
    touched = {correction.plan for correction in declared.values()}
    printed = _observations(folder, False, lenient)
    if not touched:
        return printed
    # only these plans read otherwise; of thousands the rest need not be read twice
    again = [one for one in loaded if one.code in touched]
    mended = harmonize(again, codelists(), declared, lenient=lenient)
    parts = [printed[~printed["document"].isin(touched)], mended]
    order = {one.code: place for place, one in enumerate(loaded)}
    return pd.concat(parts).sort_values(
        "document", key=lambda codes: codes.map(order), kind="stable", ignore_index=True
    )


@cache
def corrections() -> Mapping[tuple[str, str, str], Correction]:
    """Give the declared corrections by (plan, origin, locator)."""
    return read_corrections(plans())


def words(lang: str) -> Words:
    """Give the words of a language, `zh` or `en`."""
    return read_words(lang)


def plan(district: str | int) -> Plan:
    """Give the plan of a district; raise `UnknownNameError` with the nearest codes.

    A code may come as a number: `papermill -p district 340102` gives one.
    """
    known = _by_district()
    if str(district) not in known:
        names = [f"{code} {codelists().districts[code].name}" for code in known]
        raise UnknownNameError("district", district, names)
    return known[str(district)]


@cache
def _by_district() -> Mapping[str, Plan]:
    return {item.document.district: item for item in plans()}
