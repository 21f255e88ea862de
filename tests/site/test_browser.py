"""The site in a real browser, opened from files: by mouse, by keyboard, by axe's rules."""

import csv
import itertools
import re
import zipfile

import pandas as pd
import pytest

from healthplans import suite
from healthplans.site.catalogue import general

# words of up to four characters in heads, names and cells that take more than one line
BROKEN = """() => {
  const found = [];
  for (const place of document.querySelectorAll("th, td, h1, h2, h3, dt, nav a, summary")) {
    const texts = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const text = node.textContent.trim();
      if (!/^[\\p{L}\\p{N}]{1,4}$/u.test(text)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const boxes = [...range.getClientRects()].filter((box) => box.width > 0);
      if (new Set(boxes.map((box) => Math.round(box.top))).size > 1) found.push(text);
    }
  }
  return found;
}"""
# cells of one row whose texts run into one another, and names that lie over the next row's
OVERLAPPING = """() => {
  const found = [];
  const edges = (cell) => {
    const range = document.createRange();
    range.selectNodeContents(cell);
    return range.getBoundingClientRect();
  };
  for (const row of document.querySelectorAll("table tr")) {
    const boxes = [...row.cells].map(edges).filter((box) => box.width > 0);
    boxes.slice(1).forEach((box, at) => {
      if (box.left < boxes[at].right - 1) found.push(row.textContent.trim().slice(0, 40));
    });
  }
  return found;
}"""
# the rules take seconds a page with hundreds of rows; rows of a table are made alike
FEW_ROWS = """() => document.querySelectorAll("tbody").forEach(
  (body) => [...body.rows].slice(8).forEach((row) => row.remove()))"""
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"
DRAWN = "plot => [plot.data.length, plot.querySelectorAll('.points path').length]"
ONLY_VIOLATIONS = {"resultTypes": ["violations"]}
COLOURS_ONLY = {"runOnly": ["color-contrast"]}  # nothing else depends on the scheme
NAMES = (
    *(page.name for page in general("zh")),
    *("indicator-beds_density", "district-340102", "trace-340102"),
)
PAGES = [
    "index.html",
    "en/index.html",
    *(f"{lang}/{name}.html" for lang in ("zh", "en") for name in NAMES),
]
# both languages are made by the same templates; every page is looked at in one of them
EACH = [*PAGES[:2], *map("{}/{}.html".format, itertools.cycle(("zh", "en")), NAMES)]

# every colour of the dark scheme is in one of them
DARK = ("index.html", "zh/overview.html", "en/district-340102.html", "en/audit.html")


@pytest.fixture
def open_page(browser, site):
    """Open a page of the site; what it complains of and asks for is collected."""
    contexts = []

    def opened(name, *, width=1280, charts=True, **settings):
        context = browser.new_context(viewport={"width": width, "height": 900}, **settings)
        contexts.append(context)
        if not charts:  # to load the library that draws them takes longer than all else
            context.route("**/plotly.min.js", lambda route: route.fulfill(body=""))
        page = context.new_page()
        page.complaints, page.asked = [], []
        page.on("console", lambda message: page.complaints.append(message.text))
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.on("requestfailed", lambda request: page.complaints.append(request.url))
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto((site / name).as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_complains_of_nothing_asks_nobody_fits_and_draws_its_charts(open_page, name):
    page = open_page(name, charts=name in EACH)
    page.wait_for_load_state("load")
    assert page.complaints == []
    assert [url for url in page.asked if not url.startswith(("file:", "data:"))] == []
    assert page.evaluate(OVERFLOW) <= 0
    charts = page.query_selector_all("figure.chart:not(.static)")
    for figure in charts if name in EACH else ():  # drawn in one language
        assert min(figure.eval_on_selector(".plot", DRAWN)) > 0
    for figure in page.query_selector_all("figure.static"):
        assert figure.query_selector("svg").bounding_box()["height"] > 100
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(OVERLAPPING) == []
    # a page of the other language is as wide on a phone if its words are no wider
    for width in (1024, 768, 360, 390) if name in EACH else (390,):
        page.set_viewport_size({"width": width, "height": 844})
        # the charts follow the width a moment later
        page.wait_for_function(f"{OVERFLOW} <= 0", timeout=10_000)
    assert page.evaluate(BROKEN) == []
    assert page.evaluate(OVERLAPPING) == []
    if name in EACH:  # here, where its charts are drawn already
        page.set_viewport_size({"width": 1280, "height": 900})
        breaks_no_rule_of_accessibility(page)


@pytest.mark.parametrize("name", DARK)
def test_a_dark_page_breaks_no_rule_of_colours(open_page, name):
    page = open_page(name, charts=False)
    page.emulate_media(color_scheme="dark")
    breaks_no_rule_of_accessibility(page, COLOURS_ONLY)


def breaks_no_rule_of_accessibility(page, rules=None):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-playwright-python is not installed",
    )
    page.evaluate(FEW_ROWS)
    result = axe.Axe().run(page, options=ONLY_VIOLATIONS | (rules or {}))
    assert result.violations_count == 0, result.generate_report()


