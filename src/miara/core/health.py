"""Whether this process lives and whether it can serve.

``/healthz`` asks nothing and answers while the process runs: a supervisor restarts
what does not answer. ``/readyz`` asks the database: a balancer sends people elsewhere
while it says no.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache

import structlog
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara import __version__
from miara.core.models import ScheduledRun

__all__ = ["alive", "missing_migrations", "ready"]

log = structlog.get_logger(__name__)

WORKER_SILENT_AFTER = timedelta(minutes=5)


def missing_migrations() -> list[str]:
    """Migrations of the code that the database does not have, as ``app.name``.

    Raises
    ------
    DatabaseError
        When the database does not answer.
    """
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{step.app_label}.{step.name}" for step, _backwards in plan]


@require_safe
@never_cache
def alive(request: HttpRequest) -> JsonResponse:
    """The process answers."""
    return JsonResponse({"status": "ok", "version": __version__})


@require_safe
@never_cache
def ready(request: HttpRequest) -> JsonResponse:
    """The database answers and has the tables this code needs.

    A silent worker is told but does not take the site out of service: pages work
    without it.
    """
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        migrations = _migrations_state()
        worker = _worker_state(timezone.now()) if migrations == "ok" else "unknown"
    except DatabaseError as error:
        log.error("health.database", error=type(error).__name__)
        checks = {"database": "failed", "migrations": "unknown", "worker": "unknown"}
    else:
        checks = {"database": "ok", "migrations": migrations, "worker": worker}
    good = checks["database"] == checks["migrations"] == "ok"
    body = {"status": "ok" if good else "failed", "checks": checks}
    return JsonResponse(body, status=200 if good else 503)


def _migrations_state() -> str:
    """Walking all migrations takes tens of milliseconds; success is remembered."""
    try:
        return _migrations_are_current()
    except LookupError:
        return "missing"


@cache
def _migrations_are_current() -> str:
    if missing_migrations():
        raise LookupError  # not cached: the next question looks again
    return "ok"


def _worker_state(now: datetime) -> str:
    """Whether the calendar ran lately."""
    last = (
        ScheduledRun.objects.filter(started_at__isnull=False)
        .order_by("-started_at")
        .values_list("started_at", flat=True)
        .first()
    )
    if last is None:
        return "never_seen"
    return "ok" if now - last < WORKER_SILENT_AFTER else "silent"
