"""How much of one plan's text stands in another, where, and which figures stand in it.

Containment of shingles (Broder, "On the resemblance and containment of documents", 1997): the
text of a plan is every run of `RUN` letters in it; a letter is shared if a run that holds it
occurs in the other plan too. All runs are compared, none is sampled as winnowing would, since
two plans of a district are short. Letters are those after NFKC, without white space and
punctuation, so that another line break or another comma hides nothing. Only places and counts
are given, no text.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import pandas as pd

from healthplans.rows import Row

# letters in a row, about a sentence: the phrases that all plans of a period repeat are shorter
RUN = 30
REUSE = ("document", "other", "letters", "shared_letters", "share", "paragraphs", "targets",
         "same_targets")  # fmt: skip
PLACES = ("document", "paragraph", "letters", "shared_letters", "other", "other_paragraph")
_SAME = ["indicator", "part", "of", "end", "year", "role", "comparator", "value"]


@dataclass(frozen=True)
class Text:
    """One plan's text: its letters, and for each the line and the place in it."""

    document: str
    text: str

    @cached_property
    def _letters(self) -> tuple[str, np.ndarray, np.ndarray]:
        found = [
            (letter, line, place)
            for line, content in enumerate(self.text.split("\n"), 1)
            for place, sign in enumerate(content)
            for letter in unicodedata.normalize("NFKC", sign).casefold()
            if letter.isalnum() or letter in "%‰"
        ]
        letters = "".join(letter for letter, _, _ in found)
        lines, places = (np.array([one[n] for one in found], dtype=int) for n in (1, 2))
        return letters, lines, places

    @property
    def letters(self) -> str:
        """The letters that are compared."""
        return self._letters[0]

    @property
    def lines(self) -> np.ndarray:
        """The line of each letter, from 1: the number of its paragraph."""
        return self._letters[1]

    @property
    def places(self) -> np.ndarray:
        """The place of each letter in its line, from 0, in code points."""
        return self._letters[2]

    def runs(self, length: int) -> list[str]:
        """Give every run of so many letters, in order."""
        return [self.letters[n : n + length] for n in range(len(self.letters) - length + 1)]


def _shared(own: Text, other: Text, length: int) -> np.ndarray:
    """Tell of each letter whether a run that holds it stands in the other text."""
    known = set(other.runs(length))
    starts = [n for n, run in enumerate(own.runs(length)) if run in known]
    covered = np.zeros(len(own.letters) + 1, dtype=int)
    np.add.at(covered, starts, 1)
    np.add.at(covered, np.array(starts, dtype=int) + length, -1)
    return np.asarray(covered.cumsum()[:-1] > 0)


def text_reuse(
    texts: Sequence[Text], figures: pd.DataFrame, length: int = RUN
) -> pd.DataFrame:
    """Give for each plan and each other one the share of its text that stands there.

    Parameters
    ----------
    texts : sequence of Text
        Two plans or more.
    figures : DataFrame
        Observations; of the prose's targets it is told whether they stand in shared text.
    length : int
        Letters that must agree in a row.

    Returns
    -------
    DataFrame
        `REUSE`, two rows a pair, the largest share first: `letters` of the plan,
        `shared_letters` of them and their `share`, `paragraphs` that hold any; `targets`
        printed in shared text, and `same_targets`: those that the other plan states for the
        same indicator and year, with the same comparator and value.
    """
    rows = [
        _pair(own, other, figures, length)
        for pair in combinations(texts, 2)
        for own, other in (pair, pair[::-1])
    ]
    found = pd.DataFrame(rows, columns=list(REUSE))
    return found.sort_values("share", ascending=False, kind="stable", ignore_index=True)


def _pair(own: Text, other: Text, figures: pd.DataFrame, length: int) -> Row:
    shared = _shared(own, other, length)
    targets = _targets(own, figures, shared)
    theirs = figures.loc[figures["document"] == other.document, _SAME].drop_duplicates()
    same = targets.loc[targets["value"].notna(), _SAME].merge(theirs, on=_SAME)
    count = int(shared.sum())
    return {
        "document": own.document,
        "other": other.document,
        "letters": len(shared),
        "shared_letters": count,
        "share": count / len(shared) if len(shared) else 0.0,
        "paragraphs": len(np.unique(own.lines[shared])),
        "targets": len(targets),
        "same_targets": len(same),
    }


def _targets(own: Text, figures: pd.DataFrame, shared: np.ndarray) -> pd.DataFrame:
    """Give the targets of the prose whose printed figure lies wholly in shared text."""
    stated = figures[
        (figures["document"] == own.document)
        & (figures["origin"] == "text")
        & (figures["role"] == "target")
    ]
    spans = stated["locator"].str.extract(r"^p(\d+):(\d+)-(\d+)$")
    inside = [
        _is_inside(tuple(map(int, span)), own, shared) if all(map(str, span)) else False
        for span in spans.fillna("").itertuples(index=False)
    ]
    return stated[np.array(inside, dtype=bool)]


def _is_inside(span: tuple[int, ...], own: Text, shared: np.ndarray) -> bool:
    line, start, end = span
    held = (own.lines == line) & (own.places >= start) & (own.places < end)
    return bool(held.any() and shared[held].all())


def reuse_places(own: Text, other: Text, length: int = RUN) -> pd.DataFrame:
    """Give the paragraphs of one plan that hold shared text, and where it stands in the other.

    Returns
    -------
    DataFrame
        `PLACES`, one row a paragraph (a line of the text conversion, from 1): its letters,
        those shared, and the paragraph of the other plan that shares most runs with it.
    """
    shared = _shared(own, other, length)
    runs, others = own.runs(length), [*enumerate(other.runs(length))]
    # the first line in which each stands
    where = {run: int(other.lines[n]) for n, run in reversed(others)}
    ids = {"document": own.document, "other": other.document}
    rows = [
        {
            **ids,
            "paragraph": int(line),
            "letters": len(held),
            "shared_letters": int(shared[held].sum()),
            "other_paragraph": Counter(_found(held, runs, where)).most_common(1)[0][0],
        }
        for line in np.unique(own.lines[shared])
        for held in [np.flatnonzero(own.lines == line)]
    ]
    return pd.DataFrame(rows, columns=list(PLACES))


def _found(held: np.ndarray, runs: Sequence[str], where: Mapping[str, int]) -> Iterator[int]:
    """Give the other's paragraph of each run that holds a letter of these."""
    length = len(runs[0])
    first = max(0, int(held[0]) - length + 1)
    return (where[run] for run in runs[first : int(held[-1]) + 1] if run in where)
