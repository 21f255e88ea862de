"""Rows of tables without rules between rows, whatever stands where in them."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from healthplans.drafting.formats.pdf_characters import Mark
from healthplans.drafting.formats.pdf_rows import Grid, begins_cut, read_grid

SIZE, LEADING = 10.0, 15.0
ROLES = ("domain", "label", "year", "obligation")
BOUNDS = (0.0, 100.0, 300.0, 400.0, 500.0)
GRID = Grid(BOUNDS, ROLES, 1, ended=True, goes_on=False)


def mark(text, col, middle):
    x = BOUNDS[col] + 10
    return Mark(text, text, x, x + SIZE, middle - SIZE / 2, middle + SIZE / 2, SIZE, True)


def laid_out(rows, padding, align):
    """Set rows of (domain, lines of the label, figure) as a printer does."""
    marks, level, groups = [], 100.0, []
    for number, (domain, lines, figure) in enumerate(rows):
        tall = max(lines, 1) * LEADING
        middle = level + tall / 2
        for line in range(lines):
            name = f"L{number}{chr(97 + line)}"
            marks.append(mark(name, 1, level + (line + 0.5) * LEADING))
        height = level + LEADING / 2 if align == "top" else middle
        marks += [mark(figure, 2, height), mark("约束性", 3, height)]
        if not groups or groups[-1][0] != domain:
            groups.append([domain, level, level + tall])
        groups[-1][2] = level + tall
        level += tall + padding
    for domain, top, bottom in groups:
        height = top + LEADING / 2 if align == "top" else (top + bottom) / 2
        marks.append(mark(domain, 0, height))
    return marks


def read(rows, padding, align):
    cells = read_grid(laid_out(rows, padding, align), GRID)
    grid = {}
    for cell in cells:
        for row in range(cell.row, cell.row + cell.rowspan):
            grid[row, cell.col] = cell
    return [[grid[row, col] for col in range(4)] for row in range(1, len(rows) + 1)]


ROWS = [("A", 2, "1.5"), ("A", 1, "2"), ("B", 3, "30"), ("B", 1, "4"), ("C", 1, "5")]


def wanted(rows):
    names = [
        "".join(f"L{n}{chr(97 + line)}" for line in range(r[1])) for n, r in enumerate(rows)
    ]
    return [[r[0], name, r[2], "约束性"] for r, name in zip(rows, names, strict=True)]


def spaceless(rows):
    return [[cell.text.replace(" ", "") for cell in row] for row in rows]


@pytest.mark.parametrize("align", ["top", "middle"])
@pytest.mark.parametrize("padding", [0.0, 4.0, 12.0])
def test_rows_are_told_by_where_their_lines_stand(padding, align):
    assert spaceless(read(ROWS, padding, align)) == wanted(ROWS)


LINES = st.lists(st.integers(1, 4), min_size=2, max_size=9)


@settings(max_examples=40, deadline=None)
@given(LINES, st.sampled_from(["top", "middle"]))
def test_labels_of_any_height_stay_with_their_figures(lines, align):
    assume(max(lines) > 1)  # lines alone do not say whether a domain stands above or amid them
    rows = [("A", n, str(place)) for place, n in enumerate(lines)]
    assert spaceless(read(rows, 6.0, align)) == wanted(rows)


@settings(max_examples=40, deadline=None)
@given(LINES, st.sampled_from(["top", "middle"]))
def test_no_line_is_lost_where_rows_stand_as_close_as_lines(lines, align):
    rows = [("A", n, str(place)) for place, n in enumerate(lines)]
    printed = laid_out(rows, 0.0, align)
    cells = read_grid(printed, GRID)
    read_texts = "".join(cell.text for cell in cells).replace(" ", "")
    assert sorted(read_texts) == sorted("".join(one.text for one in printed))


def test_a_cell_at_no_rows_height_is_not_certain():
    marks = [*laid_out(ROWS, 6.0, "top"), mark("9", 2, 135.0)]
    cells = [cell for cell in read_grid(marks, GRID) if "9" in cell.text]
    assert [cell.certainty < 0.8 for cell in cells] == [True]


def test_a_first_row_without_figures_goes_on_from_the_page_before():
    marks = [mark("rest", 1, 100.0), *laid_out([("A", 1, "1")], 0.0, "top")]
    moved = [mark(m.text, BOUNDS.index(m.x0 - 10), m.middle[1] + 21) for m in marks[1:]]
    cells = read_grid([marks[0], *moved], GRID)
    assert begins_cut(cells, ROLES) == (cells[1].text == "rest")


def part(rows, *, ended, goes_on, align="middle"):
    """Read a page's part of a table; gives the domain of each row, "?" where it is open."""
    grid = Grid(BOUNDS, ROLES, 1, ended=ended, goes_on=goes_on)
    cells = [c for c in read_grid(laid_out(rows, 6.0, align), grid) if c.col == 0]
    return ["?" if c.certainty < 0.8 else c.text for c in cells for _ in range(c.rowspan)]


TWO = [("A", 2, "1"), ("A", 1, "2"), ("B", 1, "3"), ("B", 3, "4")]


def test_a_domain_amid_its_rows_is_certain_only_where_the_table_ends_with_it():
    assert part(TWO, ended=True, goes_on=False) == ["A", "A", "B", "B"]
    assert part(TWO, ended=False, goes_on=False) == ["A", "A", "?", "?"]


def test_a_domain_on_a_page_that_goes_on_is_open_where_other_rows_would_fit_too():
    rows = [("A", 2, str(place)) for place in range(4)]
    marks = [m for m in laid_out(rows, 6.0, "middle") if m.text != "A"]
    marks.append(mark("A", 0, 172.0))  # amid the middle two rows, and amid all four
    cells = read_grid(marks, Grid(BOUNDS, ROLES, 1, ended=False, goes_on=True))
    assert all(c.certainty < 0.8 for c in cells if c.col == 0)


def test_the_last_row_of_a_page_may_stand_at_its_top():
    rows = [("A", 2, "1"), ("A", 3, "2"), ("A", 3, "3")]
    marks = laid_out(rows, 0.0, "middle")
    last = [m for m in marks if m.text == "3" or (m.text == "约束性" and m.middle[1] > 200)]
    moved = [mark(m.text, BOUNDS.index(m.x0 - 10), m.middle[1] - LEADING) for m in last]
    cells = read_grid([*(m for m in marks if m not in last), *moved], GRID)
    labels = [cell.text.replace(" ", "") for cell in cells if cell.col == 1]
    assert labels == [row[1] for row in wanted(rows)]
