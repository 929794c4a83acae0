"""A report as a file: tagged PDF, a document of Word to finish, tables, data."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from miara.documents import public as documents
from miara.reports.exports.tables import xlsx_of
from miara.reports.models import Report, Section
from miara.reports.presenters.report import made_sentence, title_of

__all__ = ["report_file"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "report.typ"


def report_file(
    report: Report, sections: Sequence[Section], unit: str, suffix: str
) -> bytes:
    """The report in one of the formats of `FILES`; not inside a transaction."""
    return FILES[suffix](_paper(report, sections, unit))


def _paper(report: Report, sections: Sequence[Section], unit: str) -> dict[str, Any]:
    return {
        "title": title_of(report, unit),
        "header": unit,
        "footer": title_of(report, unit),
        "made": made_sentence(report),
        "vintage": report.vintage,
        "sections": [_part(section) for section in sections],
    }


def _part(section: Section) -> dict[str, Any]:
    head = section.table.get("head", [])
    is_money = len(head) == 5 and section.code in {"money", "tasks"}
    return {
        "code": section.code,
        "heading": section.heading,
        "lines": [line for line in section.shown.splitlines() if line.strip()],
        "head": head,
        "rows": section.table.get("rows", []),
        "numbers": list(range(1, 5)) if is_money else [],
    }


def _pdf(paper: Mapping[str, Any]) -> bytes:
    language = (get_language() or "pl")[:2]
    return documents.typeset(TEMPLATE, paper, title=paper["title"], language=language)


def _word(paper: Mapping[str, Any]) -> bytes:
    from docx import Document

    page = Document()
    page.core_properties.title = paper["title"]
    page.core_properties.language = get_language() or "pl"
    page.add_heading(paper["title"], 1)
    page.add_paragraph(paper["made"])
    for part in paper["sections"]:
        page.add_heading(part["heading"], 2)
        for line in part["lines"]:
            page.add_paragraph(line)
        if part["head"]:
            _word_table(page, part["head"], part["rows"])
    target = io.BytesIO()
    page.save(target)
    return target.getvalue()


def _word_table(page: Any, head: list[str], rows: list[list[str]]) -> None:
    table = page.add_table(1 + len(rows), len(head), style="Table Grid")
    for place, row in enumerate([head, *rows]):
        for cell, text in zip(table.rows[place].cells, row, strict=True):
            cell.text = str(text)


def _workbook(paper: Mapping[str, Any]) -> bytes:
    sheets = {
        part["heading"]: (part["head"], part["rows"])
        for part in paper["sections"]
        if part["head"]
    }
    texts = [[part["heading"], "\n".join(part["lines"])] for part in paper["sections"]]
    return xlsx_of(
        {
            _("Texts"): (
                (pgettext("of a report", "Section"), pgettext("of a report", "Text")),
                texts,
            ),
            **sheets,
        }
    )


def _json(paper: Mapping[str, Any]) -> bytes:
    return json.dumps(paper, ensure_ascii=False, indent=1).encode()


FILES: Final[dict[str, Callable[[Mapping[str, Any]], bytes]]] = {
    "pdf": _pdf,
    "docx": _word,
    "xlsx": _workbook,
    "json": _json,
}
