"""The provisioner behind the kernelspec `healthplans-warm`: jupyter_client's seam for kernels.

Every kernel talks over sockets in a folder of its own, so that kernels started at the same
moment cannot race for a port or a path, and nobody else on the machine can listen.
"""

import asyncio
import logging
import os
import resource
import shutil
import signal
import time
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Bool, Int

from healthplans.kernels import ADDRESS
from healthplans.kernels.orders import ForkedKernel, Order
from healthplans.kernels.parents import ColdStartError, fork_kernel, runtime_folder

__all__ = ["WarmProvisioner"]

log = logging.getLogger(__name__)


class WarmProvisioner(LocalProvisioner):
    """Starts kernels by fork from the zygote; where that fails, as ordinary processes."""

    warm = Bool(True, config=True, help="fork from the zygote")
    memory = Int(0, config=True, help="bytes of data a kernel may hold; 0 for no limit")

    folder: Path | None = None
    process: Any = None  # a `Popen` or a `ForkedKernel`, which has the same methods

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        """Give the kernel sockets in a folder of its own, then prepare as usual."""
        manager = self.parent
        if manager is not None and self.folder is None:
            address = os.environ.get(ADDRESS)
            self.folder = runtime_folder(Path(address).parent if address else None)
            manager.transport = "ipc"
            manager.ip = str(self.folder / "s")
            manager.connection_file = str(self.folder / "kernel.json")
        return await super().pre_launch(**kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        """Fork a kernel, or start an ordinary one and say why."""
        if self.warm:
            try:
                return await self._fork(cmd, **kwargs)
            except ColdStartError as reason:
                log.warning("an ordinary kernel is started: %s", reason)
        info = await super().launch_kernel(cmd, **kwargs)
        if self.memory and hasattr(resource, "prlimit"):
            limits = (self.memory, self.memory)
            resource.prlimit(self.process.pid, resource.RLIMIT_DATA, limits)
        return info

    async def _fork(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        self.cwd = str(kwargs.get("cwd") or Path.cwd())
        order = Order(
            cmd,
            environment=kwargs.get("env") or dict(os.environ),
            folder=self.cwd,
            sockets=str(self.folder or ""),
            memory=self.memory,
            streams=[_number(kwargs.get("stdout"), 1), _number(kwargs.get("stderr"), 2)],
        )
        # in a thread, since the first kernel waits until the zygote is warm
        self.process = await asyncio.to_thread(fork_kernel, order)
        self.pid = self.process.pid
        # Signals go through the zygote, which knows whether the number is still the kernel's.
        self.pgid = None
        await self._wait_for_sockets()
        return self.connection_info

    async def _wait_for_sockets(self) -> None:
        # A client that connects before the kernel listens tries again only after 0.1 s.
        info = self.connection_info
        last = Path(f"{info['ip']}-{info['hb_port']}")  # ipykernel opens this one last
        deadline = time.monotonic() + 2
        while not last.exists() and time.monotonic() < deadline and await self.poll() is None:
            await asyncio.sleep(0.002)

    async def send_signal(self, signum: int) -> None:
        """Pass a signal on, but no interrupt before a kill: the kernel would only complain."""
        if signum == signal.SIGINT and getattr(self.parent, "shutting_down", False):
            return
        await super().send_signal(signum)

    async def kill(self, restart: bool = False) -> None:
        """Kill the kernel; for a forked one the zygote sees to its end, at once."""
        if isinstance(self.process, ForkedKernel):
            self.process.kill()
            return
        await super().kill(restart)
        deadline = time.monotonic() + 1
        while await self.poll() is None and time.monotonic() < deadline:
            await asyncio.sleep(0.002)

    async def cleanup(self, restart: bool = False) -> None:
        """Remove the sockets."""
        await super().cleanup(restart)
        if self.folder is not None and not restart:
            shutil.rmtree(self.folder, ignore_errors=True)


def _number(stream: Any, usual: int) -> int:
    """Give the number of an open file, of a file object, or the usual stream's."""
    if stream is None:
        return usual
    return stream if isinstance(stream, int) and stream >= 0 else int(stream.fileno())
