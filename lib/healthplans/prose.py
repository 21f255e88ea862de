"""The prose of a notebook, in one of the languages that it holds."""

from nbformat import NotebookNode

__all__ = ["in_language"]


def in_language(notebook: NotebookNode, lang: str) -> NotebookNode:
    """Give the same notebook with its prose in a language, where its cells hold that.

    A Markdown cell shows one language and holds others in its metadata, by their codes; its
    own language is `lang` of the metadata. Changes the notebook.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and lang in cell.metadata:
            shown = cell.metadata.get("lang", "")
            cell.metadata |= {shown: cell.source, "lang": lang}
            cell.source = cell.metadata.pop(lang)
    return notebook
