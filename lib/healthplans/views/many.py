"""Tables of more districts than a screen has rows: summed up, or a row each with less in it.

The rows that a table leaves out stand on the pages of the districts and of the indicators, and
in the files of the site. A page of 100 districts weighs what a page may.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

import pandas as pd

from healthplans.charts.forms import ROWS
from healthplans.charts.groups import Group, ordered, with_figures
from healthplans.measures import spread
from healthplans.parts import is_whole
from healthplans.quantities import Comparator
from healthplans.rows import Row, records
from healthplans.views.amounts import bounded, interval, marked, rounded, signed, whole
from healthplans.views.blocks import ABSENT, Cell, Column, Table, headed
from healthplans.views.figures import district_cell, indicator_cell
from healthplans.vocabulary.words import Words

NAMED = 12  # districts: more are counted, and named where the reader opens the list


def are_many(table: pd.DataFrame) -> bool:
    """Whether a table is about more districts than a screen has rows."""
    return bool(table["area"].nunique() > ROWS)


def named(areas: Iterable[str], words: Words) -> str:
    """Name some districts once each; of more than 12, give the number."""
    codes = list(dict.fromkeys(areas))
    if len(codes) > NAMED:
        return words.say("count_districts", count=len(codes))
    return words.say("list_pause").join(map(words.district, codes))


def named_cell(areas: Iterable[str], words: Words) -> Cell:
    """Name some districts; the names of many are shown when their number is opened."""
    codes = list(dict.fromkeys(areas))
    names = words.say("list_pause").join(map(words.district, codes))
    return Cell(named(codes, words), names=names if len(codes) > NAMED else "")


def headline_spreads(tables: Mapping[str, pd.DataFrame], words: Words) -> Table:
    """Sum up indicators: how many districts state them, the ends, the median.

    There is a row for each group of figures that compare, by convention where one is known.

    Parameters
    ----------
    tables : mapping of DataFrame
        Rows of `measures.compare` by indicator.
    """
    columns: list[Column[tuple[str, Group]]] = headed(
        words,
        indicator=lambda of: indicator_cell(of[0], words, of[1].name),
        level=lambda of: _spread(of[1].rows, "level", words),
        target=lambda of: _spread(of[1].rows, "target", words),
        unit=lambda of: Cell(words.unit(words.lists.indicators[of[0]].unit)),
    )
    groups = [
        (code, group)
        for code, table in tables.items()
        for group in _comparable(table[is_whole(table)], words)
    ]
    notes = [words.say("note_many_indicators")]
    return Table.of(words.say("caption_headline_spreads"), groups, columns, words, notes)


def _comparable(table: pd.DataFrame, words: Words) -> list[Group]:
    """Give the groups with figures; one without a row where there is none."""
    groups = with_figures(ordered(table, words, strict=False))
    return groups or [Group("", table.iloc[:0])]


def _spread(table: pd.DataFrame, side: str, words: Words) -> Cell:
    known = table.loc[table[side].notna(), side]
    if known.empty:
        return ABSENT
    found = spread(known.to_numpy(float))
    ends = {name: rounded(getattr(found, name), 2) for name in ("low", "median", "high")}
    return Cell(words.say("others_spread", count=found.count, **ends))


def population_groups(agreed: pd.DataFrame, words: Words) -> Table:
    """Show the populations on which a plan's pairs agree, one row each.

    Parameters
    ----------
    agreed : DataFrame
        From `measures.populations`.
    """
    short = partial(words.indicator, short=True)

    def pairs(row: Row) -> Cell:
        names = words.say("list_pause").join(map(short, str(row["indicators"]).split(";")))
        return Cell(words.say("population_agree", count=row["pairs"]), notes=(names,))

    columns: list[Column[Row]] = headed(
        words,
        district=lambda row: district_cell(row["area"], words),
        population=lambda row: Cell(whole(row["population"]), kind="number"),
        interval=lambda row: Cell(interval(row["low"], row["high"], words), kind="number"),
        agreement=pairs,
    )
    return Table.of(words.say("caption_population"), records(agreed), columns, words)


def heads_by_district(required: pd.DataFrame, codes: Sequence[str], words: Words) -> Table:
    """Show what targets require, one row a district and one column an indicator.

    Parameters
    ----------
    required : DataFrame
        From `measures.required_heads`.
    codes : sequence of str
        The indicators.
    """
    known = required[required["heads"].notna()]
    found = {key: records(rows) for key, rows in known.groupby(["area", "indicator"])}

    def required_of(code: str) -> Callable[[str], Cell]:
        return lambda area: _heads(found.get((area, code), []), words)

    names: list[Column[str]] = headed(words, district=lambda area: district_cell(area, words))
    columns = [*names, *((words.counted(code), required_of(code)) for code in codes)]
    caption = words.say("caption_heads_by_district", year=words.target_year)
    notes = [words.say("note_heads_by_district", year=words.base_year)]
    areas = dict.fromkeys(known["area"])
    return Table.of(caption, areas, columns, words, notes)


def required_sign(row: Row) -> str:
    """Give the target's comparator; a relative target worked out is about, as it is drawn."""
    return row["target_comparator"] or Comparator.ABOUT


