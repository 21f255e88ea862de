"""Whether threads can be started: where none can, libraries wait without end or end all."""

import errno
import os
from collections.abc import Sequence

from healthplans.startable import startable

_KERNEL = 32  # processes and threads that one ordinary kernel has, with who listens to it
_ALONE = ("doctor", "version")  # what also works without any


def prepare(words: Sequence[str]) -> None:
    """Have libraries start few threads, where there is not one or two for each core.

    Raises
    ------
    BlockingIOError
        Where a command needs one, and none can be started.
    """
    wanted = 2 * (os.cpu_count() or 1) + 8
    if (found := startable(wanted)) == wanted:
        return
    from healthplans.batch.server import UNTHREADED

    os.environ.update(UNTHREADED)
    if not found and not set(words[:1]) & {*_ALONE}:
        raise _too_few()


def check_kernel() -> None:
    """Refuse to start ordinary kernels where not even one could have what it needs.

    Raises
    ------
    BlockingIOError
        Where that is so: a kernel would be waited for, or end without a word.
    """
    if startable(_KERNEL) < _KERNEL:
        raise _too_few()


def _too_few() -> BlockingIOError:
    return BlockingIOError(errno.EAGAIN, os.strerror(errno.EAGAIN))
