"""A report as a document of Word, to be finished by hand.

Rows of tables are written as elements: going through the library's cells takes minutes
for the tasks of a large city.
"""

from __future__ import annotations

import io
from typing import Any

from miara.charts.png import to_png
from miara.reports.exports.content import Paper
from miara.reports.presenters.report import Part, ShownTable

__all__ = ["word_of_paper"]

#: Twentieths of a point in the width of a page between its margins.
_PAGE_WIDTH = 9070


def word_of_paper(paper: Paper) -> bytes:
    """The document; headings are headings, heads of tables repeat on each page."""
    from docx import Document

    page = Document()
    page.core_properties.title = paper.title
    page.core_properties.language = "pl"
    page.core_properties.author = paper.unit
    page.add_heading(paper.title, 1)
    page.add_paragraph(paper.made)
    for part in paper.parts:
        if paper.is_paged and part.place > 1:
            page.add_page_break()
        _part(page, part)
    target = io.BytesIO()
    page.save(target)
    return target.getvalue()


def _part(page: Any, part: Part) -> None:
    page.add_heading(part.heading, 2)
    for number, text in part.numbers:
        line = page.add_paragraph()
        line.add_run(number).bold = True
        line.add_run(f" {text}")
    if part.draw:
        _picture(page, part)
    for line in part.lines:
        page.add_paragraph(line)
    if part.table:
        _table(page, part.table)


def _picture(page: Any, part: Part) -> None:
    from docx.shared import Cm

    if part.draw is None:
        return
    page.add_paragraph(part.draw.sentence)
    drawn = page.add_picture(io.BytesIO(to_png(str(part.draw.chart))), width=Cm(15))
    # Those who do not see the picture hear what it shows.
    properties = drawn._inline.docPr
    properties.set("descr", part.draw.sentence)
    properties.set("title", part.draw.title)


def _table(page: Any, table: ShownTable) -> None:
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = page.add_table(rows=0, cols=len(table.head), style="Table Grid")._tbl
    width = str(_PAGE_WIDTH // len(table.head))

    def row(cells: Any, *, is_head: bool) -> Any:
        line = OxmlElement("w:tr")
        if is_head:
            about = OxmlElement("w:trPr")
            about.append(OxmlElement("w:tblHeader"))
            line.append(about)
        for text, is_number in cells:
            line.append(cell(text, is_number=is_number, is_head=is_head))
        return line

    def cell(text: str, *, is_number: bool, is_head: bool) -> Any:
        box, about = OxmlElement("w:tc"), OxmlElement("w:tcPr")
        size = OxmlElement("w:tcW")
        size.set(qn("w:w"), width)
        size.set(qn("w:type"), "dxa")
        about.append(size)
        box.append(about)
        for line in _clean(text).split("\n"):
            box.append(paragraph(line, is_number=is_number, is_head=is_head))
        return box

    def paragraph(text: str, *, is_number: bool, is_head: bool) -> Any:
        made_line, run = OxmlElement("w:p"), OxmlElement("w:r")
        if is_number:
            about, side = OxmlElement("w:pPr"), OxmlElement("w:jc")
            side.set(qn("w:val"), "right")
            about.append(side)
            made_line.append(about)
        if is_head:
            about = OxmlElement("w:rPr")
            about.append(OxmlElement("w:b"))
            run.append(about)
        body = OxmlElement("w:t")
        body.text = text
        body.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        run.append(body)
        made_line.append(run)
        return made_line

    made.append(row(table.head, is_head=True))
    for cells in table.rows:
        made.append(row(cells, is_head=False))
    page.add_paragraph()


def _clean(text: str) -> str:
    """Without control characters, which a document cannot hold."""
    return "".join(char for char in text if char >= " " or char in "\n\t")
