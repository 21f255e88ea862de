"""A report as PDF: Chinese drawn and readable, fonts inside; else a clear word why not."""

import shutil
import subprocess

import pytest

from healthplans.errors import OutputError
from healthplans.site import pdf


def test_without_a_browser_the_error_says_what_to_install(monkeypatch, tmp_path):
    monkeypatch.setenv("HEALTHPLANS_BROWSER", "no-such-browser")
    page = tmp_path / "page.html"
    page.write_text("<p>1", encoding="utf-8")
    with pytest.raises(OutputError, match="needs Chromium"):
        pdf.write_pdf(page, tmp_path / "page.pdf")


def test_a_page_that_is_not_there_is_named(tmp_path):
    with pytest.raises(OutputError, match=r"none\.html: not rendered yet"):
        pdf.write_pdf(tmp_path / "none.html", tmp_path / "page.pdf")


def test_a_browser_that_prints_nothing_is_an_error(monkeypatch, tmp_path):
    monkeypatch.setenv("HEALTHPLANS_BROWSER", shutil.which("false") or "false")
    page = tmp_path / "page.html"
    page.write_text("<p>1", encoding="utf-8")
    (tmp_path / "page.pdf").write_text("of an earlier run")
    with pytest.raises(OutputError, match=r"page\.pdf: not printed"):
        pdf.write_pdf(page, tmp_path / "page.pdf")
    assert (tmp_path / "page.pdf").read_text() == "of an earlier run"


@pytest.fixture(scope="module")
def report(site, tmp_path_factory):
    try:
        pdf.find_browser()
    except OutputError as missing:
        pytest.skip(str(missing))
    target = tmp_path_factory.mktemp("pdf") / "report.pdf"
    return pdf.write_pdf(site / "zh" / "district-340102.html", target)


def run(tool, *arguments):
    path = shutil.which(tool) or pytest.skip(f"{tool} is not installed")
    return subprocess.run(
        [path, *arguments], capture_output=True, text=True, check=True
    ).stdout


def test_the_pdf_holds_the_chinese_text(report):
    text = run("pdftotext", str(report), "-")
    assert "安徽省合肥市瑶海区：规划指标" in text
    assert "每千人口医疗卫生机构床位数" in text


def test_every_font_of_the_pdf_is_inside_it(report):
    lines = run("pdffonts", str(report)).splitlines()
    flags = [
        line[line.index(" yes " if " yes " in line else " no ") :].split()[0]
        for line in lines[2:]
    ]
    assert flags
    assert set(flags) == {"yes"}