def column(page, table, place):
    return page.eval_on_selector_all(
        f"{table} tbody tr", f"rows => rows.map(row => row.cells[{place}].innerText)"
    )


def test_a_table_sorts_by_the_values_of_its_figures_and_back(open_page):
    page = open_page("zh/indicator-beds_density.html", charts=False)
    table = "table.figures >> nth=0"
    printed = column(page, "table.figures:first-of-type", 2)[:5]
    head = page.locator(table).locator("thead th").nth(2)
    head.locator("button").focus()
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    said = page.locator(table).locator("tbody tr td:nth-child(3) a").all_inner_texts()
    assert said == ["≥5.06", "6.9", "7", "约8.5", "9.61"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    said = page.locator(table).locator("tbody tr td:nth-child(3) a").all_inner_texts()
    assert said == ["9.61", "约8.5", "7", "6.9", "≥5.06"]
    page.keyboard.press("Enter")
    assert head.get_attribute("aria-sort") == "none"
    assert column(page, "table.figures:first-of-type", 2)[:5] == printed


@pytest.mark.parametrize("way", [1, 2])
def test_what_is_no_figure_stands_last_whichever_way_a_table_is_sorted(open_page, way):
    page = open_page("en/indicator-beds_density.html", charts=False)
    page.evaluate(
        """() => {
          const table = document.querySelector("table.figures");
          table.rows[1].cells[1].className = "absent";
          table.rows[1].cells[1].textContent = "not in the plan";
        }"""
    )
    head = page.locator("table.figures >> nth=0").locator("thead th").nth(1)
    for _ in range(way):
        head.locator("button").click()
    last = page.locator("table.figures >> nth=0").locator("tbody tr td:nth-child(2)").last
    assert last.inner_text() == "not in the plan"


def test_a_long_table_is_searched_where_it_stands_and_says_how_much_is_left(open_page):
    page = open_page("zh/trace-340102.html")
    field = page.locator("input.filter").first
    field.fill("床位")
    said = page.locator(".table-tools [role=status]").first.inner_text()
    shown, total = map(int, re.findall(r"\d+", said))
    rows = page.locator(".table-tools:has(input.filter) + .table-scroll tbody >> nth=0")
    assert rows.locator("tr:visible").count() == shown
    assert 0 < shown < total
    field.fill("")
    assert rows.locator("tr:visible").count() == total


def test_the_first_column_stays_when_a_wide_table_is_moved(open_page):
    page = open_page("zh/indicator-beds_density.html", width=390, charts=False)
    box = page.locator(".table-scroll:not(.fits)").first
    name = box.locator("tbody th").first
    before = name.bounding_box()["x"]
    box.evaluate("box => box.scrollBy(200, 0)")
    assert box.evaluate("box => box.scrollLeft") > 0
    assert name.bounding_box()["x"] == before
    assert page.locator(".scroll-hint:visible").count() > 0


@pytest.mark.parametrize("script", [True, False])
def test_the_strict_reading_is_one_choice_away_with_and_without_a_script(open_page, script):
    page = open_page(
        "zh/indicator-beds_density.html", java_script_enabled=script, charts=False
    )
    usual, strict = page.locator(".view.usual").first, page.locator(".view.strict").first
    assert usual.is_visible()
    assert not strict.is_visible()
    page.locator("[name=view][value=strict]").check()
    assert strict.is_visible()
    assert not usual.is_visible()


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("index.html", "瑶海"),
        ("index.html", "yaohai"),
        ("index.html", "340102"),
        ("en/index.html", "Yaohai"),
        ("en/index.html", "YÁOHǍI"),
    ],
)
def test_search_finds_a_district_however_it_is_written(open_page, name, asked):
    page = open_page(name, charts=False)
    page.fill("#search", asked)
    assert page.eval_on_selector_all(
        ".search li a",
        "links => links.map(link => link.getAttribute('href').split('/').pop())",
    ) == ["district-340102.html"]
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/district-340102.html")
    assert page.get_attribute("html", "lang") == ("en" if name.startswith("en") else "zh")


def test_search_says_when_nothing_is_found(open_page):
    page = open_page("en/index.html")
    page.fill("#search", "<b>nowhere")
    assert page.text_content(".search [role=status]") == suite.words("en").say(
        "index_found_none"
    )


def test_the_language_switch_stays_on_the_page(open_page):
    page = open_page("zh/indicator-beds_density.html", charts=False)
    page.click("a.language")
    page.wait_for_url("**/en/indicator-beds_density.html")
    assert page.get_attribute("html", "lang") == "en"
    page.click("a.language")
    page.wait_for_url("**/zh/indicator-beds_density.html")


def test_the_first_page_opens_in_the_language_chosen_last(open_page, site):
    page = open_page("index.html")
    page.click("a.language")
    page.wait_for_url("**/en/index.html")
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/en/index.html")
    page.click("a.language")
    page.wait_for_url("**/index.html#zh")
    page.goto((site / "index.html").as_uri())
    assert page.get_attribute("html", "lang") == "zh"


