"""What cannot be read is refused in one clear sentence, and leaves nothing behind."""

import io
import re
import struct
import zipfile
import zlib

import pytest
from make import docx, html

from healthplans.drafting.drafts import Options, draft_one
from healthplans.drafting.formats import office, scan
from healthplans.drafting.reading import read_bytes, read_file
from healthplans.drafting.refusals import Limits, Unreadable
from healthplans.errors import InputError

WORD = docx()
XML = '<?xml version="1.0"?>'


def package(members):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, data in members.items():
            opened.writestr(name, data)
    return made.getvalue()


def changed(name, edit):
    """Give the Word file with one member edited."""
    with zipfile.ZipFile(io.BytesIO(WORD)) as opened:
        members = {n: opened.read(n) for n in opened.namelist()}
    return package({**members, name: edit(members[name])})


def with_doctype(data):
    bomb = (
        b'<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">'
        b'<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    )
    return data.replace(b"?><w:document", b"?>" + bomb + b"<w:document", 1)


HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def pdf_of(
    pages, text="BT /F1 12 Tf 72 700 Td (nothing) Tj ET", extra="", font=HELVETICA, table=""
):
    """Write a PDF by hand: so many pages of one content, its font and the font's table."""
    kids = " ".join(f"{n + 5} 0 R" for n in range(pages))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>",
        font,
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        f"/Resources << /Font << /F1 3 0 R >> >> {extra} >>"
    )
    objects += [page] * pages
    objects += [f"<< /Length {len(table)} >>\nstream\n{table}\nendstream"] if table else []
    out, offsets = "%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    start = len(out)
    out += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n"
    out += "".join(f"{offset:010d} 00000 n \n" for offset in offsets)
    out += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n"
    return out.encode("latin-1")


def png(width, height):
    def chunk(kind, data):
        check = zlib.crc32(kind + data)
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", check)

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\0" * 10)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", body)
        + chunk(b"IEND", b"")
    )


