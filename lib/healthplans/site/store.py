"""Execute the stored notebooks in place, so that their outputs are the published ones.

They read documents that stay as they are, so that a new one in `data` changes no notebook.
"""

import asyncio
import base64
import io
import logging
import os
import shutil
import signal
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, DeadKernelError
from PIL import Image
from traitlets import List

from healthplans.batch.cold import own_kernel, own_profile, short_folder
from healthplans.charts.publishing import as_bytes
from healthplans.charts.style import PLOTLY, described
from healthplans.errors import InputError, Offence, UnknownNameError
from healthplans.imports import read_notebook
from healthplans.paths import notebooks_folder, stored_data
from healthplans.writing import write

# what a run adds that says when and where it ran, not what it gave
_METADATA = ("execution", "papermill", "ExecuteTime")
_PNG = "image/png"
_DOTS = 110  # an inch; as wide as a column of a page
_COLOURS = 32
_ENDING = signal.SIGINT, signal.SIGTERM


def store_notebooks(names: Iterable[str]) -> Iterator[Path]:
    """Execute notebooks with their own parameters and write them back.

    Raises
    ------
    UnknownNameError
        For a name that no notebook has; before any is executed.
    InputError
        For a notebook of which a cell fails; it stays as it is.
    """
    known = {path.stem: path for path in sorted(notebooks_folder().glob("*.ipynb"))}
    asked = list(dict.fromkeys(names)) or list(known)
    for name in asked:
        if name not in known:
            raise UnknownNameError("notebook", name, list(known))
    for name in asked:
        notebook = read_notebook(known[name])
        try:
            _execute(notebook, known[name].parent)
        except (CellExecutionError, DeadKernelError) as error:
            said = f"{getattr(error, 'ename', '')}: {getattr(error, 'evalue', error)}"
            expected = "a notebook whose cells all run"
            raise InputError([Offence(str(known[name]), expected, text=said)]) from error
        yield write(known[name], f"{nbformat.writes(_plain(notebook))}\n".encode())


class _Client(NotebookClient):
    """Leaves signals to who stores: nbclient would end the kernel alone and call it dead."""

    usual: Any = List()

    async def async_start_new_kernel(self, **named: Any) -> None:
        loop = asyncio.get_running_loop()
        for number, usual in zip(_ENDING, self.usual, strict=True):
            loop.remove_signal_handler(number)
            signal.signal(number, usual)
        # what a kernel repeats there stands in the notebook already
        nowhere = subprocess.DEVNULL
        await super().async_start_new_kernel(**named, stdout=nowhere, stderr=nowhere)


def _execute(notebook: nbformat.NotebookNode, folder: Path) -> None:
    sockets = short_folder()
    try:
        _Client(
            notebook,
            usual=[signal.getsignal(number) for number in _ENDING],
            km=own_kernel(sockets),
            resources={"metadata": {"path": folder}},
            extra_arguments=own_profile(sockets),
        ).execute(env={**os.environ, "HEALTHPLANS_DATA": str(stored_data())})
    except KeyboardInterrupt:
        # the kernel dies of it too: that nobody asks its task how it ended is no news
        logging.getLogger("asyncio").disabled = True
        raise
    finally:
        shutil.rmtree(sockets, ignore_errors=True)


def _plain(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    for cell in notebook.cells:
        for key in _METADATA:
            cell.metadata.pop(key, None)
        for output in cell.get("outputs", ()):
            _twin(output)
    notebook.metadata.language_info = {"name": "python"}
    return notebook


def _twin(output: nbformat.NotebookNode) -> None:
    """Give a chart a picture too, for whoever shows a notebook without plotly.

    A picture is not compared when the notebook is run again, and is made here alone, so that
    nobody waits for it in a kernel.
    """
    chart = output.get("data", {}).get(PLOTLY)
    if chart is None:
        return
    picture, small = Image.open(io.BytesIO(as_bytes(chart, "png", dpi=_DOTS))), io.BytesIO()
    picture.convert("RGB").quantize(_COLOURS).save(small, "png")  # few colours, as a chart has
    output.data[_PNG] = base64.b64encode(small.getvalue()).decode()
    output.metadata[_PNG] = {"alt": described(chart)}
