"""IPython's own shell in a process without a kernel: what a cell gives is told as it comes.

The shell is ipykernel's, so that a notebook finds here what it finds in a kernel; but its
outputs go through a pipe to the process that supervises this one, and are kept here too.
"""

import contextlib
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
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from jupyter_client.session import json_packer, json_unpacker
from traitlets import Type
from traitlets.config import Config

__all__ = ["NAMES", "Message", "Shell", "Stream", "Teller", "message", "new_shell"]

NAMES = ("stdout", "stderr")
PIECE = 2**16  # a long text is told in pieces, so that a limit is noticed in time
Message = Mapping[str, Any]
_PATH = [folder for folder in sys.path if folder]  # as a new process has it


def message(kind: str, **content: Any) -> Message:
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
        self.waiting = ("stdout", "")
        self.printed = {name: (file, 0) for name, file in zip(NAMES, printed, strict=True)}

    def tell(self, what: str, content: Any = None) -> None:
        """Tell one thing."""
        if os.getpid() == self.owner:
            with self.lock:
                self.line.send((what, content))

    def output(self, kind: str, **content: Any) -> None:
        """Tell one output of a cell, after all that was printed before it."""
        with self.lock:
            self.drain()
            self.flush()
            self._keep(message(kind, **content))

    def text(self, name: str, text: str) -> None:
        """Tell what a cell prints, line by line."""
        with self.lock:
            self.drain()
            if self.waiting[0] != name:
                self.flush()
            self.waiting = (name, self.waiting[1] + text)
            if "\n" in text or len(text) > PIECE:
                self.flush()

    def flush(self) -> None:
        """Tell what is printed so far."""
        with self.lock:
            (name, text), self.waiting = self.waiting, (self.waiting[0], "")
            for start in range(0, len(text), PIECE):
                self._keep(message("stream", name=name, text=text[start : start + PIECE]))

    def drain(self) -> None:
        """Take in what other programs have printed by now."""
        for name, (file, place) in self.printed.items():
            while data := os.pread(file, PIECE, place):
                self.flush()
                place += len(data)
                self.printed[name] = (file, place)
                self.tell("places", [start for _, start in self.printed.values()])
                text = data.decode("utf-8", "replace")
                self._keep(message("stream", name=name, text=text))

    def finished(self) -> list[Message]:
        """Give all outputs of a cell that has run."""
        with self.lock:
            self.drain()
            self.flush()
            told, self.told = self.told, []
        return told

    def _keep(self, one: Message) -> None:
        self.told.append(one)
        self.tell("output", one)


class Stream(io.TextIOBase):
    """What a cell finds as `sys.stdout` or `sys.stderr`."""

    encoding, errors = "utf-8", "replace"

    def __init__(self, name: str, number: int, teller: Teller) -> None:
        self.name, self.number, self.teller = name, number, teller

    def write(self, text: str) -> int:
        """Print a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if os.getpid() == self.teller.owner:
            self.teller.text(self.name, text)
        else:
            os.write(self.number, text.encode("utf-8", "replace"))
        return len(text)

    def flush(self) -> None:
        """Tell at once what was printed."""
        if os.getpid() == self.teller.owner:
            self.teller.flush()

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def fileno(self) -> int:
        """Give the number of the open file that other programs may write to."""
        return self.number


class _Hook(DisplayHook):
    """Tells the result of a cell."""

    shell: "Shell"

    def write_output_prompt(self) -> None:
        """Print no prompt: the message says its number."""

    def write_format_data(self, format_dict: Message, md_dict: Message | None = None) -> None:
        shown = {"data": format_dict, "metadata": md_dict or {}}
        count = self.prompt_count
        self.shell.teller.output("execute_result", **shown, execution_count=count)

    def finish_displayhook(self) -> None:
        """Print nothing after it."""


class _Publisher(DisplayPublisher):
    """Tells what a cell displays."""

    shell: "Shell"

    def publish(  # type: ignore[override]  # as ipykernel's own
        self,
        data: Message,
        metadata: Message | None = None,
        *,
        transient: Message | None = None,
        update: bool = False,
        **others: Any,
    ) -> None:
        kind = "update_display_data" if update else "display_data"
        shown = {"data": data, "metadata": metadata or {}, "transient": transient or {}}
        self.shell.teller.output(kind, **shown)

    def clear_output(self, wait: bool = False) -> None:
        self.shell.teller.output("clear_output", wait=wait)


class Shell(ZMQInteractiveShell):
    """ipykernel's shell without a kernel; `teller` is set in the process that runs cells."""

    displayhook_class = Type(_Hook)  # type: ignore[assignment]
    display_pub_class = Type(_Publisher)  # type: ignore[assignment]
    teller: Teller

    def enter(self, teller: Teller, folder: Path | None) -> None:
        """Begin in a process of its own, as a kernel finds it in the notebook's folder."""
        self.teller = teller
        sys.modules["__main__"] = self.user_module
        sys.argv = ["ipykernel_launcher"]
        sites = [n for n, name in enumerate(_PATH) if name.endswith("-packages")]
        sys.path[:] = _PATH
        sys.path.insert(sites[0] if sites else len(_PATH), "")  # where IPython puts it
        self.init_environment()  # type: ignore[no-untyped-call]
        os.chdir(folder or ".")

    def run(self, source: str) -> BaseException | None:
        """Run one cell; give the error that stopped it, if there was one."""
        result: Any = self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
        if os.getpid() != self.teller.owner:
            os._exit(0)  # a process that the cell forked: only one goes on
        errors = (result.error_before_exec, result.error_in_exec)
        return next((error for error in errors if error is not None), None)

    def _showtraceback(self, etype: type[BaseException], evalue: Any, stb: list[str]) -> None:
        with contextlib.suppress(Exception):  # of what an error's own `__str__` raises
            name, text = etype.__name__, str(evalue)
            self.teller.output("error", ename=name, evalue=text, traceback=stb)

    def ask_exit(self) -> NoReturn:
        """End a notebook that calls `exit()` here, and not one cell later."""
        raise SystemExit("exit() was called")

    def enable_gui(self, gui: Any = None) -> None:
        """Have no event loop: nobody looks at a window here."""


def new_shell() -> Shell:
    """Give this process's shell, made at the first call; it keeps no history on disk."""
    config = Config(HistoryManager={"enabled": False})
    shell: Shell = Shell.instance(config=config, compiler_class=XCachingCompiler)
    return shell
