"""What the operator sees first: what is loaded, served, running, waiting."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min, Q, QuerySet

from miara.core.models import Job
from miara.indicators.models import (
    DataLoad,
    ErrorReport,
    HarvestSchedule,
    PublishedVintage,
)
from miara.indicators.queries.builds import builds
from miara.units import public as units


@dataclass(frozen=True, slots=True)
class TableLoads:
    """Files in use of one table."""

    table: str
    files: int
    newest_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """The overview.

    Attributes
    ----------
    register_day
        Day of the newest register; None before the first import.
    served, newest
        The build that pages show, and the newest one.
    has_news
        Files were imported or withdrawn since the newest build.
    """

    register_day: date | None
    tables: list[TableLoads]
    served: PublishedVintage | None
    newest: PublishedVintage | None
    has_news: bool
    waiting_reports: int
    jobs: list[Job]
    orders: int
    next_harvest_at: datetime | None

    @property
    def can_compute(self) -> bool:
        """Whether there is a register and a file to compute from."""
        return self.register_day is not None and bool(self.tables)

    @property
    def waits_to_be_served(self) -> PublishedVintage | None:
        """A build newer than the served one."""
        newest = self.newest
        if newest is None or newest.is_current:
            return None
        return newest


def desk() -> Desk:
    """The overview in a fixed number of statements."""
    tables = (
        DataLoad.objects.filter(withdrawn_at=None)
        .values("table")
        .annotate(files=Count("pk"), newest=Max("loaded_at"))
        .order_by("table")
    )
    newest = builds().first()
    served = PublishedVintage.objects.current()
    orders = HarvestSchedule.objects.filter(is_on=True)
    return Desk(
        register_day=units.register_day(),
        tables=[TableLoads(t["table"], t["files"], t["newest"]) for t in tables],
        served=served,
        newest=newest,
        has_news=_has_news(newest),
        waiting_reports=ErrorReport.objects.filter(state=ErrorReport.State.NEW).count(),
        jobs=list(our_jobs()[:10]),
        orders=orders.count(),
        next_harvest_at=orders.aggregate(when=Min("next_due_at"))["when"],
    )


def our_jobs() -> QuerySet[Job]:
    """Jobs of this context, newest first."""
    return Job.objects.filter(kind__startswith="indicators.").newest_first()


def unfinished_job(kind: str) -> Job | None:
    """A job of a kind that waits or runs, if any."""
    return Job.objects.unfinished().filter(kind=kind).order_by("pk").first()


def _has_news(newest: PublishedVintage | None) -> bool:
    loads = DataLoad.objects.all()
    if newest is None:
        return loads.filter(withdrawn_at=None).exists()
    since = newest.built_at
    return loads.filter(Q(loaded_at__gt=since) | Q(withdrawn_at__gt=since)).exists()
