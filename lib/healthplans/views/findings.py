"""What the plans contradict: findings beside their evidence, by plan, by rule, by severity."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TypeVar

import pandas as pd

from healthplans import links
from healthplans.audits.rules import Rule, read_rules
from healthplans.reading.documents import Document
from healthplans.rows import Row, records
from healthplans.views.blocks import Blocks, Cell, Column, Sentence, Table, headed
from healthplans.views.cells import NAMED, are_many, named_cell
from healthplans.vocabulary.words import Words

FEW = 12  # plans that have room for a column, and a table in sight, each
ROOM = 220  # findings about plans that a page can list and stay light
SEVERITIES = ("high", "medium", "low")
R = TypeVar("R")
_SIGNS = {"high": "▲", "medium": "◆", "low": "·"}


def reading(findings: pd.DataFrame, words: Words) -> Sentence:
    """Say how many findings there are, how grave, and which rule finds most."""
    if findings.empty:
        return Sentence.of(words, words.say("findings_none"))
    counted = findings["severity"].value_counts()
    listed = words.say("list_pause").join(
        words.say("findings_of_severity", name=words.name("severity", s), count=counted[s])
        for s in SEVERITIES
        if s in counted
    )
    grave = findings[findings["severity"] == SEVERITIES[0]]
    most = (grave if len(grave) else findings)["rule"].value_counts().index[0]
    title = _title(read_rules().rules[most], words)
    text = words.say("findings_reading", total=len(findings), listed=listed, rule=title)
    return Sentence.of(words, text)


def counts(findings: pd.DataFrame, plans: Sequence[Document], words: Words) -> Table:
    """Count findings by rule, plan and severity, one row a rule.

    `findings` are `healthplans.audits.FINDING_COLUMNS`. `plans` stand in the order of the
    columns.
    """
    known, found = read_rules().rules, set(findings["rule"])
    sizes = findings.groupby(["rule", "document"]).size()
    rules: list[Column[str]] = headed(words, rule=lambda rule: _rule(rule, words))
    columns: list[Column[str]] = [
        *rules,
        *_plan_columns(findings, plans, words),
        *headed(words, across=lambda rule: _number(sizes.get((rule, "")))),
        *_severity_columns(lambda rule: findings[findings["rule"] == rule], words),
    ]
    caption = words.say("caption_finding_counts")
    return Table.of(caption, [rule for rule in known if rule in found], columns, words)


def _plan_columns(
    findings: pd.DataFrame, plans: Sequence[Document], words: Words
) -> list[Column[str]]:
    """Give a column a plan where there is room; of many plans, how many have a finding."""
    own = findings[findings["document"] != ""]
    if len(plans) > FEW:
        touched = own.groupby("rule")["document"].nunique()
        return headed(words, plans_found=lambda rule: _number(touched.get(rule)))

    def counted(plan: Document) -> Callable[[str], Cell]:
        sizes = own.loc[own["document"] == plan.id, "rule"].value_counts()
        return lambda rule: _number(sizes.get(rule))

    return [(words.district(plan.about.area), counted(plan)) for plan in plans]


def _number(count: int | None) -> Cell:
    return Cell("" if count is None else str(count), kind="number")


def _severity_columns(of: Callable[[R], pd.DataFrame], words: Words) -> list[Column[R]]:
    """Give a column a severity; `of` gives the findings that a row is about."""

    def counted(row: R, severity: str) -> Cell:
        count = (of(row)["severity"] == severity).sum()
        return Cell(f"{_SIGNS[severity]} {count}" if count else "", kind="number")

    return [
        (words.name("severity", one), partial(counted, severity=one)) for one in SEVERITIES
    ]


def table(findings: pd.DataFrame, words: Words) -> Table:
    """Show the findings about one plan, gravest first, each with its evidence."""
    return _table(findings, words.say("caption_findings"), words)


def tables(findings: pd.DataFrame, plans: Sequence[Document], words: Words) -> Blocks:
    """Show all findings, a sentence and a table a plan, then those across plans.

    Of more than there is room for the gravest are shown, and those about more than 12 plans
    are counted: each stands on the page of its plan's traces.
    """
    own = {plan.id: findings[findings["document"] == plan.id] for plan in plans}
    kept = _fitting(pd.concat([findings.head(0), *own.values()]))
    blocks: list[Table | Sentence] = [
        block
        for plan in plans
        for block in _plan_blocks(own[plan.id], kept, plan, words)
        if len(plans) <= FEW
    ]
    if len(plans) > FEW or len(kept) < len(SEVERITIES):
        blocks = [_by_plan(own, plans, words), *blocks]
    across = findings[findings["document"] == ""]
    return Blocks([*blocks, _table(across, words.say("findings_across"), words)])


def _fitting(findings: pd.DataFrame) -> Sequence[str]:
    """Give the severities whose findings have room, the gravest in any case."""
    sizes = findings["severity"].value_counts().reindex(SEVERITIES, fill_value=0).cumsum()
    return [s for s in SEVERITIES if s == SEVERITIES[0] or sizes[s] <= ROOM]


def _by_plan(
    own: Mapping[str, pd.DataFrame], plans: Sequence[Document], words: Words
) -> Table:
    """Count the findings about each plan; they stand on the page of its traces."""

    def name(plan: Document) -> Cell:
        return Cell(words.place(plan.about.area), links.traces(plan.about.area))

    severities: list[Column[Document]] = _severity_columns(lambda plan: own[plan.id], words)
    columns = [*headed(words, district=name), *severities]
    return Table.of(words.say("findings_by_plan"), plans, columns, words)


def _plan_blocks(
    own: pd.DataFrame, kept: Sequence[str], plan: Document, words: Words
) -> list[Table | Sentence]:
    """Give a plan's findings of the severities that have room, and what all come to."""
    name, shown = words.place(plan.about.area), own[own["severity"].isin(kept)]
    if own.empty:
        return [Sentence.of(words, words.say("findings_none_of", name=name))]
    caption = words.say("findings_of", name=name)
    if len(kept) < len(SEVERITIES):
        listed = words.say("list_pause").join(words.name("severity", one) for one in kept)
        caption = words.say("findings_graver", name=name, listed=listed)
    tables: list[Table | Sentence] = [] if shown.empty else [_table(shown, caption, words)]
    return [*tables, reading(own, words)]


