"""What contradicts the figures, which figures it touches, and what they are held against."""

from typing import Any

import pandas as pd

from healthplans import audits, measures
from healthplans.audits.rules import read_rules
from healthplans.loading import Library, kept
from healthplans.reading.documents import Document

__all__ = ["Reviewed"]

_NATION, _LOWEST = "nation", "district"


class Reviewed(Library):
    """A data folder with the findings about its documents."""

    def drafts(self) -> list[str]:
        """Give the ids of the documents that are drafts."""
        return [document.id for document in self.documents() if document.about.is_draft]

    @kept
    def uppers(self) -> pd.DataFrame:
        """Give every figure of areas above districts; see `measures.benchmark_figures`."""
        level = self.codelists().areas.level
        above = [d for d in self.documents() if level(d.about.area) != _LOWEST]
        return measures.benchmark_figures(self.observations(), above)

    def national(self) -> pd.DataFrame:
        """Give every national figure; see `healthplans.measures.benchmark_figures`."""
        every, level = self.uppers(), self.codelists().areas.level
        nation = [area for area in every["area"].unique() if level(area) == _NATION]
        return every[every["area"].isin(nation)].reset_index(drop=True)

    def audited(self) -> list[Document]:
        """Give the documents whose own text was transcribed; of others we saw no print."""
        return [d for d in self.documents() if d.about.transcribed == "document"]

    @kept
    def _review(self) -> audits.Review:
        """Audit the figures as printed, so that a declared correction is still reported."""
        return audits.review(
            self.observations(corrected=False),
            self.audited(),
            self.codelists(),
            self.uppers(),
            self.corrections(),
        )

    def findings(self, district_code: str | None = None) -> pd.DataFrame:
        """Give what the documents contradict; of one district's plans, or of all and across.

        Columns are `healthplans.audits.FINDING_COLUMNS`, gravest first within a document. An
        unknown district raises `UnknownNameError`.
        """
        every = self._review().findings.copy(deep=False)
        if district_code is None:
            return every
        return every[every["document"].isin([d.id for d in self.plans_of(district_code)])]

    def undecided(self) -> pd.DataFrame:
        """Give what the rules could not decide, and why."""
        return self._review().undecided.copy(deep=False)

    @kept
    def marks(self) -> dict[str, str]:
        """Give by observation id the gravest finding it is evidence of, without low ones.

        Findings about a plan as a whole mark none of its figures.
        """
        rules = read_rules().rules
        every = self._review().findings
        about = every["rule"].map(lambda rule: rules[rule].marks).astype(bool)
        grave = every[about & every["severity"].isin(["high", "medium"])]
        gravest_last = grave.sort_values("severity", ascending=False, kind="stable")
        evidence = gravest_last["evidence"].str.split(";")
        pairs = zip(gravest_last["severity"], evidence, strict=True)
        # a finding about what is not stated has no figure as its evidence
        return {name: severity for severity, ids in pairs for name in ids if ids[0]}

    def marked(self, comparison: pd.DataFrame) -> pd.DataFrame:
        """Add what is to be marked on a figure, for both sides of a comparison.

        `level_finding` and `target_finding` are ``high``, ``medium`` or blank: the gravest
        finding that the figure is evidence of. `level_corrected` and `target_corrected` are
        True where a declared correction is read in place of the printed text, `draft` where
        the document is one.
        """
        corrections, marks = self.corrections(), self.marks()
        added: dict[str, Any] = {"draft": comparison["document"].isin(self.drafts())}
        for side in ("level", "target"):
            names = ("document", f"{side}_origin", f"{side}_locator")
            places = zip(*(comparison[name].tolist() for name in names), strict=True)
            found = [marks.get(name, "") for name in comparison[f"{side}_id"]]
            added[f"{side}_finding"] = pd.Series(found, comparison.index, dtype="str")
            added[f"{side}_corrected"] = [place in corrections for place in places]
        return comparison.assign(**added)
