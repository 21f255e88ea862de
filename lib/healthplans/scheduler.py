"""The scheduler of other machines: its address is judged before dask waits for it."""

import importlib
import re
import socket
from typing import Any

from healthplans.errors import SchedulerError

__all__ = ["client"]

PATIENCE = 15  # seconds for the scheduler to answer
KNOCK = 3  # seconds for its machine to answer
GREETING = 2**20  # bytes of the first thing a scheduler says, at most
CERTIFICATE = "distributed.comm.tls.client.cert"
ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>[^/:]+|\[[^]]+\]):(?P<port>\d{1,5})")


def client(address: str) -> Any:
    """Give dask's client of the scheduler at an address; raise `SchedulerError` if none is."""
    place = ADDRESS.fullmatch(address)
    if not place and not address.startswith("inproc://"):  # of this very process
        raise SchedulerError(f"{address!r} is no address, such as tcp://host:8786")
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError as error:
        needed = "other machines need the extra healthplans[distributed]"
        raise SchedulerError(needed) from error
    try:
        if place:
            _knock((place["host"].strip("[]"), int(place["port"])), address)
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever it is, it is about the address
        raise SchedulerError(f"no scheduler answers at {address}: {error}") from error


def _knock(where: tuple[str, int], address: str) -> None:
    """Have a scheduler greet: any other service would keep dask waiting without end.

    A message begins with its length, in eight bytes.
    """
    with socket.create_connection(where, timeout=KNOCK) as line:
        if address.startswith("tls:"):  # there it waits to be greeted
            if not importlib.import_module("dask.config").get(CERTIFICATE, None):
                raise OSError(f"tls needs {CERTIFICATE} in the settings of dask")
            return
        line.settimeout(PATIENCE)
        length = int.from_bytes(line.recv(8, socket.MSG_WAITALL), "little")
    if not 0 < length < GREETING:
        raise OSError("what is there is no scheduler")
