"""Elements of web pages: which make blocks, which are never shown."""

import re
from typing import Any

__all__ = ["BLOCKS", "hidden", "layout"]

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
