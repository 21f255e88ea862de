"""Printed text made comparable; the only use of the package's own folding."""

from healthplans.texts import fold

__all__ = ["fold"]
