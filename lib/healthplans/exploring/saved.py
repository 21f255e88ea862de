"""Views that a notebook holds: what was chosen in them, after any restart of the kernel.

JupyterLab keeps the state of widgets in the notebook's metadata when it saves it (Settings,
Save Widget State Automatically). A view is drawn from that state without a kernel; to be
changed again it has to be opened anew.
"""

import json
from pathlib import Path
from typing import Any

from healthplans.errors import InputError, Offence
from healthplans.exploring.views import Choice

CHOSEN = ("indicator", "areas", "period", "show", "strict", "lang")
_STATE = "application/vnd.jupyter.widget-state+json"
_SHOWN = "application/vnd.jupyter.widget-view+json"


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
