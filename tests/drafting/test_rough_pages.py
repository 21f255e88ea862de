"""Web pages, mails and sheets that show something else than they hold."""

import io
import quopri

import pytest
from openpyxl import Workbook

from healthplans.drafting.formats.sheets import shown
from healthplans.drafting.reading import read_bytes
from healthplans.drafting.transcription import transcribe

SEEN = "截至2020年，全区共有医疗卫生机构212所，床位1630张，其中医院1204张。"


def page(body):
    text = f"<html><head><meta charset='utf-8'></head><body><p>{SEEN}</p>{body}</body></html>"
    return read_bytes(text.encode(), "plan.html")


@pytest.mark.parametrize(
    "unseen",
    [
        "<s>70</s>",
        "<strike>70</strike>",
        "<del>70</del>",
        "<span style='text-decoration: line-through'>70</span>",
        "<span style='font-size: 0'>70</span>",
        "<span style='opacity:0'>70</span>",
        "<span style='display : none'>70</span>",
        "<span hidden>70</span>",
    ],
)
def test_what_is_struck_through_or_not_shown_joins_no_figure(unseen):
    assert page(f"<p>床位{unseen}80张。</p>").paragraphs[1].text == "床位80张。"


HEAD = "<tr><th>主要指标<th>单位<th>2020年<th>2025年</tr>"
ROW = "<tr><td>婴儿死亡率<td>‰<td>3.12<td>3</tr>"
TOO_TALL = "<tr><td rowspan=9>床位<td>张<td>1630<td>1700</tr><tr><td>医师<td>人<td>7<td>8</tr>"
TOO_WIDE = "<tr><td>床位<td>张<td colspan=7>5<td>6</tr>"
MISSING = "<tr><td>床位<td>张<td>1700</tr>"


@pytest.mark.parametrize("wrong", [TOO_TALL, TOO_WIDE, MISSING])
def test_a_row_whose_cells_are_not_those_of_the_head_is_open(wrong, everything):
    document = page(f"<table>{HEAD}{ROW}{wrong}</table>")
    first, *_, last = transcribe(document, everything).lines
    assert (first.judged.reading_class, last.judged.reading_class) == ("sure", "open")


@pytest.mark.parametrize("charset", ["; charset=gb2312", ""])
def test_a_page_saved_as_a_mail_of_one_part_is_decoded(charset):
    body = quopri.encodestring(f"<html><body><p>{SEEN}</p></body></html>".encode("gbk"))
    head = (
        f"MIME-Version: 1.0\r\nContent-Type: text/html{charset}\r\n"
        "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
    )
    document = read_bytes(head.encode() + body, "plan.mht")
    assert [p.text for p in document.paragraphs] == [SEEN]


def test_a_formulas_error_is_uncertain():
    book, made = Workbook(), io.BytesIO()
    book.active.append(["床位", "#DIV/0!"])
    book.save(made)
    (table,) = read_bytes(made.getvalue(), "plan.xlsx").tables
    assert [cell.certainty < 0.8 for cell in table.cells] == [False, True]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [(-3, '0;"<"0', "<3"), (0, "0.0;0.0;0", "0"), (5, "0.0;0;0", "5.0")],
)
def test_a_number_is_shown_by_the_part_of_the_format_that_is_for_it(value, form, text):
    assert shown(value, form) == (text, ["number format applied"])
