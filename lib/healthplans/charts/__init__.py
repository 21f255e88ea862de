"""Figures drawn from tables: each answers one question and keeps a target's meaning.

A ceiling is drawn as a ceiling and a floor as a floor, a missing end is said in words, and
what is known by colour is known by shape and word too. What draws for print (`save`, `static`,
`use_chinese`) is imported when it is first asked for: matplotlib takes long.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from healthplans.charts.ambition import stances
from healthplans.charts.capacity import heads, populations
from healthplans.charts.comparison import comparison, headlines
from healthplans.charts.coverage import coverage
from healthplans.charts.effort import binding, convergence, slack
from healthplans.charts.groups import per_denominators
from healthplans.charts.position import position

if TYPE_CHECKING:
    from healthplans.charts.publishing import save, use_chinese
    from healthplans.charts.twin import static

__all__ = [
    "binding",
    "comparison",
    "convergence",
    "coverage",
    "headlines",
    "heads",
    "per_denominators",
    "populations",
    "position",
    "save",
    "slack",
    "stances",
    "static",
    "use_chinese",
]

_PRINTED = {"save": "publishing", "use_chinese": "publishing", "static": "twin"}


def __getattr__(name: str) -> Any:
    if name not in _PRINTED:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_PRINTED[name]}"), name)
