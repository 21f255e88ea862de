"""Thousands of documents are worked on part by part, in forks: nothing else comes of it."""

import os
import signal
import threading
import warnings
from functools import partial

import pandas as pd
import pyarrow as pa
import pytest

from healthplans import Suite, forks
from healthplans.paths import data_folder
from healthplans.rows import joined

pytestmark = pytest.mark.skipif(not forks.can_fork(), reason="processes cannot be forked here")
PARTS = {"first": 1, "second": 2, "third": 3}


@pytest.fixture(autouse=True)
def _two_cores(monkeypatch):
    monkeypatch.setattr(forks, "cores", lambda: 2)
    # threads that other tests have left behind are none of this process's own
    counted, left = threading.active_count, threading.active_count() - 1
    monkeypatch.setattr(threading, "active_count", lambda: counted() - left)


def doubled(number):
    return 2 * number, os.getpid()


def killed(here, number):
    if number == 2 and os.getpid() != here:
        os.kill(os.getpid(), signal.SIGKILL)
    return 2 * number


def refused(number):
    if number == 2:
        raise KeyError(number)
    return number


def test_answers_come_in_the_order_of_the_parts_and_from_forks():
    found = forks.in_forks(doubled, PARTS)
    assert [number for number, _ in found] == [2, 4, 6]
    pids = [pid for _, pid in found]
    assert os.getpid() not in pids
    assert pids[0] == pids[2] != pids[1]


def test_a_fork_that_is_killed_is_named_and_its_part_is_not_lost():
    with pytest.warns(RuntimeWarning, match=r"second ended \(signal 9\)"):
        assert forks.in_forks(partial(killed, os.getpid()), PARTS) == [2, 4, 6]


def test_what_stops_a_part_is_raised_as_it_is():
    with pytest.warns(RuntimeWarning, match="exit status 1"), pytest.raises(KeyError):
        forks.in_forks(refused, PARTS)


@pytest.mark.parametrize("hindrance", ["thread", "system", "core"])
def test_what_cannot_be_forked_is_done_here(hindrance, monkeypatch):
    until = threading.Event()
    if hindrance == "thread":
        threading.Thread(target=until.wait).start()
    elif hindrance == "system":
        monkeypatch.setattr(forks, "can_fork", lambda: False)
    else:
        monkeypatch.setattr(forks, "cores", lambda: 1)
    try:
        assert forks.in_forks(doubled, PARTS) == [(n, os.getpid()) for n in (2, 4, 6)]
    finally:
        until.set()


def test_no_process_that_the_system_starts_no_more_is_missed(monkeypatch):
    def none(*_):
        raise BlockingIOError

    monkeypatch.setattr(forks, "_started", none)
    assert [number for number, _ in forks.in_forks(doubled, PARTS)] == [2, 4, 6]


@pytest.mark.parametrize("forked", [True, False])
def test_documents_in_parts_say_what_they_say_together(forked, monkeypatch):
    whole = answers(Suite(data_folder()))
    monkeypatch.setattr(forks, "MOST", 1)
    monkeypatch.setattr(forks, "FEWEST", 1)
    monkeypatch.setattr(forks, "can_fork", lambda: forked)
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        parts = answers(Suite(data_folder()))
    for one, other in zip(whole, parts, strict=True):
        pd.testing.assert_frame_equal(one, other)


def answers(suite):
    assert len(suite.documents()) > 1
    return (
        suite.observations(),
        suite.findings(),
        suite.undecided(),
        suite.progress(),
        suite.assess(),
    )


def test_the_texts_of_joined_tables_are_in_one_piece():
    table = pd.DataFrame({"text": pd.Series(["a", ""], dtype="str"), "number": [1, 2]})
    found = joined([table, table.iloc[:0], table])
    pd.testing.assert_frame_equal(found, pd.concat([table, table], ignore_index=True))
    assert pa.chunked_array(pa.array(found["text"])).num_chunks == 1


def test_parts_hold_all_areas_in_their_order(monkeypatch):
    monkeypatch.setattr(forks, "FEWEST", 1)
    areas = ["a", "a", "b", "c", "d", "d", "e"]
    assert forks.parted(areas) == {"a to c": ["a", "b", "c"], "d to e": ["d", "e"]}
    monkeypatch.setattr(forks, "MOST", 1)
    assert [*forks.parted(areas).values()] == [["a"], ["b"], ["c"], ["d"], ["e"]]


def test_areas_that_are_few_or_do_not_stand_together_are_one_part(monkeypatch):
    assert [*forks.parted("ab").values()] == [["a", "b"]]
    assert [*forks.parted([]).values()] == [[]]
    monkeypatch.setattr(forks, "FEWEST", 1)
    assert [*forks.parted("abca").values()] == [["a", "b", "c"]]