LINKS = (
    "<html><body>"
    + "<p><a href='http://x.example/'>链接链接链接</a></p>" * 500
    + "</body></html>"
)
DEEP = "<html><body>" + "<div>" * 400 + "文" + "</div>" * 400 + "</body></html>"
SEVERAL_WAYS = " ".join(
    f"BT /F1 12 Tf {way} 300 400 Tm (" + "one of three ways " * 4 + ") Tj ET"
    for way in ("0 1 -1 0", "0 -1 1 0", "-1 0 0 -1")
)
UNMAPPED = "BT /F1 12 Tf 72 700 Td (" + "\\377\\376" * 60 + ") Tj ET"
BAD = {
    "empty": (b"", "plan.docx", "an empty file"),
    "blank": (b" \n\n ", "plan.txt", "an empty file"),
    "cut short": (WORD[: len(WORD) // 2], "plan.docx", "cut short"),
    "no document": (package({"word/x.xml": "<a/>"}), "plan.docx", "without a text"),
    "archive": (package({"plan.pdf": "x"}), "plan.zip", "unpack the archive"),
    "encrypted": (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
        "plan.docx",
        "without a password",
    ),
    "entities": (changed("word/document.xml", with_doctype), "plan.docx", "DOCTYPE"),
    "broken xml": (
        changed("word/document.xml", lambda d: d[:-30]),
        "plan.docx",
        "well-formed",
    ),
    "link farm": (LINKS.encode(), "plan.html", "not only links"),
    "too deep": (DEEP.encode(), "plan.html", "nest"),
    "script only": (b"<html><script>x</script></html>", "plan.html", "not only links"),
    "binary": (b"\0\1\2\3" * 99, "plan.txt", "UTF-8 or GB18030"),
    "unknown": (b"MZ\x90\0program", "plan.exe", ".docx"),
    "damaged pdf": (b"%PDF-1.4\nnothing", "plan.pdf", "whole PDF"),
    "many pages": (pdf_of(Limits.pages + 1), "plan.pdf", "at most 500 pages"),
    "several ways": (pdf_of(1, SEVERAL_WAYS), "plan.pdf", "run several ways"),
    "too many pixels": (png(30000, 30000), "plan.png", None),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_is_refused_in_one_clear_sentence(case):
    data, name, told = BAD[case]
    with pytest.raises(InputError) as refusal:
        read_bytes(data, name)
    assert told is None or told in str(refusal.value)
    assert len(refusal.value.offences) == 1
    assert name in str(refusal.value)


@pytest.mark.parametrize("case", BAD)
def test_a_bad_file_leaves_no_trace(case, tmp_path, everything):
    data, name, _ = BAD[case]
    (tmp_path / name).write_bytes(data)
    outcome = draft_one(tmp_path / name, Options(tmp_path / "drafts"), everything)
    assert outcome.problem
    assert [path.name for path in tmp_path.rglob("*")] == [name]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(monkeypatch):
    monkeypatch.setattr(Limits, "all_bytes", 10_000)
    bomb = changed("word/document.xml", lambda data: data + b" " * 50_000)
    assert len(bomb) < 10_000
    with pytest.raises(Unreadable, match="at most 10,000 bytes unpacked"):
        read_bytes(bomb, "plan.docx")


def test_too_many_members_are_refused(monkeypatch):
    monkeypatch.setattr(Limits, "members", 2)
    with pytest.raises(Unreadable, match="members"):
        read_bytes(WORD, "plan.docx")


def test_a_table_of_too_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(Limits, "cells", 10)
    for data, name in ((WORD, "a.docx"), (html(), "a.html"), (b"a,b\n" * 9, "a.csv")):
        with pytest.raises(Unreadable, match="at most 10 cells"):
            read_bytes(data, name)


def test_a_span_larger_than_the_table_ends_with_it():
    page = (
        "<table><tr><td rowspan=999999 colspan=999999>a</td><td>b</td></tr></table>"
        + "字" * 50
    )
    table = read_bytes(f"<html><body>{page}</body></html>".encode(), "a.html").tables[0]
    assert (table.height, table.width) == (1, 201)


def test_an_entity_is_never_read_from_disk(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "{secret.as_uri()}">]><p>正文 &x;</p>'
    assert "SECRET" not in read_bytes(page.encode(), "a.html").text


def test_macros_are_told_and_not_run():
    document = read_bytes(changed_with("word/vbaProject.bin", b"macro"), "plan.docm")
    assert any("macros" in note for note in document.notes)


def changed_with(name, data):
    with zipfile.ZipFile(io.BytesIO(WORD)) as opened:
        members = {n: opened.read(n) for n in opened.namelist()}
    return package({**members, name: data})


def test_a_picture_inside_word_is_told():
    blip = (
        b'<a:blip xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"/></w:body>'
    )
    data = changed("word/document.xml", lambda d: d.replace(b"</w:body>", blip))
    assert any("1 picture" in note for note in read_bytes(data, "plan.docx").notes)


def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path, monkeypatch):
    path = tmp_path / "plan.txt"
    path.write_text("规划")
    read = type(path).read_bytes

    def grows(self):
        data = read(self)
        with self.open("ab") as file:
            file.write(b"more")
        return data

    monkeypatch.setattr(type(path), "read_bytes", grows)
    with pytest.raises(Unreadable, match="still being written"):
        read_file(path)


def test_a_missing_file_and_a_folder_are_told_apart(tmp_path):
    with pytest.raises(Unreadable, match="nothing there"):
        read_file(tmp_path / "none.pdf")
    with pytest.raises(Unreadable, match="a folder"):
        read_file(tmp_path)


def test_without_libreoffice_the_sentence_names_it(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)
    with pytest.raises(Unreadable, match="LibreOffice"):
        read_bytes(b"{\\rtf1 text}", "plan.rtf")


def test_without_the_extra_a_scan_names_it(monkeypatch):
    import builtins

    real = builtins.__import__

    def absent(name, *rest, **named):
        if name in {"cv2", "rapidocr"}:
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", absent)
    with pytest.raises(Unreadable, match=re.escape("healthplans[scan]")):
        scan.read_image(b"\x89PNG\r\n", "plan.png")


def test_an_unmapped_text_layer_is_refused(monkeypatch):
    from healthplans.drafting.formats import pdf

    monkeypatch.setattr(pdf, "unmapped", len)
    with pytest.raises(Unreadable, match="without a meaning"):
        read_bytes(pdf_of(1, "BT /F1 9 Tf 72 700 Td (" + "x" * 60 + ") Tj ET"), "plan.pdf")


def unmapped_pdf(shown, table=""):
    """Write a PDF whose font is addressed by glyph: `table` maps glyphs to characters."""
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts "
        "[<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry "
        "(Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor << /Type "
        "/FontDescriptor /FontName /X /FontBBox [0 0 1000 1000] /Flags 4 >> >>]"
        + (" /ToUnicode 6 0 R" if table else "")
        + " >>"
    )
    return pdf_of(1, f"BT /F1 12 Tf 72 700 Td <{shown}> Tj ET", "", font, table)


PRIVATE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap "
    "1 begincodespacerange <0000> <FFFF> endcodespacerange "
    "1 beginbfrange <0100> <01FF> <F100> endbfrange endcmap end end"
)


