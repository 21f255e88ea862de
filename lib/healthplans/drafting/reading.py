"""A file of any form becomes a `Document`; what it is, is told by its bytes, not its name."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from healthplans.drafting.document import Document
from healthplans.drafting.formats import docx, office, pdf, plain, scan, sheets, web
from healthplans.drafting.refusals import Limits, Unreadable
from healthplans.whole_files import readable, what_is

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM")
_WEB = re.compile(rb"<(!doctype html|html|head|body|table|div|p)\b", re.IGNORECASE)
_MAIL = re.compile(rb"\A(\s*(From|MIME-Version|Content-Type|Subject|Date|X-\S+):)", re.I)
_CODED = re.compile(rb"^Content-Transfer-Encoding:", re.I | re.M)
_HEAD = 4096
_TEXTS = {".txt": "txt", ".csv": "csv", ".tsv": "csv", ".htm": "html", ".html": "html"}
_KNOWN = "a .docx, .doc, .wps, .rtf, .html, .mht, .txt, .csv, .xlsx, .pdf, .png or .jpg file"

_READERS: dict[str, Callable[[bytes, str], Document]] = {
    "docx": docx.read,
    "xlsx": sheets.read_xlsx,
    "csv": sheets.read_csv,
    "txt": plain.read,
    "html": web.read,
    "mht": web.read_mail,
    "office": office.read,
    "xls": lambda data, name: office.read(data, name, sheet=True),
    "image": scan.read_image,
    "pdf": lambda data, name: (
        pdf.read(data, name) if pdf.has_text(data, name) else scan.read_pdf(data, name)
    ),
}


def read_file(path: Path) -> tuple[Document, bytes]:
    """Read a file.

    Gives the document and the file's bytes, for its hash.

    Raises
    ------
    Unreadable
        Saying why the file cannot be read and what can be done.
    """
    if found := what_is(path):
        raise Unreadable(path.name, "a file", found)
    before = path.stat()
    if before.st_size > Limits.file_bytes:
        found = f"{before.st_size:,} bytes"
        raise Unreadable(path.name, f"at most {Limits.file_bytes:,} bytes", found)
    data = path.read_bytes()
    after = path.stat()
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise Unreadable(path.name, "a finished file; it is still being written, try again")
    return read_bytes(data, readable(path.name)), data


def read_bytes(data: bytes, name: str) -> Document:
    """Read the bytes of a file; `name` is for messages and for text files' kind."""
    if not data.strip(b"\0 \t\r\n"):
        raise Unreadable(name, "a file with something in it", "an empty file")
    form = form_of(data, name)
    document = _read(form, data, name)
    if not document.blocks:
        raise Unreadable(name, "a document with text", "; ".join(("no text", *document.notes)))
    return _with_suffix_note(document, form, name)


def _read(form: str, data: bytes, name: str) -> Document:
    try:
        return _READERS[form](data, name)
    except Unreadable:
        raise
    except RecursionError as error:
        raise Unreadable(name, "a document nested less deeply") from error
    except MemoryError as error:
        raise Unreadable(name, "a smaller document: the memory does not suffice") from error


def _with_suffix_note(document: Document, form: str, name: str) -> Document:
    suffix = Path(name).suffix.lower().lstrip(".")
    usual = {"htm": "html", "mhtml": "mht", "docm": "docx", "tsv": "csv", "text": "txt"}
    if form in {"office", "xls", "image", usual.get(suffix, suffix)} or not suffix:
        return document
    note = f"the file is named .{suffix} and is of the form {form}"
    return replace(document, notes=(*document.notes, note))


def form_of(data: bytes, name: str) -> str:
    """Tell the form of a file from its bytes; text files by their suffix too.

    >>> form_of(b"%PDF-1.7", "plan.docx")
    'pdf'
    """
    for tells in (_package, _binary, _text):
        form = tells(data, name)
        if form:
            return form
    raise Unreadable(name, _KNOWN, f"{data[:8].hex(' ')} ({Path(name).suffix or 'no suffix'})")


def _package(data: bytes, name: str) -> str:
    if not data.startswith(b"PK"):
        return ""
    try:
        members = zipfile.ZipFile(BytesIO(data)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        expected = "a whole file; copy or download it again"
        raise Unreadable(name, expected, f"a package cut short: {error}") from error
    for part, form in (("word/", "docx"), ("xl/", "xlsx"), ("content.xml", "office")):
        if any(member.startswith(part) for member in members):
            return form
    raise Unreadable(name, "the plan itself; unpack the archive first", "a zip archive")


def _binary(data: bytes, name: str) -> str:
    if data.startswith(_OLE):
        return _ole(data, name)
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith(b"{\\rtf"):
        return "office"
    return "image" if data.startswith(_IMAGES) else ""


def _ole(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        expected = "a file without a password; open it and save it without"
        raise Unreadable(name, expected, "an encrypted Office file")
    return "xls" if _stream(data, "Workbook") or _stream(data, "Book") else "office"


def _stream(data: bytes, name: str) -> bool:
    return (name + "\0").encode("utf-16-le") in data


def _text(data: bytes, name: str) -> str:
    head = data[:_HEAD]
    suffix = Path(name).suffix.lower()
    if _MAIL.search(head) and (b"multipart/" in head or _CODED.search(head)):
        return "mht"
    if suffix not in {".txt", ".csv"} and _WEB.search(head.replace(b"\0", b"")):
        return "html"
    return _TEXTS.get(suffix, "")
