"""The multi-year financial forecast, its undertakings, plans of legal persons."""

from __future__ import annotations

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from miara.budget import public as budget
from miara.core.templatetags.miara import date_pl
from miara.reports.domain.drafts import ColumnKind, Draft
from miara.reports.presenters.sections.facts import Facts

__all__ = ["forecast", "legal_persons", "undertakings"]

#: Rows of the forecast that are told, by their role, in the order of the table.
_ROLES: Final[dict[str, Promise]] = {
    "revenue": gettext_lazy("Revenue"),
    "current_revenue": gettext_lazy("Current revenue"),
    "capital_revenue": gettext_lazy("Capital revenue"),
    "spending": gettext_lazy("Spending"),
    "current_spending": gettext_lazy("Current spending"),
    "capital_spending": gettext_lazy("Capital spending"),
    "result": gettext_lazy("Result of the budget"),
    "inflows": gettext_lazy("Inflows"),
    "outflows": gettext_lazy("Outflows"),
    "debt": gettext_lazy("Debt at the end of the year"),
}


def forecast(facts: Facts) -> list[Draft]:
    """What the forecast in force says of the year."""
    heading = _("Multi-year financial forecast")
    found = budget.forecast_facts(facts.unit_uid, facts.year)
    if found is None:
        text = _("No multi-year forecast for the year %(year)s is kept here.")
        return [Draft("forecast", heading, text % {"year": facts.year})]
    text = _(
        "In force: resolution %(number)s of %(day)s. Amounts are those of %(year)s."
    ) % {
        "number": found.number,
        "day": date_pl(found.adopted_on),
        "year": facts.year,
    }
    rows: list[list[object]] = [
        [str(name), found.amounts[role]]
        for role, name in _ROLES.items()
        if role in found.amounts
    ]
    kinds = (ColumnKind.TEXT, ColumnKind.MONEY)
    head = (_("Row of the forecast"), str(facts.year))
    return [Draft("forecast", heading, text, head, rows, kinds)]


def undertakings(facts: Facts) -> list[Draft]:
    """Multi-year undertakings of the forecast with limits of the year."""
    found = budget.forecast_facts(facts.unit_uid, facts.year)
    if found is None or not found.undertakings:
        return []
    text = _("Undertakings of the forecast: %(count)s.") % {
        "count": len(found.undertakings)
    }
    head = (
        *(_("Undertaking"), _("Years"), _("Kind"), _("Total outlays")),
        _("Limit of %(year)s") % {"year": facts.year},
    )
    kinds = (*(ColumnKind.TEXT,) * 3, *(ColumnKind.MONEY,) * 2)
    rows: list[list[object]] = [
        [
            f"{each.code} {each.name}".strip(),
            f"{each.first_year}–{each.last_year}",
            _kind(is_capital=each.is_capital),
            each.total,
            each.limit,
        ]
        for each in found.undertakings
    ]
    heading = _("Multi-year undertakings")
    return [Draft("undertakings", heading, text, head, rows, kinds)]


def _kind(*, is_capital: bool) -> str:
    if is_capital:
        return pgettext("undertaking", "capital")
    return pgettext("undertaking", "current")


def legal_persons(facts: Facts) -> list[Draft]:
    """A place for plans of institutions of culture and others; the author fills it."""
    return [
        Draft("legal-persons", _("Financial plans of legal persons of the unit"), "")
    ]
