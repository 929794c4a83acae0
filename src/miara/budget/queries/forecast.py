"""The forecast in force and everything the rules look at."""

from __future__ import annotations

from django.db.models import Prefetch

from miara.budget.domain.forecast import ROLES, Rows
from miara.budget.domain.forecast import Undertaking as PlainUndertaking
from miara.budget.models import Forecast, ForecastRow, Undertaking, UndertakingLimit

__all__ = ["forecast_of", "forecasts_of", "names_of_rows", "plain_undertakings"]
__all__ += ["rows_of"]
__all__ += ["undertakings_of"]


def forecasts_of(unit_uid: str) -> list[Forecast]:
    """Forecasts of a unit, the latest first."""
    rows = Forecast.objects.filter(unit_uid=unit_uid)
    return list(rows.order_by("-adopted_on", "-pk"))


def forecast_of(unit_uid: str, year: int) -> Forecast | None:
    """The forecast in force of a budget year: the one adopted last."""
    rows = Forecast.objects.filter(unit_uid=unit_uid, year=year)
    return rows.order_by("-adopted_on", "-pk").first()


def rows_of(forecast: Forecast) -> Rows:
    """Amounts of a forecast as the rules read them; one query."""
    values = {
        (code, year): amount
        for code, year, amount in ForecastRow.objects.filter(
            forecast=forecast
        ).values_list("code", "year", "amount")
    }
    return Rows(values, {**ROLES, **forecast.roles})


def names_of_rows(forecast: Forecast) -> dict[str, str]:
    """Names of rows by number, in the order of the table; one query."""
    rows = ForecastRow.objects.filter(forecast=forecast).order_by("position", "year")
    return dict(rows.values_list("code", "name"))


def undertakings_of(forecast: Forecast) -> list[Undertaking]:
    """Undertakings with their limits; two queries."""
    limits = Prefetch("limits", UndertakingLimit.objects.order_by("year"))
    rows = Undertaking.objects.filter(forecast=forecast).prefetch_related(limits)
    return list(rows.order_by("position", "pk"))


def plain_undertakings(rows: list[Undertaking]) -> list[PlainUndertaking]:
    """Undertakings as the checks read them."""
    return [
        PlainUndertaking(
            row.name,
            row.is_capital,
            row.first_year,
            row.last_year,
            row.total,
            {limit.year: limit.amount for limit in row.limits.all()},
            row.liabilities,
            row.pk,
        )
        for row in rows
    ]
