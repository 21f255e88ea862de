"""A table as a reader of a notebook sees it: heads and codes in words, text to the left.

The figures stay what they are: a table shown so is a `DataFrame`, and can be worked on.
"""

import hashlib
from collections.abc import Callable, Hashable
from contextlib import AbstractContextManager
from itertools import chain
from typing import Any

import pandas as pd
from pandas.io.formats.style import Styler
from pandas.io.formats.style_render import CSSDict

from healthplans.vocabulary.words import Words

# as pandas begins with them: a user's own would round figures, or leave rows out
_OPTIONS: dict[str, Any] = {
    "display.chop_threshold": None,
    "display.colheader_justify": "right",
    "display.float_format": None,
    "display.precision": 6,
    "display.unicode.east_asian_width": False,
    "styler.html.mathjax": True,
    "styler.render.max_columns": None,
    "styler.render.max_elements": 2**18,
    "styler.render.max_rows": None,
}
# columns whose codes stand in a list of another name
_LISTS = {"status": "progress", "verdict": "vertical", "upper_level": "level"}


class Readable(pd.DataFrame):
    """A table that JupyterLab shows with text to the left, numbers to the right."""

    @property
    def _constructor(self) -> type["Readable"]:
        return Readable

    def __repr__(self) -> str:
        """Give the same lines however wide a terminal is."""
        with _usual_options():
            return self.to_string(index=False)

    def _repr_html_(self) -> str:
        texts = [name for name in self.columns if not _is_number(self[name])]
        left: list[CSSDict] = [{"selector": "", "props": [("text-align", "left")]}]
        # named for its heads, so that the same table gives the same bytes
        name = hashlib.sha256("|".join(map(str, self.columns)).encode()).hexdigest()[:8]
        styler = Styler(self, uuid=name, cell_ids=False, na_rep="", formatter=_plain)
        shown = styler.hide(axis="index").set_table_styles(
            {name: left for name in texts}, axis=0
        )
        with _usual_options():
            return str(shown.to_html())


def _usual_options() -> AbstractContextManager[None]:
    return pd.option_context(*chain.from_iterable(_OPTIONS.items()))


def readable(table: pd.DataFrame, words: Words) -> Readable:
    """Give a table with its heads, and the codes in it, in one language.

    Parameters
    ----------
    table : DataFrame
        Any columns of the tables of `Suite`, or counts of them; named levels of the index
        become columns. Heads are in the list `column` of `names.csv`; a head that is a code
        itself, as after `unstack`, is named by the list that its columns are called after.

    Returns
    -------
    Readable
        A `DataFrame` with as many rows, in their order; numbers are left as they are.
    """
    flat = table.reset_index() if any(table.index.names) else table.reset_index(drop=True)
    heads = [_head(name, str(flat.columns.name or ""), words) for name in flat.columns]
    columns = [_said(flat[name], str(name), words) for name in flat.columns]
    return Readable(dict(enumerate(columns))).set_axis(heads, axis=1)


def _head(name: Hashable, kind: str, words: Words) -> str:
    own = _listed(_LISTS.get(kind, kind), str(name), words)
    return own or _listed("column", str(name), words) or str(name)


def _said(values: pd.Series, name: str, words: Words) -> pd.Series:
    say = _speaker(_LISTS.get(name, name), words)
    if say is None or _is_number(values):
        return values
    return values.map(lambda code: say(code) if code else "")


def _speaker(name: str, words: Words) -> Callable[[str], str] | None:
    """Give what puts the codes of a column into words; None where it holds none."""
    known: dict[str, Callable[[str], str]] = {
        "area": words.district,
        "upper_area": words.district,
        "indicator": lambda code: words.indicator(code, short=True),
        "unit": words.unit,
        "denominator": words.denominator,
    }
    if any(list_ == name for list_, _ in words.lists.names):
        return lambda code: _listed(name, code, words) or code
    return known.get(name)


def _listed(list_: str, code: str, words: Words) -> str:
    found = words.lists.names.get((list_, code))
    return str(getattr(found, words.lang)) if found else ""


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)


def _plain(value: Any) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)
