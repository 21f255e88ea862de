"""Decimal arithmetic as Python begins with it, whatever the caller has set for its own.

A start-up file or a notebook that sets `decimal.getcontext().prec` to 3 would else have 80.17
published as 80.2.
"""

from contextlib import AbstractContextManager
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    DivisionByZero,
    InvalidOperation,
    Overflow,
    localcontext,
)
from typing import Any

USUAL = Context(
    prec=28,
    rounding=ROUND_HALF_EVEN,
    Emin=-999999,
    Emax=999999,
    capitals=1,
    clamp=0,
    flags=[],
    traps=[InvalidOperation, DivisionByZero, Overflow],
)


def usually() -> AbstractContextManager[Any]:
    """Compute within the block as Python begins; what the caller has set holds afterwards."""
    return localcontext(USUAL)
