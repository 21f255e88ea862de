"""Import quickly what imports more than is used, and read notebooks, in one language.

`nbformat` imports `jsonschema`, which compiles 38 grammars where `rfc3987_syntax` is installed
(it comes with Jupyter): nine tenths of the time, for a format of addresses (IRI) that no
notebook holds. It is imported here as if that package were not there, and is left to others.

`seaborn` imports statistics, clustering and widgets, two thirds of its time, for functions
that no page calls. It gets stand-ins of these, which import the real ones when called.
"""

import contextlib
import importlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from healthplans.errors import InputError, Offence, refuse
from healthplans.whole_files import decoded, read_whole

if TYPE_CHECKING:
    from nbformat import NotebookNode

SLOW = "rfc3987_syntax"
# what seaborn takes from each module; of `hierarchy`, a module, what it calls there
_LATER = {
    "scipy.stats": ("gaussian_kde",),
    "scipy.cluster.hierarchy": ("dendrogram", "linkage"),
    "scipy.cluster": ("hierarchy",),
    "ipywidgets": ("interact", "FloatSlider", "IntSlider"),
}
_MAJOR, _WITH_IDS = 4, 5  # the format, and the first of its versions whose cells have ids
_EXPECTED = "a notebook (JSON, format 4) as JupyterLab saves it"
_ID = re.compile(r"[\w-]{1,64}", re.ASCII)


def import_notebook_format() -> None:
    """Import `nbformat`, if nobody has yet, without compiling grammars."""
    if "jsonschema" in sys.modules or SLOW in sys.modules:
        return
    sys.modules[SLOW] = None  # type: ignore[assignment]  # stands for: cannot be imported
    try:
        import nbformat  # noqa: F401
    finally:
        del sys.modules[SLOW]


def import_seaborn() -> ModuleType:
    """Import `seaborn`, if nobody has yet, without what our charts do not need."""
    if "seaborn" not in sys.modules:
        with _stand_ins():
            importlib.import_module("seaborn")
    return sys.modules["seaborn"]


@contextlib.contextmanager
def _stand_ins() -> Iterator[None]:
    """Have modules that are not imported yet stood in for; others find the real ones after."""
    made = {name: ModuleType(name) for name in _LATER if name not in sys.modules}
    for module, stand_in in made.items():
        for name in _LATER[module]:
            part = made.get(f"{module}.{name}") or _called_later(module, name)
            setattr(stand_in, name, part)
    sys.modules.update(made)
    try:
        yield
    finally:
        for name in made:
            del sys.modules[name]


def _called_later(module: str, name: str) -> Callable[..., Any]:
    def called(*args: Any, **kwargs: Any) -> Any:
        return getattr(importlib.import_module(module), name)(*args, **kwargs)

    return called


def read_notebook(path: Path) -> "NotebookNode":
    """Read a notebook without its outputs, which are made anew; of any format as one of this.

    Raises
    ------
    InputError
        For a file that is none, with the place in it.
    """
    import_notebook_format()
    import nbformat

    text = decoded(read_whole(path, str(path)), str(path))
    wrong: dict[str, Any] = {}
    try:
        raw = json.loads(text)
        if raw["nbformat"] == _MAJOR:
            raw["nbformat_minor"] = max(raw["nbformat_minor"], _WITH_IDS)
            _clean(raw["cells"])
        written = json.dumps(raw, ensure_ascii=False).encode().decode()  # no half characters
        read: NotebookNode = nbformat.from_dict(
            nbformat.reads(written, as_version=_MAJOR, capture_validation_error=wrong)
        )
        if raw["nbformat"] != _MAJOR:
            _clean(read.cells, afresh=True)
    except Exception as error:  # of a file half written or of another format: of every kind
        said = f"{type(error).__name__}: {str(error)[:80]}"
        raise InputError([Offence(str(path), _EXPECTED, text=said)]) from error
    refuse([_offence(path, error) for error in wrong.values()])
    return read


def in_language(notebook: "NotebookNode", lang: str) -> "NotebookNode":
    """Give the same notebook with its prose in a language, where its cells hold that.

    A Markdown cell shows one language and holds others in its metadata, by their codes; its
    own language is `lang` of the metadata. Changes the notebook.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and lang in cell.metadata:
            shown = cell.metadata.get("lang", "")
            cell.metadata |= {shown: cell.source, "lang": lang}
            cell.source = cell.metadata.pop(lang)
    return notebook


def _clean(cells: Iterable[dict[str, Any]], *, afresh: bool = False) -> None:
    """Take outputs away, and name by its place a cell whose id is missing or another's.

    `nbformat` would draw a new id each time, and warn.
    """
    taken = set()
    for place, cell in enumerate(cells):
        own = str(cell.get("id", ""))
        if afresh or own in taken or not _ID.fullmatch(own):
            cell["id"] = f"cell-{place}"
        taken.add(cell["id"])
        if cell.get("cell_type") == "code":
            cell.update(outputs=[], execution_count=None)


def _offence(path: Path, error: Any) -> Offence:
    """Say where in a notebook what is not as the format wants it."""
    place = "/".join(map(str, getattr(error, "original", error).absolute_path))
    return Offence(str(path), _EXPECTED, column=place, text=str(error.message)[:80])