def test_the_keyboard_reaches_the_content_first(open_page):
    page = open_page("zh/overview.html", charts=False)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_a_figure_of_the_index_leads_to_the_place_where_it_is_printed(open_page):
    page = open_page("index.html")
    page.click("text=约8.5")
    page.wait_for_url("**/trace-340102.html#340102-2021.table.r17c2025")
    assert "8.5左右" in page.text_content("tr:target")


def test_a_table_is_saved_with_the_numbers_of_the_page(open_page, tmp_path):
    page = open_page("zh/indicator-beds_density.html", charts=False)
    with page.expect_download() as download:
        page.click("button.save >> nth=0")
    path = tmp_path / download.value.suggested_filename
    download.value.save_as(path)
    rows = list(csv.reader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0][:3] == ["区", "2020年", "2025年目标"]
    names = ["瑶海区", "埇桥区 [草案]", "莱山区 [草案]", "龙湖区", "安居区"]
    assert [row[0] for row in rows[1:]] == names
    assert rows[1][1].startswith("4.45 [正文]")
    assert [row[2].split(" ")[0] for row in rows[1:]] == ["约8.5", "6.9", "7", "9.61", "≥5.06"]


@pytest.mark.parametrize("name", ["zh/indicator-beds_density.html", "en/district-340102.html"])
def test_the_files_of_a_page_hold_its_numbers(open_page, tmp_path, name):
    page = open_page(name, charts=False)
    links = page.locator(".about a[download][href*='/data/']")
    files = {}
    for place in range(links.count()):
        with page.expect_download() as download:
            links.nth(place).click()
        path = tmp_path / download.value.suggested_filename
        download.value.save_as(path)
        files[path.suffix] = path
    assert sorted(files) == [".csv", ".parquet", ".xlsx", ".zip"]
    tables = [
        pd.read_csv(files[".csv"]),
        pd.read_parquet(files[".parquet"]),
        pd.read_excel(files[".xlsx"], sheet_name="measures", engine="openpyxl"),
    ]
    with zipfile.ZipFile(files[".zip"]) as package, package.open("measures.csv") as file:
        tables.append(pd.read_csv(file))
    beds = [
        table[(table["indicator"] == "beds_density") & (table["document"] == "340102-2021")]
        for table in tables
    ]
    assert [table["target"].tolist() for table in beds] == [[8.5]] * 4
    assert [table["level"].tolist() for table in beds] == [[4.45]] * 4
    assert "8.5" in page.text_content("main")
    assert "4.45" in page.text_content("main")


def test_pointing_at_a_mark_says_where_its_figure_is_printed(open_page):
    page = open_page("zh/indicator-beds_density.html")
    mark = page.locator("figure").first.locator(".scatterlayer .points path").last
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    label = page.wait_for_selector(".hoverlayer text")
    assert re.search(r"r\d+c20\d\d|p\d+:\d+-\d+", label.text_content())


def test_three_clicks_lead_to_the_cell_of_the_bed_target_furthest_above_its_level(open_page):
    page = open_page("en/index.html", charts=False)
    page.click(".matrix th a:text-is('Beds per 1,000')")
    page.wait_for_url("**/indicator-beds_density.html")
    assessed = suite.assess("beds_density")
    first = assessed.loc[assessed["change"].idxmax()]
    name = suite.words("en").district(first["area"])
    assert name in page.locator(".reading").all_inner_texts()[1]
    page.click(
        f"table.figures >> nth=0 >> tr:has-text('{name}') >> td a[href*='{first.target_id}']"
    )
    page.wait_for_url(f"**/trace-{first.area}.html#{first.target_id}")
    row = page.text_content("tr:target")
    assert first["target_text"] in row
    assert first["target_locator"] == "r13c2025"
    assert "row 13, column 2025" in row


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"")])
@pytest.mark.parametrize("figure", ["#figure-1", "#figure-2"], ids=["drawn", "static"])
def test_a_chart_is_saved_as_an_image(open_page, tmp_path, figure, form, start):
    page = open_page("zh/overview.html", charts=figure == "#figure-1")
    with page.expect_download() as download:
        page.click(f"{figure} [data-save={form}]")
    path = tmp_path / "image"
    download.value.save_as(path)
    content = path.read_bytes()
    assert content.startswith(start)
    assert form == "png" or b"<svg" in content[:200]
    assert len(content) > 5000


def test_without_a_script_the_figures_stand_and_the_chart_says_what_it_needs(open_page):
    page = open_page("zh/indicator-beds_density.html", java_script_enabled=False)
    words = suite.words("zh")
    said = page.locator("figure noscript").first
    assert said.bounding_box()["height"] > 10
    assert said.inner_text() == words.say("chart_needs_script")
    assert page.is_visible("text=约8.5")
    assert not page.is_visible("[data-save]")


def test_on_paper_a_chart_is_as_wide_as_the_paper(open_page):
    page = open_page("zh/indicator-beds_density.html", width=1280)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.eval_on_selector(".main-svg", "svg => svg.getAttribute('width')") == "670"
    page.emulate_media(media="print")
    assert not page.is_visible("nav.trail")
