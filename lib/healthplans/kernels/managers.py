"""Kernel manager and client for executing notebooks: nothing is waited for that need not be.

jupyter_client's own wait 0.2 s for silence before the first cell, which execution does not
need since it takes only the answers to its own questions.
"""

import time
from functools import lru_cache
from importlib.metadata import EntryPoint
from inspect import unwrap
from queue import Empty
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from zmq.asyncio import Context

from healthplans.kernels import KERNEL, KERNELSPEC

__all__ = ["PromptClient", "PromptManager"]


class PromptClient(AsyncKernelClient):
    """A client that is ready as soon as the kernel answers and its outputs arrive.

    It sends no heartbeats: whether the kernel lives is known from its process.
    """

    def start_channels(self, *channels: bool, **named: bool) -> None:
        """Open the channels, without a thread for heartbeats."""
        super().start_channels(*channels[:3], **{**named, "hb": False})

    async def _async_wait_for_ready(self, timeout: float | None = None) -> None:
        deadline = time.monotonic() + (timeout or float("inf"))
        while not await self._answers():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > deadline:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        self.kernel_info()
        try:
            reply = await self.shell_channel.get_msg(timeout=1)
            await self.iopub_channel.get_msg(timeout=0.5)
        except Empty:
            return False
        self._handle_kernel_info_reply(reply)
        return True

    wait_for_ready = _async_wait_for_ready


class PromptManager(AsyncKernelManager):
    """Starts `healthplans-warm` kernels whether or not the kernelspec is installed."""

    # without the decorator that sleeps 10 ms after each, for its own tests' sake
    start_kernel = unwrap(AsyncKernelManager.start_kernel)
    shutdown_kernel = unwrap(AsyncKernelManager.shutdown_kernel)

    def __init__(self, **settings: Any) -> None:
        _register()
        # one for all kernels of this process: making and ending one takes 20 ms
        super().__init__(**{"context": Context.instance(), **settings})
        self.client_factory = PromptClient

    @property
    def kernel_spec(self) -> KernelSpec:
        """The kernelspec that comes with the package."""
        return _kernelspec()


@lru_cache
def _kernelspec() -> KernelSpec:
    return KernelSpec.from_resource_dir(str(KERNELSPEC))


@lru_cache
def _register() -> None:
    # A checkout on the path has no entry points; the batch works there too.
    place = "healthplans.kernels.provisioners:WarmProvisioner"
    group = "jupyter_client.kernel_provisioners"
    factory = KernelProvisionerFactory.instance()
    factory.provisioners.setdefault(KERNEL, EntryPoint(KERNEL, place, group))
