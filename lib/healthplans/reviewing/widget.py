"""The review in JupyterLab: the same page over the same files, asked through the kernel."""

from pathlib import Path
from typing import Any

import anywidget
import pandas as pd
import traitlets

from healthplans.drafting.folders import drafts_folder
from healthplans.errors import UnknownNameError
from healthplans.reviewing.desk import Desk
from healthplans.reviewing.server import ASSETS, answer
from healthplans.suites import Suite


class Reviewer(anywidget.AnyWidget):
    """A review as a widget; all state is in the draft's folder, none in the kernel."""

    _esm = ASSETS / "review.js"
    _css = ASSETS / "review.css"
    lang = traitlets.Unicode("zh").tag(sync=True)

    def __init__(self, desk: Desk, lang: str = "zh") -> None:
        super().__init__(lang=lang)
        self._desk = desk
        self.on_msg(self._answered)

    def _answered(self, _: object, content: dict[str, Any], buffers: object) -> None:
        given = content.get("given") or {}
        said = answer(self._desk, str(content.get("name")), given)
        self.send({"id": content.get("id"), "answer": said})


def drafts(folder: Path | None = None) -> pd.DataFrame:
    """Give the drafts that are there, and how many rows of each are decided.

    Returns
    -------
    DataFrame
        `draft`, `rows`, `decided`; one row a draft.
    """
    lists = Suite().codelists()
    found = sorted((folder or drafts_folder()).glob("*/document.yaml"))
    desks = [Desk(path.parent, lists, "-") for path in found]
    return pd.DataFrame(
        [[d.sheet.folder.name, len(d.sheet.needed), len(d.settled())] for d in desks],
        columns=["draft", "rows", "decided"],
    )


def reviewer(
    draft: str, who: str, lang: str = "zh", folder: Path | None = None
) -> Reviewer | None:
    """Give the widget that reviews a draft; None where no draft is named."""
    if not draft:
        return None
    path = (folder or drafts_folder()) / draft
    if not path.is_dir():
        raise UnknownNameError("draft", draft, list(drafts(folder)["draft"]))
    return Reviewer(Desk(path, Suite().codelists(), who), lang)
