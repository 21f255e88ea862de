"""The zygote: a process that is warm, waits for orders, and forks one kernel for each.

`python -m healthplans.kernels.zygote ADDRESS FILE [snapshot]`: ADDRESS is the path of the
socket where orders come in, FILE the number of an open socket to the owner; a snapshot does
not look whether files have changed since. When the owner dies, so does
the zygote with all its kernels; when the one who ordered a kernel dies, so does that kernel.
A kernel's own processes go with it. The zygote has a single thread, so that a fork is safe.
"""

import contextlib
import os
import selectors
import shutil
import signal
import socket
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

from healthplans.kernels import channels, forks, warmth

__all__ = ["Zygote", "main"]


class Zygote:
    """Forks kernels, passes signals on, and reports how each ended."""

    def __init__(
        self, listener: socket.socket, owner: socket.socket, *, snapshot: bool
    ) -> None:
        self.listener, self.owner = listener, owner
        self.kernels: dict[int, socket.socket] = {}
        self.sockets: dict[int, str] = {}
        # as they are before anything is read: what changes from now on makes it too old
        self.birthmarks = warmth.birthmarks(os.environ)
        self.stamp = None if snapshot else warmth.stamp()
        self.environment = dict(os.environ)
        self.selector = selectors.DefaultSelector()
        self.alarm, self.bell = socket.socketpair()

    def serve(self) -> None:
        """Work until the owner is gone."""
        self.bell.setblocking(False)
        self.alarm.setblocking(False)
        signal.set_wakeup_fd(self.bell.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._watch(self.owner, self._stop)
        self._watch(self.alarm, self._reap)
        self._watch(self.listener, self._accept)
        try:
            while True:
                for key, _ in self.selector.select():
                    key.data(key.fileobj)
        finally:
            self._kill_all()

    def _watch(self, file: socket.socket, answer: Callable[[socket.socket], None]) -> None:
        self.selector.register(file, selectors.EVENT_READ, answer)

    def _stop(self, owner: socket.socket) -> None:
        sys.exit(0)

    def _accept(self, listener: socket.socket) -> None:
        connection, _ = listener.accept()
        connection.settimeout(5)  # nobody may hold up the others
        try:
            order, streams = channels.receive(connection)
            refusal = self._refusal(order)
            channels.send(connection, {"refused": refusal} if refusal else {"accepted": True})
        except OSError:
            refusal = "no order came"
        if refusal:
            connection.close()
        else:
            self._fork(connection, order, streams)

    def _refusal(self, order: dict[str, Any]) -> str:
        if not order:
            return "no order came"
        if warmth.birthmarks(order["environment"]) != self.birthmarks:
            return "the environment differs from the warm process's"
        if self.stamp is not None and warmth.stamp() != self.stamp:
            return "the data or the library changed since"
        return ""

    def _fork(
        self, connection: socket.socket, order: dict[str, Any], streams: list[int]
    ) -> None:
        parent = os.getpid()
        with warnings.catch_warnings():
            pid = os.fork()
        if pid == 0:
            self._close_files()
            connection.close()
            order["environment"] = {**self._added(), **order["environment"]}
            forks.become_kernel(order, streams, parent)
        for stream in streams:
            os.close(stream)
        self.kernels[pid], self.sockets[pid] = connection, order["sockets"]
        self._watch(connection, lambda _: self._obey(pid))
        with contextlib.suppress(OSError):
            channels.send(connection, {"pid": pid})

    def _added(self) -> dict[str, str]:
        """Give the variables that libraries set when they were imported here."""
        return {name: os.environ[name] for name in set(os.environ) - set(self.environment)}

    def _close_files(self) -> None:
        # A kernel that kept one of these open would keep the others from seeing its end.
        for key in list(self.selector.get_map().values()):
            key.fileobj.close()  # type: ignore[union-attr]  # only sockets are registered
        self.bell.close()
        self.selector.close()

    def _obey(self, pid: int) -> None:
        message, _ = channels.receive(self.kernels[pid])
        _signal(pid, message.get("signal", signal.SIGKILL))
        if not message:  # the one who ordered it is gone, and will not clean up
            self.selector.unregister(self.kernels[pid])
            shutil.rmtree(self.sockets[pid], ignore_errors=True)

    def _reap(self, alarm: socket.socket) -> None:
        with contextlib.suppress(BlockingIOError):
            alarm.recv(4096)
        while pid := _ended():
            # what is left of its group, before the number is free
            _signal(pid, signal.SIGKILL)
            _, status = os.waitpid(pid, 0)
            if pid in self.kernels:
                self._report(pid, os.waitstatus_to_exitcode(status))
        self._kill_strays()

    def _report(self, pid: int, code: int) -> None:
        connection = self.kernels.pop(pid)
        del self.sockets[pid]
        with contextlib.suppress(KeyError):
            self.selector.unregister(connection)
        with contextlib.suppress(OSError):
            channels.send(connection, {"exit": code})
        connection.close()

    def _kill_strays(self) -> None:
        """Kill processes that a kernel started outside its group and left behind."""
        listing = Path(f"/proc/self/task/{os.getpid()}/children")
        children = listing.read_text().split() if listing.exists() else []
        for pid in set(map(int, children)) - set(self.kernels):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _kill_all(self) -> None:
        for pid in self.kernels:
            _signal(pid, signal.SIGKILL)
            shutil.rmtree(self.sockets[pid], ignore_errors=True)


def main() -> None:
    """Warm up, tell the owner, and serve."""
    if not sys.flags.safe_path:
        del sys.path[0]  # the folder it happens to be started in
    address, owner = Path(sys.argv[1]), socket.socket(fileno=int(sys.argv[2]))
    try:
        zygote = _warm_zygote(address, owner)
        channels.send(owner, {"ready": os.getpid()})
        zygote.serve()
    finally:
        shutil.rmtree(address.parent, ignore_errors=True)


def _warm_zygote(address: Path, owner: socket.socket) -> Zygote:
    try:
        # orders may come in at once; they are answered when it is warm
        listener = channels.listen(str(address))
        zygote = Zygote(listener, owner, snapshot="snapshot" in sys.argv[3:])
        forks.become_subreaper()
        warmth.prepare()
    except Exception as error:
        channels.send(owner, {"failed": f"{type(error).__name__}: {error}"[:500]})
        raise
    return zygote


def _ended() -> int:
    """Give the number of a child that has ended and is still to be waited for, or 0."""
    try:
        ended = os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return 0
    return ended.si_pid if ended else 0


def _signal(pid: int, number: int) -> None:
    for send in (os.killpg, os.kill):  # it may not have made its group yet
        with contextlib.suppress(ProcessLookupError, PermissionError):
            send(pid, number)
            return


if __name__ == "__main__":
    main()
