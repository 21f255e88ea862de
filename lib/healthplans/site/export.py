"""Turn an executed notebook into a page: semantic HTML, no inputs first, nothing from afar.

The exporter is nbconvert's with a template of our own. A plotly figure stays JSON in the page
and is drawn by the site's one copy of plotly.js; of the two languages of the prose the page
keeps its own.
"""

from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter
from nbformat import NotebookNode

from healthplans.errors import HealthplansError
from healthplans.site.catalogue import Page
from healthplans.words import LANGUAGES, read_words

__all__ = ["PageMismatchError", "export"]

TEMPLATES = Path(__file__).with_name("templates")
PLOTLY = "application/vnd.plotly.v1+json"


class PageMismatchError(HealthplansError):
    """A page whose title, parameters and data are not about the same subject."""


def export(notebook: NotebookNode, page: Page, resources: dict[str, Any]) -> str:
    """Give the page of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        As executed with the page's parameters.
    page : Page
        What the page is to be about.
    resources : dict
        Further values for the template (navigation, version, hash).

    Raises
    ------
    PageMismatchError
        If the notebook's heading is about another subject than the page.
    """
    words = read_words(page.lang)
    failed = any(_failed(cell) for cell in notebook.cells)
    found = _subject(notebook)
    if found != page.subject and not failed:
        raise PageMismatchError(
            f"{page.html}: the heading is about {found!r}, not {page.subject!r}"
        )
    own = NotebookNode(notebook)
    own.cells = [cell for cell in notebook.cells if _is_shown(cell, page.lang)]
    html, _ = _exporter().from_notebook_node(
        own,
        resources={
            "page": page,
            "words": words,
            "title": _title(notebook) or page.name,
            "other": other_language(page.lang),
            "plotly": PLOTLY,
            "has_chart": PLOTLY in _mimes(notebook),
            **resources,
        },
    )
    return str(html)


def other_language(lang: str) -> str:
    """Give the language to switch to."""
    return next(code for code in LANGUAGES if code != lang)


@cache
def _exporter() -> HTMLExporter:
    return HTMLExporter(template_file="page.html.j2", extra_template_paths=[str(TEMPLATES)])


def _is_shown(cell: NotebookNode, lang: str) -> bool:
    if cell.cell_type == "markdown":
        return bool(cell.metadata.get("lang", lang) == lang)
    return bool(cell.get("outputs"))


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))


def _headings(notebook: NotebookNode) -> list[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = [output.get("data", {}).get("text/html", "") for output in outputs]
    return [text for text in texts if 'class="page-title"' in text]


def _subject(notebook: NotebookNode) -> str:
    return next((_between(t, 'data-subject="', '"') for t in _headings(notebook)), "")


def _title(notebook: NotebookNode) -> str:
    return next((_between(t, "<h1>", "</h1>") for t in _headings(notebook)), "")


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]


def _mimes(notebook: NotebookNode) -> set[str]:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return {mime for output in outputs for mime in output.get("data", {})}
