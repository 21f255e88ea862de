"""What a rate of few events says: exact limits, and a warning where one case moves it.

No maternal death among 6,500 births does not mean a mortality of zero: as many as 57 per
100,000 would leave a year without a death in one of forty. Limits are exact: Garwood (1936)
for a count of deaths (Poisson), Clopper and Pearson (1934) for a share of people examined.
"""

import numpy as np
import pandas as pd

from healthplans.parts import PART, is_whole
from healthplans.quantities import is_point
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Exposure

CONFIDENCE = 0.95
LARGEST_SHARE = 0.1
_MEASURED = ["document", "year", "denominator", "unit"]
_COUNTED = ["document", "year", "indicator", "value", "observation_id"]
_RATE = ["document", "area", "area_name", "indicator", *PART, "year", "value"]


def exposures(resolved: pd.DataFrame, known: pd.DataFrame) -> pd.DataFrame:
    """Give how many births or people each plan's rates were measured on, where it says so.

    Parameters
    ----------
    resolved : DataFrame
        The figures shown, from `resolve`.
    known : DataFrame
        From `known_exposures`: which count stands for which denominator.

    Returns
    -------
    DataFrame
        One row per plan, year, denominator and unit of rates: those, `exposure` (persons,
        the largest count printed), `exposure_id` and `method`. People examined are fewer
        than all, so limits come out wider than the truth, never narrower.
    """
    named = _levels(resolved)[_COUNTED].merge(known, on="indicator")
    ordered = named.sort_values("value", ascending=False, kind="stable")
    once = ordered.drop_duplicates(_MEASURED)
    columns = [*_MEASURED, "value", "observation_id", "method"]
    names = {"value": "exposure", "observation_id": "exposure_id"}
    return once[columns].rename(columns=names).reset_index(drop=True)


def known_exposures(lists: Codelists) -> pd.DataFrame:
    """Give the codelist of exposures, one row an entry, as `exposures` reads it."""
    rows = [entry.model_dump() for entry in lists.exposures]
    return pd.DataFrame(rows, columns=list(Exposure.model_fields))


def poisson_limits(events: np.ndarray) -> np.ndarray:
    """Give exact two-sided limits for the mean of a Poisson count.

    Formula: ``chi2(a/2, 2k)/2`` and ``chi2(1 - a/2, 2k + 2)/2`` with a = 1 - `CONFIDENCE`, and
    a lower limit of 0 for k = 0. Source: Garwood, Biometrika 28 (1936) 437. Events in, events
    out: an array of shape (2, n).

    >>> poisson_limits(np.array([0.0])).round(3).tolist()
    [[0.0], [3.689]]
    """
    # imported here: it takes a tenth of the time that all measures take to import
    from scipy.special import gammaincinv

    tail = (1 - CONFIDENCE) / 2
    # the quantile of chi-squared with 2k degrees of freedom is twice that of gamma with k;
    # scipy.stats gives the same, but takes half a second to import
    lower = np.where(events > 0, gammaincinv(np.maximum(events, 1e-9), tail), 0.0)
    return np.array([lower, gammaincinv(events + 1, 1 - tail)])


def proportion_limits(events: np.ndarray, trials: np.ndarray) -> np.ndarray:
    """Give exact two-sided limits for a share of `trials`.

    Formula: ``beta(a/2; k, n - k + 1)`` and ``beta(1 - a/2; k + 1, n - k)``, 0 for k = 0 and 1
    for k = n. Source: Clopper & Pearson, Biometrika 26 (1934) 404. Shares from 0 to 1, an
    array of shape (2, n).

    >>> proportion_limits(np.array([0.0]), np.array([10.0])).round(4).tolist()
    [[0.0], [0.3085]]
    """
    from scipy.special import betaincinv

    tail = (1 - CONFIDENCE) / 2
    none, all_ = events <= 0, events >= trials
    inner = np.where(none, 1.0, events), np.where(all_, 1.0, trials - events)
    lower = np.where(none, 0.0, betaincinv(inner[0], trials - events + 1, tail))
    return np.array([lower, np.where(all_, 1.0, betaincinv(events + 1, inner[1], 1 - tail))])


def rate_limits(rates: pd.DataFrame, counted: pd.DataFrame, lists: Codelists) -> pd.DataFrame:
    """Give exact limits of printed rates whose births or examined people are stated.

    Parameters
    ----------
    rates : DataFrame
        Figures of `resolve` with `denominator`, `unit` and `value`.
    counted : DataFrame
        From `exposures`.

    Returns
    -------
    DataFrame
        One row per rate with an exposure, none of a part: plan, district, indicator, `year`,
        `value`, `unit`, `exposure`, `exposure_id`, `events_implied` = rate x exposure,
        `events`, the same rounded to a whole number, `low`, `high` (95 percent limits) and
        `one_event` (the change by one event), in the unit of the rate; `warning`, True where
        one_event > `LARGEST_SHARE` x value (always for a rate of zero), and `reason`, a key
        of `messages.yaml`, where it is.
    """
    stated = _levels(rates[is_whole(rates)])
    rows = stated[[*_RATE, "unit", "denominator"]].merge(counted, on=_MEASURED)
    factor = rows["unit"].map(lambda unit: float(lists.units[unit].factor)).to_numpy(float)
    exposure = rows["exposure"].to_numpy(float)
    value = rows["value"].to_numpy(float)
    implied = value * factor * exposure
    events = np.round(implied)
    shares = np.where(
        (rows["method"] == "poisson").to_numpy(),
        poisson_limits(events) / exposure,
        proportion_limits(events, exposure),
    )
    one_event = 1 / exposure / factor
    warning = one_event > LARGEST_SHARE * value
    return rows[[*_RATE, "unit", "denominator", "exposure", "exposure_id", "method"]].assign(
        events_implied=implied,
        events=events,
        low=shares[0] / factor,
        high=shares[1] / factor,
        one_event=one_event,
        warning=warning,
        reason=np.where(warning, "small_numbers_one_event", ""),
    )


def _levels(resolved: pd.DataFrame) -> pd.DataFrame:
    """Keep the levels that are figures, not bounds."""
    return resolved[is_point(resolved["comparator"]) & (resolved["role"] == "level")]
