"""Definitions and words as data: their shape, the codelists, what is said to a reader."""
