"""Read Word's XML: paragraphs and tables as they are shown, each with its path.

Content controls, insertions and custom XML are walked through; deletions and hidden text are
left out; automatic numbers are written out; text boxes and nested tables follow the paragraph
or the table that holds them; footnotes follow the text.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import takewhile
from typing import Any
from zipfile import ZipFile

from healthplans.drafting.document import Block, Document, Origin, Paragraph, assemble
from healthplans.drafting.formats.packages import open_package, parse_xml
from healthplans.drafting.formats.word_names import children, local, w
from healthplans.drafting.formats.word_runs import paragraph_text
from healthplans.drafting.formats.word_styles import Numbering, Styles
from healthplans.drafting.formats.word_tables import cells, one_column, read_table
from healthplans.drafting.refusals import Limits, Unreadable

_SKIPPED = {"w:del", "w:moveFrom", "w:sectPr", "w:sdtPr", "w:sdtEndPr", "Fallback"}
_MAIN = "word/document.xml"
_CHUNKS = "another file inside it is not read: save the file anew in Word"
_PICTURES = "{} picture(s): a table in one is not read; save it as .png and draft that"


def read(data: bytes, name: str) -> Document:
    """Read the bytes of a .docx or .docm file; macros in it are never looked at.

    Raises
    ------
    Unreadable
        For a damaged, encrypted or oversized package, or one without a text.
    """
    package = open_package(data, name)
    root = parse_xml(package, _main_part(package, name), name)
    body = children(root, "w:body") if root is not None else []
    if not body:
        raise Unreadable(name, "a Word document", "a package without a text")
    walker = _Walker(package, name)
    blocks = [*walker.blocks(body[0], "body", 0), *walker.footnotes()]
    return assemble(name, "docx", blocks, walker.notes(root))


def _main_part(package: ZipFile, name: str) -> str:
    rels = parse_xml(package, "_rels/.rels", name)
    for relation in rels if rels is not None else []:
        if str(relation.get("Type", "")).endswith("/officeDocument"):
            return str(relation.get("Target", "")).lstrip("/")
    return _MAIN


class _Walker:
    """Walks a document's body in reading order."""

    def __init__(self, package: ZipFile, name: str) -> None:
        self._package, self._name = package, name
        self._styles = Styles(self._part("word/styles.xml"))
        self._numbers = Numbering(self._part("word/numbering.xml"))

    def _part(self, member: str) -> Any:
        return parse_xml(self._package, member, self._name)

    def blocks(self, parent: Any, path: str, depth: int) -> Iterator[Block]:
        """Give the paragraphs and tables directly or loosely inside an element."""
        if depth > Limits.depth:
            raise Unreadable(self._name, f"at most {Limits.depth} levels of nesting")
        counts: dict[str, int] = {}
        held = ""
        for child in parent:
            kind = local(child)
            counts[kind] = counts.get(kind, 0) + 1
            here = f"{path}/{kind.removeprefix('w:')}[{counts[kind]}]"
            if kind == "w:p":
                first, *boxes = self._paragraph(child, here, depth, held)
                held = first.text if _runs_on(child) else ""
                yield from boxes if held else (first, *boxes)
            elif kind == "w:tbl":
                yield from self._table(child, here, depth)
            elif kind not in _SKIPPED:
                yield from self.blocks(child, here, depth + 1)

    def _paragraph(self, element: Any, path: str, depth: int, held: str) -> Iterator[Any]:
        text = held + self.text(element)[0]
        yield Paragraph(text, level=self._styles.level(element), origin=Origin(path=path))
        for place, box in enumerate(_boxes(element), 1):
            inside = self.blocks(box, f"{path}/box[{place}]", depth + 1)
            yield from map(_in_box, inside)

    def text(self, element: Any) -> tuple[str, list[str]]:
        """Give a paragraph's text with its automatic number, and the repairs."""
        text, repairs = paragraph_text(element, self._styles.hidden)
        number, level = self._styles.list_of(element)
        written = self._numbers.next(number, level) if number else ""
        return written + text, [*repairs, *(["automatic number"] if written else [])]

    def _table(self, element: Any, path: str, depth: int) -> Iterator[Block]:
        if one_column(element):  # a frame around text
            for place, cell in enumerate(cells(element), 1):
                inside = self.blocks(cell, f"{path}/tr[{place}]/tc[1]", depth + 1)
                yield from map(_in_box, inside)
            return
        table, nested = read_table(element, path, self.text, self._name)
        if table.cells:
            yield table
        for place, inner in enumerate(nested, 1):
            yield from self._table(inner, f"{path}/nested[{place}]", depth + 1)

    def footnotes(self) -> Iterator[Block]:
        """Give footnotes and endnotes as paragraphs after the text."""
        for part in ("footnote", "endnote"):
            root = self._part(f"word/{part}s.xml")
            for note in children(root, f"w:{part}") if root is not None else []:
                for block in self.blocks(note, f"{part}s", 0):
                    if isinstance(block, Paragraph):
                        yield replace(block, level=0, kind="footnote")

    def notes(self, root: Any) -> list[str]:
        """Say what of the file was not read."""
        pictures = sum(1 for _ in root.iter("{*}blip", "{*}imagedata"))
        macros = any("vbaProject" in member for member in self._package.namelist())
        return [
            *([_PICTURES.format(pictures)] if pictures else []),
            *(["the file holds macros: they were not run"] if macros else []),
            *([_CHUNKS] if next(root.iter("{*}altChunk"), None) is not None else []),
        ]


def _runs_on(paragraph: Any) -> bool:
    """Tell whether a tracked change deleted the paragraph's end: the next one goes on."""
    marks = [run for p in children(paragraph, "w:pPr") for run in children(p, "w:rPr")]
    return any(children(mark, "w:del", "w:moveFrom") for mark in marks)


def _boxes(paragraph: Any) -> list[Any]:
    """Give text boxes of a paragraph, one of each pair that Word keeps for older programs."""
    found = paragraph.iter(w("txbxContent"), "{*}txbxContent")
    boxes = [box for box in found if not _old_copy(box, paragraph)]
    return [box for box in boxes if not any(above in boxes for above in box.iterancestors())]


def _old_copy(box: Any, paragraph: Any) -> bool:
    above = takewhile(lambda parent: parent is not paragraph, box.iterancestors())
    return any(local(parent) == "Fallback" for parent in above)


def _in_box(block: Block) -> Block:
    return replace(block, kind="box") if isinstance(block, Paragraph) else block
