"""After a change, pages that are not due show what they showed: none is left behind."""

import pandas as pd
import pytest

from healthplans import suite
from healthplans.site import reads
from healthplans.site.catalogue import pages

CHANGED = "340102-2021.table.r17c2025"
LOOKED_AT = {"district-440507", "indicator-life_expectancy", "trace-340102"}
OTHERS = {"trace-440507", "capacity"}


@pytest.fixture
def change(monkeypatch):
    """Change one figure as if its cell had been printed otherwise."""

    def changed(*, unread=False):
        tables = {known: suite.observations(corrected=known) for known in (True, False)}
        for table in tables.values():
            own = table["observation_id"] == CHANGED
            assert own.sum() == 1
            for column in ("value", "low", "high"):
                table.loc[own, column] *= 1.01
            if unread:
                table.loc[own, ["kind", "value", "low", "high"]] = ["unread", *[pd.NA] * 3]
        monkeypatch.setattr(suite, "observations", lambda corrected=True: tables[corrected])
        suite.answers.clear()

    yield changed
    monkeypatch.undo()
    suite.answers.clear()


def slices(page):
    return dict(part for part in reads.reads(page) if isinstance(part, tuple))


def test_a_page_that_a_change_leaves_as_it_is_is_not_due_and_no_other(change, outputs):
    looked_at = [page for page in pages(["en"]) if page.name in LOOKED_AT]
    assert len(looked_at) == len(LOOKED_AT)
    suite.answers.clear()
    made = {page.name: slices(page) for page in looked_at}
    shown = {page.name: outputs(page) for page in looked_at}
    change()
    due = {page.name for page in looked_at if slices(page) != made[page.name]}
    altered = {page.name for page in looked_at if outputs(page) != shown[page.name]}
    assert altered <= due
    assert {"district-440507", "trace-340102"} <= altered
    assert "indicator-life_expectancy" not in due


def test_a_cell_that_is_read_no_more_makes_the_pages_that_count_such_cells_due(
    change, outputs
):
    looked_at = {page.name: page for page in pages(["en"]) if page.name in LOOKED_AT | OTHERS}
    district = looked_at["district-440507"]
    suite.answers.clear()
    made, shown = {name: slices(page) for name, page in looked_at.items()}, outputs(district)
    change(unread=True)
    due = {name for name, page in looked_at.items() if slices(page) != made[name]}
    assert outputs(district) != shown  # it says of how many cells of 340102 none is read
    assert due >= LOOKED_AT
    assert "trace-440507" not in due