def _heads(rows: Sequence[Row], words: Words) -> Cell:
    """Give what is required on each population of a plan, and the change it means."""
    if not rows:
        return ABSENT
    sign = required_sign(rows[0])
    numbers = sorted(float(row["heads"]) for row in rows)
    ends = whole(numbers[0]), whole(numbers[-1])
    text = ends[0] if ends[0] == ends[1] else interval(numbers[0], numbers[-1], words)
    added = [float(row["added"]) for row in rows if pd.notna(row["added"])]
    changes = dict.fromkeys(signed(round(value), words) for value in sorted(added))
    notes = (words.say("list_pause").join(changes),) if added else ()
    return Cell(bounded(text, words, sign), notes=notes, kind="number")


def no_effort_counts(rows: pd.DataFrame, words: Words) -> Table:
    """Count the targets that ask nothing, one row an indicator and what is asked.

    Parameters
    ----------
    rows : DataFrame
        Rows of `measures.assess` with such targets, in the order to be shown.
    """
    groups = [of for _, of in rows.groupby(["stance", "indicator"], sort=False)]
    columns: list[Column[pd.DataFrame]] = headed(
        words,
        indicator=lambda of: indicator_cell(of["indicator"].iloc[0], words),
        stance=lambda of: Cell(marked(of["stance"].iloc[0], words)),
        districts=lambda of: named_cell(of["area"], words),
        slack_percent=lambda of: _median(of["slack_percent"], words),
    )
    notes = [words.say("note_slack"), words.say("note_many_indicators")]
    caption = words.say("caption_no_effort")
    most_first = sorted(groups, key=lambda of: -of["area"].nunique())
    return Table.of(caption, most_first, columns, words, notes)


def _median(values: pd.Series, words: Words) -> Cell:
    known = values.dropna()
    if known.empty:
        return ABSENT
    share = rounded(known.median())
    return Cell(
        words.say("mark_median", value=words.say("amount_percent", n=share)), kind="number"
    )


def topic_counts(counts: pd.DataFrame, words: Words) -> Table:
    """Count stances by topic over all districts, one row a topic.

    Parameters
    ----------
    counts : DataFrame
        From `measures.stance_counts`.
    """
    sums = counts.groupby(["topic", "stance"])["targets"].sum()

    def counted(stance: str) -> Callable[[str], Cell]:
        return lambda topic: Cell(str(sums.get((topic, stance), 0)), kind="number")

    names: list[Column[str]] = headed(
        words, topic=lambda topic: Cell(words.name("topic", topic))
    )
    columns = [*names, *((marked(one, words), counted(one)) for one in words.codes("stance"))]
    stated = [topic for topic in words.codes("topic") if topic in set(counts["topic"])]
    return Table.of(words.say("caption_stances_topic"), stated, columns, words)
