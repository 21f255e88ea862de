"""IPython's own shell in a process without a kernel: what a cell gives is told as it comes.

The shell is ipykernel's, so that a notebook finds here what it finds in a kernel; but what it
would send to a client goes through a pipe to the process that supervises this one, and is kept
here too.
"""

import builtins
import getpass
import io
import os
import sys
import threading
from collections.abc import Mapping, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, NoReturn

from ipykernel.compiler import XCachingCompiler
from ipykernel.zmqshell import ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from jupyter_client.session import Session, json_packer, json_unpacker
from traitlets.config import Config

from healthplans.batch.raised import Heard, sayable

NAMES = ("stdout", "stderr")
PIECE = 2**16  # a long text is told in pieces, so that a limit is noticed in time
Message = Mapping[str, Any]
_PATH = [folder for folder in sys.path if folder]  # as a new process has it


def message(kind: str, content: Mapping[str, Any]) -> Message:
    """Give an output as it arrives from a kernel."""
    packed = json_packer({"header": {"msg_type": kind}, "content": content})
    return {"msg_type": kind, "parent_header": {}, **json_unpacker(packed)}


class Teller:
    """Tells the supervising process what happens here; safe to use from threads.

    `printed` are two open files into which other programs print that a cell starts. A process
    that a cell forks does the same, and tells nothing itself.
    """

    def __init__(self, line: "Connection[Any, Any]", printed: Sequence[int]) -> None:
        self.line, self.owner, self.lock = line, os.getpid(), threading.RLock()
        self.told: list[Message] = []  # of the cell that runs
        self.printed, self.places = printed, [0, 0]

    def tell(self, what: str, content: Any = None) -> None:
        """Tell one thing."""
        if os.getpid() == self.owner:
            with self.lock:
                self.line.send((what, content))

    def output(self, kind: str, content: Mapping[str, Any]) -> None:
        """Tell one output of a cell, after all that was printed before it."""
        with self.lock:
            self._drain()
            self._keep(message(kind, content))

    def finished(self) -> list[Message]:
        """Give all outputs of a cell that has run."""
        with self.lock:
            self._drain()
            told, self.told = self.told, []
        return told

    def _drain(self) -> None:
        """Take in what other programs have printed by now."""
        for place, (name, file) in enumerate(zip(NAMES, self.printed, strict=True)):
            while data := os.pread(file, PIECE, self.places[place]):
                self.places[place] += len(data)
                self.tell("places", self.places)
                text = data.decode("utf-8", "replace")
                self._keep(message("stream", {"name": name, "text": text}))

    def _keep(self, one: Message) -> None:
        self.told.append(one)
        self.tell("output", one)


class _Stream(io.TextIOBase):
    """What a cell finds as `sys.stdout` or `sys.stderr`."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, number: int, teller: Teller) -> None:
        self.name, self.number, self.teller = name, number, teller

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        for start in range(0, len(text), PIECE):
            piece = text[start : start + PIECE]
            if os.getpid() == self.teller.owner:
                self.teller.output("stream", {"name": self.name, "text": piece})
            else:
                os.write(self.number, piece.encode("utf-8", "replace"))
        return len(text)

    def writable(self) -> bool:
        return True

    def fileno(self) -> int:
        return self.number


class _Session(Session):
    """Hands what the shell would send to a client to the teller of the process."""

    teller: Teller

    def send(self, stream: Any, msg: Any, content: Any = None, *_: Any, **__: Any) -> None:  # type: ignore[override]
        kind, shown = (
            (msg, content) if isinstance(msg, str) else (msg["msg_type"], msg["content"])
        )
        self.teller.output(kind, shown)


_session = _Session()


class Shell(ZMQInteractiveShell):
    """ipykernel's shell without a kernel; `enter` it in the process that runs cells."""

    teller: Teller
    heard: Heard

    def enter(self, teller: Teller, folder: Path | None) -> None:
        """Begin in a process of its own, as a kernel finds it in the notebook's folder."""
        self.teller = _session.teller = teller
        sys.stdout, sys.stderr = (_Stream(name, n, teller) for n, name in enumerate(NAMES, 1))
        builtins.input = getpass.getpass = _ask_nobody
        sys.modules["__main__"] = self.user_module
        sys.argv = ["ipykernel_launcher"]
        sites = [n for n, name in enumerate(_PATH) if name.endswith("-packages")]
        sys.path[:] = _PATH
        if not sys.flags.safe_path:
            sys.path.insert(sites[0] if sites else len(_PATH), "")  # where IPython puts it
        self.init_environment()  # type: ignore[no-untyped-call]
        os.chdir(folder or ".")
        self.heard = Heard()

    def run(self, source: str) -> BaseException | None:
        """Run one cell; give the error that stopped it, if there was one."""
        result: Any = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        if os.getpid() != self.teller.owner:
            os._exit(0)  # a process that the cell forked: only one goes on
        errors = (result.error_before_exec, result.error_in_exec, self.heard.first())
        error = next((error for error in errors if error is not None), None)
        return sayable(error)  # type: ignore[no-any-return]

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        super()._showtraceback(etype, sayable(evalue), stb)  # type: ignore[no-untyped-call]

    def ask_exit(self) -> NoReturn:
        """End a notebook that calls `exit()` here, and not one cell later."""
        raise SystemExit("exit() was called")

    def enable_gui(self, gui: Any = None) -> None:
        """Have no event loop: nobody looks at a window here."""


def _ask_nobody(*_: Any, **__: Any) -> NoReturn:
    """Refuse a question, as a kernel does where nobody sits before it."""
    raise StdinNotImplementedError("nobody is there who could answer: no input")


def new_shell() -> Shell:
    """Give this process's shell, made at the first call; it keeps no history on disk."""
    config = Config(HistoryManager={"enabled": False})
    shell: Shell = Shell.instance(config=config, compiler_class=XCachingCompiler)
    senders: list[Any] = [shell.displayhook, shell.display_pub]
    for sender in senders:  # ipykernel's own
        sender.session = _session
    return shell
