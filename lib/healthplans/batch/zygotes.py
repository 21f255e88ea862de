"""The zygote that the workers of a batch share: started once, ended with the batch."""

import contextlib
import os
from collections.abc import Iterator

from healthplans.batch.files import discard
from healthplans.kernels import ADDRESS, can_fork
from healthplans.kernels.parents import ColdStartError, Parent, runtime_folder

__all__ = ["ahead", "shared"]


@contextlib.contextmanager
def ahead(*, warm: bool = True, scheduler: str = "") -> Iterator[Parent | None]:
    """Start the warm process before it is known what is due, to be handed to `run`.

    It reads the data while this process does the same. Gives None where no page of this
    machine will ask for it.
    """
    wanted = warm and not scheduler and not os.environ.get(ADDRESS) and can_fork()
    parent = Parent(os.environ, snapshot=True) if wanted else None
    try:
        yield parent
    finally:
        if parent is not None:
            parent.close()


@contextlib.contextmanager
def shared(
    parent: Parent | None, notes: list[str], *, warm: bool
) -> Iterator[tuple[str, bool]]:
    """Give the address of a zygote for all workers, and whether it is there.

    `parent` is one from `ahead`; why there is none is added to `notes`.
    """
    if warm and os.environ.get(ADDRESS):
        yield os.environ[ADDRESS], True
        return
    if warm:
        try:
            own = parent or Parent(os.environ, snapshot=True)
            with contextlib.closing(own):
                own.wait()
                yield own.address, True
                return
        except ColdStartError as reason:
            notes.append(f"ordinary kernels were used: {reason}")
    folder = runtime_folder(None)
    try:
        yield str(folder / "z"), False
    finally:
        discard(folder)
