"""What a table would write, before it is written."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from miara.core.numbers import MISSING
from miara.core.templatetags.miara import pln
from miara.cycle.public import Cell, Column, Row, Table
from miara.rollout.domain.tables import StrategyTable, TaskTable

__all__ = ["Preview", "preview_of"]

#: Rows shown of each kind; the rest is counted.
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """A sentence and tables."""

    sentence: str
    tables: list[Table] = field(default_factory=list)


def preview_of(told: StrategyTable | TaskTable) -> Preview:
    """What the file holds, as tables."""
    if isinstance(told, StrategyTable):
        return _strategy(told)
    return _tasks(told)


def _strategy(told: StrategyTable) -> Preview:
    title = told.about.title if told.about else MISSING
    goals = ngettext("%(count)s goal", "%(count)s goals", len(told.goals))
    targets = ngettext("%(count)s target", "%(count)s targets", len(told.measures))
    sentence = _("“%(title)s”: %(goals)s, %(targets)s.") % {
        "title": title,
        "goals": goals % {"count": len(told.goals)},
        "targets": targets % {"count": len(told.measures)},
    }
    rows = [
        Row(
            [
                Cell(g.code),
                Cell(g.text),
                Cell(g.above or MISSING),
                Cell(g.owner or MISSING),
            ]
        )
        for g in sorted(told.goals, key=lambda goal: goal.line.row)[:SHOWN]
    ]
    columns = [
        Column(_("Symbol")),
        Column(_("Goal")),
        Column(_("Below")),
        Column(_("Owner")),
    ]
    tables = [Table(_("Goals of the file"), columns, rows)]
    if told.measures:
        columns = [
            Column(_("Goal")),
            Column(_("Indicator")),
            Column(_("Year")),
            Column(_("Value to reach"), numeric=True),
        ]
        rows = [
            Row(
                [
                    Cell(m.goal),
                    Cell(f"{m.code} {m.name}".strip()),
                    Cell(str(m.final_year or MISSING)),
                    Cell(m.line.text("final") or MISSING),
                ]
            )
            for m in told.measures[:SHOWN]
        ]
        tables.append(Table(_("Targets of the file"), columns, rows))
    return Preview(sentence, tables)


def _tasks(told: TaskTable) -> Preview:
    words = ngettext("%(count)s budget task", "%(count)s budget tasks", len(told.tasks))
    count = words % {"count": len(told.tasks)}
    total = sum(task.needed or 0 for task in told.tasks) / 100
    sentence = _("%(tasks)s; money needed together: %(total)s.") % {
        "tasks": count,
        "total": pln(total, 2),
    }
    columns = [
        Column(_("Symbol")),
        Column(_("Task")),
        Column(_("Goals")),
        Column(_("Money needed"), numeric=True),
    ]
    rows = [
        Row(
            [
                Cell(t.symbol),
                Cell(t.name),
                Cell(", ".join(t.goals) or MISSING),
                Cell(MISSING if t.needed is None else pln(t.needed / 100, 2)),
            ]
        )
        for t in told.tasks[:SHOWN]
    ]
    return Preview(sentence, [Table(_("Tasks of the file"), columns, rows)])
