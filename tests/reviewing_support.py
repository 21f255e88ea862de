"""What the tests of the review share."""

from healthplans.reviewing.decisions import State
from healthplans.reviewing.desk import Asked


def decided(desk, rows, state="accepted", **cells):
    """Decide rows as a page would that shows them as they are now."""
    settled = desk.settled()
    seen = {row: desk.state(row, settled) for row in rows}
    asked = [Asked(r, s, State(state, {**s.fields, **cells})) for r, s in seen.items()]
    return desk.decide(asked)
