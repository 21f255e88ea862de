"""Execute the stored notebooks in place, so that their outputs are the published ones.

They read documents that stay as they are, so that a new one in `data` changes no notebook.
"""

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from healthplans.batch.cold import own_profile
from healthplans.errors import UnknownNameError
from healthplans.paths import project_folder, stored_data

__all__ = ["store_notebooks"]

# what a run adds that says when and where it ran, not what it gave
_METADATA = ("execution", "papermill", "ExecuteTime")


def store_notebooks(names: Iterable[str]) -> Iterator[Path]:
    """Execute notebooks with their own parameters and write them back.

    Raises
    ------
    UnknownNameError
        For a name that no notebook has.
    """
    known = {
        path.stem: path for path in sorted((project_folder() / "notebooks").glob("*.ipynb"))
    }
    for name in names or list(known):
        if name not in known:
            raise UnknownNameError("notebook", name, list(known))
        notebook = nbformat.read(known[name], as_version=4)
        with tempfile.TemporaryDirectory() as folder:
            NotebookClient(
                notebook,
                kernel_name="python3",
                resources={"metadata": {"path": known[name].parent}},
                extra_arguments=own_profile(Path(folder)),
            ).execute(env={**os.environ, "HEALTHPLANS_DATA": str(stored_data())})
        nbformat.write(_plain(notebook), known[name])
        yield known[name]


def _plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    for cell in notebook.cells:
        for key in _METADATA:
            cell.metadata.pop(key, None)
    notebook.metadata.language_info = {"name": "python"}
    return notebook
