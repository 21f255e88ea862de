"""How many threads or processes the system lets one start just now."""

import threading


def startable(most: int) -> int:
    """Give how many threads or processes can be started now, up to `most`; all have ended.

    It is tried: a user (`ulimit -u`), a container or memory limits them, and nobody says how
    many are taken.
    """
    over, started = threading.Event(), []
    try:
        for _ in range(most):
            thread = threading.Thread(target=over.wait)
            thread.start()
            started.append(thread)
    except (RuntimeError, MemoryError):
        pass
    finally:
        over.set()
        for thread in started:
            thread.join()
    return len(started)
