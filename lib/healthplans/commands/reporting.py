"""What a command says about the pages it has made."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import typer

GOOD = "all pages are good"


def report(summary: Mapping[str, Any], out: Path, *, as_json: bool) -> int:
    """Print a batch's summary, as text or as JSON; give the exit status."""
    if as_json:
        typer.echo(json.dumps(summary, ensure_ascii=False, indent=2))
        return int(summary["exit_status"])
    for note in summary["notes"]:
        typer.echo(f"note: {note}", err=True)
    for failure in summary["failed"]:
        cell = "" if failure["cell"] is None else f" cell {failure['cell']}:"
        typer.echo(f"failed: {failure['page']}:{cell} {failure['error']}", err=True)
        for line in failure["message"].strip().splitlines()[:1]:  # many errors have no words
            typer.echo(f"  {line}", err=True)
        typer.echo(f"  again: {failure['command']}", err=True)
    failed = len(summary["failed"])
    there = bool(summary["rendered"] or summary["fresh"])
    verdict = f"{failed} FAILED" if failed else GOOD if there else "NO PAGE was asked for"
    typer.echo(
        f"{len(summary['rendered'])} pages made, {len(summary['fresh'])} fresh, "
        f"{len(summary['removed'])} files removed in {summary['seconds']:.1f} s: {verdict}; "
        f"open {out / 'index.html'}"
    )
    return int(summary["exit_status"])
