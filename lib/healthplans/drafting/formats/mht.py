"""Read a web page saved as one file (MHTML): its text part, nothing of the rest."""

import email
import email.policy
from email.message import EmailMessage

from healthplans.drafting.document import Document
from healthplans.drafting.formats.decoding import decode
from healthplans.drafting.formats.web import read_text
from healthplans.drafting.refusals import Unreadable

__all__ = ["read"]


def read(data: bytes, name: str) -> Document:
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
