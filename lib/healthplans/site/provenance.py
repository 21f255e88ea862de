"""What a page rests on: plans, data files and their hash, version and date; its citation."""

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from healthplans import __version__, suite
from healthplans.paths import data_folder, project_folder
from healthplans.plans import Plan
from healthplans.site.catalogue import Page
from healthplans.words import Words

__all__ = ["about", "data_hash", "release"]

_FEW = 8
_SHORT = 12


def about(page: Page, title: str, words: Words, page_hash: str = "") -> dict[str, Any]:
    """Give what stands at the end of a page, for its template.

    Parameters
    ----------
    page : Page
        The page.
    title : str
        Its heading.
    page_hash : str, optional
        A hash of what the page is made of; by default that of its data files.
    """
    own = plans_of(page)
    digest = page_hash or data_hash(own[0].code if page.notebook == "trace" and own else "")
    return {
        "sources": [_cited(plan, words) for plan in own] if len(own) <= _FEW else [],
        "count": len(own),
        "hash": digest,
        "date": release(),
        "version": __version__,
        "citation": words.say(
            "citation_text",
            title=title,
            page=page.html,
            version=__version__,
            date=release(),
            hash=digest[:_SHORT],
            plans=_listed(own, words),
        ),
    }


def plans_of(page: Page) -> Sequence[Plan]:
    """Give the plans that a page is about: its district's, or all."""
    district = page.parameters.get("district")
    if district is None:
        return suite.plans()
    return [plan for plan in suite.plans() if plan.document.district == district]


@cache
def release() -> str:
    """Give the date of this version of the data, as `CITATION.cff` states it."""
    text = (project_folder() / "CITATION.cff").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["date-released"])


@cache
def data_hash(plan: str = "") -> str:
    """Give the SHA-256 over names and bytes of the data files; of the plans all, or one."""
    folder, digest = data_folder(), hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder)
        if not plan or name.parts[0] != "plans" or name.parts[1] == plan:
            digest.update(f"{name.as_posix()} {_digest(path)}\n".encode())
    return digest.hexdigest()


@cache
def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _cited(plan: Plan, words: Words) -> str:
    document = plan.document
    status = words.name("status", document.status)
    return words.say(
        "citation_plan",
        title=document.title if words.lang == "zh" else document.title_en,
        number=document.number or words.say("unnumbered", status=status),
    )


def _listed(plans: Sequence[Plan], words: Words) -> str:
    if len(plans) > _FEW:
        return words.say("citation_plans", count=len(plans))
    return words.say("list_semicolon").join(_cited(plan, words) for plan in plans)
