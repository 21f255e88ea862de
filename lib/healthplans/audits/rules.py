"""Read what is said about each rule: its explanation, severity, tolerance and sentences.

Rules are described in `data/codelists/rules.yaml`, in order of precedence: where two rules
find the same cause, the earlier one speaks. The logic of a rule is one function of a module
of this package, registered under the rule's id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from healthplans.errors import InputError, Offence
from healthplans.paths import project_data

__all__ = ["Rule", "RuleBook", "read_rules"]


class Sentence(BaseModel):
    """One sentence or paragraph in both languages, with `{places}` where figures go."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    zh: str
    en: str


class Rule(BaseModel):
    """One rule as the data describe it; the logic is found by `rule`."""

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


@dataclass(frozen=True)
class RuleBook:
    """All rules in order of precedence, and the words that join sentences."""

    rules: Mapping[str, Rule]
    notes: Mapping[str, Sentence]

    @cached_property
    def order(self) -> dict[str, int]:
        """Give each rule's place; an earlier rule speaks for a shared cause."""
        return {rule: place for place, rule in enumerate(self.rules)}


def read_rules(path: Path | None = None) -> RuleBook:
    """Read the rules, by default the project's own.

    Raises
    ------
    InputError
        Naming every rule with a missing, unknown or wrong field.
    """
    path = path or project_data() / "codelists" / "rules.yaml"
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rules, offences = {}, []
    for name, entry in loaded["rules"].items():
        try:
            rules[name] = Rule(rule=name, **entry)
        except ValidationError as error:
            offences += [_offence(path, name, detail) for detail in error.errors()]
    if offences:
        raise InputError(offences)
    return RuleBook(rules, {key: Sentence(**entry) for key, entry in loaded["notes"].items()})


def _offence(path: Path, rule: str, detail: Any) -> Offence:
    column = ".".join(str(part) for part in detail["loc"])
    return Offence(path.name, detail["msg"], rule, column, str(detail["input"])[:80])
