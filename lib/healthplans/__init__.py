"""Compare the published five-year health plans of Chinese districts.

>>> from healthplans import observations
>>> table = observations()

gives every published figure as one tidy table, each row with the place where it is printed.
Heavy libraries are imported only by the call that needs them.
"""

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["__version__", "observations"]

__version__ = "0.1.0"


def observations(
    folder: Path | None = None, *, corrected: bool = True, lenient: bool = False
) -> "pd.DataFrame":
    """Load, read and harmonize all plans; see `healthplans.loading.observations`."""
    from healthplans import loading

    return loading.observations(folder, corrected=corrected, lenient=lenient)
