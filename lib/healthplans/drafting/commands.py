"""The commands `draft` and `new`, as the command line calls them."""

from collections.abc import Callable, Sequence
from pathlib import Path

from healthplans.drafting.blank import new as make_new
from healthplans.drafting.drafts import Options
from healthplans.drafting.runs import draft as draft_files
from healthplans.errors import InputError, Offence
from healthplans.paths import project_folder

__all__ = ["draft", "drafts_folder", "new"]

KINDS = ("plan", "bulletin", "evaluation", "report", "yearbook")


def drafts_folder() -> Path:
    """Give the folder of the drafts: `drafts` of the checkout."""
    return project_folder() / "drafts"


def draft(  # noqa: PLR0913  # each is an option of the command
    files: Sequence[Path],
    *,
    area: str = "",
    kind: str = "",
    year: int | None = None,
    out: Path | None = None,
    jobs: int = 0,
    scheduler: str = "",
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Draft files; give the exit status: 0 where every file came out, else 1.

    Parameters
    ----------
    files : sequence of Path
        Files, and folders of files.
    area, kind, year : optional
        What the documents are, where their text does not say it; for a plan `year` is its
        first year.
    out : Path, optional
        The folder of the drafts.
    jobs, scheduler
        See `healthplans.drafting.runs.draft`.
    tell : callable
        Is given the lines to print.

    Raises
    ------
    InputError
        For a kind that is none, and where no file was named or found.
    """
    if kind and kind not in KINDS:
        raise InputError([Offence("draft", f"one of {', '.join(KINDS)}", "", "kind", kind)])
    options = Options(out or drafts_folder(), area, kind, year)
    outcomes = draft_files(files, options, tell=tell, jobs=jobs, scheduler=scheduler)
    if not outcomes:
        places = [str(path) for path in files] or ["draft"]
        raise InputError(Offence(one, "at least one file of a known form") for one in places)
    return 1 if any(outcome.problem for outcome in outcomes) else 0


def new(area: str, period: str, *, out: Path | None = None) -> Path:
    """Make an empty draft; see `healthplans.drafting.blank.new`."""
    return make_new(area, period, out or drafts_folder())
