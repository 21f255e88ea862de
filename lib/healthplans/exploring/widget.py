"""The view in JupyterLab: what is chosen is its state, what it shows follows from that.

JupyterLab keeps the state of widgets in the notebook's metadata when it saves it (Settings,
Save Widget State Automatically). A view is drawn from that state without a kernel; to be
changed again it has to be opened anew.
"""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from healthplans.errors import HealthplansError, InputError, Offence
from healthplans.exploring.views import Choice, options, view
from healthplans.judged import Judged
from healthplans.views import trace

_ASSETS = Path(__file__).with_name("assets")
CHOSEN = ("indicator", "areas", "period", "show", "strict", "lang")
_STATE = "application/vnd.jupyter.widget-state+json"
_SHOWN = "application/vnd.jupyter.widget-view+json"


class Explorer(anywidget.AnyWidget):
    """A view that can be changed; all that it shows is in its state, so it can be saved."""

    _esm = _ASSETS / "explore.js"
    _css = _ASSETS / "explore.css"
    indicator = traitlets.Unicode().tag(sync=True)
    areas = traitlets.List(traitlets.Unicode()).tag(sync=True)
    period = traitlets.Unicode().tag(sync=True)
    show = traitlets.Unicode("target").tag(sync=True)
    strict = traitlets.Bool(False).tag(sync=True)
    lang = traitlets.Unicode("zh").tag(sync=True)
    point = traitlets.Unicode().tag(sync=True)
    options = traitlets.Dict().tag(sync=True)
    view = traitlets.Dict().tag(sync=True)
    trace: traitlets.List[list[str]] = traitlets.List().tag(sync=True)

    def __init__(self, suite: Judged, choice: Choice) -> None:
        self._suite = suite
        super().__init__(**{**vars(choice), "areas": list(choice.areas)})
        self._changed()
        self.observe(self._changed, list(CHOSEN))
        self.observe(self._pointed, ["point", "lang"])

    @property
    def choice(self) -> Choice:
        """What is chosen now."""
        chosen = {name: getattr(self, name) for name in CHOSEN}
        return Choice(**{**chosen, "areas": tuple(self.areas)})

    def __repr__(self) -> str:
        """Give the call that opens this view again."""
        return self.choice.call

    def _changed(self, _: object = None) -> None:
        words = self._suite.words(self.lang, self.period)
        self.options = options(self._suite, words, self.period)
        try:
            self.view = view(self._suite, self.choice)
        except HealthplansError as refused:
            self.view = {**self.view, "groups": [], "code": [], "error": str(refused)}

    def _pointed(self, _: object = None) -> None:
        words = self._suite.words(self.lang, self.period)
        found = trace.lines(self._suite.trace(self.point), words) if self.point else []
        self.trace = [list(line) for line in found]


def explorer(
    suite: Judged, chosen: Choice, areas: Sequence[str | int] | None = None
) -> Explorer:
    """Give the widget; without areas all that have a plan of the period, by code or name.

    Raises
    ------
    HealthplansError
        For a choice that cannot be shown, see `views.view`.
    """
    plans = [plan.about.area for plan in suite.plans(chosen.period)]
    codes = plans if areas is None else [suite.area_of(area) for area in areas]
    choice = replace(chosen, areas=tuple(codes))
    view(suite, choice)  # refused here, not in the widget
    return Explorer(suite, choice)


def saved_choice(path: Path | str) -> Choice:
    """Give the choice of the last view that a notebook holds, in the order of its cells.

    Raises
    ------
    InputError
        If the file is no notebook, or holds no view.
    """
    held = [choice for model in _models(path) if (choice := _choice(model))]
    if not held:
        expected = "a notebook saved with the state of a view; turn on Save Widget State"
        raise InputError([Offence(str(path), expected)])
    return held[-1]


def _models(path: Path | str) -> list[dict[str, object]]:
    """Give the states of all widgets; those that a cell shows last, in the order of cells."""
    try:
        notebook = json.loads(Path(path).read_text(encoding="utf-8"))
        widgets = notebook["metadata"].get("widgets", {}).get(_STATE, {})
        shown = _shown(notebook.get("cells", []))
        states = widgets.get("state", {})
        # a saved notebook holds them by their ids, which are random
        return [
            states[name]["state"] for name in sorted(states, key=lambda n: shown.get(n, -1))
        ]
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as unread:
        raise InputError([Offence(str(path), "a notebook that can be read")]) from unread


def _shown(cells: list[dict[str, Any]]) -> dict[str, int]:
    """Give the ids of the widgets that cells show, each with its place in the notebook."""
    outputs = [output.get("data", {}) for cell in cells for output in cell.get("outputs", [])]
    ids = [data[_SHOWN]["model_id"] for data in outputs if _SHOWN in data]
    return {name: place for place, name in enumerate(ids)}


def _choice(state: dict[str, object]) -> Choice | None:
    """Give the choice that a widget's state holds; None for a widget that is no view."""
    if not set(CHOSEN) <= set(state):
        return None
    areas = state["areas"]
    codes = tuple(map(str, areas)) if isinstance(areas, list) else ()
    named = {name: str(state[name]) for name in ("indicator", "period", "show", "lang")}
    return Choice(areas=codes, strict=bool(state["strict"]), **named)
