"""Word's XML as it is shown: what no library reads of itself."""

import io
import zipfile

import pytest

from healthplans.drafting.reading import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
M = 'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def word(body, **parts):
    """Give a Word file with this body and these parts, such as ``numbering``."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(
            "word/document.xml",
            f"<w:document {W} {M} {MC}><w:body>{body}</w:body></w:document>",
        )
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
    return read_bytes(made.getvalue(), "plan.docx")


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def para(content, properties=""):
    return f"<w:p><w:pPr>{properties}</w:pPr>{content}</w:p>"


def cell(content, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def row(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def texts(document):
    return [paragraph.text for paragraph in document.paragraphs]


def grid(document, place=0):
    lines = document.tables[place].grid()
    return [[c.text if c else None for c in line] for line in lines]


def plain(text):
    return cell(para(run(text)))


def nested(instruction, inner, result):
    """Give a field whose instruction holds a field: only its own result is shown."""
    kinds = ("begin", "separate", "end")
    begin, then, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in kinds)
    field = begin + run("X") + then + run(inner) + end
    return begin + run(instruction) + field + then + run(result) + end


SHOWN = {
    "hidden text": (run("78") + run("99", "<w:vanish/>"), "78"),
    "text hidden no more": (run("78", '<w:vanish w:val="0"/>'), "78"),
    "text struck through": (run("5") + run("9", "<w:strike/>"), "5"),
    "text struck through no more": (run("5", '<w:strike w:val="0"/>'), "5"),
    "a field in another's instruction": (nested("IF", "1", "78"), "78"),
    "a deletion": (run("5") + f'<w:del w:id="1">{run("9")}</w:del>', "5"),
    "an insertion": (f'<w:ins w:id="1">{run("7")}</w:ins>', "7"),
    "text moved away": (run("1") + f'<w:moveFrom w:id="1">{run("2")}</w:moveFrom>', "1"),
    "a content control": (f"<w:sdt><w:sdtContent>{run('6.5')}</w:sdtContent></w:sdt>", "6.5"),
    "a smart tag": (f"<w:smartTag>{run('2025')}</w:smartTag>", "2025"),
    "a symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0A3"/></w:r>' + run("5"), "≤5"),
    "a symbol kept privately": (run("\uf0b35"), "≥5"),
    "an unknown symbol": ('<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>', "\ufffd"),
    "a formula": (
        "<m:oMath><m:r><m:t>&lt;</m:t></m:r><m:r><m:t>5.2</m:t></m:r></m:oMath>",
        "<5.2",
    ),
    "a raised digit": (run("81.5") + run("1", '<w:vertAlign w:val="superscript"/>'), "81.5¹"),
    "a footnote mark": (run("81.5") + '<w:r><w:footnoteReference w:id="2"/></w:r>', "81.5²"),
    "a field": (
        "<w:r><w:instrText>PAGE \\* 99</w:instrText></w:r>" + run("7"),
        "7",
    ),
}


@pytest.mark.parametrize("case", SHOWN)
def test_a_cell_is_read_as_it_is_shown(case):
    content, wanted = SHOWN[case]
    table = f"<w:tbl>{row(cell(para(content)), plain('b'))}</w:tbl>"
    assert grid(word(table)) == [[wanted, "b"]]


def test_merged_cells_span_rows_and_columns():
    start, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    wide = '<w:gridSpan w:val="2"/>'
    rows = row(cell(para(run("a")), start), cell(para(run("b")), wide))
    rows += row(cell(para(""), on), plain("c"), plain("d"))
    assert grid(word(f"<w:tbl>{rows}</w:tbl>")) == [["a", "b", "b"], ["a", "c", "d"]]


def test_a_row_may_begin_after_skipped_columns():
    rows = row(plain("a"), plain("b"), plain("c"))
    rows += row(plain("d"), plain("e"), properties='<w:gridBefore w:val="1"/>')
    assert grid(word(f"<w:tbl>{rows}</w:tbl>")) == [["a", "b", "c"], [None, "d", "e"]]


def test_a_deleted_row_is_none():
    rows = row(plain("a"), plain("b"))
    rows += row(plain("x"), plain("y"), properties='<w:del w:id="3"/>')
    assert grid(word(f"<w:tbl>{rows}</w:tbl>")) == [["a", "b"]]


def test_a_nested_table_is_one_of_its_own():
    inner = f"<w:tbl>{row(plain('1'), plain('2'))}</w:tbl>"
    outer = f"<w:tbl>{row(cell(para(run('a')) + inner + para('')), plain('b'))}</w:tbl>"
    document = word(outer)
    assert [grid(document, n) for n in (0, 1)] == [[["a", "b"]], [["1", "2"]]]


def test_a_table_of_one_column_is_a_frame_around_text():
    document = word(f"<w:tbl>{row(cell(para(run('专栏')) + para(run('床位'))))}</w:tbl>")
    assert texts(document) == ["专栏", "床位"]
    assert {paragraph.kind for paragraph in document.paragraphs} == {"box"}


def test_a_text_box_follows_its_paragraph_once():
    inside = f"<w:txbxContent>{para(run('框'))}</w:txbxContent>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing>{inside}</w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{inside}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert texts(word(para(run("前") + box) + para(run("后")))) == ["前", "框", "后"]


def test_footnotes_follow_the_text():
    notes = (
        f'<w:footnotes {W}><w:footnote w:id="1">{para(run("注"))}</w:footnote></w:footnotes>'
    )
    document = word(para(run("文")), footnotes=notes)
    assert [(p.text, p.kind) for p in document.paragraphs] == [
        ("文", "text"),
        ("注", "footnote"),
    ]


NUMBERING = (
    f'<w:numbering {W}><w:abstractNum w:abstractNumId="0">'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl><w:lvl w:ilvl="1">'
    '<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%2."/></w:lvl>'
    '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
)


def numbered(text, level):
    marks = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>'
    return para(run(text), marks)


def test_automatic_numbers_are_written_out():
    body = "".join(
        numbered(*one) for one in [("甲", 0), ("子", 1), ("丑", 1), ("乙", 0), ("寅", 1)]
    )
    assert texts(word(body, numbering=NUMBERING)) == [
        "一、甲",
        "1.子",
        "2.丑",
        "二、乙",
        "1.寅",
    ]


def test_numbers_of_rows_are_written_out():
    rows = "".join(row(cell(numbered("", 1)), plain(text)) for text in "ab")
    assert grid(word(f"<w:tbl>{rows}</w:tbl>", numbering=NUMBERING)) == [
        ["1.", "a"],
        ["2.", "b"],
    ]


def test_an_outline_level_comes_from_the_style_it_is_based_on():
    styles = (
        f'<w:styles {W}><w:style w:styleId="a"><w:pPr><w:outlineLvl w:val="1"/></w:pPr>'
        "</w:style>"
        '<w:style w:styleId="b"><w:basedOn w:val="a"/></w:style></w:styles>'
    )
    document = word(para(run("标题"), '<w:pStyle w:val="b"/>'), styles=styles)
    assert [paragraph.level for paragraph in document.paragraphs] == [2]


def test_lines_of_a_cell_are_joined_and_two_numbers_stay_apart():
    lines = cell(para(run("健康")) + para(run("水平")))
    figures = cell(para(run("100")) + para(run("98.5")))
    document = word(f"<w:tbl>{row(lines, figures)}</w:tbl>")
    assert grid(document) == [["健康水平", "100 98.5"]]
    assert document.tables[0].cells[0].repairs == ("lines joined",)


def test_paragraphs_between_which_the_end_was_deleted_are_one():
    deleted = '<w:rPr><w:del w:id="1"/></w:rPr>'
    document = word(para(run("床位1630张，"), deleted) + para(run("医院1204张。")))
    assert texts(document) == ["床位1630张，医院1204张。"]


def test_another_file_inside_is_told():
    document = word(para(run("正文")) + "<w:altChunk/>")
    assert "another file inside it is not read" in " ".join(document.notes)