def rules(words: Words) -> Table:
    """Explain every rule: what it looks for, how grave it is, what it tolerates and why."""
    columns: list[Column[Rule]] = headed(
        words,
        rule=lambda rule: Cell(_title(rule, words), id=f"rule-{rule.rule}"),
        explanation=lambda rule: Cell(_said(rule.explanation, words)),
        severity=lambda rule: Cell(_said(rule.severity, words)),
        tolerance=lambda rule: Cell(_said(rule.tolerance, words)),
        tolerance_source=lambda rule: Cell(_said(rule.source, words)),
    )
    every = read_rules().rules.values()
    return Table.of(words.say("caption_rules"), every, columns, words)


def undecided_table(undecided: pd.DataFrame, words: Words) -> Table:
    """Show what a rule could not decide, and why; of many districts, how many."""
    rows = undecided[undecided["rule"].isin(read_rules().rules)]
    if are_many(rows):
        return _undecided_districts(rows, words)
    columns: list[Column[Row]] = headed(
        words,
        rule=lambda row: _rule(row["rule"], words),
        district=lambda row: Cell(words.district(row["area"]) if row["area"] else ""),
        reason=lambda row: Cell(row[f"reason_{words.lang}"]),
    )
    return Table.of(words.say("caption_undecided"), records(rows), columns, words)


def _undecided_districts(undecided: pd.DataFrame, words: Words) -> Table:
    """Show one row a rule and reason: how many districts, and which when it is opened."""
    reason = f"reason_{words.lang}"
    groups = [of for _, of in undecided.groupby(["rule", reason], sort=False)]
    columns: list[Column[pd.DataFrame]] = headed(
        words,
        rule=lambda of: _rule(of["rule"].iloc[0], words),
        districts=lambda of: named_cell(filter(None, of["area"]), words),
        reason=lambda of: Cell(of[reason].iloc[0]),
    )
    return Table.of(words.say("caption_undecided"), groups, columns, words)


def _rule(code: str, words: Words) -> Cell:
    """Name a rule and lead to where it is explained."""
    return Cell(_title(read_rules().rules[code], words), links.rule(code))


def _table(findings: pd.DataFrame, caption: str, words: Words) -> Table:
    columns: list[Column[Row]] = headed(
        words,
        severity=lambda row: _severity(row, words),
        rule=lambda row: _rule(row["rule"], words),
        finding=lambda row: Cell(row[f"message_{words.lang}"]),
        evidence=lambda row: _evidence(row, words),
    )
    return Table.of(caption, records(findings), columns, words)


def _severity(row: Row, words: Words) -> Cell:
    severity = row["severity"]
    name = f"{_SIGNS[severity]} {words.name('severity', severity)}"
    return Cell(name, kind=f"severity-{severity}", id=row["finding_id"])


def _evidence(row: Row, words: Words) -> Cell:
    evidence = row["evidence"].split(";")
    places = [(str(place), links.trace(e)) for place, e in enumerate(evidence, 1) if e]
    text = words.say("findings_evidence", count=len(evidence))
    if len(places) > NAMED:
        text = words.say("findings_evidence_first", count=len(evidence), first=NAMED)
    return Cell(text, links=tuple(places[:NAMED]))


def _title(rule: Rule, words: Words) -> str:
    return _said(rule.title, words)


def _said(sentence: object, words: Words) -> str:
    return str(getattr(sentence, words.lang))
