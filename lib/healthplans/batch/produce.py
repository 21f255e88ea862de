"""Make one page: execute, render, and hand back the files; a failure still makes a page."""

import html
import traceback
from dataclasses import dataclass

import nbformat
from nbformat import NotebookNode

from healthplans.batch.execute import execute
from healthplans.batch.jobs import Beside, Failure, Job, Limits, Render, Result

__all__ = ["Order", "produce"]


@dataclass(frozen=True)
class Order:
    """How all pages of a run are made; sent once to each worker."""

    render: Render
    limits: Limits
    warm: bool
    notebooks: str  # folder in the output for executed notebooks; "" to keep none
    beside: Beside | None = None  # makes the files that go with a page


def produce(job: Job, order: Order, source: NotebookNode | None = None) -> Result:
    """Make the page of one job; never raises for what the page does."""
    notebook, failure, seconds = execute(job, order.limits, source, warm=order.warm)
    try:
        page = order.render(job, notebook)
    except Exception as error:  # one page that cannot be rendered must not stop the others
        failure = failure or Failure(None, type(error).__name__, str(error))
        page = _plain_page(job, traceback.format_exc())
    files = {job.target: page.encode() if isinstance(page, str) else page}
    try:
        files |= order.beside(job) if order.beside else {}
    except Exception as error:
        failure = failure or Failure(None, type(error).__name__, str(error))
    if order.notebooks:
        files[f"{order.notebooks}/{job.name}.ipynb"] = (
            nbformat.writes(notebook) + "\n"
        ).encode()
    return Result(job, files, failure, seconds)


def _plain_page(job: Job, text: str) -> str:
    title, body = html.escape(job.name), html.escape(text)
    return (
        f'<!doctype html><html lang="{html.escape(job.lang or "en")}"><meta charset="utf-8">'
        f"<title>{title}</title><h1>{title}</h1><pre>{body}</pre></html>"
    )
