"""PDFs in which what the file stores is not what a reader sees."""

import pytest
from pdf_support import pdf, shown

from healthplans.drafting.reading import read_bytes

SEEN = "截至2020年，全区共有医疗卫生机构212所，床位1630张，其中医院1204张。"
OTHER = "到2025年，床位达到1700张。"


def read(content, **parts):
    return read_bytes(pdf(content, **parts), "plan.pdf").paragraphs


def text(content, **parts):
    """Give the text of a page, what stands beside it left out."""
    return "".join(p.text for p in read(content, **parts) if p.kind == "text")


@pytest.mark.parametrize(
    "unseen",
    [
        shown(OTHER, y=700, before="3 Tr"),
        shown(OTHER, y=700, before="1 1 1 rg"),
        shown(OTHER, x=700),
        shown(OTHER, y=-40),
    ],
    ids=["painted with nothing", "white", "right of the page", "below the page"],
)
def test_text_that_cannot_be_seen_is_not_read(unseen):
    assert text(shown(SEEN) + unseen) == SEEN


def test_what_the_page_cuts_off_is_not_read():
    cut = shown(SEEN) + shown(OTHER, y=20)
    assert text(cut, page="/CropBox [0 100 595 842]") == SEEN


def test_white_text_on_a_dark_ground_is_read():
    ground = "0 0 0.6 rg 30 690 400 40 re f\n"
    assert text(shown(SEEN) + ground + shown(OTHER, y=700, before="1 1 1 rg")) == SEEN + OTHER


def test_text_in_a_form_is_read():
    assert text(shown(SEEN) + "/X Do\n", form=shown(OTHER, y=700)) == SEEN + OTHER


@pytest.mark.parametrize("off", [0.5, 1.5])
def test_a_shadow_doubles_no_figure(off):
    assert text(shown(SEEN) + shown(SEEN, x=40 + off, y=780 - off)) == SEEN


def test_two_texts_in_one_place_are_uncertain():
    both = shown("床位减少850张。", y=700)
    assert min(p.certainty for p in read(shown(SEEN) + shown(OTHER, y=700))) == 1.0
    assert min(p.certainty for p in read(shown(SEEN) + shown(OTHER, y=700) + both)) < 0.8


def test_a_slanted_watermark_is_beside_the_text():
    mark = shown("内部资料", 100, 640, matrix="0.7 0.7 -0.7 0.7", size=48)
    found = read(shown(SEEN) + shown(OTHER, y=760) + mark)
    assert text(shown(SEEN) + shown(OTHER, y=760) + mark) == SEEN + OTHER
    assert {p.kind for p in found} == {"text", "page"}


UPRIGHT, UPSIDE, ASIDE = (40, 300, "1 0 0 1"), (560, 300, "-1 0 0 -1"), (300, 40, "0 1 -1 0")


@pytest.mark.parametrize(
    ("place", "turn"),
    [
        *((UPSIDE, 0), (ASIDE, 0), (UPRIGHT, 90), (UPRIGHT, 180), (UPRIGHT, 270)),
        *((UPSIDE, 180), (ASIDE, 90)),
    ],
)
def test_a_page_is_read_as_the_sheet_is_held(place, turn):
    x, y, matrix = place
    assert text(shown(SEEN, x, y, matrix=matrix), page=f"/Rotate {turn}") == SEEN
