"""What a notebook shows of a subject: its tables, what is read from them, and its chart.

A subject is a module: ``views.binding.table(shares, words)``, ``views.binding.reading(shares,
words)`` and ``views.binding.chart(shares, words)`` say the same of one frame.
"""

from healthplans.views import (
    assessment,
    binding,
    comparability,
    comparison,
    convergence,
    coverage,
    district,
    documents,
    findings,
    heads,
    limits,
    no_effort,
    overview,
    populations,
    position,
    progress,
    ranks,
    slack,
    stances,
    standing,
    trace,
    vertical,
)
from healthplans.views.blocks import Blocks, Cell, Sentence, Table, Title, Views
from healthplans.views.documents import (
    district_title,
    indicator_title,
    page_title,
    trace_title,
)
from healthplans.views.frames import readable
