"""A report on a page: its title, when it was made, sections with tables and bars."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from miara.charts import Bar, Bars, Chart, bars, standalone
from miara.charts.formats import numbers
from miara.core.numbers import MISSING, format_number, format_percent
from miara.core.templatetags.miara import date_pl
from miara.reports.domain.content import part_of
from miara.reports.domain.drafts import ColumnKind, SectionState
from miara.reports.models import Report, Section
from miara.reports.presenters.hints import hint_of
from miara.reports.presenters.words import zloty

__all__ = [
    "STATES",
    "Draw",
    "Part",
    "ShownTable",
    "cell_text",
    "made_sentence",
    "part_shown",
    "parts_of",
    "title_of",
]

STATES: Final[dict[SectionState, Promise]] = {
    SectionState.GENERATED: pgettext_lazy("section of a report", "from the data"),
    SectionState.EDITED: pgettext_lazy("section of a report", "written by a person"),
    SectionState.CONFLICT: pgettext_lazy(
        "section of a report", "data changed under the text: look at it"
    ),
}
_NUMERIC: Final = frozenset({ColumnKind.MONEY, ColumnKind.COUNT, ColumnKind.PERCENT})


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table in words: heads and cells with whether they are numbers."""

    caption: str
    head: Sequence[tuple[str, bool]]
    rows: Sequence[Sequence[tuple[str, bool]]]


@dataclass(frozen=True, slots=True)
class Draw:
    """Bars, the same for a narrow screen, and the sentence and table beside them."""

    title: str
    sentence: str
    chart: Chart
    narrow: Chart
    table: ShownTable

    @property
    def alone(self) -> str:
        """The picture with its colours, for files that have no sheet of ours."""
        return standalone(self.chart.svg)


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a page shows it; ``row`` and ``state`` only in the draft."""

    place: int
    heading: str
    lines: Sequence[str]
    numbers: Sequence[tuple[str, str]]
    draw: Draw | None
    table: ShownTable | None
    row: Section | None = None
    state: str = ""
    hint: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether readers would not see it."""
        return not (self.lines or self.numbers or self.draw or self.table)


def title_of(report: Report, unit: str) -> str:
    """Title of a report with the unit and the time it is about."""
    facts = {"unit": unit, "year": report.year, "quarter": report.quarter}
    titles = {
        "STATE": _("Report on the state of the municipality %(year)s: %(unit)s"),
        "SHORT": _("The municipality in %(year)s, in short: %(unit)s"),
        "ANNEX": _(
            "Annex to the report on the state of the municipality %(year)s: %(unit)s"
        ),
        "BUDGET": _("Execution of the budget %(year)s: %(unit)s"),
        "HALF": _("The budget in the first half of %(year)s: %(unit)s"),
        "QUARTER": _("Budget tasks, quarter %(quarter)s of %(year)s: %(unit)s"),
    }
    return titles[report.kind] % facts


def made_sentence(day: date, vintage: str) -> str:
    """From which data and when it was made."""
    told = date_pl(day)
    if vintage:
        return _(
            "Made from the data of %(day)s; national numbers of vintage %(vintage)s."
        ) % {"day": told, "vintage": vintage}
    return _("Made from the data of %(day)s.") % {"day": told}


def parts_of(sections: Iterable[Section]) -> list[Part]:
    """Sections of a draft with their state in words and a hint for the author."""
    found = []
    for place, row in enumerate(sections, 1):
        part = part_of(row.code, row.heading, row.shown, row.table, row.figures)
        told = str(STATES[row.state]), str(hint_of(row.code))
        found.append(part_shown(part, place, row, *told))
    return found


def part_shown(
    part: Mapping[str, Any],
    place: int,
    row: Section | None = None,
    state: str = "",
    hint: str = "",
) -> Part:
    """A section of a content in words; ``place`` counts from one."""
    figures = part["figures"]
    return Part(
        place,
        part["heading"],
        part["lines"],
        [(number, text) for number, text in figures.get("numbers", [])],
        _draw(figures, place) if figures.get("bars") else None,
        _table(part["heading"], part["table"]) if part["table"] else None,
        row,
        state,
        hint,
    )


def cell_text(kind: str, value: object) -> str:
    """A cell in words of the active language."""
    language = get_language() or "pl"
    if value is None or value == "":
        return MISSING
    if kind == ColumnKind.MONEY and isinstance(value, int):
        return zloty(value)
    if kind == ColumnKind.COUNT and isinstance(value, int):
        return format_number(value, 0, language)
    if kind == ColumnKind.PERCENT and isinstance(value, int | float):
        return format_percent(value, 1, language)
    return str(value)


def _table(caption: str, table: Mapping[str, Any]) -> ShownTable:
    kinds = table.get("kinds") or [ColumnKind.TEXT] * len(table["head"])
    numeric = [kind in _NUMERIC for kind in kinds]
    return ShownTable(
        caption,
        list(zip(table["head"], numeric, strict=True)),
        [
            [
                (cell_text(kind, value), is_number)
                for kind, value, is_number in zip(kinds, row, numeric, strict=True)
            ]
            for row in table["rows"]
        ],
    )


def _draw(figures: Mapping[str, Any], place: int) -> Draw:
    show = numbers(get_language() or "pl")
    table = ShownTable(
        figures["title"],
        [(_("State"), False), (_("Number of indicators"), True)],
        [
            [(label, False), (show(float(count)), True)]
            for label, count in figures["bars"]
        ],
    )
    return Draw(
        figures["title"],
        figures["sentence"],
        _bars(figures, f"bars-{place}", 640),
        _bars(figures, f"bars-{place}-narrow", 340),
        table,
    )


def _bars(figures: Mapping[str, Any], uid: str, width: int) -> Chart:
    show = numbers(get_language() or "pl")
    data = Bars(
        uid=uid,
        title=figures["title"],
        description=figures["sentence"],
        bars=[
            Bar(label, label, float(count), own=True)
            for label, count in figures["bars"]
        ],
    )
    # Between whole numbers of indicators there is nothing to name.
    return bars(
        data,
        show=show,
        tick=lambda value: show(value) if value == int(value) else "",
        width=width,
    )
