"""Read what is said about each rule: its explanation, severity, tolerance and sentences.

A rule is one file, `data/rules/<rule>.yaml`, with the cases that it is tested on, and one
function of a module of this package, registered under the rule's id. Where two rules find
the same cause, the one of lower `precedence` speaks.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError

from healthplans.errors import InputError, Offence, misfits
from healthplans.paths import project_data, state
from healthplans.yaml_files import read_yaml

# what joins sentences, beside the rules
_NOTES = "notes"


class Sentence(BaseModel):
    """One sentence or paragraph in both languages, with `{places}` where figures go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class Rule(BaseModel):
    """One rule as the data describe it; the logic is found by `rule`.

    `marks` is False for a finding about a plan as a whole: its figures are not marked where
    they stand, or nearly every figure of such a plan would be. What it says of a figure that
    one of the rules it `follows` disputes is told with that finding.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    rule: str
    title: Sentence
    explanation: Sentence
    severity: Sentence
    tolerance: Sentence
    source: Sentence
    messages: dict[str, Sentence]
    undecided: Sentence | None = None
    options: dict[str, Any] = {}
    precedence: int
    follows: tuple[str, ...] = ()
    marks: bool = True
    cases: dict[str, Any] = {}


@dataclass(frozen=True)
class RuleBook:
    """All rules in order of precedence, and the words that join sentences."""

    rules: Mapping[str, Rule]
    notes: Mapping[str, Sentence]

    @cached_property
    def order(self) -> dict[str, int]:
        """Give each rule's place; an earlier rule speaks for a shared cause."""
        return {rule: place for place, rule in enumerate(self.rules)}

    @cached_property
    def followed(self) -> frozenset[str]:
        """Give the rules that others follow."""
        return frozenset(rule for entry in self.rules.values() for rule in entry.follows)


def read_rules(folder: Path | None = None) -> RuleBook:
    """Read the rules, by default the project's own.

    Raises
    ------
    InputError
        Naming every rule with a missing, unknown or wrong field, or the precedence of
        another.
    """
    folder = folder or project_data() / "rules"
    # asked for by every row of a page, and worked out again only where a file has changed
    paths = sorted(folder.glob("*.yaml"))
    return _read(folder, tuple((path, state(path)) for path in paths))


@lru_cache(maxsize=4)
def _read(folder: Path, dated: tuple[tuple[Path, tuple[int, ...]], ...]) -> RuleBook:
    rules: dict[str, Rule] = {}
    offences: list[Offence] = []
    for path, _ in dated:
        if path.stem != _NOTES:
            try:
                rules[path.stem] = Rule(rule=path.stem, **_loaded(path))
            except ValidationError as error:
                offences += misfits(error, path.name)
    offences += _ties(rules.values())
    if offences:
        raise InputError(offences)
    ordered = sorted(rules.values(), key=lambda rule: rule.precedence)
    notes = _loaded(folder / f"{_NOTES}.yaml").items()
    return RuleBook(
        {rule.rule: rule for rule in ordered}, {key: Sentence(**entry) for key, entry in notes}
    )


def _loaded(path: Path) -> dict[str, Any]:
    return (read_yaml(path) if path.exists() else None) or {}


def _ties(rules: Iterable[Rule]) -> Iterator[Offence]:
    seen: dict[int, str] = {}
    for rule in rules:
        first = seen.setdefault(rule.precedence, rule.rule)
        if first != rule.rule:
            expected = f"a precedence that {first} does not have"
            file = f"{rule.rule}.yaml"
            yield Offence(file, expected, "", "precedence", str(rule.precedence))
