"""Hold the garbage collector back where millions of objects are made that all live on.

It would visit the objects made so far again and again and free none: with thousands of plans
a fifth of the time to load them.
"""

import contextlib
import gc
from collections.abc import Iterator


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Run without collections; may be nested, and used as a decorator."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
