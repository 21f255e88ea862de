"""What commands read from and write to, whoever starts them."""

import io
import os
import signal
import sys


def prepare() -> None:
    """Have all three standard streams open, none that cannot take a letter, and ends told.

    A program may be started with some of them closed (`>&-`, some schedulers). Python then has
    no such stream, and what is opened next would take its number: a page, for all that other
    programs print as their error.
    """
    # some who start programs ignore it, and then no end is told
    if hasattr(signal, "SIGCHLD"):
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:  # in this order each takes the number that is free
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # a terminal that has no Chinese letters shows their codes
            stream.reconfigure(errors="backslashreplace")
