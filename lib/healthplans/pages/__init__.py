"""What a notebook cell shows: titles, sentences and tables, in one language."""

from healthplans.pages.blocks import Cell, Table, Title, sentence

__all__ = ["Cell", "Table", "Title", "sentence"]
