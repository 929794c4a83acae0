"""The status of a task as a sentence with its rule, and versions of its report."""

from __future__ import annotations

from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext_lazy

from miara.budget.domain.assignment import Money
from miara.budget.domain.reporting import Status, StatusFacts, status_of
from miara.budget.models import BudgetTask, TaskMeasure
from miara.budget.presenters.money import whole, zloty
from miara.core.numbers import MISSING

__all__ = ["facts_of", "measure_rows", "rule_sentence", "status_sentence"]

_NAMES: Final[dict[Status, Promise]] = {
    Status.ON_COURSE: pgettext_lazy("status of a task", "On course"),
    Status.WATCH: pgettext_lazy("status of a task", "To be watched"),
    Status.OFF_COURSE: pgettext_lazy("status of a task", "Off course"),
    Status.UNKNOWN: pgettext_lazy("status of a task", "Not known"),
}
_BETTER: Final = {"UP": True, "DOWN": False, "NONE": None}


def facts_of(
    task: BudgetTask, money: Money, measures: list[TaskMeasure], quarter: int
) -> StatusFacts:
    """What the rule of status looks at in a quarter."""
    known = []
    for row in measures:
        value = {each.quarter: each for each in row.values.all()}.get(quarter)
        if value is None or value.forecast is None or row.planned is None:
            continue
        known.append((row.planned, value.forecast, _BETTER[row.direction]))
    return StatusFacts(
        money.changed,
        money.executed,
        quarter,
        task.budget_year.tolerance,
        tuple(known),
    )


def status_sentence(facts: StatusFacts) -> str:
    """The status with the numbers it follows from."""
    name = str(_NAMES[status_of(facts)])
    spent = facts.spent_percent
    if spent is None:
        money = _("the task has no plan of money")
    else:
        money = _(
            "%(spent)s %% of the plan is spent, %(time)s %% of the year is over"
        ) % {
            "spent": spent,
            "time": facts.time_percent,
        }
    if not facts.measures:
        measures = _("no measure has a plan and a forecast")
    else:
        measures = _("measures that will miss their plan: %(missed)s of %(all)s") % {
            "missed": facts.missed,
            "all": len(facts.measures),
        }
    return _("%(status)s: %(money)s; %(measures)s.") % {
        "status": name,
        "money": money,
        "measures": measures,
    }


def rule_sentence(tolerance: int) -> str:
    """The rule itself."""
    return _(
        "Rule: a task is off course when more is spent than planned, or when a measure "
        "will miss its plan and spending is behind the calendar by more than "
        "%(tolerance)s percentage points; one of the two makes it to be watched."
    ) % {"tolerance": tolerance}


def measure_rows(measures: list[TaskMeasure]) -> list[dict[str, Any]]:
    """Measures with their values by quarter."""
    found = []
    for row in measures:
        values = {each.quarter: each for each in row.values.all()}
        found.append(
            {
                "name": row.name,
                "kind": row.get_kind_display(),
                "unit": row.unit_of_measure,
                "direction": row.get_direction_display(),
                "base": _number(row.base),
                "planned": _number(row.planned),
                "quarters": [
                    _number(values[n].actual) if n in values else MISSING
                    for n in range(1, 5)
                ],
                "forecast": _number(_last_forecast(values)),
            }
        )
    return found


def unit_cost(task: BudgetTask, money: Money) -> str:
    """Cost of one of what the task delivers, and of its hours; empty without both."""
    told = []
    if task.volume and money.changed:
        cost = round(money.changed / task.volume)
        told.append(
            _("%(cost)s for one: %(what)s")
            % {"cost": zloty(cost), "what": task.unit_of_volume or MISSING}
        )
    if task.hours is not None and task.hour_cost is not None:
        cost = round(task.hours * task.hour_cost)
        told.append(
            _("%(hours)s working hours cost %(cost)s")
            % {"hours": whole(float(task.hours), 2), "cost": zloty(cost)}
        )
    return "; ".join(told)


def _last_forecast(values: dict[int, Any]) -> Any:
    known = [
        values[n].forecast for n in sorted(values) if values[n].forecast is not None
    ]
    return known[-1] if known else None


def _number(value: Any) -> str:
    if value is None:
        return MISSING
    places = max(0, -value.normalize().as_tuple().exponent)
    return whole(value, min(places, 4))
