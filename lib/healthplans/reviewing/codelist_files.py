"""The codelists' files of a data folder with what a review adds: behind what stands there."""

import csv
import io
from collections.abc import Sequence
from pathlib import Path

import yaml

from healthplans.reviewing.additions import Wish, entry
from healthplans.vocabulary.codelists import Codelists
from healthplans.vocabulary.schema import Label

_LABELS, _INDICATORS = "labels.csv", "indicators.yaml"


def added(
    folder: Path, lists: Codelists, asked: Sequence[Wish], source: str
) -> dict[str, str]:
    """Give the files that change, by name; nothing for a review that adds nothing.

    Parameters
    ----------
    folder : Path
        The codelists of the data folder; of a folder of one's own they may be missing, since
        the project's lie beneath them.
    lists : Codelists
        As they are.
    asked : sequence of Wish
        What the review adds.
    source : str
        The document whose review it was.
    """
    new = {w.code: w for w in asked if w.new is not None and w.code not in lists.indicators}
    described = {wish.label for wish in new.values()}
    labels = {
        w.label: w
        for w in asked
        if w.new is None and w.label not in {*lists.aliases, *described}
    }
    files = {}
    if labels:
        text = _text(folder / _LABELS, ",".join(Label.model_fields) + "\n")
        files[_LABELS] = text + _rows(list(labels.values()), source)
    if new:
        entries = "\n".join(_entry(wish, source) for wish in new.values())
        files[_INDICATORS] = "\n".join(filter(None, (_text(folder / _INDICATORS), entries)))
    return files


def _text(path: Path, otherwise: str = "") -> str:
    text = path.read_text(encoding="utf-8") if path.exists() else otherwise
    return text if not text or text.endswith("\n") else text + "\n"


def _rows(asked: Sequence[Wish], source: str) -> str:
    text = io.StringIO(newline="")
    rows = [[w.label, w.code, source, w.said.reviewer, w.said.date] for w in asked]
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def _entry(wish: Wish, source: str) -> str:
    held = entry(wish, source).model_dump(mode="json", exclude_defaults=True)
    held.pop("code")
    return yaml.safe_dump({wish.code: held}, allow_unicode=True, sort_keys=False, width=10_000)
