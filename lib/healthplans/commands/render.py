"""Render the site, or say what is due and why."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from healthplans.site import render as site
from healthplans.site.catalogue import Page, pages, select
from healthplans.vocabulary.words import LANGUAGES


@dataclass(frozen=True)
class Wanted:
    """What was asked for; empty lists ask for everything."""

    notebooks: list[str]
    districts: list[str]
    indicators: list[str]
    languages: list[str]

    def pages(self) -> list[Page]:
        """Give the pages asked for; raise `UnknownNameError` for a name that none has."""
        return select(
            pages(self.languages or LANGUAGES),
            notebooks=self.notebooks,
            districts=self.districts,
            indicators=self.indicators,
        )


def render(wanted: Wanted, out: Path, settings: Mapping[str, object]) -> dict[str, Any]:
    """Render, and give the summary; its `exit_status` is 0 if every page is good."""
    every, chosen = pages(), wanted.pages()
    options = site.options(complete=chosen == every, **settings)
    return site.render(chosen, every, out, options).as_dict()


def explain(wanted: Wanted, out: Path, settings: Mapping[str, object]) -> None:
    """Print of every page whether it is due, and why."""
    every, chosen = pages(), wanted.pages()
    options = site.options(complete=chosen == every, **settings)
    reasons = site.explain(chosen, every, out, options)
    for name, why in reasons.items():
        typer.echo(f"{name}: {'; '.join(why) or 'fresh'}")
    typer.echo(f"{sum(map(bool, reasons.values()))} of {len(reasons)} pages are due")
