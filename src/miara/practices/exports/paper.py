"""A card on paper: one description of it, set as PDF and as a document of Word.

It is made from what the page shows to everybody, so people are not in it.
"""

from __future__ import annotations

import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import capfirst
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from miara.core.templatetags.miara import pln
from miara.documents import public as documents
from miara.practices.phrases import PART_NAMES

if TYPE_CHECKING:
    from docx.document import Document as Paper

__all__ = ["card_pdf", "card_word", "paper_of"]

TEMPLATE: Final = Path(__file__).parents[1] / "typst" / "card.typ"
#: Papers kept in memory: setting one takes longer than everything else of its answer.
_KEPT: Final = 64
#: Parts of the short version beside the metric: what it is and what it gave.
_SHORT: Final = frozenset({"summary", "results"})


def paper_of(page: Mapping[str, Any], *, is_short: bool = False) -> dict[str, Any]:
    """What stands on paper, as plain values.

    Parameters
    ----------
    page
        What `card_context` made.
    is_short
        The summary, the metric and the results only.
    """
    card, freshness = page["card"], page["freshness"]
    sections = [
        section
        for section in _sections(page)
        if not is_short or section["code"] in _SHORT
    ]
    return {
        "title": card.title,
        "header": _("Good practice no. %(number)s") % {"number": card.pk},
        "footer": page["own_url"],
        "lead": card.result_sentence,
        "state_word": capfirst(freshness["word"]),
        "state": " ".join(filter(None, [freshness["sentence"], freshness["note"]])),
        "facts": [
            *([fact.label, _fact(fact.text, fact.note)] for fact in page["metric"]),
            [_("Cost of the first year"), page["band"]],
        ],
        "sections": sections,
        "english": _english(card),
        "cite": {"title": _("How to cite"), "text": page["citation"]},
    }


def card_pdf(paper: Mapping[str, Any]) -> bytes:
    """Tagged PDF/UA-1 with title and language."""
    data = json.dumps(paper, ensure_ascii=False, sort_keys=True)
    return _set(data, get_language() or "pl")


def card_word(paper: Mapping[str, Any]) -> bytes:
    """A document of Word with real headings, lists and heads of tables."""
    from docx import Document

    made = Document()
    made.core_properties.title = _clean(paper["title"])
    made.core_properties.language = get_language() or "pl"
    made.core_properties.author = ""
    made.add_heading(_clean(paper["title"]), level=1)
    if paper["lead"]:
        made.add_paragraph(_clean(paper["lead"]))
    state = made.add_paragraph()
    state.add_run(f"{paper['state_word']}. ").bold = True
    state.add_run(_clean(paper["state"]))
    _table(made, [_("Item"), _("Value")], paper["facts"])
    for section in paper["sections"]:
        made.add_heading(section["title"], level=2)
        _blocks(made, section["blocks"])
        if section["table"]:
            _table(made, section["table"]["header"], section["table"]["rows"])
        if section["note"]:
            made.add_paragraph(_clean(section["note"]))
    if english := paper["english"]:
        made.add_heading(_clean(english["title"]), level=2)
        made.add_paragraph(_clean(english["text"]))
    made.add_heading(paper["cite"]["title"], level=2)
    made.add_paragraph(_clean(paper["cite"]["text"]))
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


@lru_cache(maxsize=_KEPT)
def _set(data: str, language: str) -> bytes:
    paper = json.loads(data)
    return documents.typeset(TEMPLATE, paper, title=paper["title"], language=language)


def _sections(page: Mapping[str, Any]) -> list[dict[str, Any]]:
    card = page["card"]
    found = []
    if page["summary"]:
        found.append(_section("summary", _("In short"), page["summary"]))
    for story in page["stories"]:
        table = _results(page) if story["code"] == "results" else None
        found.append(
            _section(story["code"], str(story["title"]), story["blocks"], table)
        )
    if page["results"] and not card.results:
        title = str(PART_NAMES["results"])
        found.append(_section("results", title, (), _results(page)))
    if page["costs"]:
        found.append(_costs(page))
    if card.contact.office:
        contact = card.contact
        parts = [contact.office, contact.office_email, contact.office_phone]
        text = ", ".join(filter(None, parts))
        found.append(_section("contact", _("Whom to ask"), (), note=text))
    return found


def _section(
    code: str,
    title: str,
    blocks: Sequence[Any],
    table: dict[str, Any] | None = None,
    note: str = "",
) -> dict[str, Any]:
    return {
        "code": code,
        "title": title,
        "blocks": [
            {
                "text": block.text,
                "items": list(block.items),
                "is_numbered": block.is_numbered,
            }
            for block in blocks
        ],
        "table": table,
        "note": note,
    }


def _results(page: Mapping[str, Any]) -> dict[str, Any] | None:
    if not page["results"]:
        return None
    rows = [
        [
            _fact(
                row["label"], _("what the practice aimed at") if row["is_aim"] else ""
            ),
            _fact(row["before"], row["before_year"]),
            _fact(row["after"], row["after_year"]),
            row["source"] or "–",
        ]
        for row in page["results"]
    ]
    header = [
        _("What was counted"),
        pgettext("number", "Before"),
        pgettext("number", "After"),
        _("Source"),
    ]
    return {"header": header, "rows": rows, "numbers": [1, 2]}


def _costs(page: Mapping[str, Any]) -> dict[str, Any]:
    rows = [
        [cost.label, cost.get_kind_display(), pln(cost.amount), cost.source or "–"]
        for cost in page["costs"]
    ]
    header = [pgettext("cost", "What for"), _("When"), _("Amount"), _("Paid from")]
    source = page["card"].costs_source
    note = " ".join(
        filter(
            None,
            [page["costs_sentence"], source and _("Source:") + " " + source],
        )
    )
    table = {"header": header, "rows": rows, "numbers": [2]}
    return _section("costs", _("Costs"), (), table, note)


def _english(card: Any) -> dict[str, str] | None:
    if not card.summary_en:
        return None
    return {"title": card.title_en or "In English", "text": card.summary_en}


def _fact(text: str, note: object) -> str:
    return f"{text} ({note})" if note else str(text)


def _clean(text: str) -> str:
    """Without signs that XML cannot hold."""
    return "".join(c for c in text if c >= " " or c in "\t\n")


def _blocks(made: Paper, blocks: Sequence[Mapping[str, Any]]) -> None:
    for block in blocks:
        if not block["items"]:
            made.add_paragraph(_clean(block["text"]))
            continue
        style = "List Number" if block["is_numbered"] else "List Bullet"
        for item in block["items"]:
            made.add_paragraph(_clean(item), style=style)


def _table(made: Paper, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.oxml import OxmlElement

    table = made.add_table(rows=1, cols=len(header), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, header, strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = _clean(str(text))
    made.add_paragraph()
