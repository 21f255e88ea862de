"""Tables of a document: blocks in, the rows of its table of indicators out, and what is left.

`heads` tells columns by their words, `rows` maps a table's rows by them; `drawn` and `flowing`
put together tables that paragraphs draw or hold; `indicators` tells which table is the
document's, `spots` gives the cells that it has no place for.
"""
