"""Audit a folder of plans in one call: load, harmonize without corrections, review."""

from functools import cache
from pathlib import Path

from healthplans.audits.engine import Review, review
from healthplans.codelists import read_codelists
from healthplans.corrections import read_corrections
from healthplans.harmonizers import harmonize
from healthplans.plans import read_plans
from healthplans.references import read_references

__all__ = ["review_folder"]


@cache
def review_folder(folder: Path | None = None) -> Review:
    """Give findings and undecided cases of all plans of a folder, by default the project's.

    The tables are shared between calls; copy before changing one.
    """
    plans, lists = read_plans(folder), read_codelists()
    observations = harmonize(plans, lists)
    return review(observations, plans, lists, read_references(lists), read_corrections(plans))
