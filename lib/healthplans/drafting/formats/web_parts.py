"""Parts of a web page as a browser shows them: lines of text, and tables by their spans."""

import re
from collections.abc import Iterator
from typing import Any

from healthplans.drafting.document import Cell, Origin, Table
from healthplans.drafting.printed import join_lines, superscript
from healthplans.drafting.refusals import Limits, Unreadable

_SPACE = re.compile(r"[ \t\n\f\r]+")  # a no-break or full-width space is printed and stays


class Lines:
    """Collects inline text; a line break parts it into lines."""

    def __init__(self) -> None:
        self._text, self._links = "", 0

    def add(self, text: str | None) -> None:
        """Add plain text."""
        self._text += _SPACE.sub(" ", text or "")

    def part(self) -> None:
        """End the line."""
        self._text += "\n"

    def inline(self, element: Any, *, raised: bool = False) -> None:
        """Add an inline element's shown text."""
        if not isinstance(element.tag, str) or hidden(element):
            return
        start = len(self._text)
        raised = raised or element.tag == "sup"
        self._text += "\n" if element.tag == "br" else ""
        self.add(superscript(element.text or "") if raised else element.text)
        for child in element:
            self.inline(child, raised=raised)
            self.add(superscript(child.tail or "") if raised else child.tail)
        self._links += len(self._text) - start if element.tag == "a" else 0

    def linked(self) -> float:
        """Share of the text that is links."""
        return self._links / len(self._text) if self._text.strip() else 0.0

    def take(self) -> list[str]:
        """Give the lines and start again."""
        lines = [line.strip(" ") for line in self._text.split("\n")]
        self._text, self._links = "", 0
        return [line for line in lines if line.strip()]


def cell_lines(cell: Any) -> list[str]:
    """Give the lines of a table's cell, one a block or line break."""
    lines = Lines()
    _collect(cell, lines)
    return lines.take()


def _collect(element: Any, lines: Lines) -> None:
    lines.add(element.text)
    for child in element:
        if isinstance(child.tag, str) and not hidden(child):
            _collect_child(child, lines)
        lines.add(child.tail)


def _collect_child(child: Any, lines: Lines) -> None:
    if child.tag in {"p", "div", "li", "ul", "ol", "center", "h1", "h2", "h3", "h4"}:
        lines.part()
        _collect(child, lines)
        lines.part()
    elif len(child) and child.tag not in {"sup", "sub"}:
        _collect(child, lines)
    else:
        lines.inline(child)


_TEXT = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "dt", "dd", "caption", "pre"}
_BOXES = {
    *("html", "body", "div", "section", "article", "main", "header", "footer", "nav"),
    *("aside", "ul", "ol", "dl", "table", "tbody", "thead", "tfoot", "tr", "td", "th"),
    *("form", "center", "blockquote", "figure", "figcaption", "fieldset", "address", "hr"),
    *("details", "summary"),
}
BLOCKS = {"text": frozenset(_TEXT), "all": frozenset(_TEXT | _BOXES)}
_UNSHOWN = frozenset(
    (
        *("script", "style", "head", "noscript", "template", "iframe", "object", "svg"),
        *("select", "textarea", "button", "input", "del", "s", "strike", "rt", "rp"),
        *("math", "video", "audio", "canvas"),
    )
)
_NONE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|line-through"
    r"|font-size\s*:\s*0+(px|pt|em|%)?\s*(;|$)|opacity\s*:\s*0+(\.0+)?\s*(;|$)",
    re.I,
)
_LONG = 400  # characters: a cell as long as this holds prose, so the table is layout


def hidden(element: Any) -> bool:
    """Tell whether an element is not shown."""
    if element.tag in _UNSHOWN or element.get("hidden") is not None:
        return True
    return bool(_NONE.search(element.get("style") or ""))


def layout(table: Any) -> bool:
    """Tell whether a table only arranges the page: it holds tables, prose or one column."""
    if table.find(".//table") is not None:
        return True
    rows = [row.findall("td") + row.findall("th") for row in table.iter("tr")]
    if all(len(row) <= 1 for row in rows):
        return True
    return any(len(cell.text_content()) > _LONG for row in rows for cell in row)


_MOST_COLUMNS = 200


def read_table(element: Any, path: str, name: str) -> Table:
    """Read a ``table`` element; a row span ends with the table.

    Raises
    ------
    Unreadable
        Beyond the limit of cells.
    """
    rows = list(_rows(element))
    taken: set[tuple[int, int]] = set()
    cells = []
    for place, row in enumerate(rows):
        col = 0
        for cell in (one for one in row if one.tag in {"td", "th"} and not hidden(one)):
            while (place, col) in taken:
                col += 1
            down = _span(cell, "rowspan", len(rows) - place)
            across = max(1, min(_span(cell, "colspan", 1000), _MOST_COLUMNS - col))
            taken |= {(place + r, col + c) for r in range(down) for c in range(across)}
            cells.append(_cell(cell, place, col, (down, across), path))
            col += across
        if len(taken) > Limits.cells:
            raise Unreadable(name, f"tables of at most {Limits.cells:,} cells")
    return Table(tuple(cells), origin=Origin(path=path))


def _rows(table: Any) -> Iterator[Any]:
    for child in table:
        if child.tag == "tr" and not hidden(child):
            yield child
        elif child.tag in {"thead", "tbody", "tfoot"}:
            yield from _rows(child)


def _span(cell: Any, attribute: str, most: int) -> int:
    text = (cell.get(attribute) or "1").strip()
    number = int(text[:6]) if text[:6].isdecimal() and text.isascii() else 1
    return most if not number else max(1, min(number, most))


def _cell(cell: Any, row: int, col: int, spans: tuple[int, int], path: str) -> Cell:
    lines = cell_lines(cell)
    place = Origin(path=f"{path}/tr[{row + 1}]/td[{col + 1}]")
    repairs = ("lines joined",) if len(lines) > 1 else ()
    return Cell(join_lines(lines), row, col, *spans, place, repairs)
