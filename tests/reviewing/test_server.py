"""The page's server: this machine, this page and this token only."""

import errno
import http.client
import json
import threading

import pytest

from healthplans.reviewing.server import Served

JSON = {"Content-Type": "application/json"}


@pytest.fixture
def served(reviewer):
    with Served(reviewer("A")) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def asks(served, method, path, *, body=None, **headers):
    connection = http.client.HTTPConnection(*served.server_address, timeout=60)
    sent = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, body, sent)
    answer = connection.getresponse()
    return answer.status, answer.read()


def test_it_listens_on_the_loopback_only(served):
    assert served.server_address[0] == "127.0.0.1"


def test_the_page_itself_holds_nothing_of_the_draft(served):
    status, page = asks(served, "GET", "/")
    assert status == 200
    assert served.token.encode() not in page
    assert "云溪".encode() not in page


def test_the_token_opens_the_data(served):
    status, told = asks(served, "GET", "/overview", X_Token=served.token)
    assert status == 200
    assert json.loads(told)["progress"] == {"done": 0, "needed": 20}


REFUSED = {
    "no token": {"X_Token": ""},
    "a wrong token": {"X_Token": "x" * 43},
    "a token that is no ASCII": {"X_Token": "\xe9"},
    "another origin": {"Origin": "http://evil.example"},
    "the origin of another port": {"Origin": "http://127.0.0.1:1"},
    "no origin at all": {"Origin": "null"},
    "another host by rebinding": {"Host": "evil.example"},
    "another site by the browser's word": {"Sec_Fetch_Site": "cross-site"},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
def test_others_are_refused_and_nothing_is_decided(served, headers):
    token = {"X_Token": served.token} | headers
    assert asks(served, "GET", "/overview", **token)[0] == 403
    body = json.dumps({"decisions": []})
    status, _ = asks(
        served, "POST", "/decide", body=body, **token, Content_Type=JSON["Content-Type"]
    )
    assert status == 403
    assert not (served.desk.sheet.folder / "decisions.csv").exists()


def test_a_form_of_another_page_is_refused(served):
    status, _ = asks(
        served, "POST", "/decide", body="{}", X_Token=served.token, Content_Type="text/plain"
    )
    assert status == 403


@pytest.mark.parametrize("body", ["", "[]", "{", "[" * 100_000, '{"decisions": [{}]}'])
def test_a_request_that_is_none_is_said_and_the_server_goes_on(served, body):
    kind = JSON["Content-Type"]
    status, told = asks(
        served, "POST", "/decide", body=body, X_Token=served.token, Content_Type=kind
    )
    assert status == 400 or "error" in json.loads(told)
    assert asks(served, "GET", "/overview", X_Token=served.token)[0] == 200


@pytest.mark.parametrize(
    ("path", "body", "found"),
    [
        ("/decide", '{"decisions": 3}', "expected a list of decisions"),
        ("/proof", '{"row": "\\ud800"}', "row \\ud800: expected a row"),
        ("/form", '{"row": "x", "fields": [1]}', "column fields: found '[1]'"),
    ],
)
def test_what_is_no_answer_of_the_page_is_named(served, path, body, found):
    headers = {"X_Token": served.token, "Content_Type": JSON["Content-Type"]}
    _, told = asks(served, "POST", path, body=body, **headers)
    assert found in json.loads(told)["error"]


def test_a_length_of_any_number_of_digits_is_refused(served):
    headers = {"X_Token": served.token, "Content_Type": JSON["Content-Type"]}
    status, _ = asks(served, "POST", "/decide", Content_Length="9" * 5000, **headers)
    assert status == 403


def test_a_full_disk_is_said_and_the_server_goes_on(served, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(served.desk, "decide", full)
    headers = {"X_Token": served.token, "Content_Type": JSON["Content-Type"]}
    _, told = asks(served, "POST", "/decide", body='{"decisions": []}', **headers)
    assert json.loads(told)["error"] == "not kept: No space left on device"
    assert asks(served, "GET", "/overview", X_Token=served.token)[0] == 200


@pytest.mark.parametrize("text", ["床位", "chuangwei", "cw", "beds", "beds density"])
def test_an_indicator_is_found_by_any_word_or_pinyin(served, text):
    from urllib.parse import quote

    _, told = asks(served, "GET", f"/search?text={quote(text)}", X_Token=served.token)
    assert any("beds" in one["code"] for one in json.loads(told)["found"])
