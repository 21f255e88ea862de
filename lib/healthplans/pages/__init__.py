"""What a notebook cell shows: titles, sentences and tables, in one language."""

from healthplans.pages.assessment import assessment, assessment_reading
from healthplans.pages.blocks import Blocks, Cell, Sentence, Table, Title
from healthplans.pages.comparability import comparability, rank_tables
from healthplans.pages.documents import absences, coverage_counts, documents
from healthplans.pages.findings import (
    finding_counts,
    finding_reading,
    finding_tables,
    plan_findings,
    rule_table,
    undecided_table,
)
from healthplans.pages.readings import comparison_reading, district_reading, overview_reading
from healthplans.pages.tables import (
    comparison,
    comparisons,
    district_tables,
    position_table,
)
from healthplans.pages.titles import (
    audit_title,
    district_title,
    indicator_title,
    overview_title,
    trace_title,
)
from healthplans.pages.trace import trace_lines, trace_table

__all__ = [
    "Blocks",
    "Cell",
    "Sentence",
    "Table",
    "Title",
    "absences",
    "assessment",
    "assessment_reading",
    "audit_title",
    "comparability",
    "comparison",
    "comparison_reading",
    "comparisons",
    "coverage_counts",
    "district_reading",
    "district_tables",
    "district_title",
    "documents",
    "finding_counts",
    "finding_reading",
    "finding_tables",
    "indicator_title",
    "overview_reading",
    "overview_title",
    "plan_findings",
    "position_table",
    "rank_tables",
    "rule_table",
    "trace_lines",
    "trace_table",
    "trace_title",
    "undecided_table",
]
