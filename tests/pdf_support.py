"""PDFs written by hand, for tests of what a page shows."""

FONT = """3 0 obj
<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H
/DescendantFonts [4 0 R] >>
endobj
4 0 obj
<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /CIDSystemInfo
<< /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> /FontDescriptor 5 0 R /DW 1000 >>
endobj
5 0 obj
<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880]
/ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 /StemV 93 >>
endobj
"""


def shown(text, x=40, y=780, *, before="", matrix="1 0 0 1", size=12):
    """Write a text on a page."""
    code = text.encode("utf-16-be").hex()
    return f"BT {before} /F {size} Tf {matrix} {x} {y} Tm <{code}> Tj ET\n"


def pdf(content, page="", form=""):
    """Make a PDF of one page: its content, what its page says, a form that it may draw."""
    streams = [content, form]
    objects = (
        "1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n"
        f"2 0 obj\n<< /Type /Pages /Count 1 /Kids [6 0 R] >>\nendobj\n{FONT}"
        f"6 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {page} "
        "/Contents 7 0 R "
        "/Resources << /Font << /F 3 0 R >> /XObject << /X 8 0 R >> >> >>\nendobj\n"
        f"7 0 obj\n<< /Length {len(streams[0])} >>\nstream\n{streams[0]}\nendstream\nendobj\n"
        "8 0 obj\n<< /Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        f"/Resources << /Font << /F 3 0 R >> >> /Length {len(streams[1])} >>\n"
        f"stream\n{streams[1]}\nendstream\nendobj\n"
    )
    return f"%PDF-1.5\n{objects}trailer\n<< /Size 9 /Root 1 0 R >>\n%%EOF".encode()
