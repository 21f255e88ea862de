"""Zip packages (Word, Excel): opened with limits, their XML read without any entity."""

import io
import zipfile
from typing import Any

from healthplans.drafting.refusals import Limits, Unreadable, missing

_WHOLE = "a whole Office package; open it in its program and save it again"


def open_package(data: bytes, name: str) -> zipfile.ZipFile:
    """Open a package of bytes after asking how much it would unpack to.

    Raises
    ------
    Unreadable
        For a damaged package and for one beyond the limits of `Limits`.
    """
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise Unreadable(name, _WHOLE, str(error)) from error
    sizes = [member.file_size for member in package.infolist()]
    if any(member.flag_bits & 1 for member in package.infolist()):
        raise Unreadable(name, "a file without a password", "an encrypted package")
    if len(sizes) > Limits.members or sum(sizes) > Limits.all_bytes:
        found = f"{len(sizes)} members of {sum(sizes):,} bytes"
        expected = (
            f"at most {Limits.members:,} members, at most {Limits.all_bytes:,} bytes unpacked"
        )
        raise Unreadable(name, expected, found)
    return package


def parse_xml(package: zipfile.ZipFile, member: str, name: str) -> Any:
    """Parse one member; None where it is not there.

    A document type declaration is refused: Office writes none, and entities can read files.
    """
    if member not in package.namelist():
        return None
    if package.getinfo(member).file_size > Limits.member_bytes:
        raise Unreadable(name, f"parts of at most {Limits.member_bytes:,} bytes", member)
    return _parsed(_member(package, member, name), member, name)


def head_of(package: zipfile.ZipFile, member: str, name: str) -> bytes:
    """Give the first 4,096 bytes of a member."""
    return _member(package, member, name, 4096)


def _member(package: zipfile.ZipFile, member: str, name: str, most: int = -1) -> bytes:
    try:
        with package.open(member) as part:
            return part.read(most)
    except Exception as error:  # zlib, zipfile and lzma each raise their own
        raise Unreadable(name, _WHOLE, f"{member}: {error}") from error


def _parsed(raw: bytes, member: str, name: str) -> Any:
    try:
        from lxml import etree
    except ImportError as error:
        raise missing(name, "the reader of Word and web pages", "draft") from error
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Unreadable(name, "well-formed XML inside", f"{member}: {error}") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(name, "XML without a document type", f"{member}: DOCTYPE")
    return root
