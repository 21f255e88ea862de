"""Tests and stored notebooks read five plans that are kept as they are, while data grows.

It stands above both `tests` and `notebooks`, and before the library is first imported; kernels
and other processes inherit it.
"""

import os
from pathlib import Path

FIVE = Path(__file__).parent / "tests" / "fixtures" / "five-plans"

os.environ.setdefault("HEALTHPLANS_DATA", str(FIVE))
