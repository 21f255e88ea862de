"""Load what everything else is worked out from: codelists, plans, figures, words."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pandas as pd

from healthplans.codelists import Codelists, read_codelists
from healthplans.corrections import Correction, read_corrections
from healthplans.errors import UnknownNameError
from healthplans.harmonizers import harmonize
from healthplans.plans import Plan, read_plans
from healthplans.words import Words, read_words

__all__ = ["codelists", "corrections", "observations", "plan", "plans", "words"]


def codelists() -> Codelists:
    """Give the project's codelists."""
    return read_codelists()


@cache
def plans(folder: Path | None = None) -> tuple[Plan, ...]:
    """Give all plans of a folder, by default the project's."""
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
        `healthplans.harmonizers.OBSERVATION_COLUMNS`, one row per printed value or component.
    """
    return _observations(folder, corrected, lenient).copy()


@cache
def _observations(folder: Path | None, corrected: bool, lenient: bool) -> pd.DataFrame:
    loaded = plans(folder)
    corrections = read_corrections(loaded) if corrected else {}
    return harmonize(loaded, codelists(), corrections, lenient=lenient)


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
    known = {item.document.district: item for item in plans()}
    if str(district) not in known:
        names = [f"{code} {codelists().districts[code].name}" for code in known]
        raise UnknownNameError("district", district, names)
    return known[str(district)]
