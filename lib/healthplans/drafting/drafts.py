"""`draft`: files become draft folders, each on its own, several at once."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from healthplans.drafting.folders import about_text, contents, identity, write_folder
from healthplans.drafting.known import Known
from healthplans.drafting.ledger import counts
from healthplans.drafting.metadata import Period, Self, area_of, read_self
from healthplans.drafting.reading import read_file
from healthplans.drafting.refusals import guarded
from healthplans.drafting.transcription import Transcription, transcribe
from healthplans.drafting.words import classes
from healthplans.errors import HealthplansError, InputError, Offence

_SUFFIXES = frozenset(
    (
        *(".docx", ".docm", ".doc", ".wps", ".rtf", ".odt", ".html", ".htm", ".mht"),
        *(".mhtml", ".txt", ".csv", ".xlsx", ".xls", ".et", ".pdf", ".png", ".jpg"),
        *(".jpeg", ".tif"),
    )
)
_KINDS = ("plan", "bulletin", "evaluation", "report", "yearbook")
_REVIEWED = ("rows of the table", "figures of the prose", "other tables")
_NOTHING = "nothing to review was found in it: is it the right file, and whole?"
_LENGTH = 5  # years of a plan where only its first year was given


@dataclass(frozen=True)
class Options:
    """What was asked for: folder of the drafts, area, kind, first year (or year).

    Blank is what the document's own text is to say.

    Raises
    ------
    InputError
        For a kind that is none.
    """

    out: Path
    area: str = ""
    kind: str = ""
    year: int | None = None

    def __post_init__(self) -> None:
        """Refuse a kind that is none."""
        if self.kind and self.kind not in _KINDS:
            raise InputError(
                [Offence("draft", f"one of {', '.join(_KINDS)}", "", "kind", self.kind)]
            )


@dataclass(frozen=True)
class Outcome:
    """What came of one file: the draft's folder and counts, or why none was made."""

    file: str
    folder: str = ""
    problem: str = ""
    seconds: float = 0.0
    counts: dict[str, int] = field(default_factory=dict)
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether a draft was made in which there is nothing to review."""
        return not self.problem and not any(self.counts[one] for one in _REVIEWED)


def found_files(paths: Sequence[Path]) -> list[Path]:
    """Give the files asked for; of a folder, those of a known form, in order."""
    files: list[Path] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(p for p in path.iterdir() if p.suffix.lower() in _SUFFIXES)
            files += [p for p in inside if not p.name.startswith((".", "~$"))]
        else:
            files.append(path)
    return list(dict.fromkeys(files))


def draft_one(path: Path, options: Options, known: Known) -> Outcome:
    """Draft one file; whatever is wrong with it is told in the outcome, never raised."""
    begun, problem = time.perf_counter(), ""
    try:
        with guarded():
            folder, draft = _drafted(path, options, known)
    except HealthplansError as error:
        problem = str(error)
    except (TimeoutError, MemoryError) as error:
        found = "too long" if isinstance(error, TimeoutError) else "too much memory"
        problem = f"{path.name}: took {found}; cut out the plan's own pages"
    except Exception as error:  # whatever a strange file does, the others are drafted
        problem = f"{path.name}: could not be read; save it anew ({error!r})"
    seconds = round(time.perf_counter() - begun, 2)
    if problem:
        return Outcome(str(path), problem=problem, seconds=seconds)
    made = Outcome(str(path), str(folder), "", seconds, _counted(draft), draft.document.notes)
    return replace(made, notes=(*made.notes, _NOTHING)) if made.is_empty else made


def _drafted(path: Path, options: Options, known: Known) -> tuple[Path, Transcription]:
    document, data = read_file(path)
    own = read_self(document)
    texts = [own.said[key].text for key in ("title", "issuer") if key in own.said]
    kind = options.kind or _kind(texts[:1])
    period = _years(own, kind, options.year)
    draft = transcribe(document, known, period)
    area = area_of(texts, options.area)
    first = period.first if kind == "plan" else period.reported
    about = about_text(draft, area, kind, first, data)
    name = identity(area, kind, first, path.stem)
    return write_folder(options.out / name, contents(draft, about)), draft


def _years(own: Self, kind: str, asked: int | None) -> Period:
    """Give a plan's period, or the one year that a document of another kind is about."""
    if kind != "plan":
        return Period(reported=asked or own.year)
    return Period(asked, asked + _LENGTH - 1) if asked else own.period


def _kind(titles: Sequence[str]) -> str:
    """Tell the kind of a document by its title."""
    for name, expression in classes("other_kind"):
        if any(expression.search(title) for title in titles):
            return name
    return "plan"


def _counted(draft: Transcription) -> dict[str, int]:
    judged = [line.judged for line in draft.lines] + [j for _, j in draft.statements]
    sure = sum(one.reading_class == "sure" for one in judged)
    return {
        "rows of the table": len(draft.lines),
        "figures of the prose": len(draft.statements),
        "sure": sure,
        "to look at": len(judged) - sure,
        "other tables": len(draft.others),
        **{f"numbers: {kind}": n for kind, n in counts(draft.entries).items()},
    }