@pytest.mark.parametrize("table", ["", PRIVATE], ids=["by glyph only", "private use"])
def test_a_text_layer_that_means_nothing_is_refused(table):
    shown = "".join(f"{0x100 + n:04X}" for n in range(60))
    with pytest.raises(Unreadable, match="without a meaning"):
        read_bytes(unmapped_pdf(shown, table), "plan.pdf")


@pytest.mark.parametrize("name", ["locked.pdf", "locked-aes.pdf", "locked.docx"])
def test_a_file_with_a_password_is_refused(fixtures, name):
    with pytest.raises(Unreadable, match="without a password"):
        read_file(fixtures / name)


def test_a_file_whose_owner_alone_has_a_password_is_read(fixtures):
    owned, free = (read_file(fixtures / n)[0] for n in ("owned.pdf", "plan-rules.pdf"))
    assert owned.text == free.text


def test_a_pdf_of_two_thousand_pages_is_refused_with_its_number():
    with pytest.raises(Unreadable, match="2,000 pages"):
        read_bytes(pdf_of(2000), "plan.pdf")


def test_a_package_that_holds_more_than_it_says_is_refused():
    data = changed("word/document.xml", lambda d: d + b" " * 500_000)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        true = opened.getinfo("word/document.xml").file_size
    lying = data.replace(struct.pack("<I", true), struct.pack("<I", 2000))
    with pytest.raises(Unreadable):
        read_bytes(lying, "plan.docx")


def test_text_in_gb18030_is_read_without_a_declaration(fixtures):
    page = (fixtures / "plan.html").read_text(encoding="utf-8")
    bare = re.sub(r"<meta[^>]*charset[^>]*>", "", page)
    told = read_bytes(bare.encode("utf-8"), "plan.html")
    assert read_bytes(bare.encode("gb18030"), "plan.html").text == told.text
    text = (fixtures / "plan.txt").read_text(encoding="utf-8")
    told = read_bytes(text.encode("utf-8"), "plan.txt")
    assert read_bytes(text.encode("gb18030"), "plan.txt").text == told.text


def test_no_reader_opens_a_connection(fixtures, monkeypatch):
    import socket

    def refused(*_):
        raise AssertionError("a reader opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    kinds = {".docx", ".html", ".mht", ".txt", ".csv", ".xlsx", ".pdf"}
    made = [path for path in sorted(fixtures.iterdir()) if path.suffix in kinds]
    files = [path for path in made if "locked" not in path.name]
    assert len(files) >= len(kinds)
    for path in files:
        assert read_file(path)[0].blocks
