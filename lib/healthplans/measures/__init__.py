"""What the figures say: pure functions from tables to tables, each with formula and source."""

from healthplans.measures.comparison import compare, complete
from healthplans.measures.coverage import COVERAGE, coverage
from healthplans.measures.resolution import resolve, rounding

__all__ = ["COVERAGE", "compare", "complete", "coverage", "resolve", "rounding"]
