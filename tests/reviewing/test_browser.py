"""A whole plan reviewed by keyboard in a real browser, from the draft to the document."""

import threading
from contextlib import contextmanager

import pytest
from reviewing_support import decided

from healthplans.reviewing.acceptance import accept, prepare
from healthplans.reviewing.decisions import read_log
from healthplans.reviewing.server import Served
from healthplans.suites import Suite


@contextmanager
def running(desk):
    with Served(desk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def opened(browser, server, **settings):
    page = browser.new_context(viewport={"width": 1360, "height": 860}, **settings).new_page()
    page.complaints, page.asked = [], []
    page.on("console", lambda message: page.complaints.append(message.text))
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("request", lambda request: page.asked.append(request.url))
    page.goto(server.address)
    page.wait_for_selector("footer kbd")
    return page


def press(page, key, count):
    """Press a key and wait until the page counts so many decided."""
    page.keyboard.press(key)
    page.wait_for_function(
        "n => document.querySelector('progress').value === n", arg=count, timeout=60_000
    )


def done(page):
    return page.evaluate("document.querySelector('progress').value")


def test_a_plan_is_reviewed_by_keyboard_through_reload_kill_and_a_second_window(
    browser, reviewer, folder, data
):
    keys = 0
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        for count in range(1, 6):
            press(page, "Enter", count)
        page.reload()
        page.wait_for_selector("footer kbd")
        assert done(page) == 5
        second = opened(browser, server)
        press(second, "Enter", 6)
        # the first window still shows that row as open: it is told, and nothing is lost
        page.keyboard.press("r")
        page.wait_for_selector("header .error:not(:empty)")
        assert len(read_log(folder)[0]) == 6
        page.context.close()
        second.context.close()
    # the command was killed: another begins where it stopped
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        assert done(page) == 6
        keys += 6
        press(page, "r", 7)
        press(page, "u", 6)
        keys += 2
        for count in range(7, 21):
            press(page, "Enter", count)
            keys += 1
        assert page.locator(".card code").inner_text().endswith("accept 340103-2021")
        assert page.complaints == []
        assert all(
            url.startswith(f"http://127.0.0.1:{server.server_address[1]}/")
            for url in page.asked
        )
        page.context.close()
    assert keys / 20 <= 1.3
    target = accept(prepare(reviewer("A"), data), data)
    assert 'review: "20 of 20 by A"' in (target / "document.yaml").read_text(encoding="utf-8")
    assert len(Suite(data).observations()) == 28


def turned(page, *keys):
    """Press keys, each once the one before is done."""
    for key in keys:
        turns = page.evaluate("document.getElementById('review').dataset.turns || '0'")
        page.keyboard.press(key)
        page.wait_for_function(
            "n => (document.getElementById('review').dataset.turns || '0') !== n", arg=turns
        )


def test_sure_rows_in_view_are_accepted_column_by_column_and_no_others(
    browser, reviewer, edit
):
    edit("table.csv", "78.01", "87.01")
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        turned(page, "A", "A", "A", "A")
        # one column, the obligation, nobody has looked at: no row stands yet
        assert done(page) == 0
        assert page.locator("tr.table td.seen").count() == 7 * 4
        press(page, "A", 7)
        page.context.close()
    table = {r: s for r, s in states(reviewer("A")).items() if r.startswith("table")}
    assert [r for r, s in table.items() if s != "accepted"] == ["table 健康水平/人均预期寿命"]


def states(desk):
    settled = desk.settled()
    return {row: desk.state(row, settled).state for row in desk.sheet.items}


def test_a_value_is_edited_by_keyboard_and_one_that_stands_nowhere_is_refused(
    browser, reviewer, folder
):
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        page.locator("tr.text").first.click()
        page.keyboard.press("e")
        page.locator("#hp-value").fill("87岁")
        page.keyboard.press("Enter")
        page.wait_for_selector("header .error:not(:empty)")
        assert read_log(folder)[0] == []
        page.locator("#hp-value").fill("78.01岁")
        press(page, "Enter", 1)
        page.context.close()
    made = read_log(folder)[0][0]
    assert (made.after.fields["value"], made.after.fields["start"]) == ("78.01岁", "18")


SELECT = """([line, start, end]) => {
  const text = document.querySelector(`.text p[data-line="${line}"]`);
  const range = document.createRange(), at = [...text.childNodes].reduce(([n, set], node) => {
    const inner = node.firstChild || node, length = inner.length;
    if (start >= n && start < n + length) range.setStart(inner, start - n);
    if (end > n && end <= n + length) range.setEnd(inner, end - n);
    return [n + length, set];
  }, [0, 0]);
  getSelection().removeAllRanges(); getSelection().addRange(range);
  text.dispatchEvent(new MouseEvent("mouseup", { bubbles: true }));
}"""


def test_a_field_takes_the_text_that_is_selected_and_its_place(browser, reviewer, folder):
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        page.locator("tr.text").nth(3).click()
        turned(page, "e")
        page.locator("#hp-value").focus()
        page.evaluate(SELECT, [9, 60, 63])
        page.locator("#hp-label").focus()
        page.evaluate(SELECT, [9, 56, 60])
        page.locator("button.first").focus()
        press(page, "Enter", 1)
        page.context.close()
    fields = read_log(folder)[0][0].after.fields
    assert (fields["value"], fields["start"], fields["end"]) == ("212", "60", "63")
    assert fields["label"] == "卫生机构"


def test_a_text_that_is_selected_becomes_a_row_of_the_document(
    browser, reviewer, folder, data
):
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        page.locator("tr.text").nth(3).click()
        page.evaluate(SELECT, [9, 67, 71])
        turned(page, "t")
        for name, text in {"label": "床位", "year": "2020"}.items():
            page.locator(f"#hp-{name}").fill(text)
        page.locator("#hp-search").fill("chuangwei")
        page.wait_for_selector("[role=option][aria-selected=true]")
        page.keyboard.press("Enter")
        page.wait_for_selector("button.first:focus")
        turned(page, "Enter")
        assert page.locator("tr.number td.edited").count() == 1
        page.context.close()
    made = read_log(folder)[0][0]
    assert made.row == "number 9:67-71"
    assert made.after.fields["value"] == "1630"
    files = prepare(reviewer("A"), data, partial=True).files
    assert "1,床位,,,,,,1630,2020" in files["text.csv"]


def test_a_new_indicator_is_described_by_keyboard_and_stands_in_the_codelist(
    browser, reviewer, edit, data
):
    edit("table.csv", "居民健康素养水平", "每千人口无此指标数")
    edit("source.txt", "居民健康素养水平\n", "每千人口无此指标数\n")
    edit("table.csv", "每千人口无此指标数,%", "每千人口无此指标数,个")
    desk = reviewer("A")
    row = "table 健康水平/每千人口无此指标数"
    with running(desk) as server:
        page = opened(browser, server)
        page.locator("tr.table").nth(2).click()
        turned(page, "Enter")
        assert page.locator("header .error").inner_text() != ""
        turned(page, "e")
        for _ in range(len(desk.sheet.items[row].codes) + 1):
            page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_selector("#hp-new-en:focus")
        page.keyboard.type("Clinics per 1,000 people")
        for name in ("definition_zh", "definition_en", "polarity_reason_zh"):
            page.locator(f"#hp-new-{name}").fill("无此指标")
        page.locator("#hp-new-polarity").select_option("higher")
        page.wait_for_function(
            "() => document.querySelector('#hp-new-code').value === 'clinics_density'"
        )
        shown = {n: page.locator(f"#hp-new-{n}").input_value() for n in ("zh", "unit")}
        # what is asked and blank is not taken
        page.keyboard.press("Enter")
        assert done(page) == 0
        page.locator("#hp-new-polarity_reason_en").fill("More is better.")
        press(page, "Enter", 1)
        page.context.close()
    assert shown == {"zh": "每千人口无此指标数", "unit": "per_1000"}
    decided(desk, [name for name in desk.sheet.needed if name != row])
    accept(prepare(desk, data), data)
    lists = Suite(data).codelists()
    new = lists.indicators["clinics_density"]
    assert (new.denominator, new.polarity, new.aliases) == (
        "人口",
        "higher",
        ("每千人口无此指标数",),
    )
    assert (new.source, new.reviewer) == ("340103-2021", "A")
    assert new.date == read_log(desk.sheet.folder)[0][0].when[:10]
    assert "clinics_density" in set(Suite(data).observations()["indicator"])


def test_one_key_takes_a_ranked_indicator(browser, reviewer, edit, folder):
    edit("text.csv", ",9,60,64,institutions", ",9,60,64,")
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        page.locator("tr.text").nth(3).click()
        press(page, "1", 1)
        page.context.close()
    assert read_log(folder)[0][0].after.fields["indicator"] == "institutions"


def test_markup_in_a_label_stays_text(browser, reviewer, edit):
    edit("text.csv", "次均门诊", "<img src=x onerror=alert(1)>")
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        assert page.locator("img").count() == 0
        assert page.locator("tr.text", has_text="<img src=x").count() == 1
        page.context.close()


@pytest.mark.parametrize(
    ("scheme", "states"),
    [
        ("light", ("", "Enter", "A", "l", "e", "new", "Escape", "f")),
        ("dark", ("A", "e", "new")),
    ],
)
def test_no_rule_of_accessibility_is_broken_in_any_state(browser, reviewer, scheme, states):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-playwright-python is not installed",
    )
    with running(reviewer("A")) as server:
        page = opened(browser, server, color_scheme=scheme, bypass_csp=True)
        for keys in states:
            if keys == "new":
                page.locator("[role=option]").last.click()
                page.wait_for_selector("#hp-new-en:focus")
            elif keys:
                turned(page, keys)
            result = axe.Axe().run(page, options={"resultTypes": ["violations"]})
            assert result.violations_count == 0, result.generate_report()
        page.context.close()
