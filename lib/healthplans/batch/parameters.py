"""Check every job's parameters before any kernel starts.

papermill only warns about a name that the notebook does not have, and would then render the
default district under another's name. Here an unknown name is refused with the nearest known
ones, and a value of another type than the notebook's default is refused too.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from healthplans.batch.jobs import Job
from healthplans.errors import InputError, Offence, UnknownNameError, refuse
from healthplans.imports import read_notebook
from healthplans.injected import assigned
from healthplans.paths import state


def check(jobs: Iterable[Job]) -> None:
    """Check names and types of all parameters, and that no two jobs share a name or a page.

    Raises
    ------
    UnknownNameError
        If a notebook or a parameter is not there.
    InputError
        Naming every notebook that cannot be read, every value of a wrong type, and every name
        or page that two jobs share.
    """
    listed = list(jobs)
    offences = [offence for job in listed for offence in _offences(job)]
    for attribute in ("name", "target"):
        counted = Counter(getattr(job, attribute) for job in listed)
        offences += [
            Offence("jobs", f"each {attribute} once", "", attribute, value)
            for value, count in counted.items()
            if count > 1
        ]
    refuse(list(dict.fromkeys(offences)))


def _offences(job: Job) -> Iterator[Offence]:
    if not job.notebook.is_file():
        near = sorted(path.stem for path in job.notebook.parent.glob("*.ipynb"))
        raise UnknownNameError("notebook", job.notebook.stem, near)
    try:
        known = _defaults(job.notebook, state(job.notebook))
    except InputError as broken:
        yield from broken.offences
        return
    if job.parameters and not known:
        expected = "a cell of Python that sets them, tagged `parameters`"
        yield Offence(str(job.notebook), expected)
        return
    yield from _misfits(job, known)


def _misfits(job: Job, known: Mapping[str, Any]) -> Iterator[Offence]:
    for name, value in job.parameters.items():
        if name not in known:
            what = f"parameter of {job.notebook.name} (page {job.name})"
            raise UnknownNameError(what, name, list(known))
        kind = type(usual := known[name])
        if usual is not None and type(value) not in {float: (float, int)}.get(kind, (kind,)):
            expected = f"a value like {usual!r} ({kind.__name__})"
            yield Offence(job.name, expected, "", name, str(value)[:80])


@lru_cache(maxsize=256)
def _defaults(notebook: Path, changed: tuple[int, ...]) -> dict[str, Any]:
    """Give the parameters of the cell tagged `parameters`; None for a default not known."""
    cells = read_notebook(notebook).cells
    tagged = (cell.source for cell in cells if "parameters" in cell.metadata.get("tags", []))
    return assigned(next(tagged, ""))  # what is no Python says so when it is executed
