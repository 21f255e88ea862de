"""Figures drawn from tables: each answers one question and keeps a target's meaning.

A ceiling is drawn as a ceiling and a floor as a floor, a missing end is said in words, and
what is known by colour is known by shape and word too.
"""

from healthplans.charts.ambition import stances
from healthplans.charts.binding import binding
from healthplans.charts.capacity import heads, populations
from healthplans.charts.comparison import comparison
from healthplans.charts.convergence import convergence
from healthplans.charts.coverage import coverage
from healthplans.charts.groups import per_denominators
from healthplans.charts.headlines import headlines
from healthplans.charts.paths import paths
from healthplans.charts.position import position
from healthplans.charts.publishing import save, static, use_chinese
from healthplans.charts.slack import slack

__all__ = [
    "binding",
    "comparison",
    "convergence",
    "coverage",
    "headlines",
    "heads",
    "paths",
    "per_denominators",
    "populations",
    "position",
    "save",
    "slack",
    "stances",
    "static",
    "use_chinese",
]
