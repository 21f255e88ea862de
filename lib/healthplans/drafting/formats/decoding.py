"""Bytes to text: UTF-8, UTF-16 with its mark, or GB18030, declared or not."""

import codecs
import re

from healthplans.drafting.refusals import Unreadable

_MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
_DECLARED = re.compile(rb"""charset\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE)
# what Chinese pages declare, and the superset that reads all of it
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_HEAD = 4096


def decode(data: bytes, name: str, declared: str = "") -> str:
    """Decode a text file or web page; line ends become line feeds.

    The order is: byte-order mark, UTF-8 if every byte fits it, the declared encoding, GB18030.
    A declaration that the bytes contradict is passed over.

    Raises
    ------
    Unreadable
        Where none of them reads every byte.
    """
    marked = [encoding for mark, encoding in _MARKS if data.startswith(mark)]
    for encoding in [*marked[:1], "utf-8", declared or _declared(data), "gb18030"]:
        text = _strict(data, encoding)
        if text is not None and "\0" not in text:
            return text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", "")
    raise Unreadable(name, "a text in UTF-8 or GB18030; save it as UTF-8", data[:8].hex(" "))


def _strict(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError, UnicodeError):
        return None


def _declared(data: bytes) -> str:
    match = _DECLARED.search(data[:_HEAD])
    named = match[1].decode("ascii", "replace").lower() if match else ""
    return _WIDER.get(named, named)
