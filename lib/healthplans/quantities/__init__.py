"""What a printed figure leaves open: comparators, and the interval of the true value.

A printed 4.45 stands for any value from 4.445 up to, but not including, 4.455; `>=90` for
anything from 90 upwards; `<5.2` for anything below. An approximate figure (左右) is given one
unit of its last printed digit on either side: the plans do not say how much more is meant.
The limit of a bound is taken as printed, since a commitment is not a rounded measurement.
Nothing that plans state is below zero, so rounding does not lead there either.

The same rules stand here twice, for one figure (`Interval`) and for the columns of a table
(`columns`); a test holds them together. They are our own and no package's: `portion` has one
interval type with open and closed ends as well, but its intervals are unions of any ordered
values, without comparators, printed digits, clipping or columns, which are nearly all of what
stands here; what it would replace is some thirty lines.
"""

from healthplans.quantities.arithmetic import USUAL, usually
from healthplans.quantities.columns import (
    LIMITS,
    apart,
    below,
    half_units,
    halves,
    intervals,
    is_bound,
    is_point,
    same_values,
    sides,
    within,
)
from healthplans.quantities.comparators import Comparator
from healthplans.quantities.interval import Interval, half
