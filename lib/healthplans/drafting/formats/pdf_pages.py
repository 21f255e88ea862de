"""The pages of a PDF or scan as one text: running heads told apart, columns, page breaks."""

from collections.abc import Iterator, Sequence

from healthplans.drafting.document import Block, Paragraph, Table
from healthplans.drafting.formats.pdf_columns import in_order
from healthplans.drafting.formats.pdf_joins import join_pages
from healthplans.drafting.formats.pdf_lines import Line, furniture, paragraphs
from healthplans.drafting.formats.pdf_tables import PageTable

__all__ = ["beside", "in_blocks"]


def in_blocks(pages: Sequence[tuple[list[Line], list[PageTable], float]]) -> Iterator[Block]:
    """Give pages' blocks in reading order; what goes on over a page is one block.

    Parameters
    ----------
    pages : sequence
        Of each page the lines outside tables, the tables, and the height.
    """
    running = furniture([(lines, height) for lines, _, height in pages])
    items: list[Line | PageTable] = []
    for lines, tables, _ in pages:
        # a page number or running head stands in no column
        items += in_order([line for line in lines if line not in running], tables)
    for item in join_pages(items):
        if isinstance(item, Table):
            yield item
        else:
            yield from paragraphs(item)
    yield from map(beside, running)


def beside(line: Line) -> Paragraph:
    """Give a line that is none of the text: a running head, a watermark."""
    return Paragraph(line.text, origin=line.origin, kind="page")
