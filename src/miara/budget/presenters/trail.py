"""What was done with a budget, as sentences of the trail."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.audit import public as audit
from miara.core.numbers import MISSING
from miara.cycle import public as cycle

__all__ = ["register"]

_SENTENCES: Final[dict[str, Promise]] = {
    "budget.year_opened": gettext_lazy("The budget of %(year)s was opened."),
    "budget.resolution_added": gettext_lazy(
        "The resolution %(number)s of %(on)s was entered in the budget of %(year)s."
    ),
    "budget.file_sent": gettext_lazy(
        "A file %(kind)s for the budget of %(year)s was sent."
    ),
    "budget.columns_chosen": gettext_lazy(
        "Columns of the file “%(name)s” were chosen."
    ),
    "budget.file_taken": gettext_lazy(
        "The file “%(name)s” (%(kind)s, quarter %(quarter)s) was taken into the budget "
        "of %(year)s with %(lines)s lines."
    ),
    "budget.file_thrown_away": gettext_lazy(
        "The file “%(name)s”, which had not been taken, was removed."
    ),
    "budget.rule_added": gettext_lazy(
        "A rule of assignment was added in the budget of %(year)s: %(pattern)s."
    ),
    "budget.rule_dropped": gettext_lazy(
        "Rule %(position)s of assignment was removed in the budget of %(year)s."
    ),
    "budget.line_assigned": gettext_lazy(
        "The line %(line)s of the budget of %(year)s was assigned by hand."
    ),
    "budget.task_added": gettext_lazy(
        "The task %(symbol)s “%(name)s” was added to the budget of %(year)s."
    ),
    "budget.task_dropped": gettext_lazy(
        "The task %(symbol)s “%(name)s” was removed from the budget of %(year)s."
    ),
    "budget.tasks_copied": gettext_lazy(
        "Tasks copied into the budget of %(year)s: %(count)s."
    ),
    "budget.measures_set": gettext_lazy("Measures of the task %(symbol)s were set."),
    "budget.report_saved": gettext_lazy(
        "The report of the task %(symbol)s for quarter %(quarter)s of %(year)s was "
        "written."
    ),
    "budget.report_sent": gettext_lazy(
        "The report of the task %(symbol)s for quarter %(quarter)s of %(year)s was "
        "sent."
    ),
    "budget.report_returned": gettext_lazy(
        "The report of the task %(symbol)s for quarter %(quarter)s of %(year)s was "
        "returned: %(reason)s."
    ),
    "budget.report_reopened": gettext_lazy(
        "The approved report of the task %(symbol)s for quarter %(quarter)s of "
        "%(year)s was opened again: %(reason)s."
    ),
    "budget.codes_loaded": gettext_lazy(
        "A list of the budget classification was loaded: %(count)s codes."
    ),
    "budget.forecast_kept": gettext_lazy(
        "The multi-year forecast %(number)s of %(on)s was read: %(rows)s rows."
    ),
    "budget.forecast_rows_named": gettext_lazy(
        "Rows of the multi-year forecast %(number)s were named."
    ),
}


def register() -> None:
    """Tell the trail how to say them; called once at start."""
    for kind, sentence in _SENTENCES.items():
        audit.presenter(kind)(_of(sentence))
    audit.presenter("budget.year_set")(_year_set)
    audit.presenter("budget.task_changed")(_task_changed)
    audit.presenter("budget.report_approved")(_approved)


class _Known(dict[str, Any]):
    """Values of an event; a dash for what it does not tell."""

    def __missing__(self, key: str) -> str:
        return MISSING


def _of(sentence: Promise) -> Callable[[audit.Event], str]:
    def tell(event: audit.Event) -> str:
        values = {k: str(v).rstrip(".") for k, v in (event.after or {}).items()}
        return str(sentence) % _Known(values)

    return tell


def _year_set(event: audit.Event) -> str:
    after = dict(event.after or {})
    year = after.pop("year", MISSING)
    what = cycle.changed_fields(event.before, after)
    return _("Settings of the budget of %(year)s were changed: %(what)s.") % {
        "year": year,
        "what": what,
    }


def _task_changed(event: audit.Event) -> str:
    after = dict(event.after or {})
    symbol = after.pop("symbol", MISSING)
    what = cycle.changed_fields(event.before, after)
    return _("The task %(symbol)s was changed: %(what)s.") % {
        "symbol": symbol,
        "what": what,
    }


def _approved(event: audit.Event) -> str:
    after = _Known(event.after or {})
    if after.get("one_hand"):
        return (
            _(
                "The report of the task %(symbol)s for quarter %(quarter)s of %(year)s "
                "was approved by the hand that sent it."
            )
            % after
        )
    return (
        _(
            "The report of the task %(symbol)s for quarter %(quarter)s of %(year)s was "
            "approved."
        )
        % after
    )
