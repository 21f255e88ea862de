"""The kinds of pages that the site has, from `data/pages.yaml`: what is about what."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from healthplans.errors import InputError, Offence, misfits, refuse
from healthplans.paths import project_data
from healthplans.yaml_files import read_yaml

# how a notebook names what it is about
_PARAMETERS = {"area": "district", "indicator": "indicator"}
_SECTIONS = ("indicators", "districts")  # of the index


class Kind(BaseModel):
    """One kind of page: a notebook, what it is about, and what it is made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    notebook: str
    about: Literal["all", "area", "indicator"]
    reads: Literal["all", "related", "alike", "own", "answers", "words"]
    asks: tuple[str, ...] = ()
    under: str = ""
    above: bool = False
    parameters: tuple[str, ...] = ()

    @property
    def parameter(self) -> str:
        """The parameter that names the page's subject; blank for a page about all."""
        return _PARAMETERS.get(self.about, "")


class Kinds(BaseModel):
    """All kinds of pages by notebook, in the order of making.

    `notebooks` are those for the desk, each with its parameters; `kilobytes` is what a page
    may weigh without the files that all pages share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    pages: Mapping[str, Kind]
    notebooks: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    kilobytes: int = Field(gt=0)

    def about(self, subject: str) -> list[Kind]:
        """Give the kinds about ``all``, or with a page an ``area`` or an ``indicator``."""
        return [kind for kind in self.pages.values() if kind.about == subject]

    @property
    def parameters(self) -> dict[str, set[str]]:
        """The parameters of every notebook, by its name."""
        own = {name: kind.parameters for name, kind in self.pages.items()}
        return {name: {"lang", *names} for name, names in {**own, **self.notebooks}.items()}


@cache
def page_kinds() -> Kinds:
    """Give the project's own kinds of pages."""
    return read_kinds(project_data() / "pages.yaml")


def read_kinds(path: Path) -> Kinds:
    """Read the kinds of pages.

    Parameters
    ----------
    path : Path
        A file like `data/pages.yaml`.

    Raises
    ------
    InputError
        Naming every entry with a missing, unknown or wrong field.
    """
    loaded = read_yaml(path)
    if not isinstance(loaded, dict) or not isinstance(loaded.get("pages"), dict):
        raise InputError([Offence(path.name, "names with values", column="pages")])
    entries = {
        name: {"notebook": name, **fields} if isinstance(fields, dict) else fields
        for name, fields in loaded["pages"].items()
    }
    try:
        kinds = Kinds.model_validate({**loaded, "pages": entries})
    except ValidationError as error:
        raise InputError(misfits(error, path.name)) from error
    refuse([*_misplaced(path.name, kinds)])
    return kinds


def _misplaced(file: str, kinds: Kinds) -> Iterator[Offence]:
    """Refuse a page whose notebook cannot be asked for its subject, or without a section."""
    for name, kind in kinds.pages.items():
        if kind.parameter and kind.parameter not in kind.parameters:
            found = ", ".join(kind.parameters)
            yield Offence(file, f"{kind.parameter} among them", name, "parameters", found)
        if kind.above and kind.about != "area":
            yield Offence(file, "a page about an area, for areas above too", name, "above")
        if bool(kind.asks) != (kind.reads == "answers"):
            expected = "questions where a page reads their answers, else none"
            yield Offence(file, expected, name, "asks", ", ".join(kind.asks))
        if kind.under not in (places := _places(kind, kinds)):
            yield Offence(file, f"one of: {', '.join(places)}", name, "under", kind.under)


def _places(kind: Kind, kinds: Kinds) -> Sequence[str]:
    """Give what may lead to a page: a section of the index, or another page; blank for all."""
    if kind.parameter:
        return _SECTIONS
    return "", *(k.notebook for k in kinds.about("all") if k != kind and not k.under)
