"""What `document.yaml` says of a published document; few fields must be there.

Required are `area`, `kind`, `title`, and `period` for plans, `year` for all other kinds. All
else is filled where the document says it.
"""

from functools import lru_cache
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

Kind = Literal["plan", "bulletin", "evaluation", "report", "yearbook"]
Status = Literal[
    "issued", "undated", "consultation_draft", "decision_draft", "synthetic", "unknown"
]
Confidence = Literal[
    "published", "official_page", "official_quoted", "official_compiled", "secondary"
]
# in the order in which they are relied on
CONFIDENCES: tuple[Confidence, ...] = get_args(Confidence)
# YAML reads 340102 as a number and 2022-09-16 as a date; both are meant as they are written
Text = Annotated[str, BeforeValidator(lambda value: "" if value is None else str(value))]


class Record(BaseModel):
    """A frozen record that refuses unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Source(Record):
    """The text conversion that was transcribed: its name, SHA-256 and how it was made."""

    id: Text = ""
    file: Text = ""
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    original: Text = ""
    original_sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$")
    converted: Text = ""


class Table(Record):
    """The indicator table: its printed title and its lines in the text conversion."""

    title: Text = ""
    lines: tuple[int, int] | None = None


class Size(Record):
    """Rows and columns of `table.csv` and `text.csv`, counted when they were written."""

    table: tuple[int, int] | None = None
    text: tuple[int, int] | None = None


class About(Record):
    """What is known of one document; blank where it does not say."""

    area: Text
    kind: Kind
    title: Text = Field(min_length=1)
    period: tuple[int, int] | None = None
    year: int | None = None
    title_en: Text = ""
    issuer: Text = ""
    issuer_en: Text = ""
    number: Text = ""
    approved: Text = ""
    published: Text = ""
    status: Status = "unknown"
    main: bool = False
    base_year: int | None = None
    source: Source | None = None
    table: Table | None = None
    aims_from: int | None = None
    transcribed: Literal["document", "compilation", "quotation"] = "document"
    confidence: Confidence = "published"
    review: Text = ""
    partial: bool = False
    size: Size | None = None

    @model_validator(mode="before")
    @classmethod
    def _is_mapping(cls, loaded: Any) -> Any:
        return loaded if isinstance(loaded, dict) else {}

    @model_validator(mode="after")
    def _dated(self) -> "About":
        if self.kind == "plan" and self.period is None:
            raise ValueError("a plan has a period: its first and its last year")
        if self.kind != "plan" and self.year is None:
            raise ValueError(f"a {self.kind} has a year")
        if self.period and self.period[0] > self.period[1]:
            raise ValueError("a period begins before it ends")
        return self

    @property
    def is_draft(self) -> bool:
        """Whether the text is a draft put out for consultation or decision."""
        return self.status.endswith("_draft")

    @property
    def is_plan(self) -> bool:
        """Whether it is a plan, which sets targets; all else states levels."""
        return self.kind == "plan"

    @property
    def first_year(self) -> int:
        """The first year of its period; of a document without one, its year."""
        return self.period[0] if self.period else self.year or 0

    @property
    def last_year(self) -> int:
        """The last year of its period; of a document without one, its year."""
        return self.period[1] if self.period else self.year or 0

    @property
    def base(self) -> int:
        """The year that changes count from: as stated, else the one before the period."""
        if self.base_year is not None:
            return self.base_year
        return self.first_year - 1 if self.period else self.first_year

    @property
    def issued_in(self) -> int | None:
        """The year in which it was published or approved, where it says so."""
        return _first_year(self.published, self.approved)

    @property
    def source_id(self) -> str:
        """What names the text that was transcribed, blank where none is named."""
        return (self.source.id or self.source.sha256[:12]) if self.source else ""

    @property
    def expected_id(self) -> str:
        """How the folder's name begins: area and first year, or area, kind and year."""
        if self.is_plan:
            return f"{self.area}-{self.first_year}"
        return f"{self.area}-{self.kind}-{self.year}"


@lru_cache(maxsize=65536)
def _first_year(*dates: str) -> int | None:
    years = [date[:4] for date in dates if date[:4].isdecimal()]
    return int(years[0]) if years else None
