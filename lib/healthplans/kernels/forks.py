"""What a fork of the zygote does to become the kernel that was asked for.

It leaves the zygote's session, files, signals, environment, folder and random state behind,
so that the notebook finds what it would find in an ordinary kernel.
"""

import atexit
import ctypes
import logging
import os
import random
import re
import resource
import signal
import sys
import time
import traceback
import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from healthplans.kernels.listing import gathered

__all__ = ["become_kernel", "become_subreaper", "die_with_parent"]

PR_SET_PDEATHSIG = 1
PR_SET_CHILD_SUBREAPER = 36
LAUNCHER = "ipykernel_launcher"
OPTION = re.compile(r"--(?P<owner>[A-Z]\w*)\.(?P<name>\w+)=(?P<value>.*)")


def become_kernel(order: Mapping[str, Any], streams: Sequence[int], parent: int) -> NoReturn:
    """Turn this fork into a kernel, run it until it is told to stop, and exit."""
    status = 1
    try:
        os.setsid()
        die_with_parent(parent)
        _reset_process(streams)
        _enter(order)
        _run(order["command"])
        status = 0
    except SystemExit as stop:
        status = stop.code if isinstance(stop.code, int) else 1
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)


def die_with_parent(parent: int) -> None:
    """Have this process killed as soon as its parent is gone, however that comes about."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:  # it went before the call above
        os._exit(1)


def become_subreaper() -> None:
    """Become the parent of whatever processes a dead kernel leaves behind."""
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)


def _reset_process(streams: Sequence[int]) -> None:
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for target, source in enumerate((nothing, *streams)):
        os.dup2(source, target)
        os.close(source)
    # What the zygote registered is the zygote's to do, at its own end.
    atexit._clear()
    atexit.register(logging.shutdown)
    setattr(weakref.finalize, "_registered_with_atexit", False)  # noqa: B010  untyped, private


def _enter(order: Mapping[str, Any]) -> None:
    os.environ.clear()
    os.environ.update(order["environment"])
    os.environ["JPY_PARENT_PID"] = str(os.getppid())
    time.tzset()
    os.chdir(order["folder"])
    if order["memory"]:
        limit = order["memory"] + _data_size()
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _settings(arguments: Sequence[str]) -> dict[str, Any]:
    """Read a kernel's arguments; nothing where one is of a form that only its parser knows.

    The parser knows every option of every class and takes 10 ms to make.
    """
    from traitlets.config.loader import DeferredConfigString

    settings: dict[str, Any] = {}
    waiting = list(arguments)
    while waiting:
        word = waiting.pop(0)
        if word == "-f" and waiting:
            settings.setdefault("IPKernelApp", {})["connection_file"] = waiting.pop(0)
        elif option := OPTION.fullmatch(word):
            value = DeferredConfigString(option["value"])
            settings.setdefault(option["owner"], {})[option["name"]] = value
        else:
            return {}
    return settings


def _data_size() -> int:
    """Give the bytes that come from the zygote, nearly all of them shared with it."""
    lines = Path("/proc/self/status").read_text().splitlines()
    [kilobytes] = [line.split()[1] for line in lines if line.startswith("VmData:")]
    return int(kilobytes) * 1024


def _run(command: Sequence[str]) -> None:
    from ipykernel.kernelapp import IPKernelApp
    from traitlets.config import Config

    arguments = list(command[command.index(LAUNCHER) + 1 :])
    sys.argv = [LAUNCHER, *arguments]
    # 1: has a parent, which need not be watched (see `die_with_parent`)
    app: Any = IPKernelApp.instance(parent_handle=1)
    if settings := _settings(arguments):
        app.parse_command_line = lambda argv=None: app.update_config(Config(settings))
    with gathered():
        app.initialize(arguments)
    app.start()
    atexit._run_exitfuncs()
