"""Standing orders of harvests: made, switched off, carried out when due."""

from datetime import datetime, timedelta

from django.db import transaction

from miara.audit import public as audit
from miara.core import jobs
from miara.cube.register import Level
from miara.indicators.domain.harvest_orders import years_until
from miara.indicators.domain.job_kinds import HARVEST_JOB
from miara.indicators.models import HarvestSchedule


@transaction.atomic
def order_harvest(
    *,
    variables: tuple[int, ...],
    level: Level,
    first_year: int,
    last_year: int | None,
    every: str,
    by: object | None,
    now: datetime,
) -> HarvestSchedule:
    """Make a standing order; its first harvest is due at once."""
    row = HarvestSchedule.objects.create(
        variables=list(variables),
        level=level.value,
        first_year=first_year,
        last_year=last_year,
        every=every,
        next_due_at=now,
        created_at=now,
        created_by=str(getattr(by, "pk", "") or ""),
    )
    audit.record(
        "indicators.harvest.ordered",
        by=by,
        at=now,
        target=row,
        after={"variables": row.variables, "level": row.level, "every": every},
    )
    return row


@transaction.atomic
def switch_harvest(
    *, schedule: HarvestSchedule, on: bool, by: object | None, now: datetime
) -> HarvestSchedule:
    """Switch a standing order on or off; nothing happens when it is so already."""
    row = HarvestSchedule.objects.select_for_update().get(pk=schedule.pk)
    if row.is_on != on:
        row.is_on = on
        row.next_due_at = now
        row.save(update_fields=["is_on", "next_due_at"])
        kind = "indicators.harvest.switched_on" if on else "indicators.harvest.stopped"
        audit.record(kind, by=by, at=now, target=row)
    return row


@transaction.atomic
def enqueue_due_harvests(*, now: datetime) -> int:
    """Ask for a harvest of every order that is due; how many there were.

    Moments missed while the program was off are not made up for: the next one is
    counted from now.
    """
    rows = list(HarvestSchedule.objects.select_for_update().due(now))
    for row in rows:
        years = years_until(row.first_year, row.last_year, now.date())
        jobs.enqueue(
            HARVEST_JOB,
            by=None,
            now=now,
            variables=row.variables,
            level=row.level,
            first_year=years.start,
            last_year=years[-1],
            order=row.pk,
        )
        row.last_asked_at = now
        row.is_on = row.interval is not None
        row.next_due_at = now + (row.interval or timedelta(0))
        row.save(update_fields=["last_asked_at", "is_on", "next_due_at"])
    return len(rows)


@transaction.atomic
def continue_harvest_later(
    *,
    order: int | None,
    variables: list[int],
    level: Level,
    years: range,
    until: datetime,
    by: object | None,
    now: datetime,
) -> HarvestSchedule:
    """Let a harvest that met the limit of the bank go on when the limit ends.

    The standing order itself comes earlier; a harvest without one gets an order
    for once.
    """
    orders = HarvestSchedule.objects.select_for_update()
    row = orders.filter(pk=order).first() if order is not None else None
    if row is None:
        row = order_harvest(
            variables=tuple(variables),
            level=level,
            first_year=years.start,
            last_year=years[-1],
            every=HarvestSchedule.Every.ONCE,
            by=by,
            now=now,
        )
    row.next_due_at, row.is_on = until, True
    row.save(update_fields=["next_due_at", "is_on"])
    return row
