"""Work of the context in the background, and what its calendar does."""

from datetime import date, datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

import miara.indicators.alerts_tasks  # noqa: F401 - puts its functions into the calendar
from miara.core.errors import MiaraError
from miara.core.jobs import job
from miara.core.progress import Progress
from miara.core.schedule import daily, due, every
from miara.cube.harvest import HarvestError, LimitReached, Manners
from miara.cube.register import Level
from miara.cube.sources import AmbiguousTable, SourceError
from miara.indicators.actions.compute import compute_vintage, publish_vintage
from miara.indicators.actions.harvests import harvest, stored_key
from miara.indicators.actions.imports import import_file
from miara.indicators.actions.loads import AlreadyLoaded, LoadRefused
from miara.indicators.actions.schedules import (
    continue_harvest_later,
    enqueue_due_harvests,
)
from miara.indicators.actions.uploads import (
    erase_old_uploads,
    forget_upload,
    upload_path,
)
from miara.indicators.domain.import_kinds import ImportKind
from miara.indicators.domain.job_kinds import (
    COMPUTE_JOB,
    HARVEST_JOB,
    IMPORT_JOB,
    PUBLISH_JOB,
)
from miara.indicators.models import PublishedVintage
from miara.indicators.presenters.findings import finding_lines
from miara.indicators.presenters.harvests import explain_harvest, harvest_lines
from miara.indicators.presenters.imports import result_lines
from miara.indicators.presenters.source_errors import explain
from miara.indicators.presenters.stages import stages_of

#: One worker does all background work, so a harvest waits only this long at a time.
LONGEST_WAIT = timedelta(seconds=30)


class Told(MiaraError):
    """An error already put into words for the person who waits."""

    def for_people(self) -> str:
        """The words."""
        return str(self.args[0])


@job(IMPORT_JOB)
def import_upload(
    progress: Progress,
    *,
    upload: str,
    what: str,
    table: str | None = None,
    strict: bool = False,
    skip_bad: bool = False,
    retrieved_on: str | None = None,
) -> dict[str, Any]:
    """Import a file handed in; it is kept until it succeeds, to be tried again."""
    path = upload_path(upload)
    try:
        result = import_file(
            path=path,
            kind=ImportKind(what),
            by=_person(progress),
            now=timezone.now(),
            table=table,
            strict=strict,
            skip_bad=skip_bad,
            retrieved_on=date.fromisoformat(retrieved_on) if retrieved_on else None,
            progress=progress,
        )
    except AlreadyLoaded as known:
        forget_upload(upload)
        return {"lines": [known.for_people()], "load": known.load.pk}
    except AmbiguousTable as error:
        raise Told(
            _("Several tables have the layout of %(file)s. Choose the right one below.")
            % {"file": error.file}
        ) from error
    except SourceError as error:
        raise Told(explain(error)) from error
    except LoadRefused as refusal:
        found = [line.text for line in finding_lines(refusal.load.findings)]
        raise Told("\n".join([refusal.for_people(), *found])) from refusal
    forget_upload(upload)
    return {
        "lines": result_lines(result),
        "load": result.row.pk if result.row else None,
    }


@job(COMPUTE_JOB)
def compute(progress: Progress) -> dict[str, Any]:
    """Build the next vintage; equal input gives the one that is there."""
    row = compute_vintage(
        by=_person(progress), now=timezone.now(), progress=stages_of(progress)
    )
    return {"vintage": row.pk}


@job(PUBLISH_JOB)
def publish(progress: Progress, *, vintage: int) -> dict[str, Any]:
    """Serve a vintage."""
    progress.stage(_("Checking every file of the build"))
    row = publish_vintage(
        vintage=PublishedVintage.objects.get(pk=vintage),
        by=_person(progress),
        now=timezone.now(),
    )
    return {"vintage": row.pk}


@job(HARVEST_JOB, retries=3)
def harvest_bank(
    progress: Progress,
    *,
    variables: list[int],
    level: str,
    first_year: int,
    last_year: int,
    order: int | None = None,
) -> dict[str, Any]:
    """Harvest the Local Data Bank; started again, it goes on where it was.

    A long wait for the bank's limit would keep other work waiting too, so the
    harvest ends there and the calendar begins it again.
    """
    asked: dict[str, Any] = {
        "variables": variables,
        "level": Level(level),
        "years": range(first_year, last_year + 1),
        "by": _person(progress),
        "now": timezone.now(),
    }
    try:
        result = harvest(
            **asked,
            key=stored_key(),
            manners=Manners(patience=LONGEST_WAIT),
            progress=progress,
        )
    except LimitReached as limit:
        row = continue_harvest_later(order=order, until=limit.until, **asked)
        when = timezone.localtime(row.next_due_at)
        told = _(
            "The allowed number of requests is used up. The harvest goes on by itself "
            "after %(when)s."
        )
        return {"lines": [told % {"when": f"{when:%Y-%m-%d %H:%M}"}], "new": 0}
    except HarvestError as error:
        raise Told(explain_harvest(error)) from error
    return {
        "lines": harvest_lines(result),
        "new": len(result.rows),
        "failed": sorted(result.failures),
    }


@due("indicators.harvest", every(minutes=15))
def harvest_what_is_due(now: datetime) -> dict[str, int]:
    """Ask for the harvests of standing orders."""
    return {"asked": enqueue_due_harvests(now=now)}


@due("indicators.erase_uploads", daily(hour=4))
def erase_uploads(now: datetime) -> dict[str, int]:
    """Erase files that nobody imported."""
    return {"erased": erase_old_uploads(now=now)}


def _person(progress: Progress) -> object | None:
    """Who asked for the work, as actions take it."""
    return SimpleNamespace(pk=progress.by_id) if progress.by_id else None
