"""Audit a folder of plans in one call: load, harmonize without corrections, review."""

from functools import cache
from pathlib import Path

from healthplans.audits.engine import Review, review
from healthplans.reading.corrections import read_corrections
from healthplans.reading.documents import read_plans
from healthplans.reading.observations import harmonize
from healthplans.reading.references import read_references
from healthplans.vocabulary.codelists import read_codelists

__all__ = ["review_folder"]


@cache
def review_folder(folder: Path | None = None) -> Review:
    """Give findings and undecided cases of all plans of a folder, by default the project's.

    The tables are shared between calls; copy before changing one.
    """
    plans, lists = read_plans(folder), read_codelists()
    observations = harmonize(plans, lists)
    return review(observations, plans, lists, read_references(lists), read_corrections(plans))
