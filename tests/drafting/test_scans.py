"""Cells of a scanned table that a recognizer cannot read."""

from types import SimpleNamespace

import pytest

from healthplans.drafting.formats.scan_cells import Recognized, fill
from healthplans.drafting.formats.scan_pages import Grid, Page

GRID = Grid((0.0, 100.0, 200.0), (0.0, 60.0), ((0, 0, 1, 1), (0, 1, 1, 1)))


def filled(again, found=()):
    """Fill a row of an inked and a blank cell; alone, the recognizer gives `again`."""
    pytest.importorskip("cv2", reason="the extra `scan` is not installed")
    import numpy

    image = numpy.full((60, 200, 3), 255, numpy.uint8)
    image[20:40, 40:44] = 0  # a stroke in the first cell
    texts = [again] if again else []

    def engine(_picture, **_asked):
        return SimpleNamespace(txts=texts, scores=[0.99] * len(texts))

    return fill(GRID, Page(image, 1, 0.0), found, engine).cells


def test_ink_that_is_read_as_nothing_twice_is_open():
    inked, blank = filled("")
    assert (inked.text, inked.certainty < 0.8) == ("", True)
    assert "ink that could not be read" in inked.repairs
    assert (blank.text, blank.certainty) == ("", 0.9)


def test_ink_that_is_read_alike_twice_is_likely():
    inked, _ = filled("12", [Recognized((35.0, 15.0, 60.0, 45.0), "12", 0.95)])
    assert (inked.text, inked.certainty) == ("12", 0.9)


def test_ink_that_is_read_only_the_second_time_is_open():
    inked, _ = filled("12")
    assert (inked.text, inked.certainty < 0.8) == ("12", True)
