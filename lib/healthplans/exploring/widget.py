"""The view in JupyterLab: what is chosen is its state, what it shows follows from that."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from healthplans.errors import HealthplansError
from healthplans.exploring.saved import CHOSEN
from healthplans.exploring.views import Choice, options, view
from healthplans.judged import Judged
from healthplans.views import trace

_ASSETS = Path(__file__).with_name("assets")


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
        super().__init__(**{name: _plain(getattr(choice, name)) for name in CHOSEN})
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


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


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
