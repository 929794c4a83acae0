"""Contradictions as sentences, each with the page where it is put right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from miara.budget.domain.contradictions import Contradiction, Place
from miara.budget.presenters.money import zloty

__all__ = ["Told", "role_name", "told"]

_ROLES: Final[dict[str, Promise]] = {
    "revenue": gettext_lazy("revenue"),
    "spending": gettext_lazy("expenditure"),
    "result": gettext_lazy("result of the budget"),
    "inflows": gettext_lazy("inflows (przychody)"),
    "loans": gettext_lazy("loans and bonds"),
    "outflows": gettext_lazy("outflows (rozchody)"),
    "repayments": gettext_lazy("repayments of debt"),
    "changed": gettext_lazy("plan after changes"),
    "committed": gettext_lazy("committed"),
    "executed": gettext_lazy("executed"),
    "current_revenue": gettext_lazy("current revenue"),
    "capital_revenue": gettext_lazy("capital revenue"),
    "asset_sales": gettext_lazy("sale of assets"),
    "current_grants": gettext_lazy("current grants"),
    "current_spending": gettext_lazy("current expenditure"),
    "debt_service": gettext_lazy("service of debt"),
    "capital_spending": gettext_lazy("capital expenditure"),
    "past_surplus": gettext_lazy("surplus of past years"),
    "free_funds": gettext_lazy("free funds"),
    "repaid_loans": gettext_lazy("repaid loans"),
    "debt": gettext_lazy("debt"),
    "limits": gettext_lazy("limits of undertakings"),
    "current_limits": gettext_lazy("limits of undertakings, current"),
    "capital_limits": gettext_lazy("limits of undertakings, capital"),
}

_SENTENCES: Final[dict[str, Promise]] = {
    "RESOLUTION_AND_REPORT": gettext_lazy(
        "Plan of %(what)s: resolutions make %(left)s, the reports say %(right)s."
    ),
    "BUDGET_AND_FORECAST": gettext_lazy(
        "Plan of %(what)s: the budget says %(left)s, the multi-year forecast %(right)s."
    ),
    "FORECAST_LATER": gettext_lazy(
        "The multi-year forecast was adopted on %(forecast_on)s, after the budget of "
        "%(budget_on)s. It is to be adopted not later than the budget."
    ),
    "NO_REPORT_TO_CHECK": gettext_lazy(
        "There is no Rb-28S of quarter %(quarter)s to check the accounting export with."
    ),
    "LEDGER_AND_REPORT": gettext_lazy(
        "%(line)s, %(what)s: the accounting export says %(left)s, Rb-28S %(right)s."
    ),
    "MORE_DIFFERENCES": gettext_lazy(
        "The accounting export and Rb-28S differ in %(count)s more places."
    ),
    "FORECAST_SUM_OF_REVENUE": gettext_lazy(
        "Forecast, %(year)s: revenue is %(left)s, and its current and capital parts "
        "make %(right)s."
    ),
    "FORECAST_SUM_OF_SPENDING": gettext_lazy(
        "Forecast, %(year)s: expenditure is %(left)s, and its current and capital "
        "parts "
        "make %(right)s."
    ),
    "FORECAST_RESULT": gettext_lazy(
        "Forecast, %(year)s: the result is %(left)s, and revenue less expenditure "
        "makes %(right)s."
    ),
    "FORECAST_BALANCE": gettext_lazy(
        "Forecast, %(year)s: result, inflows and outflows do not balance, %(right)s is "
        "left over."
    ),
    "FORECAST_DEBT": gettext_lazy(
        "Forecast, %(year)s: debt is %(left)s, and the debt of the year before with "
        "new loans less repayments makes %(right)s."
    ),
    "FORECAST_SUM_OF_LIMITS": gettext_lazy(
        "Forecast, %(year)s: limits are %(left)s, and their current and capital parts "
        "make %(right)s."
    ),
    "FORECAST_SUM_OF_CURRENT_LIMITS": gettext_lazy(
        "Forecast, %(year)s: current limits are %(left)s in the table, and "
        "undertakings "
        "make %(right)s."
    ),
    "FORECAST_SUM_OF_CAPITAL_LIMITS": gettext_lazy(
        "Forecast, %(year)s: capital limits are %(left)s in the table, and "
        "undertakings "
        "make %(right)s."
    ),
    "FORECAST_LIMITS_OVER_TOTAL": gettext_lazy(
        "Undertaking “%(name)s”: limits make %(right)s, more than total outlays of "
        "%(left)s."
    ),
    "FORECAST_LIMIT_OUTSIDE_PERIOD": gettext_lazy(
        "Undertaking “%(name)s” has limits of %(right)s outside its period."
    ),
    "RULE_ART242": gettext_lazy(
        "Forecast, %(year)s: current expenditure is higher than what may cover it "
        "(art. 242). The rule as programmed here is to be checked against the act."
    ),
    "RULE_ART243": gettext_lazy(
        "Forecast, %(year)s: service of debt is higher than the mean of earlier years "
        "(art. 243). The rule as programmed here is to be checked against the act."
    ),
    "TASKS_OVER_LIMIT": gettext_lazy(
        "Undertaking “%(name)s”: tasks plan %(left)s, and the limit of this year is "
        "%(right)s."
    ),
    "NO_SUCH_UNDERTAKING": gettext_lazy(
        "Tasks name the undertaking %(name)s, which the forecast does not have."
    ),
    "UNASSIGNED": gettext_lazy("Lines without a task: %(count)s, plan %(left)s."),
    "TASKS_WITHOUT_GOAL": gettext_lazy("Tasks without a goal: %(count)s (%(names)s)."),
    "TASKS_WITHOUT_MANAGER": gettext_lazy(
        "Tasks without a manager: %(count)s (%(names)s)."
    ),
    "TASKS_WITHOUT_MEASURE": gettext_lazy(
        "Tasks without a measure: %(count)s (%(names)s)."
    ),
    "TASKS_WITHOUT_MONEY": gettext_lazy("Tasks without money: %(count)s (%(names)s)."),
    "OVERSPENT": gettext_lazy(
        "%(line)s: %(left)s is committed or executed, and the plan is %(right)s."
    ),
}

_PLACES: Final = {
    Place.FILES: "budget:files",
    Place.LINES: "budget:lines",
    Place.TASKS: "budget:tasks",
    Place.FORECAST: "budget:forecast",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A contradiction for people, with the page where it is put right."""

    sentence: str
    url: str


def role_name(role: str) -> str:
    """What an amount is, in words."""
    return str(_ROLES.get(role, role))


def told(found: list[Contradiction], address: str, year: int) -> list[Told]:
    """Contradictions of a year as sentences."""
    return [
        Told(_sentence(each), reverse(_PLACES[each.place], args=[address, year]))
        for each in found
    ]


def _sentence(each: Contradiction) -> str:
    facts: dict[str, Any] = dict(each.facts)
    for name in ("left", "right"):
        if name in facts:
            facts[name] = zloty(facts[name])
    if "what" in facts:
        facts["what"] = role_name(facts["what"])
    for name in ("forecast_on", "budget_on"):
        if (day := parse_date(str(facts.get(name, "")))) is not None:
            facts[name] = date_format(day)
    names = facts.get("names")
    if names is not None:
        shown = ", ".join(names)
        more = facts["count"] > len(names)
        facts["names"] = _("%(names)s and others") % {"names": shown} if more else shown
    return str(_SENTENCES[each.code]) % facts
