"""Plans put together from cells and figures that a test gives."""

from healthplans.audits import review
from healthplans.reading.about import About
from healthplans.reading.documents import Document
from healthplans.reading.observations import harmonize

ABOUT = {
    "area": "340102",
    "kind": "plan",
    "title": "规划",
    "title_en": "Plan",
    "issuer": "区政府",
    "issuer_en": "District government",
    "number": "1号",
    "approved": "2021-12-01",
    "published": "",
    "status": "issued",
    "period": (2021, 2025),
    "base_year": 2020,
    "source": {"id": "source", "file": "plan.txt", "sha256": "0" * 64},
    "table": {"title": "主要指标", "lines": (1, 2)},
}


def table_cell(number, label, year, value, **more):
    return {
        "file": "table.csv",
        "origin": "table",
        "row": number,
        "locator": f"r{number}c{year}",
        "label": label,
        "unit": "",
        "value": value,
        "year": year,
        **more,
    }


def text_figure(number, indicator, value, more):
    return {
        "file": "text.csv",
        "origin": "text",
        "row": number,
        "locator": f"p{number}:0-1",
        "label": more.get("label", indicator),
        "unit": "",
        "value": value,
        "year": 2020,
        "indicator": indicator,
        **more,
    }


def plan_of(rows, id_="340102-2021", **about):
    return Document(id_, About.model_validate(ABOUT | about), tuple(rows))


def audited(lists, *plans, references=None, corrections=None):
    table = harmonize(plans, lists)
    return review(table, plans, lists, references, corrections)
