"""Make the site: a job for each page, run by the batch, and what lies beside the pages."""

import shlex
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from nbformat import NotebookNode

from healthplans.batch import files, run
from healthplans.batch.jobs import Job
from healthplans.site.catalogue import Page
from healthplans.site.contents import Contents, contents
from healthplans.site.markup import missing
from healthplans.site.reads import Part, besides, reads
from healthplans.site.shell import write_shell
from healthplans.site.tables import file_names, formulas, unread
from healthplans.site.tables import files as data_files
from healthplans.site.takeaway import takeaway
from healthplans.vocabulary.schema import LANGUAGES
from healthplans.writing import write


def render(
    pages: Iterable[Page], every: Sequence[Page], out: Path, chosen: run.Options
) -> run.Summary:
    """Make pages below the output folder, and the index, tables and assets beside them.

    Parameters
    ----------
    pages, every : iterable of Page
        The pages to make now, and all that the index lists.
    out : Path
        The output folder.
    chosen : Options
        From `options`.

    Raises
    ------
    OutputError
        If the folder cannot be written.
    """
    due = list(pages)
    absent = missing(every, due, out)
    whole = contents(every, absent)
    others: list[Path] = []

    def write_others() -> None:
        others.extend(write(out / "data" / n, data) for n, data in data_files(whole.tables))
        others.extend(write_shell(out, every, file_names(whole.tables), whole.absent))

    def last(made: run.Summary) -> None:
        files.confirm(others)
        made.standing += [*formulas(whole.tables), *unread(whole.tables)]
        chosen.last(made)

    options = replace(
        chosen,
        reads=partial(_reads, absent=absent),
        besides=lambda job: besides(_page_of(job)),
        beside=partial(_beside, whole=whole, makers=_makers(due)),
        ready=whole.ready,
        meanwhile=write_others,
        last=last,
    )
    return run.run(map(_job, due), out, partial(_page, whole=whole), options)


def explain(
    pages: Iterable[Page], every: Sequence[Page], out: Path, chosen: run.Options
) -> dict[str, list[str]]:
    """Say of every page why it would be made again; nothing where it would not."""
    due = list(pages)
    reads = partial(_reads, absent=missing(every, due, out))
    return run.explain(map(_job, due), out, replace(chosen, reads=reads))


def options(*, complete: bool, **settings: object) -> run.Options:
    """Give the options of a batch of site pages; `complete` if it holds every page."""
    return run.Options(
        reads=_reads,
        prune=complete,
        notebooks="notebooks",
        command=_command,
        preload="healthplans.site.preload",
        **settings,  # type: ignore[arg-type]  # passed on as they are; Options checks them
    )


def _job(page: Page) -> Job:
    return Job(
        name=f"{page.lang}/{page.name}",
        notebook=page.source,
        target=page.html,
        parameters=page.values,
        lang=page.lang,
    )


def _page_of(job: Job) -> Page:
    own = {name: str(value) for name, value in job.parameters.items() if name != "lang"}
    return Page(job.name.partition("/")[2], job.notebook.stem, job.lang, own)


def _page(job: Job, notebook: NotebookNode, whole: Contents) -> str:
    from healthplans.site.export import export  # where pages are made; the batch needs it not

    return export(notebook, _page_of(job), whole, job.inputs)


def _makers(due: Sequence[Page]) -> frozenset[str]:
    """Name the page that makes the files of each subject: the first of those about it."""
    ordered = sorted(due, key=lambda page: LANGUAGES.index(page.lang))
    first: dict[tuple[str, str], Page] = {}
    for page in ordered:
        first.setdefault((page.column, page.subject), page)
    return frozenset(_job(page).name for page in first.values())


def _beside(job: Job, whole: Contents, makers: frozenset[str]) -> dict[str, bytes]:
    """Give the files to take away, if no other page about the same subject makes them."""
    return takeaway(_page_of(job), whole) if job.name in makers else {}


def _reads(job: Job, absent: frozenset[str] = frozenset()) -> Iterable[Part]:
    """Give what a page is made from; in a part of the site, also which pages are not there."""
    yield from reads(_page_of(job))
    if absent:
        yield "pages not made", "\n".join(sorted(absent)).encode()


def _command(job: Job) -> str:
    """Give the command that makes one page again."""
    page = _page_of(job)
    name, value = next(iter(page.parameters.items()), ("notebook", page.notebook))
    notebook = ["--notebook", page.notebook] if page.parameters else []
    return shlex.join(["./render.sh", f"--{name}", value, *notebook, "--lang", page.lang])
