"""Lines of inline text of a web page: white space as a browser shows it."""

import re
from typing import Any

from healthplans.drafting.formats.web_names import hidden
from healthplans.drafting.joining import superscript

__all__ = ["Lines", "cell_lines"]

_SPACE = re.compile(r"[ \t\n\f\r]+")  # a no-break or full-width space is printed and stays


class Lines:
    """Collects inline text; a line break parts it into lines."""

    def __init__(self) -> None:
        self._text, self._links = "", 0

    def add(self, text: str | None) -> None:
        """Add plain text."""
        self._text += _SPACE.sub(" ", text or "")

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
        lines.inline(_BREAK)
        _collect(child, lines)
        lines.inline(_BREAK)
    elif len(child) and child.tag not in {"sup", "sub"}:
        _collect(child, lines)
    else:
        lines.inline(child)


class _Break:
    """Stands for a line break among elements."""

    tag, text = "br", None

    def get(self, _name: str) -> None:
        """Have no attributes."""

    def __iter__(self) -> Any:
        return iter(())


_BREAK = _Break()
