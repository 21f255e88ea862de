"""Whatever the bytes, a reader gives a document or one clear refusal."""

import random
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthplans.drafting.formats import office
from healthplans.drafting.known import Known
from healthplans.drafting.reading import read_bytes
from healthplans.drafting.transcription import transcribe
from healthplans.errors import InputError

TEXTS = ["plan.html", "plan.mht", "plan.txt", "plan-cells.txt", "plan.csv"]
PACKAGES = ["plan.docx", "plan.xlsx"]
ROUNDS = 40


def damaged(data, chance):
    """Give bytes cut, doubled, overwritten or turned over at random places."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(made))
        end = min(len(made), at + chance.randint(1, 40))
        match chance.randrange(4):
            case 0:
                del made[at:end]
            case 1:
                made[at:at] = made[at:end]
            case 2:
                made[at:end] = chance.randbytes(end - at)
            case _:
                made[at:end] = made[at:end][::-1]
        if not made:
            return b"x"
    return bytes(made)


def read(data, name):
    """Read and draft; anything but a document or a refusal fails the test."""
    document, offences = _read(data, name)
    assert (document is None) == (offences == 1)
    if document is not None:
        transcribe(document, Known())


def _read(data, name):
    try:
        return read_bytes(data, name), 0
    except InputError as refusal:
        return None, len(refusal.offences)


@pytest.fixture(autouse=True)
def without_programs(monkeypatch):
    monkeypatch.setattr(office, "program", lambda: None)


@pytest.mark.parametrize("name", [*TEXTS, *PACKAGES])
def test_a_damaged_file_is_read_or_refused(fixtures, name):
    data = (fixtures / name).read_bytes()
    chance = random.Random(name)
    for _ in range(ROUNDS):
        read(damaged(data, chance), name)


def test_a_damaged_pdf_is_read_or_refused(fixtures):
    data = (fixtures / "plan.pdf").read_bytes()
    chance = random.Random("pdf")
    for _ in range(8):
        read(damaged(data, chance), "plan.pdf")


@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_with_a_damaged_part_is_read_or_refused(fixtures, name):
    chance = random.Random(name)
    with zipfile.ZipFile(fixtures / name) as package:
        members = {member: package.read(member) for member in package.namelist()}
    for _ in range(ROUNDS):
        victim = chance.choice(sorted(members))
        made = BytesIO()
        with zipfile.ZipFile(made, "w") as package:
            for member, data in members.items():
                package.writestr(member, damaged(data, chance) if member == victim else data)
        read(made.getvalue(), name)


@given(st.text(max_size=200), st.sampled_from([".txt", ".csv", ".html", ".mht"]))
def test_any_text_is_read_or_refused(text, suffix):
    read(text.encode("utf-8", "surrogatepass"), f"plan{suffix}")


@given(st.binary(max_size=200), st.sampled_from([".docx", ".pdf", ".html", ".csv", ".txt"]))
def test_any_bytes_are_read_or_refused(data, suffix):
    read(data, f"plan{suffix}")
