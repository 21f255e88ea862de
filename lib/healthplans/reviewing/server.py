"""The page of one review, served to this machine only while the command runs.

Bound to the loopback address. The token is in the address behind #, which no browser sends;
every request for data must bring it in a header, name this host, and come from this page.
"""

import json
import secrets
import sys
from collections.abc import Callable, Mapping
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import parse_qs, urlsplit

from healthplans.errors import HealthplansError, InputError, Offence
from healthplans.reviewing import views
from healthplans.reviewing.desk import ConflictError, Desk

ASSETS = Path(__file__).parent / "assets"
_LARGEST, _DIGITS = 2**22, 9
_PAGES = {
    "/": ("review.html", "text/html"),
    "/review.js": ("review.js", "text/javascript"),
    "/review.css": ("review.css", "text/css"),
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def answer(desk: Desk, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Answer one question of a page; the widget asks the same ones.

    `name` is ``overview``, ``search``, ``proof``, ``form`` or ``decide``. What is refused
    comes back as `error` in words, with the state as it is now.
    """
    try:
        return _answered(desk, name, given)
    except HealthplansError as error:
        said: dict[str, Any] = {
            "error": str(error),
            "conflict": isinstance(error, ConflictError),
        }
        if isinstance(error, InputError):
            said["offences"] = [
                {"column": o.column, "text": o.text or "", "expected": o.expected}
                for o in error.offences
            ]
    except OSError as error:  # such as a full disk; what was decided before is kept
        said = {"error": f"not kept: {error.strerror}", "conflict": False}
    return {**said, **views.overview(desk)}


def _answered(desk: Desk, name: str, given: Mapping[str, Any]) -> dict[str, Any]:
    if name == "search":
        lists = desk.prover(desk.settled()).lists
        return {"found": views.search(lists, str(given.get("text", "")))}
    if name in {"proof", "form"}:
        shown = views.proof if name == "proof" else views.form
        return shown(desk, str(given.get("row")), _fields(given))
    if name == "decide":
        desk.decide(views.asked(given))
    return views.overview(desk)


def _fields(given: Mapping[str, Any]) -> dict[str, str]:
    fields = given.get("fields") or {}
    if not isinstance(fields, Mapping):
        raise InputError([Offence("review", "names with values", "", "fields", str(fields))])
    return {str(name): str(text) for name, text in fields.items()}


class Served(ThreadingHTTPServer):
    """A server of one desk, bound and not yet running: its token, one question at a time."""

    daemon_threads = True

    def __init__(self, desk: Desk, lang: str = "zh") -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.desk, self.lang, self.lock = desk, lang, Lock()
        self.token = secrets.token_urlsafe(32)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a page that was closed before its answer came."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)

    @property
    def hosts(self) -> set[str]:
        """The names by which a request may call this host."""
        return {f"{name}:{self.server_address[1]}" for name in ("127.0.0.1", "localhost")}

    @property
    def address(self) -> str:
        """Where the page is."""
        return f"http://127.0.0.1:{self.server_address[1]}/?lang={self.lang}#{self.token}"


class _Handler(BaseHTTPRequestHandler):
    server: Served

    def do_GET(self) -> None:
        """Give the page itself, which holds nothing of the draft, or data to its script."""
        if not self._is_ours():
            self._refuse()
            return
        parts = urlsplit(self.path)
        if parts.path in _PAGES:
            name, kind = _PAGES[parts.path]
            self._send(HTTPStatus.OK, (ASSETS / name).read_bytes(), kind)
            return
        given = {key: values[0] for key, values in parse_qs(parts.query).items()}
        self._answer(parts.path, {"/overview", "/search"}, given)

    def do_POST(self) -> None:
        """Take decisions, and questions about cells that are being edited."""
        size = self.headers.get("Content-Length", "")
        plain = self.headers.get("Content-Type", "") != "application/json"
        sized = size.isdecimal() and len(size) <= _DIGITS and int(size) <= _LARGEST
        if plain or not sized or not self._is_ours():
            self._refuse()
            return
        try:
            given = json.loads(self.rfile.read(int(size)))
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            self._send(HTTPStatus.BAD_REQUEST, b"expected a JSON object", "text/plain")
            return
        self._answer(self.path, {"/decide", "/proof", "/form"}, given)

    def _is_ours(self) -> bool:
        host, origin = self.headers.get("Host", ""), self.headers.get("Origin")
        site = self.headers.get("Sec-Fetch-Site", "none")
        own = origin is None or origin in {f"http://{name}" for name in self.server.hosts}
        return host in self.server.hosts and own and site in {"none", "same-origin"}

    def _answer(self, path: str, known: set[str], given: Mapping[str, Any]) -> None:
        token = self.headers.get("X-Token", "").encode()
        if not secrets.compare_digest(token, self.server.token.encode()):
            self._refuse()
        elif path not in known:
            self._send(HTTPStatus.NOT_FOUND, b"no such page", "text/plain")
        else:
            with self.server.lock:
                said = answer(self.server.desk, path[1:], given)
            # half a character, which UTF-8 has no bytes for, stays a code of JSON
            body = json.dumps(said, ensure_ascii=False).encode("utf-8", "backslashreplace")
            self._send(HTTPStatus.OK, body, "application/json")

    def _refuse(self) -> None:
        self._send(HTTPStatus.FORBIDDEN, b"refused: not this review's page", "text/plain")

    def _send(self, status: HTTPStatus, body: bytes, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        for name, value in _HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: the command's output is for the reviewer."""


def serve(desk: Desk, lang: str, tell: Callable[[str], None]) -> None:
    """Serve the page until the command is interrupted; the log then holds every decision."""
    with Served(desk, lang) as server:
        tell(server.address)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            return
