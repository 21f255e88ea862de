"""Messages between those who want kernels and the zygote: JSON, one datagram each.

A sequenced-packet socket keeps message borders, reports the other side's death as an empty
message, and can carry open files.
"""

import json
import socket
from collections.abc import Sequence
from typing import Any

__all__ = ["LARGEST", "listen", "reach", "receive", "send"]

LARGEST = 2**18  # an environment of more than that is refused by the kernel's socket buffer


def listen(address: str) -> socket.socket:
    """Open a socket at a path that others can reach."""
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(address)
    listener.listen(512)
    return listener


def reach(address: str) -> socket.socket:
    """Connect to the path; raise `OSError` if nobody listens there."""
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        connection.connect(address)
    except OSError:
        connection.close()
        raise
    return connection


def send(
    connection: socket.socket, message: dict[str, Any], files: Sequence[int] = ()
) -> None:
    """Send one message, with open files."""
    socket.send_fds(connection, [json.dumps(message).encode()], list(files))


def receive(connection: socket.socket) -> tuple[dict[str, Any], list[int]]:
    """Take one message and its open files; the message is empty if the other side is gone."""
    try:
        data, files, *_ = socket.recv_fds(connection, LARGEST, 4)
    except ConnectionError:
        return {}, []
    return (json.loads(data) if data else {}), files
