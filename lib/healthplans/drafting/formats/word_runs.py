"""The text of a Word paragraph as it is shown: no deleted, hidden or coded text."""

from collections.abc import Iterator
from typing import Any

from healthplans.drafting.formats.word_names import W, attribute, children, local, off, value
from healthplans.drafting.printed import private, superscript, symbol

# text that is not printed: deletions, what was moved away, field codes, text boxes (their
# paragraphs follow), the reading above a character, hidden properties
_UNSHOWN = {
    *("w:del", "w:moveFrom", "w:instrText", "w:delText", "w:rPr", "w:pPr", "w:rt"),
    *("w:drawing", "w:pict", "w:object", "Fallback", "m:rPr", "m:ctrlPr"),
}
_FIXED = {"w:tab": " ", "w:ptab": " ", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_HIDDEN = "hidden text left out"
_STRUCK = "text struck through left out"


class Shown:
    """Collects a paragraph's text and what had to be interpreted in it."""

    def __init__(self, hidden_styles: frozenset[str] = frozenset()) -> None:
        self.hidden_styles = hidden_styles
        self.repairs: dict[str, None] = {}
        self._fields: list[bool] = []  # of each open field: whether its result has begun

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
        for unshown, told in ((self._hidden, _HIDDEN), (_struck, _STRUCK)):
            if unshown(element):
                self.repairs[told] = None
                return ""
        text = self._inside(element)
        if text and value(element, "w:rPr/w:vertAlign") == "superscript":
            self.repairs["raised text"] = None
            return superscript(text)
        return text

    def _hidden(self, run: Any) -> bool:
        marks = _switches(run, "w:vanish")
        if marks:
            return not off(marks[0])
        return value(run, "w:rPr/w:rStyle") in self.hidden_styles

    def literal(self, element: Any) -> str:
        """Give the text of ``w:t`` or ``m:t``."""
        if local(element) == "m:t":
            self.repairs["formula"] = None
        text = str(element.text or "") if all(self._fields) else ""
        mapped = private(text)
        if mapped != text:
            self.repairs["symbol font"] = None
        return mapped

    def glyph(self, element: Any) -> str:
        """Give the character that a symbol font shows for a code."""
        self.repairs["symbol font"] = None
        return symbol(attribute(element, "font"), attribute(element, "char"))

    def field(self, element: Any) -> str:
        """Follow a field: what stands before its result is an instruction."""
        kind = str(element.get(W + "fldCharType") or "")
        if kind == "begin":
            self._fields.append(False)
        elif self._fields and kind == "separate":
            self._fields[-1] = True
        elif self._fields and kind == "end":
            self._fields.pop()
        return ""

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


def _switches(run: Any, *names: str) -> list[Any]:
    properties = children(run, "w:rPr")
    return children(properties[0], *names) if properties else []


def _struck(run: Any) -> bool:
    return any(not off(mark) for mark in _switches(run, "w:strike", "w:dstrike"))


_READERS = {
    "w:r": Shown.run,
    "w:t": Shown.literal,
    "m:t": Shown.literal,
    "w:sym": Shown.glyph,
    "w:fldChar": Shown.field,
    "w:footnoteReference": Shown.note,
    "w:endnoteReference": Shown.note,
    "m:f": Shown.fraction,
    "m:sup": Shown.raised,
}


def paragraph_text(paragraph: Any, hidden_styles: frozenset[str]) -> tuple[str, list[str]]:
    """Give a paragraph's shown text and the repairs it took."""
    shown = Shown(hidden_styles)
    return shown.text(paragraph), list(shown.repairs)
