"""Turn an executed notebook into a page: semantic HTML, no inputs first, nothing from afar.

The exporter is nbconvert's with a template of our own. A plotly figure stays JSON in the page
and is drawn by the site's one copy of plotly.js; a cell tagged `thinking` shows a step to who
works in the notebook, and is code only on the page. Everything that is put into the template
is escaped, except what a block of `healthplans.views` or the Markdown of a stored notebook
made.
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from nbconvert.exporters import HTMLExporter, TemplateExporter
from nbformat import NotebookNode

from healthplans import suite
from healthplans.charts.style import PLOTLY, described
from healthplans.errors import HealthplansError
from healthplans.site.catalogue import Page, link, neighbours, other_language, sections, trail
from healthplans.site.contents import Contents
from healthplans.site.markup import mark_chinese, unlinked
from healthplans.site.provenance import about
from healthplans.site.takeaway import names
from healthplans.vocabulary.words import Words

TEMPLATES = Path(__file__).with_name("templates")
SVG = "image/svg+xml"
THINKING = "thinking"
STRICT, USUAL = "strict", "usual"
_TAG = re.compile("<(?!br>)")
_SECTION = re.compile(r"^## (.+)$", re.M)
_HEADING = re.compile(r"<h2>(?=(.*?)</h2>)")


class PageMismatchError(HealthplansError):
    """A page whose title, parameters and data are not about the same subject."""


def export(notebook: NotebookNode, page: Page, whole: Contents, digest: str) -> str:
    """Give the page of an executed notebook.

    Parameters
    ----------
    notebook : NotebookNode
        As executed with the page's parameters.
    page : Page
        What the page is to be about.
    whole : Contents
        The site around it.
    digest : str
        A hash of the data that the page reads, shown at its end.

    Raises
    ------
    PageMismatchError
        If the notebook's heading is about another subject than the page.
    """
    _check(notebook, page)
    own = NotebookNode(notebook)
    own.cells = _differing([cell for cell in notebook.cells if _is_shown(cell)])
    title = html.unescape(_between(_heading(notebook), "<h1>", "</h1>")) or page.name
    words = suite.words(page.lang)
    values = {
        **_values(notebook, page, words),
        "title": title,
        "contents": _contents(own),
        "views": any(map(_tagged_strict, own.cells))
        or any('class="view strict"' in text for text in _texts(own)),
        "made_up": whole.made_up(page),
        "neighbours": [near and link(near, words) for near in neighbours(page, whole.pages)],
        "about": about(page, title, words, whole.documents_of(page), digest),
        "files": names(page, whole.tables),
    }
    text, _ = _exporter().from_notebook_node(own, resources=values)
    text = unlinked(str(text), page.html, whole.absent, words)
    text = text.replace(f'href="{page.name}.html#', 'href="#')  # hundreds on some pages
    return mark_chinese(text) if page.lang != "zh" else text


def _check(notebook: NotebookNode, page: Page) -> None:
    """Refuse a notebook about another subject; one that failed says so on its page."""
    found = html.unescape(_between(_heading(notebook), 'data-subject="', '"'))
    if found != page.subject and not any(o.output_type == "error" for o in _outputs(notebook)):
        raise PageMismatchError(
            f"{page.html}: the heading is about {found!r}, not {page.subject!r}"
        )


def _values(notebook: NotebookNode, page: Page, words: Words) -> dict[str, Any]:
    return {
        "page": page,
        "words": words,
        "root": "../",
        "other": other_language(page.lang),
        "other_href": f"../{other_language(page.lang)}/{page.name}.html",
        "sections": sections(page.lang),
        "trail": trail(page, words),
        "plotly": PLOTLY,
        "svg": SVG,
        "drawn": any(
            o.get("data", {}).get(PLOTLY, {}).get("data") for o in _outputs(notebook)
        ),
        "sources": [cell.source for cell in notebook.cells if cell.cell_type == "code"],
    }


class _Exporter(HTMLExporter):
    """Leaves the page as the template made it; its base would parse and write it again."""

    def from_notebook_node(self, nb: NotebookNode, resources: Any = None, **named: Any) -> Any:
        """Fill the template."""
        return TemplateExporter.from_notebook_node(self, nb, resources, **named)


@cache
def _exporter() -> HTMLExporter:
    exporter: HTMLExporter = _Exporter(  # type: ignore[no-untyped-call]  # as its base
        template_file="page.html.j2",
        extra_template_paths=[str(TEMPLATES)],
        exclude_anchor_links=True,
        default_preprocessors=[],  # each copies the notebook, and is for another template
    )
    exporter.environment.autoescape = True
    exporter.environment.filters["description"] = _description
    exporter.environment.filters["anchored"] = _anchored
    exporter.environment.filters["in_script"] = in_script
    return exporter


def _description(data: Mapping[str, Any]) -> str:
    """Give the sentence that a chart carries about itself; blank where it has none."""
    if PLOTLY in data:
        return described(data[PLOTLY])
    return html.unescape(_between(data[SVG], "<desc>", "</desc>"))


def in_script(value: Any) -> str:
    """Write JSON that may stand in a script: short, and no tag in it but a line's end."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return _TAG.sub(r"\\u003c", text)


def _is_shown(cell: NotebookNode) -> bool:
    """Leave out cells that think aloud for a notebook's reader, unless they failed."""
    if cell.cell_type == "markdown":
        return True
    failed = any(output.output_type == "error" for output in cell.get("outputs", []))
    return failed or (
        bool(cell.get("outputs")) and THINKING not in cell.metadata.get("tags", [])
    )


def _tagged_strict(cell: NotebookNode) -> bool:
    return STRICT in cell.metadata.get("tags", [])


def _differing(cells: list[NotebookNode]) -> list[NotebookNode]:
    """Tag what a strict reading replaces, and leave out of it what only repeats."""
    kept: list[NotebookNode] = []
    for cell in cells:
        if not _tagged_strict(cell):
            kept.append(cell)
        elif cell.outputs != kept[-1].outputs:
            kept[-1:] = [NotebookNode({**kept[-1], "metadata": {"tags": [USUAL]}}), cell]
    return kept


def _outputs(notebook: NotebookNode) -> Iterator[NotebookNode]:
    return (output for cell in notebook.cells for output in cell.get("outputs", []))


def _texts(notebook: NotebookNode) -> Iterator[str]:
    return (output.get("data", {}).get("text/html", "") for output in _outputs(notebook))


def _contents(notebook: NotebookNode) -> list[tuple[str, str]]:
    """Give the anchors and texts of the sections, which are headings of the second level."""
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return [(_anchor(name), name) for text in prose for name in _SECTION.findall(text)]


def _anchored(text: str) -> str:
    """Give the headings of a prose cell, as HTML, an anchor each: their own words."""
    return _HEADING.sub(lambda one: f'<h2 id="{_anchor(one[1])}">', text)


def _anchor(heading: str) -> str:
    return re.sub(r"\W+", "-", heading).strip("-")


def _heading(notebook: NotebookNode) -> str:
    return next((text for text in _texts(notebook) if 'class="page-title"' in text), "")


def _between(text: str, start: str, end: str) -> str:
    return text.partition(start)[2].partition(end)[0]
