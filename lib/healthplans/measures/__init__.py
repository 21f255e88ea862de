"""What the figures say: pure functions from tables to tables, each with formula and source."""

from healthplans.measures.above import adding_up, reached_above
from healthplans.measures.assessment import assess, describe
from healthplans.measures.benchmarks import benchmark_figures, drawn, gaps
from healthplans.measures.change import change, slack
from healthplans.measures.commitments import Limit, compare_limits
from healthplans.measures.comparability import comparability
from healthplans.measures.comparison import blank, compare, complete
from healthplans.measures.conventions import conventional
from healthplans.measures.convergence import convergence
from healthplans.measures.coverage import COVERAGE, binding_share, coverage
from healthplans.measures.heads import required_heads
from healthplans.measures.peers import FEW, Group, Peers, Spread, Standing, peers, spread
from healthplans.measures.population import implied_population, populations
from healthplans.measures.progress import PROGRESS, progress, tolerances
from healthplans.measures.ranks import ranks
from healthplans.measures.resolution import (
    certain,
    disagreements,
    resolve,
    rounding,
    shown_ids,
)
from healthplans.measures.small_numbers import exposures, known_exposures, rate_limits
from healthplans.measures.stance import NO_EFFORT, no_effort, stance, stance_counts
from healthplans.measures.standing import published_verdicts, summary
from healthplans.measures.succession import succession
from healthplans.measures.vertical import VERTICAL, missed, vertical
