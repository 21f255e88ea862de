"""Read a file of the user's whole: an ordinary one, of a size, in UTF-8; or say what it is.

A pipe or a device where a file belongs would be waited for, or read without end.
"""

import errno
import os
import stat
from pathlib import Path
from typing import BinaryIO

from healthplans.errors import InputError, Offence

LARGEST = 200_000_000  # bytes
NOTHING = "nothing there"
A_FOLDER = "a folder"
_ORDINARY = "an ordinary file"
_KINDS = {
    stat.S_IFDIR: A_FOLDER,
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}
_REFUSALS = {
    errno.ELOOP: "links that lead in a circle",
    errno.EACCES: "a file that this user may not read",
}


def what_is(path: Path) -> str:
    """Say what is there in place of an ordinary file; nothing where it is one."""
    try:
        mode = stat.S_IFMT(path.stat().st_mode)
    except FileNotFoundError:
        return "a link that leads nowhere" if path.is_symlink() else NOTHING
    except OSError as error:
        return _said(error)
    return "" if mode == stat.S_IFREG else _KINDS.get(mode, "something else")


def read_whole(path: Path, name: str) -> bytes:
    """Read an ordinary file.

    Raises
    ------
    InputError
        Calling it `name`, with what is there instead, or why it cannot be read.
    """
    if found := what_is(path):
        raise InputError([Offence(name, _ORDINARY, text=found)])
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            if size > LARGEST:
                expected = f"at most {LARGEST:,} bytes"
                raise InputError([Offence(name, expected, text=f"{size:,} bytes")])
            return file.read()
    except OSError as error:
        raise InputError([Offence(name, _ORDINARY, text=_said(error))]) from error


def _said(error: OSError) -> str:
    return _REFUSALS.get(error.errno or 0, error.strerror or type(error).__name__)


def readable(name: str) -> str:
    """Give a file's name in letters; one in GB18030, as archives may hold, is read as such."""
    raw = os.fsencode(name)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("gb18030", errors="replace").replace("\ufffd", "_")
    return "".join(sign if sign.isprintable() else "_" for sign in text)


def read_at_most(stream: BinaryIO, name: str) -> bytes:
    """Read a stream, which may be a pipe, to its end, if that comes before too many bytes.

    Raises
    ------
    InputError
        Calling it `name`, once more than `LARGEST` bytes came.
    """
    raw = stream.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise InputError([Offence(name, f"at most {LARGEST:,} bytes", text="more")])
    return raw


def decoded(raw: bytes, name: str) -> str:
    """Decode UTF-8; a leading byte-order mark and CRLF lose nothing and are digested.

    Raises
    ------
    InputError
        For another encoding, with the line and the text that GB18030 would make of it.
    """
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise InputError([Offence(name, "UTF-8", text="a UTF-16 byte-order mark")])
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        found = raw[error.start : error.start + 8].decode("gb18030", errors="replace")
        expected = "UTF-8 (it may be GB18030; convert it first)"
        raise InputError([Offence(name, expected, f"line {line}", text=found)]) from error
