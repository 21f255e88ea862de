"""Check every job's parameters before any kernel starts.

papermill only warns about a name that the notebook does not have, and would then render the
default district under another's name. Here an unknown name is refused with the nearest known
ones, and a value of another type than the notebook's default is refused too.
"""

import ast
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from papermill import inspect_notebook
from pydantic import BaseModel, ConfigDict, ValidationError, create_model

from healthplans.batch.jobs import Job
from healthplans.errors import InputError, Offence, UnknownNameError

__all__ = ["check", "defaults"]


def check(jobs: Iterable[Job]) -> None:
    """Check names and types of all parameters, and that no two jobs share a name or a page.

    Raises
    ------
    UnknownNameError
        If a notebook or a parameter is not there.
    InputError
        Naming every value of a wrong type, and every name or page that two jobs share.
    """
    listed = list(jobs)
    offences = [offence for job in listed for offence in _offences(job)]
    for attribute in ("name", "target"):
        seen: set[str] = set()
        for job in listed:
            value = getattr(job, attribute)
            if value in seen:
                offences.append(
                    Offence("jobs", f"each {attribute} once", "", attribute, value)
                )
            seen.add(value)
    if offences:
        raise InputError(offences)


def defaults(notebook: Path) -> dict[str, Any]:
    """Give the parameters of a notebook's cell tagged `parameters`, with their defaults."""
    if not notebook.is_file():
        known = sorted(path.stem for path in notebook.parent.glob("*.ipynb"))
        raise UnknownNameError("notebook", notebook.stem, known)
    return dict(_defaults(notebook, notebook.stat().st_mtime_ns))


@lru_cache(maxsize=256)
def _defaults(notebook: Path, changed: int) -> Mapping[str, Any]:
    found = inspect_notebook(str(notebook))
    return {name: _value(parameter["default"]) for name, parameter in found.items()}


def _value(default: str) -> Any:
    """Give a default's value; `...` for one that is computed, of which nothing is known."""
    try:
        return ast.literal_eval(default)
    except (ValueError, SyntaxError):
        return ...


@lru_cache(maxsize=256)
def _model(notebook: Path, changed: int) -> type[BaseModel]:
    """Give the model of a notebook's parameters: each of the type of its default."""
    known = _defaults(notebook, changed).items()
    fields: dict[str, Any] = {name: (_type(value), value) for name, value in known}
    return create_model(
        notebook.stem, __config__=ConfigDict(strict=True, extra="forbid"), **fields
    )


def _type(default: Any) -> Any:
    return Any if default is None or default is ... else type(default)


def _offences(job: Job) -> list[Offence]:
    known = defaults(job.notebook)
    for name in job.parameters:
        if name not in known:
            kind = f"parameter of {job.notebook.name} (page {job.name})"
            raise UnknownNameError(kind, name, list(known))
    try:
        _model(job.notebook, job.notebook.stat().st_mtime_ns)(**job.parameters)
    except ValidationError as error:
        return [
            Offence(job.name, item["msg"], "", str(item["loc"][0]), str(item["input"])[:80])
            for item in error.errors()
        ]
    return []
