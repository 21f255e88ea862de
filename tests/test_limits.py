"""Where processes and threads are few: as many are used as there can be, or it is said."""

import errno
import os
import threading
from pathlib import Path

import pytest

from healthplans.batch import fork, pool
from healthplans.batch.jobs import Job, Limits, Order
from healthplans.batch.server import UNTHREADED
from healthplans.commands import process
from healthplans.drafting import runs
from healthplans.forks import startable

WORDS = "no further process or thread can be started (`ulimit -u` limits them)"


@pytest.fixture
def few(monkeypatch):
    """Give what lets a process have so many threads beside those that it has."""

    def let(most):
        usual, there = threading.Thread.start, threading.active_count()

        def start(thread):
            if threading.active_count() - there >= most:
                raise RuntimeError("can't start new thread")
            usual(thread)

        monkeypatch.setattr(threading.Thread, "start", start)

    for name in UNTHREADED:  # taken back after the test, whoever has set it
        monkeypatch.setenv(name, os.environ.get(name, "9"))
    return let


def test_what_can_be_started_is_tried_and_has_ended(few):
    few(3)
    before = threading.active_count()
    assert [startable(most) for most in (2, 3, 40)] == [2, 3, 3]
    assert threading.active_count() == before


@pytest.mark.parametrize("most", [0, 1, 10_000])
@pytest.mark.parametrize("command", ["audit", "doctor"])
def test_libraries_start_few_threads_where_few_can_be(few, most, command):
    few(most)
    if most == 0 and command == "audit":
        with pytest.raises(BlockingIOError):
            process.spare_threads([command])
    else:
        process.spare_threads([command])
    assert (os.environ["OPENBLAS_NUM_THREADS"] == "1") == (most < 10_000)


def test_no_kernel_is_started_that_could_not_have_its_threads(few):
    process.check_kernel()
    few(20)
    with pytest.raises(BlockingIOError):
        process.check_kernel()


@pytest.mark.parametrize(("most", "at_once"), [(1, -1), (3, 1), (4, 2), (100, 8)])
def test_no_more_files_are_drafted_at_once_than_can_be(few, most, at_once):
    few(most)
    assert runs._at_once(8) == at_once
    assert runs._at_once(1) == 1


def test_a_page_that_cannot_be_forked_says_why_and_leaves_no_file_open(monkeypatch):
    def none():
        raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")

    def make(*_):
        fork.Fork(id, Limits(), []).follow()

    monkeypatch.setattr(os, "fork", none)
    before = len(list(Path("/proc/self/fd").iterdir()))
    made = pool._made(make, Job("a", Path("a.ipynb"), "a.html"), Order(), None)
    assert (made.failure.error, made.failure.message) == ("BlockingIOError", WORDS)
    assert len(list(Path("/proc/self/fd").iterdir())) == before
