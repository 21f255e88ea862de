"""What styles say of Word paragraphs: outline level, numbering, hidden characters."""

from typing import Any

from healthplans.drafting.formats.word_names import attribute, children, off, value

__all__ = ["Styles"]

_LEVELS = 9  # outline levels
_LIMIT = 20  # styles based on styles; a loop ends here


class Styles:
    """Looks up properties in a paragraph, then in its style and that style's base."""

    def __init__(self, root: Any) -> None:
        found = children(root, "w:style") if root is not None else []
        self._styles = {attribute(style, "styleId"): style for style in found}
        self.hidden = frozenset(n for n, style in self._styles.items() if _vanishes(style))

    def level(self, paragraph: Any) -> int:
        """Give the outline level from 1; 0 for text."""
        text = self._look_up(paragraph, "w:pPr/w:outlineLvl")
        return int(text) + 1 if text.isdecimal() and int(text) < _LEVELS else 0

    def list_of(self, paragraph: Any) -> tuple[str, int]:
        """Give the number id of a paragraph's list and its level; "" without a list."""
        number = self._look_up(paragraph, "w:pPr/w:numPr/w:numId")
        level = self._look_up(paragraph, "w:pPr/w:numPr/w:ilvl") or "0"
        return ("", 0) if number in {"", "0"} else (number, int(level))

    def _look_up(self, paragraph: Any, path: str) -> str:
        element, name = paragraph, value(paragraph, "w:pPr/w:pStyle")
        for _ in range(_LIMIT):
            text = value(element, path)
            if text or name not in self._styles:
                return text
            element = self._styles[name]
            name = value(element, "w:basedOn")
        return ""


def _vanishes(style: Any) -> bool:
    properties = children(style, "w:rPr")
    marks = children(properties[0], "w:vanish") if properties else []
    return bool(marks) and not off(marks[0])
