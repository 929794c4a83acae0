"""A report as a file: web page, tagged PDF, a document of Word to finish, tables."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from miara.documents import public as documents
from miara.reports.exports.content import Paper, plain_tables
from miara.reports.exports.tables import xlsx_of
from miara.reports.exports.word import word_of_paper
from miara.reports.presenters.report import Part, ShownTable

__all__ = ["FORMATS", "report_file"]

SHEET: Final = Path(__file__).with_name("file.css")
TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "report.typ"
#: A thousand pages take long; the worker has the time.
LIMIT_SECONDS: Final = 600.0


def report_file(paper: Paper, suffix: str) -> bytes:
    """The report in one of `FORMATS`, in the active language.

    Raises
    ------
    TypesettingError
        When the PDF cannot be set.
    RuntimeError
        For the PDF inside a transaction.
    """
    return FORMATS[suffix](paper)


def _html(paper: Paper) -> bytes:
    # A file goes alone, so its style goes with it.
    sheet = format_html("<style>{}</style>", SHEET.read_text(encoding="utf-8"))
    values = {"paper": paper, "sheet": sheet}
    return render_to_string("reports/file.html", values).encode()


def _pdf(paper: Paper) -> bytes:
    pictures: dict[str, bytes] = {}
    sections = [_typeset(part, pictures) for part in paper.parts]
    data = {
        "title": paper.title,
        "header": paper.unit,
        "footer": paper.title,
        "made": paper.made,
        "paged": paper.is_paged,
        "sections": sections,
    }
    return documents.typeset(
        TEMPLATE,
        data,
        title=paper.title,
        language="pl",
        files=pictures,
        limit_seconds=LIMIT_SECONDS,
    )


def _typeset(part: Part, pictures: dict[str, bytes]) -> dict[str, Any]:
    picture = None
    if part.draw:
        name = f"bars-{part.place}.svg"
        pictures[name] = part.draw.alone.encode()
        sentence = part.draw.sentence
        picture = {"file": name, "alt": f"{part.draw.title}. {sentence}"}
        picture |= {"title": part.draw.title, "sentence": sentence}
    return {
        "heading": part.heading,
        "numbers": part.numbers,
        "lines": part.lines,
        "picture": picture,
        "table": _plain_table(part.table) if part.table else None,
    }


def _plain_table(table: ShownTable) -> dict[str, Any]:
    return {
        "head": [text for text, _is_number in table.head],
        "numeric": [
            place for place, (_text, is_number) in enumerate(table.head) if is_number
        ],
        "rows": [[text for text, _is_number in row] for row in table.rows],
    }


def _workbook(paper: Paper) -> bytes:
    sheets = {
        f"{place}. {heading}": (head, rows)
        for place, (heading, head, rows) in plain_tables(paper.content).items()
    }
    texts = [[part.heading, "\n".join(_told(part))] for part in paper.parts]
    head = (pgettext("of a report", "Section"), pgettext("of a report", "Text"))
    return xlsx_of({_("Texts"): (head, texts), **sheets})


def _told(part: Part) -> list[str]:
    numbers = [f"{number} {text}" for number, text in part.numbers]
    drawn = [part.draw.sentence] if part.draw else []
    return [*numbers, *drawn, *part.lines]


FORMATS: Final[dict[str, Callable[[Paper], bytes]]] = {
    "html": _html,
    "pdf": _pdf,
    "docx": word_of_paper,
    "xlsx": _workbook,
}
