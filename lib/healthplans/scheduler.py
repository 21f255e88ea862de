"""The scheduler of other machines: its address is judged before dask waits for it."""

import importlib.util
import os
import re
import socket
from typing import Any

from healthplans.errors import SchedulerError

PATIENCE = 15  # seconds for the scheduler to answer
KNOCK = 3  # seconds for its machine to answer
GREETING = 2**20  # bytes of the first thing a scheduler says, at most
LAST_PORT = 2**16 - 1
CERTIFICATE = "distributed.comm.tls.client.cert"
ADDRESS = re.compile(r"(?:(?:tcp|tls)://)?(?P<host>[^/:]+|\[[^]]+\]):(?P<port>\d{1,5})")


def client(address: str) -> Any:
    """Give dask's client of the scheduler at an address; raise `SchedulerError` if none is."""
    reach(address)
    distributed: Any = importlib.import_module("distributed")
    try:
        return distributed.Client(address, timeout=PATIENCE, set_as_default=False)
    except Exception as error:  # whatever it is, it is about the address
        raise SchedulerError(f"no scheduler answers at {address}: {error}") from error


def reach(address: str) -> None:
    """Raise `SchedulerError` unless something at an address greets as a scheduler does."""
    place = ADDRESS.fullmatch(address)
    of_this_process = address.startswith("inproc://") and f"/{os.getpid()}/" in address
    if not of_this_process and not (place and int(place["port"]) <= LAST_PORT):
        raise SchedulerError(f"{address!r} is no address, such as tcp://host:8786")
    if importlib.util.find_spec("distributed") is None:
        raise SchedulerError("other machines need the extra healthplans[distributed]")
    try:
        if place:
            _knock((place["host"].strip("[]"), int(place["port"])), address)
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
