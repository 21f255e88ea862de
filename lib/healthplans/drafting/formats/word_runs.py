"""The text of a Word paragraph as it is shown: no deleted, hidden or coded text."""

from collections.abc import Iterator
from typing import Any

from healthplans.drafting.formats.word_names import attribute, children, local, off, value
from healthplans.drafting.glyphs import private, symbol
from healthplans.drafting.joining import superscript

__all__ = ["Shown", "paragraph_text"]

# text that is not printed: deletions, what was moved away, field codes, text boxes (their
# paragraphs follow), the reading above a character, hidden properties
_UNSHOWN = {
    "w:del",
    "w:moveFrom",
    "w:instrText",
    "w:delText",
    "w:rPr",
    "w:pPr",
    "w:rt",
    "w:drawing",
    "w:pict",
    "w:object",
    "Fallback",
    "m:rPr",
    "m:ctrlPr",
}
_FIXED = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
}


class Shown:
    """Collects a paragraph's text and what had to be interpreted in it."""

    def __init__(self, hidden_styles: frozenset[str] = frozenset()) -> None:
        self.hidden_styles = hidden_styles
        self.repairs: dict[str, None] = {}

    def text(self, element: Any) -> str:
        """Give the shown text of an element and all it holds."""
        return "".join(self._parts(element))

    def _parts(self, element: Any) -> Iterator[str]:
        name = local(element)
        if name in _UNSHOWN:
            return
        if name in _READERS:
            yield _READERS[name](self, element)
        elif name in _FIXED:
            yield _FIXED[name]
        else:
            for child in element:
                yield from self._parts(child)

    def _inside(self, element: Any) -> str:
        return "".join(part for child in element for part in self._parts(child))

    def run(self, element: Any) -> str:
        """Give a run's text: nothing if hidden, raised digits as such."""
        if self._hidden(element):
            self.repairs["hidden text left out"] = None
            return ""
        text = self._inside(element)
        if text and value(element, "w:rPr/w:vertAlign") == "superscript":
            self.repairs["raised text"] = None
            return superscript(text)
        return text

    def _hidden(self, run: Any) -> bool:
        properties = children(run, "w:rPr")
        marks = children(properties[0], "w:vanish") if properties else []
        if marks:
            return not off(marks[0])
        return value(run, "w:rPr/w:rStyle") in self.hidden_styles

    def literal(self, element: Any) -> str:
        """Give the text of ``w:t`` or ``m:t``."""
        if local(element) == "m:t":
            self.repairs["formula"] = None
        text = str(element.text or "")
        mapped = private(text)
        if mapped != text:
            self.repairs["symbol font"] = None
        return mapped

    def glyph(self, element: Any) -> str:
        """Give the character that a symbol font shows for a code."""
        self.repairs["symbol font"] = None
        return symbol(attribute(element, "font"), attribute(element, "char"))

    def note(self, element: Any) -> str:
        """Give a footnote's number as it is printed: raised."""
        return superscript(attribute(element, "id"))

    def fraction(self, element: Any) -> str:
        """Give a formula's fraction on one line."""
        parts = [self._inside(part) for part in children(element, "m:num", "m:den")]
        return "/".join(parts)

    def raised(self, element: Any) -> str:
        """Give a formula's exponent raised."""
        return superscript(self._inside(element))


_READERS = {
    "w:r": Shown.run,
    "w:t": Shown.literal,
    "m:t": Shown.literal,
    "w:sym": Shown.glyph,
    "w:footnoteReference": Shown.note,
    "w:endnoteReference": Shown.note,
    "m:f": Shown.fraction,
    "m:sup": Shown.raised,
}


def paragraph_text(paragraph: Any, hidden_styles: frozenset[str]) -> tuple[str, list[str]]:
    """Give a paragraph's shown text and the repairs it took."""
    shown = Shown(hidden_styles)
    return shown.text(paragraph), list(shown.repairs)
