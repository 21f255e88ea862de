"""Where figures come from, which of several is shown, what contradicts them."""

from pathlib import Path
from typing import Any

import pandas as pd

from healthplans import audits, measures
from healthplans.audits.rules import read_rules
from healthplans.errors import UnknownNameError
from healthplans.loading import Library, kept
from healthplans.measures.text_reuse import RUN, Text, reuse_places, text_reuse
from healthplans.quantities import usually
from healthplans.reading.documents import Document, at_hand
from healthplans.reading.read import CellReader
from healthplans.reading.records import READ_COLUMNS, answer
from healthplans.reading.trace import Evidence, Trace
from healthplans.reading.trace import trace as trace_one
from healthplans.reading.trace import traces as trace_all
from healthplans.vocabulary.among import one_of

_NATION, _LOWEST = "nation", "district"


class Traced(Library):
    """A data folder with the way of each figure, and the findings about its documents."""

    @kept
    def resolved(self) -> pd.DataFrame:
        """Give the figure shown for every document, indicator, part and year."""
        return measures.resolve(self.observations())

    def find(self, district_code: str, indicator: str, year: int | None = None) -> list[str]:
        """Give the ids of a district's figures of an indicator (and year), those shown first.

        Raise `UnknownNameError` for an unknown district or indicator, or if no figure is
        stated.
        """
        self.codelists().indicator(indicator)
        own = self.observations()
        own = own[own["document"].isin([d.id for d in self.plans_of(district_code)])]
        own = own[own["indicator"] == indicator]
        found = own if year is None else own[own["year"] == year]
        if found.empty:
            stated = [
                f"{district_code} {indicator} {y}" for y in own["year"].dropna().unique()
            ]
            asked = " ".join(map(str, filter(None, (district_code, indicator, year))))
            raise UnknownNameError("figure", asked, stated)
        shown = found["observation_id"].isin(self.resolved()["observation_id"])
        return [*found["observation_id"][shown], *found["observation_id"][~shown]]

    def trace(self, observation_id: str) -> Trace:
        """Give the whole way of one figure; raise `UnknownNameError` for an unknown id."""
        return trace_one(observation_id, self.evidence())

    def documents_of(self, area: str | int) -> list[Document]:
        """Give all documents about an area, a district or one above: its plans first."""
        documents = self.documents()
        code = one_of(self.codelists().areas, area, [d.about.area for d in documents])
        own = [d for d in documents if d.about.area == code]
        plans = self.plans_of(code) if any(d.about.is_plan for d in own) else []
        return [*plans, *(d for d in own if not d.about.is_plan)]

    def traces(self, area: str) -> list[Trace]:
        """Give the way of every figure of an area's documents, its plans first."""
        documents = self.documents_of(area)
        return [way for one in documents for way in trace_all(one.id, self.evidence())]

    @kept
    def evidence(self) -> Evidence:
        """Give all that a trace is drawn from."""
        return Evidence(
            self.observations(),
            self.resolved(),
            self.documents(),
            self.codelists(),
            self.corrections(),
        )

    def read(
        self, label: str, unit: str = "", value: str = "", *, lang: str = "en", **more: Any
    ) -> pd.DataFrame:
        """Say what is made of a printed cell: `READ_COLUMNS`, one row a reading.

        `more` are further columns of a cell: `year`, `obligation`, `document_kind`; `lang` is
        the language of the column `problem`. Nothing in any of them raises; what cannot be
        read is said in `problem` or `kind`.
        """
        records = self._readings(label, unit, value, lang, **more)
        return pd.DataFrame(records, columns=list(READ_COLUMNS))

    def text_reuse(self, folder: Path | str | None = None, length: int = RUN) -> pd.DataFrame:
        """Give the share of each plan's text that stands in each other one, as far as at hand.

        See `healthplans.measures.text_reuse.text_reuse`; `folder` as in
        `healthplans.reading.documents.at_hand`.
        """
        texts = [*self._texts(folder).values()]
        return text_reuse(texts, self.observations(), length)

    def reuse_places(
        self, document: str, other: str, folder: Path | str | None = None, length: int = RUN
    ) -> pd.DataFrame:
        """Give the paragraphs of one plan whose text stands in another, and where there.

        Either is a document's id, or an area by code or name of which one text is at hand.
        """
        texts = self._texts(folder)
        own, others = (self._text_of(name, texts) for name in (document, other))
        return reuse_places(own, others, length)

    def _text_of(self, name: str, texts: dict[str, Text]) -> Text:
        if name in texts:
            return texts[name]
        try:
            code = self.codelists().areas.find(name).code
        except UnknownNameError:
            code = name
        own = [id_ for id_ in texts if id_.startswith(f"{code}-")]
        if len(own) != 1:
            raise UnknownNameError("text at hand", name, own or list(texts), own)
        return texts[own[0]]

    def _texts(self, folder: Path | str | None) -> dict[str, Text]:
        found = at_hand(self.documents(), Path(folder) if folder else None)
        return {id_: Text(id_, text) for id_, text in found.items()}

    def answer(
        self, label: str, unit: str = "", value: str = "", *, lang: str = "en", **more: Any
    ) -> str:
        """Say what is made of a printed cell as `read` does, in words: a line a reading."""
        records = self._readings(label, unit, value, lang, **more)
        return "\n".join(answer(record, self.words(lang)) for record in records)

    def _readings(
        self, label: str, unit: str, value: str, lang: str, **more: Any
    ) -> list[dict[str, Any]]:
        with usually():
            return self.cell_reader(lang).read(label, unit, value, **more)

    @kept
    def cell_reader(self, lang: str = "en") -> CellReader:
        """Give the reader of single cells, for the usual period and a language."""
        usual = self.periods()
        self.words(lang)  # refuses any other
        return CellReader(self.codelists(), usual[0] if usual else None, lang)

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
