"""Where figures come from, and which of several is shown."""

from pathlib import Path
from typing import Any

import pandas as pd

from healthplans import measures
from healthplans.errors import UnknownNameError
from healthplans.loading import kept
from healthplans.measures.text_reuse import RUN, Text, reuse_places, text_reuse
from healthplans.quantities import usually
from healthplans.reading.answers import answer
from healthplans.reading.at_hand import at_hand
from healthplans.reading.read import READ_COLUMNS, CellReader
from healthplans.reading.trace import Evidence, Trace
from healthplans.reading.trace import trace as trace_one
from healthplans.reading.trace import traces as trace_all
from healthplans.reviewed import Reviewed

__all__ = ["Traced"]


class Traced(Reviewed):
    """A data folder with the way of each figure."""

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

    def traces(self, district_code: str) -> list[Trace]:
        """Give the way of every figure of a district's plans, in document order."""
        plans = self.plans_of(district_code)
        return [way for plan in plans for way in trace_all(plan.id, self.evidence())]

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
        `healthplans.reading.at_hand.at_hand`.
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
