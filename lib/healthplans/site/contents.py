"""What a page needs to know of the site around it, gathered once and sent to each worker.

A worker has no data of its own: reading thousands of plans again in each would take longer
than the pages.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from healthplans import suite
from healthplans.reading.about import About
from healthplans.rows import places
from healthplans.site.catalogue import Page, without_page
from healthplans.site.reads import ABOUT
from healthplans.site.tables import published


@dataclass(frozen=True)
class Contents:
    """The site's pages, the documents of all plans by their code, the published tables.

    `absent` are the paths of pages that no link may lead to, as only a part is made. `traced`
    are all documents of an area, plans or not, by its code.
    """

    pages: Sequence[Page]
    documents: Mapping[str, About]
    tables: Mapping[str, pd.DataFrame]
    absent: frozenset[str] = frozenset()
    traced: Mapping[str, Sequence[About]] = field(default_factory=dict)

    def ready(self) -> None:
        """Find out what all pages ask for, before they are forked."""
        _ = self._places

    @cached_property
    def _places(self) -> Mapping[tuple[str, str], Mapping[str, np.ndarray]]:
        """Where each district and each indicator stands in the tables; found once a worker."""
        return {
            (name, column): places(self.tables[name], column)
            for name in ABOUT
            for column in ("area", "document", "indicator")
        }

    def rows(self, table: str, column: str, code: str) -> pd.DataFrame:
        """Give a table's rows about an ``area``, a ``document`` or an ``indicator``."""
        found = self._places[table, column].get(code, np.array([], dtype=int))
        return self.tables[table].iloc[found]

    def made_up(self, page: Page) -> bool:
        """Whether figures of a page may be made up: of its district, else of any document."""
        sources = self.tables["sources"]
        made = sources.loc[sources["status"] == "synthetic", "area"]
        district = page.parameters.get("district")
        return bool(len(made) if district is None else (made == district).any())

    def documents_of(self, page: Page) -> Sequence[About]:
        """Give the documents a page is about: all of its area, its plans, or all plans."""
        district = page.parameters.get("district")
        if page.kind.above and district:
            return self.traced.get(district, ())
        every = self.documents.values()
        return [one for one in every if district in (None, one.area)]


def contents(pages: Sequence[Page], absent: frozenset[str] = frozenset()) -> Contents:
    """Gather what the pages of a site share; `absent` is that of `Contents`."""
    plans = {one.id: one.about for one in suite.district_plans()}
    traced: dict[str, list[About]] = {}
    for one in suite.documents():
        traced.setdefault(one.about.area, []).append(one.about)
    return Contents(tuple(pages), plans, published(), absent | without_page(), traced)
