"""Where a command writes to: never over what pages are made from, never a slip of the pen."""

from pathlib import Path

from healthplans.errors import InputError, Offence
from healthplans.paths import data_folder, library_folder, project_data, project_folder

__all__ = ["output_folder"]

# what a site has below its folder
_BELOW = ("assets", "data", "en", "notebooks", "zh")


def output_folder(asked: Path | None) -> Path:
    """Give the folder asked for, by default `out` of the checkout.

    Raises
    ------
    InputError
        If a name in its path is blank, begins or ends with a blank, or holds a line break or
        the like, or if a site there would lie among the data, the notebooks or the library.
    """
    if asked is None:
        return project_folder() / "out"
    offences = []
    # of the last name alone: the folders before it are there already, whatever they are called
    if asked.name != asked.name.strip() or not asked.name.isprintable():
        expected = "a folder without a blank at the ends of its name and without line breaks"
        offences.append(Offence("--out", expected, text=str(asked)))
    for source in (data_folder(), project_data(), library_folder(), _notebooks()):
        if _mixes(asked.resolve(), source.resolve()):
            expected = f"a folder that does not mix with {source}, which pages are made from"
            offences.append(Offence("--out", expected, text=str(asked)))
            break
    if offences:
        raise InputError(offences)
    return asked


def _notebooks() -> Path:
    return project_folder() / "notebooks"


def _mixes(out: Path, source: Path) -> bool:
    return out.is_relative_to(source) or any(
        source.is_relative_to(out / name) for name in _BELOW
    )
