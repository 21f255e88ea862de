"""What cells raised: also what cannot say what it is, and what was raised in a thread.

Python prints an error in a thread and goes on; but a page of which a part failed is not good.
"""

import threading
import time
from typing import Any

PATIENCE = 0.2  # seconds for threads to end in which a cell has started them
TICK = 0.005  # seconds between two looks


def sayable(error: Any) -> Any:
    """Give an error whose text can be made: itself, or one of its name that says why not."""
    try:
        str(error)
    except Exception as why:
        told = f"its text cannot be made ({type(why).__name__})"
        return type(type(error).__name__, (Exception,), {})(told)
    return error


class Heard:
    """Hears of errors in threads from now on, of those that this process starts."""

    def __init__(self) -> None:
        self.errors: list[Exception] = []
        self.known, self.usual = set(threading.enumerate()), threading.excepthook
        threading.excepthook = self._hear

    def _hear(self, told: Any) -> None:
        self.usual(told)
        if not issubclass(told.exc_type, SystemExit):  # with which a thread may end itself
            where = told.thread.name if told.thread else "that is gone"
            error = sayable(told.exc_value)
            said = ": ".join(filter(None, [f"in the thread {where}", str(error)]))
            self.errors.append(type(told.exc_type.__name__, (Exception,), {})(said))

    def first(self) -> Exception | None:
        """Give the first error that came since it was asked, once; None if there was none.

        A thread that is new gets a moment to end, so that it does not depend on who was first.
        """
        deadline = time.monotonic() + PATIENCE
        for thread in set(threading.enumerate()) - self.known:
            self.known.add(thread)
            # not by `join`: where the clock is another program's (faketime), it has no end
            while thread.is_alive() and time.monotonic() < deadline:
                time.sleep(TICK)
        told, self.errors = self.errors, []
        return told[0] if told else None
