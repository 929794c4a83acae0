"""Rows and words of the expert's desk and of the page of one entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.contest.domain.marking import Given, Lacks, Missing
from miara.contest.models import Assignment, Criterion
from miara.contest.queries.assessment import Desk, Reading
from miara.core.localized import Localized
from miara.core.numbers import format_number
from miara.questionnaires import public as questionnaires
from miara.units import public as units

__all__ = [
    "CriterionRow",
    "DeskRow",
    "criterion_rows",
    "desk_rows",
    "missing_lines",
    "points_text",
    "reading_sections",
]

_State = Assignment.State


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One line of the desk."""

    url: str
    title: str
    about: str
    edition: str
    state: str
    state_text: str
    due_at: datetime | None
    is_late: bool
    position: int


def desk_rows(desk: Desk, *, now: datetime) -> list[DeskRow]:
    """Lines of the desk, what waits first, each edition in its drawn order.

    Before the declaration only the unit is named; in a blind edition nothing but the
    number in the expert's own order.
    """
    named = units.units_by_uid({row.unit_uid for row in desk.lines})
    cells = {key: str(cell) for key, cell in desk.cells.items()}
    editions = {key: str(row.name) for key, row in desk.editions.items()}
    blind = {key: row.settings.marks.blind for key, row in desk.editions.items()}
    states = {str(value): str(label) for value, label in _State.choices}
    numbered = _("Application no. %(number)s")
    # One address is made and its last part exchanged: one look-up for all rows.
    base = reverse("contest:assessment", args=["0"]).removesuffix("0/")
    found = []
    for row in desk.lines:
        unit = named.get(row.unit_uid)
        about = cells.get(row.cell_id or 0, "")
        title = numbered % {"number": row.position}
        if not blind[row.edition_id]:
            if row.state == _State.ASKED:
                title = unit.title if unit else title
            else:
                title = row.title or title
                place = unit.full_name if unit else ""
                about = " · ".join(filter(None, (place, about)))
        late = row.state != _State.SUBMITTED and row.due_at is not None
        found.append(
            DeskRow(
                f"{base}{row.uid}/",
                title,
                about,
                editions[row.edition_id],
                row.state,
                states[row.state],
                row.due_at,
                late and row.due_at is not None and row.due_at < now,
                row.position,
            )
        )
    return sorted(found, key=lambda row: row.state == _State.SUBMITTED)


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion with its scale, guidance and what the expert wrote."""

    code: str
    name: str
    guidance: str
    levels: tuple[tuple[str, str], ...]
    most: str
    step: str
    needs_comment: bool
    points: str
    comment: str
    revision: int
    errors: tuple[str, ...] = field(default_factory=tuple)


def criterion_rows(
    criteria: list[Criterion],
    given: Mapping[str, Given],
    revisions: Mapping[str, int],
    *,
    typed: Mapping[str, tuple[str, str]] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> list[CriterionRow]:
    """Criteria of the page; what was typed and refused stands instead of the kept."""
    language = get_language() or "pl"
    found = []
    for row in criteria:
        kept = given.get(row.code, Given(None))
        points = "" if kept.points is None else _plain(kept.points)
        points, comment = (typed or {}).get(row.code, (points, kept.comment))
        found.append(
            CriterionRow(
                row.code,
                str(row.name),
                str(row.guidance),
                tuple(
                    (
                        points_text(Decimal(str(level["points"]))),
                        Localized.of(level["text"]).in_language(language),
                    )
                    for level in row.levels
                ),
                _plain(row.max_points),
                _plain(row.step),
                row.needs_comment,
                points,
                comment,
                revisions.get(row.code, 0),
                tuple((errors or {}).get(row.code, [])),
            )
        )
    return found


def points_text(points: Decimal | None) -> str:
    """Points in the reader's language without empty decimals."""
    if points is None:
        return format_number(None)
    plain = points.normalize()
    exponent = plain.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    return format_number(plain, places, get_language() or "pl")


def _plain(points: Decimal) -> str:
    """Points as a number control takes them, with a point."""
    return format(points.normalize(), "f")


def missing_lines(
    missing: list[Missing], criteria: list[Criterion]
) -> list[dict[str, str]]:
    """What is to be written yet, each with the id of its control."""
    names = {row.code: str(row.name) for row in criteria}
    lines = []
    for each in missing:
        match each.lacks:
            case Lacks.POINTS:
                text = _("%(criterion)s: give points") % {
                    "criterion": names[each.criterion]
                }
                at = f"points-{each.criterion}"
            case Lacks.COMMENT:
                text = _("%(criterion)s: justify the points") % {
                    "criterion": names[each.criterion]
                }
                at = f"comment-{each.criterion}"
            case Lacks.CONFIDENCE:
                text = _("Say how sure you are of your marks")
                at = "confidence"
        lines.append({"text": text, "id": at})
    return lines


def reading_sections(reading: Reading, file_url: Any) -> list[dict[str, Any]]:
    """The application section by section, answers ready to be shown.

    Parameters
    ----------
    file_url
        Gives the address of an attachment from its number.
    """
    language = get_language()
    found = []
    for section, fields in reading.sections:
        answers = []
        for each in fields:
            told = questionnaires.shown(each, reading.answers.get(each.code))
            files = [
                {
                    "name": row.name,
                    "description": row.description,
                    "url": row.url or file_url(row.number),
                    "outside": bool(row.url),
                }
                for row in reading.files
                if row.field == each.code and (row.file is not None or row.url)
            ]
            if not told.is_empty or files:
                answers.append({"shown": told, "files": files})
        if answers:
            found.append(
                {
                    "code": section.code,
                    "title": section.title.in_language(language),
                    "answers": answers,
                }
            )
    return found


def told_time(moment: datetime) -> str:
    """The hour of a saving, as the status line says it."""
    return f"{timezone.localtime(moment):%H:%M}"
