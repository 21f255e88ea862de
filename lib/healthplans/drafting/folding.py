"""Printed text made comparable; the only use of the package's own folding."""

from healthplans.texts import fold, split_unit_bracket

__all__ = ["fold", "split_unit_bracket"]
