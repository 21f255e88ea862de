"""Compare the published health plans of Chinese districts.

>>> from healthplans import Suite, suite, observations

`Suite(folder)` answers every question that can be asked of a data folder; `suite` is that of
the project's own data, and `observations()` gives every published figure as one tidy table,
each row with the place where it is printed. Heavy libraries are imported when first asked for.
"""

TYPE_CHECKING = False  # as in `typing`, which the caller's folder may shadow (see `__main__`)
if TYPE_CHECKING:
    from typing import Any

    import pandas as pd

    from healthplans.suites import Suite

    suite: Suite

__all__ = ["Suite", "__version__", "observations", "suite"]

__version__ = "0.1.0"


def observations(*, corrected: bool = True) -> "pd.DataFrame":
    """Give every published figure of the project's data; see `Suite.observations`."""
    default: Suite = __getattr__("suite")
    return default.observations(corrected=corrected)


def __getattr__(name: str) -> "Any":
    if name not in ("Suite", "suite"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from healthplans.injected import check_injected
    from healthplans.paths import is_lenient
    from healthplans.suites import Suite

    check_injected()
    globals().setdefault("Suite", Suite)
    globals().setdefault("suite", Suite(lenient=is_lenient()))
    return globals()[name]
