"""A report on a page: its title, when it was made, sections with tables."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from miara.core.templatetags.miara import date_pl
from miara.cycle.public import Cell, Column, Row, Table
from miara.reports.domain.drafts import SectionState
from miara.reports.models import Report, Section

__all__ = ["STATES", "Part", "made_sentence", "parts_of", "title_of"]

STATES: Final[dict[SectionState, Promise]] = {
    SectionState.GENERATED: pgettext_lazy("section of a report", "from the data"),
    SectionState.EDITED: pgettext_lazy("section of a report", "written by a person"),
    SectionState.CONFLICT: pgettext_lazy(
        "section of a report", "data changed under the text: look at it"
    ),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a page shows it."""

    row: Section
    state: str
    lines: list[str]
    table: Table | None


def title_of(report: Report, unit: str) -> str:
    """Title of a report with the unit and the year."""
    facts = {"unit": unit, "year": report.year}
    if report.kind == Report.Kind.STATE:
        return _("Report on the state of the municipality %(year)s: %(unit)s") % facts
    return _("Execution of the budget %(year)s: %(unit)s") % facts


def made_sentence(report: Report) -> str:
    """From which data and when it was made."""
    day = date_pl(timezone.localtime(report.made_at).date())
    if report.vintage:
        return _(
            "Made from the data of %(day)s; national numbers of vintage %(vintage)s."
        ) % {"day": day, "vintage": report.vintage}
    return _("Made from the data of %(day)s.") % {"day": day}


def parts_of(sections: Iterable[Section]) -> list[Part]:
    """Sections with their state in words, paragraphs and table."""
    return [
        Part(
            row,
            str(STATES[row.state]),
            [line for line in row.shown.splitlines() if line.strip()],
            _table(row),
        )
        for row in sections
    ]


def _table(row: Section) -> Table | None:
    head = row.table.get("head")
    if not head:
        return None
    is_money = row.code in {"money", "tasks"}
    columns = [
        Column(label, numeric=is_money and place > 0)
        for place, label in enumerate(head)
    ]
    rows = [Row([Cell(str(text)) for text in line]) for line in row.table["rows"]]
    return Table(row.heading, columns, rows)
