"""Compute the plans' own contradictions: rules over the figures, findings as a table.

Each rule is one function of a module named for what it compares, and one entry of
`data/rules`, which explains it and says what it tolerates and why. Rules look
at the figures as printed, before declared corrections. No rule knows a plan.
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from healthplans.audits.engine import Review, review
from healthplans.audits.writing import FINDING_COLUMNS, UNDECIDED_COLUMNS
from healthplans.reading.corrections import Correction
from healthplans.reading.documents import Document
from healthplans.vocabulary.codelists import Codelists


def audit(
    observations: pd.DataFrame,
    documents: Sequence[Document],
    lists: Codelists,
    references: pd.DataFrame | None = None,
    corrections: Mapping[tuple[str, str, str], Correction] | None = None,
) -> pd.DataFrame:
    """Give every finding about the plans, gravest first within each plan.

    Parameters
    ----------
    observations : DataFrame
        The observations table of these plans, without corrections.
    documents : sequence of Document
    lists : Codelists
    references : DataFrame, optional
        National figures, from `healthplans.measures.benchmark_figures`; without them no
        target is held against a national one.
    corrections : mapping, optional
        Declared corrections by (plan, origin, locator); a finding says where one is declared.

    Returns
    -------
    DataFrame
        `FINDING_COLUMNS`; `evidence` holds observation ids joined by ``;``. Findings about
        several plans have a blank `document`. What the rules could not decide is in
        `review(...).undecided`.
    """
    return review(observations, documents, lists, references, corrections).findings
