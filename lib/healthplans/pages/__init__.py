"""What a notebook cell shows: titles, sentences and tables, in one language."""

from healthplans.pages.ambition import (
    ambition_reading,
    no_effort,
    no_effort_reading,
    stance_tables,
)
from healthplans.pages.assessment import assessment, assessment_reading
from healthplans.pages.blocks import Blocks, Cell, Sentence, Table, Title, Views
from healthplans.pages.capacity import (
    heads,
    heads_reading,
    population_reading,
    population_table,
)
from healthplans.pages.comparability import comparability
from healthplans.pages.documents import absences, coverage_counts, documents
from healthplans.pages.findings import (
    finding_counts,
    finding_reading,
    finding_tables,
    plan_findings,
    rule_table,
    undecided_table,
)
from healthplans.pages.frames import readable
from healthplans.pages.limits import limits
from healthplans.pages.others import other_plans, peers_note, position_table
from healthplans.pages.progress import (
    progress_reading,
    progress_section,
    progress_table,
    vertical_reading,
    vertical_section,
    vertical_table,
)
from healthplans.pages.ranking import rank_tables
from healthplans.pages.readings import comparison_reading, district_reading, overview_reading
from healthplans.pages.spread import (
    binding,
    binding_reading,
    convergence,
    convergence_reading,
)
from healthplans.pages.standing import (
    adding_table,
    reached_above,
    standing_table,
    succession_table,
)
from healthplans.pages.tables import (
    comparison,
    comparisons,
    district_tables,
)
from healthplans.pages.titles import (
    district_title,
    indicator_title,
    page_title,
    trace_title,
)
from healthplans.pages.trace import trace_lines, trace_table

__all__ = [
    "Blocks",
    "Cell",
    "Sentence",
    "Table",
    "Title",
    "Views",
    "absences",
    "adding_table",
    "ambition_reading",
    "assessment",
    "assessment_reading",
    "binding",
    "binding_reading",
    "comparability",
    "comparison",
    "comparison_reading",
    "comparisons",
    "convergence",
    "convergence_reading",
    "coverage_counts",
    "district_reading",
    "district_tables",
    "district_title",
    "documents",
    "finding_counts",
    "finding_reading",
    "finding_tables",
    "heads",
    "heads_reading",
    "indicator_title",
    "limits",
    "no_effort",
    "no_effort_reading",
    "other_plans",
    "overview_reading",
    "page_title",
    "peers_note",
    "plan_findings",
    "population_reading",
    "population_table",
    "position_table",
    "progress_reading",
    "progress_section",
    "progress_table",
    "rank_tables",
    "reached_above",
    "readable",
    "rule_table",
    "stance_tables",
    "standing_table",
    "succession_table",
    "trace_lines",
    "trace_table",
    "trace_title",
    "undecided_table",
    "vertical_reading",
    "vertical_section",
    "vertical_table",
]
