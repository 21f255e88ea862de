"""A page of the site as a report in Word: the same cells, with their sources in footnotes."""

import ast
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import plotly.graph_objects as go
from PIL import Image

from healthplans import suite
from healthplans.charts.publishing import as_bytes
from healthplans.exports.word import (
    TEXT_WIDTH,
    Grid,
    Heading,
    Labels,
    Paragraph,
    Part,
    Picture,
    word,
)
from healthplans.imports import in_language, read_notebook
from healthplans.paths import notebooks_folder
from healthplans.reading.trace import Trace
from healthplans.views import Blocks, Cell, Sentence, Table, Title, Views
from healthplans.views.coverage_chart import Drawing
from healthplans.views.documents import document_number, document_title
from healthplans.views.trace import place
from healthplans.vocabulary.words import Words

_DPI = 220
_TALLEST = 180.0  # millimetres that a picture may take of a page


def docx(district: str, lang: str = "zh", period: str = "") -> bytes:
    """Give a district's report as a Word document; see `report`.

    Raises
    ------
    UnknownNameError
        For a district without a plan, or another language than `zh` and `en`.
    """
    code = suite.plan(district, period).about.area
    return report("district", {"district": code, "lang": lang, "period": period})


def report(notebook: str, parameters: Mapping[str, str]) -> bytes:
    """Give what a notebook shows as a Word document.

    Parameters
    ----------
    notebook : str
        The name of a stored notebook.
    parameters : mapping
        Its parameters, `lang` among them.

    Returns
    -------
    bytes
        A .docx: headings from its Markdown, tables in three lines with captions, charts as
        pictures, and a footnote for every row of a table that says where its figures are
        printed. The same data gives the same bytes.
    """
    words = suite.words(parameters["lang"])
    sources = _Sources(words)
    parts = [part for value in shown(notebook, parameters) for part in _parts(value, sources)]
    titles = [p.text for p in parts if isinstance(p, Heading) and not p.level]
    names = ("table", "figure", "contents")
    labels = {name: words.say(f"word_{name}") for name in names}
    return word(parts, Labels(words.lang, **labels, title=titles[0] if titles else notebook))


class _Sources:
    """Says where figures are printed, each document in full where it is named first."""

    def __init__(self, words: Words) -> None:
        self.words = words
        self._named: set[str] = set()

    def of_row(self, head: Iterable[str], row: Iterable[Cell]) -> str:
        """Name the places of a row's figures; blank where it has none."""
        said = [
            self._said(name, suite.trace(figure))
            for name, cell in zip(head, row, strict=True)
            if cell.href.startswith("trace-") and (figure := cell.href.partition("#")[2])
        ]
        return self.words.say("list_semicolon").join(dict.fromkeys(said))

    def _said(self, name: str, way: Trace) -> str:
        where = place(way, self.words)
        names = {"column": name, "place": where, "document": self._document(way)}
        return self.words.say("word_source", **names)

    def _document(self, way: Trace) -> str:
        id_ = str(way.row["document"])
        if id_ in self._named:
            return id_
        self._named.add(id_)
        title = document_title(way.document, self.words)
        number = document_number(way.document, self.words)
        return self.words.say("word_document", title=title, number=number, id=id_)


def _parts(value: Any, sources: _Sources) -> Iterator[Part]:
    """Give the parts of a report that a value of a cell makes."""
    if isinstance(value, str):
        yield from _prose(value)
    elif isinstance(value, Views):
        yield from _parts(value.usual, sources)
    elif isinstance(value, Blocks):
        for block in value.blocks:
            yield from _block(block, sources)
    elif isinstance(value, go.Figure | Drawing):
        yield _picture(value)
    else:
        yield from _block(value, sources)


def _block(value: Any, sources: _Sources) -> Iterator[Part]:
    if isinstance(value, Title):
        yield Heading(value.text, 0)
        yield Paragraph(" ".join([value.subtitle, *value.marks]), "Subtitle")
    elif isinstance(value, Sentence):
        yield Paragraph(value.text)
    elif isinstance(value, Table):
        yield Grid(value, [sources.of_row(value.head, row) for row in value.rows])


def _prose(markdown: str) -> Iterator[Part]:
    for block in filter(None, map(str.strip, markdown.split("\n\n"))):
        level = len(block) - len(block.lstrip("#"))
        if level:
            yield Heading(block.lstrip("# "), max(1, level - 1))
        else:
            yield Paragraph(" ".join(block.split()))


def _picture(chart: Any) -> Picture:
    content = as_bytes(chart, "png", TEXT_WIDTH, dpi=_DPI)
    wide, high = Image.open(io.BytesIO(content)).size
    height = TEXT_WIDTH * high / wide
    scale = min(1.0, _TALLEST / height)
    said = (
        chart.description if isinstance(chart, Drawing) else chart.layout.meta["description"]
    )
    return Picture(content, TEXT_WIDTH * scale, height * scale, said, said)


def shown(notebook: str, parameters: Mapping[str, str]) -> Iterator[Any]:
    """Run a notebook's cells here, one after another, and give what each shows.

    Parameters
    ----------
    notebook : str
        The name of a stored notebook.
    parameters : mapping
        Set after its cell of parameters; `lang` chooses the prose.

    Yields
    ------
    str or object
        A Markdown cell's text, or the value of a code cell's last expression. So a report is
        made of the very lines that make the page. What a page shows instead of another, read
        strictly, is left out: a report has no switch.
    """
    path = notebooks_folder() / f"{notebook}.ipynb"
    space: dict[str, Any] = {}
    for cell in in_language(read_notebook(path), parameters["lang"]).cells:
        if "strict" in cell.metadata.get("tags", ()):
            continue
        if cell.cell_type == "markdown":
            yield cell.source
            continue
        value = _value(cell.source, space)
        if "parameters" in cell.metadata.get("tags", ()):
            space.update(parameters)
        elif value is not None:
            yield value


def _value(source: str, space: dict[str, Any]) -> Any:
    """Run a cell in a name space and give the value of the expression that it ends in."""
    tree = ast.parse(source)
    last = tree.body[-1] if tree.body else None
    if isinstance(last, ast.Expr):
        tree.body.pop()
    exec(compile(tree, "<cell>", "exec"), space)
    if not isinstance(last, ast.Expr):
        return None
    return eval(compile(ast.Expression(last.value), "<cell>", "eval"), space)
