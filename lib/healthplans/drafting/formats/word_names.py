"""Names of WordprocessingML, shared by the readers of its parts."""

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_STRICT_W = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
_STRICT_M = "{http://purl.oclc.org/ooxml/officeDocument/math}"
_OFF = {"0", "false", "off", "none"}


def w(name: str) -> str:
    """Give the full name of a Word element."""
    return W + name


def local(element: Any) -> str:
    """Give an element's name with a short prefix: ``w:p``, ``m:t``, ``mc:Choice``."""
    tag = element.tag if isinstance(element.tag, str) else ""
    if tag.startswith((W, _STRICT_W)):
        return "w:" + tag.split("}")[1]
    if tag.startswith((M, _STRICT_M)):
        return "m:" + tag.split("}")[1]
    return tag.rsplit("}", 1)[-1]


def children(element: Any, *names: str) -> list[Any]:
    """Give an element's children of these short names."""
    return [child for child in element if local(child) in names]


def value(element: Any, path: str, default: str = "") -> str:
    """Give the ``w:val`` of a descendant such as ``w:pPr/w:pStyle``; `default` if absent."""
    for name in path.split("/"):
        found = children(element, name) if element is not None else []
        if not found:
            return default
        element = found[0]
    return attribute(element, "val", default)


def attribute(element: Any, name: str, default: str = "") -> str:
    """Give an attribute in Word's name space, whichever edition of it."""
    return str(element.get(W + name) or element.get(_STRICT_W + name) or default)


def off(element: Any) -> bool:
    """Tell whether a switch such as ``<w:vanish w:val="0"/>`` is turned off."""
    return attribute(element, "val", "1").lower() in _OFF
