"""The templates of pages and documents, which lie in the room that fills them."""

from functools import cache

from jinja2 import Environment, PackageLoader, Template


def template(room: str, name: str, *, trimmed: bool = False) -> Template:
    """Give a template of a room of this package; what is put into it is escaped.

    `trimmed` leaves no line where a statement stood.
    """
    return _environment(room, trimmed).get_template(name)


@cache
def _environment(room: str, trimmed: bool) -> Environment:
    loader = PackageLoader(f"healthplans.{room}", "templates")
    return Environment(
        loader=loader, autoescape=True, trim_blocks=trimmed, lstrip_blocks=trimmed
    )
