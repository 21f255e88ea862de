"""Plans whose table has three rules only, printed by a browser and by a word processor.

The tables are those of the transcriptions; labels run over several lines, the domain stands
at its group's first row or in its middle. What is not read right must be open, never sure.
"""

import csv
import io
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from html import escape
from pathlib import Path

__all__ = ["PRINTERS", "printed"]

STYLE = """@page { size: A4; margin: 25mm } body { font: 12pt/1.5 "Noto Serif CJK SC", serif }
table { border-collapse: collapse; width: 100%; border-top: 1.5pt solid;
border-bottom: 1.5pt solid } td, th { border: 0; padding: 2pt 6pt; text-align: center;
vertical-align: VALIGN } th { border-bottom: 0.75pt solid; font-weight: normal }
td.label { text-align: left; width: 34% } td.domain { width: 13% }
td.obligation, td.unit { white-space: nowrap }"""
HEADS = {"domain": "领域", "label": "主要指标", "unit": "单位", "obligation": "属性"}


def _rows(folder: Path) -> tuple[list[str], list[dict[str, str]]]:
    with (folder / "table.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    years = [key for key in rows[0] if key.isdecimal()]
    kept = ["domain", "label", "unit", *years, "obligation"]
    return [key for key in kept if any(row.get(key) for row in rows)], rows


def table_rows(folder: Path) -> str:
    """Give the head and body of a plan's table as in a page."""
    columns, rows = _rows(folder)
    heads = [HEADS.get(key, f"{key}年") for key in columns]
    body, before = [], None
    for place, row in enumerate(rows):
        cells = []
        for key in columns:
            if key != "domain":
                cells.append(f'<td class="{key}">{escape(row.get(key, ""))}</td>')
            elif row["domain"] != before:
                same = [r["domain"] == row["domain"] for r in rows[place:]]
                span = same.index(False) if False in same else len(same)
                cells.append(f'<td class="domain" rowspan="{span}">{escape(row[key])}</td>')
        before = row.get("domain")
        body.append(f"<tr>{''.join(cells)}</tr>")
    head = "".join(f"<th>{text}</th>" for text in heads)
    return f"<thead><tr>{head}</tr></thead><tbody>{''.join(body)}</tbody>"


def page(folder: Path, align: str) -> bytes:
    """Give a plan's table as a page with three rules, between two paragraphs."""
    text = (
        f"<!doctype html><meta charset='utf-8'><style>{STYLE.replace('VALIGN', align)}</style>"
        "<p>规划的主要指标见表1。</p><p>表1 主要发展指标</p>"
        f"<table>{table_rows(folder)}</table>"
        "<p>以上指标到2025年完成。</p>"
    )
    return text.encode()


def by_browser(source: Path, target: Path) -> None:
    """Print a page by a browser."""
    program = next(filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome"))))
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
    command = [program, *flags, f"--print-to-pdf={target}", source.as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=120)


def word(folder: Path, align: str) -> bytes:
    """Give a plan's table as a Word file with three rules."""
    columns, rows = _rows(folder)
    heads = [HEADS.get(key, f"{key}年") for key in columns]
    rule = '<w:{} w:val="single" w:sz="{}" w:color="000000"/>'
    table = f"<w:tblBorders>{rule.format('top', 12)}{rule.format('bottom', 12)}</w:tblBorders>"
    under = f"<w:tcBorders>{rule.format('bottom', 6)}</w:tcBorders>"
    head = "".join(_cell(text, under) for text in heads)
    body, before = [], None
    for row in rows:
        first = row.get("domain") != before
        merge = f"<w:vMerge{' w:val=' + chr(34) + 'restart' + chr(34) if first else ''}/>"
        place = f'<w:vAlign w:val="{"center" if align == "middle" else "top"}"/>'
        cells = [
            _cell(
                row.get(key, "") if key != "domain" or first else "",
                (merge if key == "domain" else "") + place,
            )
            for key in columns
        ]
        before = row.get("domain")
        body.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    text = (
        f"{_line('规划的主要指标见表1。')}{_line('表1 主要发展指标')}<w:tbl><w:tblPr>"
        f'<w:tblW w:w="5000" w:type="pct"/>{table}</w:tblPr><w:tr><w:trPr><w:tblHeader/>'
        f"</w:trPr>{head}</w:tr>{''.join(body)}</w:tbl>{_line('以上指标到2025年完成。')}"
    )
    return _package(text)


def _line(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def _cell(text: str, properties: str) -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{_line(text)}</w:tc>"


def _package(body: str) -> bytes:
    declared = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    types = "application/vnd.openxmlformats-package.relationships+xml"
    main = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    base = "http://schemas.openxmlformats.org"
    members = {
        "[Content_Types].xml": f'<Types xmlns="{base}/package/2006/content-types"><Default '
        f'Extension="rels" ContentType="{types}"/><Override PartName="/word/document.xml" '
        f'ContentType="{main}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{base}/package/2006/relationships">'
        f'<Relationship Id="r1" Type="{base}/officeDocument/2006/relationships/'
        'officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{base}/wordprocessingml/2006/main">'
        f"<w:body>{body}</w:body></w:document>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, text in members.items():
            package.writestr(name, declared + text)
    return file.getvalue()


def by_office(source: Path, target: Path) -> None:
    """Print a file by a word processor."""
    with tempfile.TemporaryDirectory() as profile:
        command = [
            *("soffice", f"-env:UserInstallation=file://{profile}", "--headless"),
            *("--convert-to", "pdf", "--outdir", str(target.parent)),
            str(source),
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=120)


PRINTERS = {"browser": by_browser, "word processor": by_office}
SUFFIX = {"browser": ".html", "word processor": ".docx"}
MAKERS = {"browser": page, "word processor": word}


def printed(folder: Path) -> Iterator[tuple[str, str, bytes]]:
    """Print a plan's table in each way: by whom, where the domain stands, the PDF."""
    with tempfile.TemporaryDirectory() as room:
        for printer, prints in PRINTERS.items():
            for align in ("top", "middle"):
                source = Path(room) / f"{folder.name}-{align}{SUFFIX[printer]}"
                source.write_bytes(MAKERS[printer](folder, align))
                target = source.with_suffix(".pdf")
                prints(source, target)
                yield printer, align, target.read_bytes()
