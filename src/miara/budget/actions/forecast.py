"""The multi-year forecast of a unit: read from tables and kept."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.budget.actions.guards import allow
from miara.budget.domain.findings import Finding, stops
from miara.budget.domain.readers.forecast import (
    ForecastTable,
    NamedUndertaking,
    read_forecast,
    read_undertakings,
)
from miara.budget.models import Forecast, ForecastRow, Undertaking, UndertakingLimit
from miara.budget.permissions import can_keep

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["keep_forecast", "set_roles"]


def keep_forecast(
    unit_uid: str,
    *,
    year: int,
    number: str,
    adopted_on: date,
    rows: bytes,
    undertakings: bytes | None,
    by: User | None,
    now: datetime,
) -> tuple[Forecast | None, tuple[Finding, ...]]:
    """Keep a forecast; one with the same number of a resolution is replaced.

    Parameters
    ----------
    rows, undertakings
        Contents of the two tables; the second may be missing.

    Returns
    -------
    tuple
        The forecast, None when a finding stopped the files; and the findings.
    """
    allow(can_keep(by, unit_uid) if by else None)
    table = read_forecast(rows)
    annex, more = read_undertakings(undertakings) if undertakings else ([], ())
    findings = (*table.findings, *more)
    if stops(findings):
        return None, findings
    with transaction.atomic():
        former = Forecast.objects.filter(unit_uid=unit_uid, number=number).first()
        roles = former.roles if former else _roles_before(unit_uid)
        if former:
            former.delete()
        forecast = Forecast.objects.create(
            unit_uid=unit_uid,
            year=year,
            number=number,
            adopted_on=adopted_on,
            roles=roles,
        )
        _write_rows(forecast, table)
        _write_undertakings(forecast, annex)
        after = {"number": number, "on": adopted_on, "rows": len(table.rows)}
        audit.record(
            "budget.forecast_kept", by=by, at=now, target=forecast, after=after
        )
    return forecast, findings


@transaction.atomic
def set_roles(
    forecast: Forecast, roles: dict[str, str], *, by: User | None, now: datetime
) -> None:
    """Say which row of the unit's table is which."""
    allow(can_keep(by, forecast.unit_uid) if by else None)
    if forecast.roles == roles:
        return
    before, forecast.roles = dict(forecast.roles), roles
    forecast.save(update_fields=["roles"])
    audit.record(
        "budget.forecast_rows_named",
        by=by,
        at=now,
        target=forecast,
        before=before,
        after={"number": forecast.number, **roles},
    )


def _roles_before(unit_uid: str) -> dict[str, str]:
    """What rows are in the table adopted last: a unit numbers them alike each year."""
    rows = Forecast.objects.filter(unit_uid=unit_uid).order_by("-adopted_on", "-pk")
    found: dict[str, str] | None = rows.values_list("roles", flat=True).first()
    return dict(found or {})


def _write_rows(forecast: Forecast, table: ForecastTable) -> None:
    ForecastRow.objects.bulk_create(
        [
            ForecastRow(
                forecast=forecast,
                position=position,
                code=code[:20],
                name=name,
                year=year,
                amount=value,
            )
            for position, (code, name, values) in enumerate(table.rows)
            for year, value in values.items()
        ],
        batch_size=1_000,
    )


def _write_undertakings(forecast: Forecast, annex: list[NamedUndertaking]) -> None:
    for position, named in enumerate(annex):
        told = named.undertaking
        row = Undertaking.objects.create(
            forecast=forecast,
            position=position,
            code=named.code or str(position + 1),
            name=told.name,
            is_capital=told.is_capital,
            office=named.office,
            first_year=told.first_year,
            last_year=told.last_year,
            total=told.total,
            liabilities=told.liabilities,
        )
        UndertakingLimit.objects.bulk_create(
            [
                UndertakingLimit(undertaking=row, year=year, amount=value)
                for year, value in told.limits.items()
            ]
        )
