"""Libraries as they begin, where Python has imported them before this project could.

A start-up file of Python (`sitecustomize.py`, `usercustomize.py`) may set options of
libraries, which gives other digits in tables, a log on pages, cells of ten letters at most. A
library that nobody has imported yet has nothing to undo, and is not imported for it.
"""

import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

_CELL = 131_072  # letters, Python's own limit
_PRINTED = {
    **{"precision": 8, "threshold": 1000, "edgeitems": 3, "linewidth": 75, "suppress": False},
    **{"nanstr": "nan", "infstr": "inf", "formatter": None, "sign": "-"},
    **{"floatmode": "maxprec", "legacy": False},
}
_WARNED = {"divide": "warn", "over": "warn", "under": "ignore", "invalid": "warn"}


def restore() -> None:
    """Undo what a start-up file has set of the libraries that are there already."""
    for name, undo in _UNDO.items():
        if name in sys.modules:
            undo(sys.modules[name])


def _csv(csv: Any) -> None:
    csv.field_size_limit(_CELL)
    for name, usual in (("excel", csv.excel), ("excel-tab", csv.excel_tab)):
        csv.register_dialect(name, usual)


def _logging(logging: Any) -> None:
    for handler in [*logging.root.handlers]:
        logging.root.removeHandler(handler)
    logging.root.setLevel(logging.WARNING)


def _numpy(numpy: Any) -> None:
    numpy.set_printoptions(**_PRINTED)
    numpy.seterr(**_WARNED)


def _pandas(pandas: Any) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of options that will go
        pandas.reset_option("all")


_UNDO: Mapping[str, Callable[[Any], None]] = {
    "csv": _csv,
    "logging": _logging,
    "numpy": _numpy,
    "pandas": _pandas,
    "matplotlib": lambda matplotlib: matplotlib.rcdefaults(),
}
