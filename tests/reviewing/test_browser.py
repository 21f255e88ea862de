"""A whole plan reviewed by keyboard in a real browser, from the draft to the document."""

import threading
from contextlib import contextmanager

import pytest

from healthplans.reviewing.acceptance import accept, prepare
from healthplans.reviewing.decisions import read_log
from healthplans.reviewing.server import page_server
from healthplans.suites import Suite


@contextmanager
def running(desk):
    with page_server(desk) as server:
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


def test_sure_rows_in_view_are_accepted_by_one_key_and_no_others(browser, reviewer, edit):
    edit("table.csv", "78.01", "87.01")
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        press(page, "A", 7)
        page.context.close()
    open_ = [
        r for r, s in states(reviewer("A")).items() if r.startswith("table") and s == "open"
    ]
    assert open_ == ["table 健康水平/人均预期寿命"]


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


def test_markup_in_a_label_stays_text(browser, reviewer, edit):
    edit("text.csv", "次均门诊", "<img src=x onerror=alert(1)>")
    with running(reviewer("A")) as server:
        page = opened(browser, server)
        assert page.locator("img").count() == 0
        assert page.locator("tr.text", has_text="<img src=x").count() == 1
        page.context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_rule_of_accessibility_is_broken_in_any_state(browser, reviewer, scheme):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright",
        reason="axe-playwright-python is not installed",
    )
    with running(reviewer("A")) as server:
        page = opened(browser, server, color_scheme=scheme, bypass_csp=True)
        for keys in ("", "Enter", "l", "e", "Escape", "f"):
            if keys:
                page.keyboard.press(keys)
                page.wait_for_timeout(300)
            result = axe.Axe().run(page, options={"resultTypes": ["violations"]})
            assert result.violations_count == 0, result.generate_report()
        page.context.close()
