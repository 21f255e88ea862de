"""What a chart says in words, for readers whose program does not draw it.

A plotly figure is JSON that JupyterLab and the pages draw. Plain `nbconvert`, a preview on the
web or a terminal do not, and would show nothing; they show the sentence.
"""

from collections.abc import Mapping
from typing import Any

import plotly.io as pio
from plotly.io._base_renderers import PlotlyRenderer

PLOTLY = "application/vnd.plotly.v1+json"
USUAL = "plotly_mimetype"  # plotly's own choice in a kernel


class _Described(PlotlyRenderer):  # type: ignore[misc]  # plotly has no types
    """Gives a figure as plotly's own renderer does, and its description as plain text."""

    def to_mimebundle(self, fig_dict: dict[str, Any]) -> dict[str, Any]:
        bundle: dict[str, Any] = super().to_mimebundle(fig_dict)
        text = described(fig_dict)
        return {**bundle, "text/plain": text} if text else bundle


def described(figure: Mapping[str, Any]) -> str:
    """Give the sentence that a chart's JSON carries about itself; blank where it has none."""
    meta = figure.get("layout", {}).get("meta")
    return str(meta.get("description", "")) if isinstance(meta, Mapping) else ""


def show_descriptions() -> None:
    """Show all figures of this process so, whichever renderer the user has chosen."""
    pio.renderers[USUAL] = _Described()
    pio.renderers.default = USUAL
