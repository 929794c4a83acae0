"""Work in time as a picture with its sentence and table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.charts import Gantt, GanttMark, GanttRow, gantt
from miara.core.numbers import MISSING
from miara.core.templatetags.miara import date_pl
from miara.cycle.public import Cell, Column, Row, Table
from miara.instruments.domain.progress import MarkState, mark_state
from miara.instruments.models import Instrument, Milestone, Stage
from miara.instruments.presenters.words import MARK_WORDS

__all__ = ["MOST_ROWS", "plan_of_list", "plan_of_one"]

#: A picture of more rows is cut; the table has all.
MOST_ROWS: Final = 30
_DRAWN: Final = {
    MarkState.DONE: "done",
    MarkState.DONE_LATE: "done",
    MarkState.LATE: "late",
}


def plan_of_list(rows: Sequence[Instrument], *, today: date) -> dict[str, Any] | None:
    """All instruments of a list on one axis; None when none has a day."""
    dated = [row for row in rows if row.since or row.until]
    if not dated:
        return None
    lines = [
        GanttRow(
            str(row.pk),
            f"{row.code} {row.name}",
            row.since or row.until,
            row.until,
            own=row.state == Instrument.State.GOING,
            marks=_marks(row.milestones.all(), today),
        )
        for row in dated
    ]
    going = sum(1 for row in dated if row.state == Instrument.State.GOING)
    late = sum(_is_late(mark, today) for row in dated for mark in row.milestones.all())
    sentence = ngettext(
        "%(count)s programme or project has days; %(going)s under way; milestones "
        "overdue: %(late)s.",
        "%(count)s programmes and projects have days; %(going)s under way; milestones "
        "overdue: %(late)s.",
        len(dated),
    ) % {"count": len(dated), "going": going, "late": late}
    title = _("Programmes and projects in time")
    return _figure("plan", (title, sentence), lines, _list_table(title, dated), today)


def plan_of_one(row: Instrument, *, today: date) -> dict[str, Any] | None:
    """Stages and milestones of one instrument; None when it has none."""
    stages, marks = list(row.stages.all()), list(row.milestones.all())
    if not stages and not marks:
        return None
    lines = [_stage_line(stage) for stage in sorted(stages, key=lambda s: s.since)]
    lines += [
        GanttRow(
            f"m{mark.pk}",
            mark.name,
            mark.done_on or mark.forecast_on or mark.planned_on,
            mark.done_on or mark.forecast_on or mark.planned_on,
            marks=_marks([mark], today),
        )
        for mark in sorted(marks, key=lambda m: m.planned_on)
    ]
    late = sum(_is_late(mark, today) for mark in marks)
    done = sum(1 for mark in marks if mark.done_on)
    sentence = _(
        "Stages: %(stages)s. Milestones: %(marks)s, of which reached %(done)s and "
        "overdue %(late)s."
    ) % {"stages": len(stages), "marks": len(marks), "done": done, "late": late}
    title = _("Stages and milestones in time")
    table = _one_table(title, stages, marks, today)
    return _figure(f"plan-{row.pk}", (title, sentence), lines, table, today)


def _figure(
    uid: str, words: tuple[str, str], lines: list[GanttRow], table: Table, today: date
) -> dict[str, Any]:
    title, sentence = words

    def drawn(key: str, width: int) -> str:
        data = Gantt(
            key,
            title,
            sentence,
            lines[:MOST_ROWS],
            today=today,
            today_word=_("today"),
        )
        return gantt(data, tick=_tick, width=width).svg

    return {
        "title": title,
        "sentence": sentence,
        "svg": drawn(uid, 900),
        "narrow": drawn(f"{uid}-n", 340),
        "table": table,
    }


def _tick(day: date) -> str:
    return str(day.year) if day.month == 1 else f"{day:%m.%Y}"


def _marks(marks: Iterable[Milestone], today: date) -> list[GanttMark]:
    return [
        GanttMark(
            mark.done_on or mark.forecast_on or mark.planned_on,
            _DRAWN.get(_state(mark, today), "planned"),
        )
        for mark in marks
    ]


def _state(mark: Milestone, today: date) -> MarkState:
    return mark_state(mark.planned_on, mark.forecast_on, mark.done_on, today)


def _is_late(mark: Milestone, today: date) -> bool:
    return _state(mark, today) is MarkState.LATE


def _stage_line(stage: Stage) -> GanttRow:
    return GanttRow(
        f"s{stage.pk}", stage.name, stage.since, stage.until, own=not stage.done_on
    )


def _list_table(caption: str, rows: Sequence[Instrument]) -> Table:
    columns = [
        Column(_("Name")),
        Column(_("From")),
        Column(_("Until")),
        Column(_("State")),
    ]
    return Table(
        caption,
        columns,
        [
            Row(
                [
                    Cell(f"{row.code} {row.name}"),
                    Cell(_day(row.since)),
                    Cell(_day(row.until)),
                    Cell(row.get_state_display()),
                ],
                key=str(row.pk),
            )
            for row in rows
        ],
    )


def _one_table(
    caption: str, stages: list[Stage], marks: list[Milestone], today: date
) -> Table:
    columns = [
        Column(_("Name")),
        Column(_("Planned")),
        Column(_("Expected now")),
        Column(_("Done on")),
        Column(_("State")),
    ]
    rows = [
        Row(
            [
                Cell(stage.name),
                Cell(f"{_day(stage.since)}–{_day(stage.until)}"),
                Cell(MISSING),
                Cell(_day(stage.done_on)),
                Cell(_("stage")),
            ],
            key=f"s{stage.pk}",
        )
        for stage in stages
    ]
    rows += [
        Row(
            [
                Cell(mark.name),
                Cell(_day(mark.planned_on)),
                Cell(_day(mark.forecast_on)),
                Cell(_day(mark.done_on)),
                Cell(str(MARK_WORDS[_state(mark, today)])),
            ],
            key=f"m{mark.pk}",
        )
        for mark in marks
    ]
    return Table(caption, columns, rows)


def _day(day: date | None) -> str:
    return date_pl(day, "short") if day else MISSING
