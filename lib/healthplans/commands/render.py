"""Render the site, or say what is due and why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import typer

from healthplans.batch.run import Summary
from healthplans.site import render as site
from healthplans.site.catalogue import Page, pages, select
from healthplans.vocabulary.words import LANGUAGES

__all__ = ["Wanted", "explain", "render"]


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


def render(
    wanted: Wanted, out: Path, settings: Mapping[str, object], *, as_json: bool = False
) -> int:
    """Render and report; give the exit status, 0 if every page is as it should be."""
    every, chosen = pages(), wanted.pages()
    options = site.options(complete=chosen == every, **settings)
    summary = site.render(chosen, every, out, options)
    if as_json:
        typer.echo(json.dumps(summary.as_dict(), ensure_ascii=False, indent=2))
    else:
        _report(summary, out)
    return summary.exit_status


def explain(wanted: Wanted, out: Path, settings: Mapping[str, object]) -> int:
    """Print of every page whether it is due, and why."""
    every, chosen = pages(), wanted.pages()
    options = site.options(complete=chosen == every, **settings)
    reasons = site.explain(chosen, out, options)
    for name, why in reasons.items():
        typer.echo(f"{name}: {'; '.join(why) or 'fresh'}")
    typer.echo(f"{sum(map(bool, reasons.values()))} of {len(reasons)} pages are due")
    return 0


def _report(summary: Summary, out: Path) -> None:
    for note in summary.notes:
        typer.echo(f"note: {note}", err=True)
    for failure in summary.failed:
        cell = "" if failure["cell"] is None else f" cell {failure['cell']}:"
        typer.echo(f"failed: {failure['page']}:{cell} {failure['error']}", err=True)
        typer.echo(f"  {failure['message'].strip().splitlines()[0]}", err=True)
        typer.echo(f"  again: {failure['command']}", err=True)
    verdict = f"{len(summary.failed)} FAILED" if summary.failed else "all pages are good"
    typer.echo(
        f"{len(summary.rendered)} pages made, {len(summary.fresh)} fresh, "
        f"{len(summary.removed)} files removed in {summary.seconds:.1f} s: {verdict}; "
        f"open {out / 'index.html'}"
    )
