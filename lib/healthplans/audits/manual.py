"""Write `docs/audit.md`, the page about the rules, from what the data say of each.

``python -m healthplans.audits.manual`` writes it anew.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from healthplans.audits.rules import Rule, RuleBook, read_rules
from healthplans.paths import project_folder

_HEAD = """# The audit's rules

Each rule is one file, `data/rules/<rule>.yaml`, and one function of `healthplans.audits`. A
rule looks at the figures as printed, before declared corrections, and knows no plan. What
it cannot decide goes into the table `undecided`, never into the findings; findings that
share a cause are one finding. `python -m healthplans audit` prints them; `--fail-on high`
makes it exit with 1.

A rule about something that is measured (whether a target is met, populations, births, table
against text) filters the table of the measure, so that a page and a finding cannot say two
things of one.

The examples are planted in a small plan without contradictions
(`tests/audits/conftest.py`); names such as `under5` are its figures. This page is written
by `python -m healthplans.audits.manual` from the same files; a test keeps it so.
"""
_CASES = {
    "planted": "Planted error found",
    "smallest": "Smallest error found",
    "largest": "Largest difference accepted",
    "silent": "No matter of this rule",
}


def manual(book: RuleBook) -> str:
    """Give the whole page, a section a rule, in order of precedence."""
    return "\n".join([_HEAD, *("\n".join(_section(rule)) for rule in book.rules.values())])


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.rule}: {rule.title.zh} {rule.title.en}\n"
    yield f"{rule.explanation.zh}\n"
    yield f"{rule.explanation.en}\n"
    for name in ("severity", "tolerance", "source"):
        yield f"- {name.capitalize()}: {getattr(rule, name).en}"
    if rule.undecided:
        yield "- Where it cannot decide, it says `undecided`."
    if rule.follows:
        others = ", ".join(rule.follows)
        yield f"- Told with a finding of {others} that disputes the same figure."
    yield from _examples(rule.cases)
    yield ""


def _examples(cases: Mapping[str, Any]) -> Iterator[str]:
    if not cases:
        yield "- It never gives a finding, so nothing is planted."
        return
    for name, title in _CASES.items():
        if name in cases:
            said = f". “{cases['says']}”" if name == "planted" else ""
            edits = cases[name] if isinstance(cases[name], list) else [cases[name]]
            yield f"- {title}: {' | '.join(map(_edit, edits))}{said}"
        elif name == "largest":
            yield f"- {title}: none; the rule is a yes or no about the printed text."


def _edit(edit: Mapping[str, Any]) -> str:
    """Say what an edit of the clean plan prints; what it only leaves out is not told."""
    parts = [f"{name} = {value}" for name, value in edit.get("change", {}).items()]
    parts += [_added(figure) for figure in edit.get("add", ())]
    parts += [f"{name}: {value}" for name, value in edit.get("document", {}).items()]
    parts += [f"in another plan: {_edit(other)}" for other in edit.get("others", ())]
    return "; ".join(part.replace(":2", " 2") for part in parts) or "the plan as it is"


def _added(figure: Mapping[str, Any]) -> str:
    name = figure.get("label") or figure["indicator"]
    scope = f" ({figure['scope']})" if "scope" in figure else ""
    claim = f" {figure['claim']}" if "claim" in figure else ""
    year = f" {figure['year']}" if "year" in figure else ""
    return f"{name}{scope}{year}{claim} = {figure['value']}"


if __name__ == "__main__":
    path = project_folder() / "docs" / "audit.md"
    path.write_text(manual(read_rules()), encoding="utf-8")
