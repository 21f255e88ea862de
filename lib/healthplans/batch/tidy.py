"""Take out of an executed notebook what differs from run to run.

That is times, ids, process numbers and addresses in memory. What is left depends on the
notebook, its parameters and the data alone, so the same input gives the same bytes.
"""

import copy
import re
import sys
from typing import Any

from nbformat import NotebookNode

# ipykernel names a cell's file after the process; warnings and tracebacks print it.
CELL_FILE = re.compile(r"(?<![^\s\"'])[^\s\"']*/ipykernel_\d+/\d+\.py")
ADDRESS = re.compile(r" at 0x[0-9a-f]+>")  # where an object happens to lie in memory
TIMED = ("papermill", "execution")
LONGEST = 100_000  # letters of an error's text or traceback
NAME = 200  # of its name
KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": sys.version.split()[0],
}


def tidied(notebook: NotebookNode) -> NotebookNode:
    """Give a copy that is the same for the same input."""
    tidy = copy.deepcopy(notebook)
    papermill = tidy.metadata.pop("papermill", {})
    if "parameters" in papermill:
        tidy.metadata["papermill"] = {"parameters": papermill["parameters"]}
    tidy.metadata |= {"kernelspec": KERNELSPEC, "language_info": LANGUAGE}
    for place, cell in enumerate(tidy.cells):
        _tidy_cell(cell, place)
    return tidy


def _tidy_cell(cell: NotebookNode, place: int) -> None:
    for key in TIMED:
        cell.metadata.pop(key, None)
    # papermill's own cells get a new random id each time
    if {"injected-parameters", "papermill-error-cell-tag"} & set(
        cell.metadata.get("tags", [])
    ):
        cell["id"] = f"added-{place}"
    if "outputs" in cell:
        cell["outputs"] = _joined(cell["outputs"])
    for output in cell.get("outputs", []):
        _tidy_output(output)


def _joined(outputs: list[NotebookNode]) -> list[NotebookNode]:
    """Join what was printed in one go: how many pieces it came in is a matter of time."""
    joined: list[NotebookNode] = []
    for output in outputs:
        last = joined[-1] if joined else {}
        if "stream" == output.output_type == last.get("output_type") and (
            output.name == last["name"]
        ):
            last["text"] += output["text"]
        else:
            joined.append(output)
    return joined


def _tidy_output(output: dict[str, Any]) -> None:
    if "text" in output:
        output["text"] = _plain(output["text"])
    if "traceback" in output:
        output["ename"] = clipped(output["ename"], NAME)
        output["evalue"] = clipped(output["evalue"])
        output["traceback"] = clipped(_plain("\n".join(output["traceback"]))).split("\n")
    if isinstance(text := output.get("data", {}).get("text/plain"), str):
        output["data"]["text/plain"] = _plain(text)


def clipped(text: str, longest: int = LONGEST) -> str:
    """Give both ends of what an error says, if that would fill a page by itself.

    Half a character, which no file can hold, is shown by its code.
    """
    text = text.encode("utf-8", "backslashreplace").decode()
    if len(text) <= longest:
        return text
    half = longest // 2
    return f"{text[:half]}\n[{len(text) - 2 * half:,} letters more]\n{text[-half:]}"


def _plain(text: str) -> str:
    return ADDRESS.sub(" at 0x0>", CELL_FILE.sub("<cell>", text))
