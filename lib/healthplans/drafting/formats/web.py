"""Read a saved web page: what is shown, in order; tables with their spans.

A link is text and never followed, a script is never run, nothing is loaded. The document is
the smallest element that holds most of the page's text; what stands around it (navigation, the
table of dates and numbers) is kept with the kind `page`.
"""

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any

from healthplans.drafting.document import Block, Document, Origin, Paragraph, assemble
from healthplans.drafting.formats.decoding import decode
from healthplans.drafting.formats.web_parts import BLOCKS, Lines, hidden, layout, read_table
from healthplans.drafting.refusals import Limits, Unreadable, missing

_MOST = 0.6  # of the page's text: the document is at least this much of it
_LINKS = 0.5  # a paragraph that is links to this share is navigation


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a saved web page."""
    return read_text(decode(data, name), name)


def read_text(text: str, name: str, format_: str = "html") -> Document:
    """Read a decoded web page.

    Raises
    ------
    Unreadable
        For a page without any text, and for one of links only.
    """
    root = _parsed(text, name)
    walker = _Walker(_content(root), name)
    blocks = list(walker.blocks(root, "", 0))
    texts = [b for b in blocks if not (isinstance(b, Paragraph) and b.kind == "page")]
    if not texts:
        raise Unreadable(name, "a page with a document, not only links or scripts")
    return assemble(name, format_, blocks)


def _parsed(text: str, name: str) -> Any:
    try:
        from lxml import etree, html
    except ImportError as error:
        raise missing(name, "the reader of Word and web pages", "draft") from error
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False)
    try:
        root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise Unreadable(name, "a web page with text", str(error)) from error
    return root


def _content(root: Any) -> Any:
    """Give the smallest element that holds most of the text."""
    size = _sizes(root)
    element, whole = root, size.get(root, 0)
    while True:
        inner = [child for child in element if size.get(child, 0) >= _MOST * whole]
        if not inner or inner[0].tag in BLOCKS["text"]:
            return element
        element = inner[0]


def _sizes(root: Any) -> dict[Any, int]:
    """Count the characters shown inside each element, links not counted."""
    sizes: dict[Any, int] = {}
    for element in reversed(list(root.iter())):
        own = sum(sizes.get(child, 0) + len((child.tail or "").strip()) for child in element)
        shown = isinstance(element.tag, str) and element.tag != "a" and not hidden(element)
        sizes[element] = own + len((element.text or "").strip()) if shown else 0
    return sizes


class _Walker:
    """Walks a page; `content` is the element that holds the document."""

    def __init__(self, content: Any, name: str) -> None:
        self._content, self._name = content, name
        self._inside = 0

    def blocks(self, element: Any, path: str, depth: int) -> Iterator[Block]:
        """Give the blocks of an element and its children."""
        if depth > Limits.depth:
            raise Unreadable(self._name, f"at most {Limits.depth} levels of nesting")
        here = f"{path}/{element.tag}"
        self._inside += element is self._content
        lines = Lines()
        lines.add(element.text)
        counts: dict[str, int] = {}
        for child in element:
            yield from self._child(child, here, depth, lines, counts)
            lines.add(child.tail)
        yield from self._flush(lines, here)
        self._inside -= element is self._content

    def _child(
        self, child: Any, path: str, depth: int, lines: Lines, counts: dict[str, int]
    ) -> Iterator[Block]:
        if not isinstance(child.tag, str) or hidden(child):
            return
        if not _blocky(child):
            lines.inline(child)
            return
        yield from self._flush(lines, path)
        counts[child.tag] = counts.get(child.tag, 0) + 1
        here = f"{path}[{counts[child.tag]}]" if counts[child.tag] > 1 else path
        if child.tag == "table" and not layout(child):
            table = read_table(child, f"{here}/table", self._name)
            yield from self._as_kind(table)
        else:
            yield from self.blocks(child, here, depth + 1)

    def _as_kind(self, table: Any) -> Iterator[Block]:
        """Give a table, or its cells as lines of the page where it stands outside."""
        if self._inside:
            yield table
            return
        for row in table.grid():
            texts = dict.fromkeys(cell.text for cell in row if cell and cell.text)
            yield Paragraph(" ".join(texts), origin=table.origin, kind="page")

    def _flush(self, lines: Lines, path: str) -> Iterator[Block]:
        level = int(path[-1]) if path[-2:] in {"h1", "h2", "h3", "h4"} else 0
        navigation = lines.linked() > _LINKS
        kind = "text" if self._inside and not navigation else "page"
        yield from (
            Paragraph(text, level=level, origin=Origin(path=path), kind=kind)
            for text in lines.take()
        )


def _blocky(element: Any) -> bool:
    """Tell whether an element begins a block, itself or by what it holds."""
    if element.tag in BLOCKS["all"]:
        return True
    return any(child.tag in BLOCKS["all"] for child in element.iterdescendants())


def read_mail(data: bytes, name: str) -> Document:
    """Read the first web page inside the bytes of an .mht file."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        page = _page(message)
        raw = page.get_payload(decode=True) if page is not None else None
    except (ValueError, LookupError, AttributeError, TypeError, IndexError) as error:
        raise Unreadable(name, "a whole saved web page", str(error)) from error
    if page is None or not isinstance(raw, bytes):
        raise Unreadable(name, "a saved web page with a text part")
    declared = str(page.get_content_charset() or "")
    return read_text(decode(raw, name, declared), name, "mht")


def _page(message: EmailMessage) -> EmailMessage | None:
    pages = (part for part in message.walk() if part.get_content_type() == "text/html")
    found = next(pages, None)
    return found if isinstance(found, EmailMessage) else None
