"""Documents made of texts and tables, for tests of drafts."""

from healthplans.drafting.document import Cell, Paragraph, Table, assemble

HEAD = ["指标", "2020年", "2025年"]


def table(*rows):
    """Lay out rows of texts; None continues the cell to the left."""
    cells = []
    for at, row in enumerate(rows):
        for col, text in enumerate(row):
            if text is not None:
                wide = 1
                while col + wide < len(row) and row[col + wide] is None:
                    wide += 1
                cells.append(Cell(text, at, col, 1, wide))
    return Table(tuple(cells))


def document(*blocks):
    made = [Paragraph(block) if isinstance(block, str) else block for block in blocks]
    return assemble("plan", "docx", made)
