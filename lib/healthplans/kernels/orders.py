"""An order for a kernel, given to a zygote, and the kernel that comes of it."""

import contextlib
import signal
import socket
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from healthplans.kernels import channels

__all__ = ["PATIENCE", "ForkedKernel", "Order", "RefusedError", "place"]

PATIENCE = 120  # seconds for the zygote to become warm


class RefusedError(Exception):
    """The zygote does not serve the order; another may."""


@dataclass(frozen=True)
class Order:
    """What a kernel is to be.

    `command` is the kernelspec's, connection file filled in; `environment` and `folder` are
    what the kernel is to find; `sockets` is the folder of its sockets; `memory` the bytes of
    data it may hold, 0 for no limit; `streams` the open files that become its standard output
    and error.
    """

    command: Sequence[str]
    environment: Mapping[str, str]
    folder: str
    sockets: str
    memory: int = 0
    streams: Sequence[int] = (1, 2)


class ForkedKernel:
    """A kernel forked by the zygote, with what `jupyter_client` asks of a `Popen`."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int, connection: socket.socket) -> None:
        self.pid, self.connection = pid, connection
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Give the exit code, None while the kernel runs."""
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int | None:
        """Wait for the end and give the exit code, None if `timeout` seconds pass first."""
        return self._look(timeout)

    def send_signal(self, number: int) -> None:
        """Signal the kernel and the processes of its group."""
        if self.poll() is None:
            with contextlib.suppress(OSError):
                channels.send(self.connection, {"signal": int(number)})

    def kill(self) -> None:
        """Kill the kernel's group, without waiting for its end.

        To the zygote a closed connection is an order to kill, which it carries out and reaps.
        """
        if self.returncode is None:
            self.returncode = -signal.SIGKILL
            self.connection.close()

    def terminate(self) -> None:
        """Ask the kernel's group to end."""
        self.send_signal(signal.SIGTERM)

    def _look(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            self.connection.settimeout(timeout)
            with contextlib.suppress(TimeoutError, BlockingIOError):
                message, _ = channels.receive(self.connection)
                # no message: the zygote is gone, and has taken its kernels along
                self.returncode = message.get("exit", -signal.SIGKILL)
                self.connection.close()
        return self.returncode


def place(address: str, order: Order) -> ForkedKernel:
    """Order a kernel from the zygote at an address; raise `RefusedError` with its reason."""
    message = asdict(order)
    streams = message.pop("streams")
    try:
        connection = channels.reach(address)
    except OSError as error:
        raise RefusedError(f"the warm process cannot be reached: {error}") from error
    connection.settimeout(PATIENCE)
    try:
        channels.send(connection, message, streams)
        answer, _ = channels.receive(connection)
        if not answer.get("accepted"):
            raise RefusedError(answer.get("refused", "the warm process ended"))
        pid, _ = channels.receive(connection)
        return ForkedKernel(pid["pid"], connection)
    except (RefusedError, OSError, KeyError) as error:
        connection.close()
        raise RefusedError(str(error)) from error
