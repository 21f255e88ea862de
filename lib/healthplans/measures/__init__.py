"""What the figures say: pure functions from tables to tables, each with formula and source."""

from healthplans.measures.comparison import compare
from healthplans.measures.coverage import coverage
from healthplans.measures.resolution import resolve, rounding

__all__ = ["compare", "coverage", "resolve", "rounding"]
