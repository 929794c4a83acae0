"""Background jobs with progress.

A context registers a function in its ``tasks.py``::

    @job("units.import_terc", retries=1)
    def import_terc(progress: Progress, *, path: str) -> dict[str, object]:
        ...

and asks for it inside the transaction of an action::

    jobs.enqueue("units.import_terc", by=person, now=now, path=str(path))

The row of the job and the task of the worker enter the database together, so neither
exists without the other. The function runs in the language of the person who asked.
"""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import structlog
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _
from django_tasks import task

from miara.core.errors import MiaraError
from miara.core.heartbeat import Heartbeat
from miara.core.models import Job
from miara.core.progress import Progress

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

__all__ = [
    "JobLostError",
    "JobProgress",
    "enqueue",
    "job",
    "perform",
    "prune",
    "rescue_silent",
]

log = structlog.get_logger(__name__)

#: A running job without a sign of life for so long lost its worker. The heartbeat
#: comes every 10 s; a long writer on SQLite may delay several of them.
SILENT_AFTER = timedelta(minutes=2)
KEEP_FINISHED_FOR = timedelta(days=90)
KEEP_TASKS_FOR = timedelta(days=7)
SECONDS_BETWEEN_WRITES = 0.5


class JobLostError(RuntimeError):
    """This attempt no longer owns the job: it was given to another or called failed."""


@dataclass(frozen=True, slots=True)
class Registered:
    """A function that serves one kind of job."""

    kind: str
    function: Callable[..., dict[str, Any] | None]
    retries: int


_registry: dict[str, Registered] = {}


def job(
    kind: str, *, retries: int = 0
) -> Callable[
    [Callable[..., dict[str, Any] | None]], Callable[..., dict[str, Any] | None]
]:
    """Register the function of a kind of job.

    The function takes a `Progress` and the parameters as keywords and returns a report
    (plain JSON values) or None. `MiaraError` tells the person what is wrong; any other
    exception is a fault and is logged.

    Parameters
    ----------
    kind
        ``context.verb_noun``.
    retries
        How many times the work is started again after its worker died. Only for
        functions that may safely run twice.

    Raises
    ------
    ValueError
        When another function already serves the kind.
    """

    def register(
        function: Callable[..., dict[str, Any] | None],
    ) -> Callable[..., dict[str, Any] | None]:
        known = _registry.get(kind)
        if known is not None and known.function is not function:
            msg = f"job {kind} is already registered"
            raise ValueError(msg)
        _registry[kind] = Registered(kind, function, retries)
        return function

    return register


def registered(kind: str) -> Registered:
    """The function of a kind; modules ``tasks`` of all contexts are read first.

    Raises
    ------
    LookupError
        When no context registered the kind.
    """
    if kind not in _registry:
        autodiscover_modules("tasks")
    try:
        return _registry[kind]
    except KeyError:
        known = ", ".join(sorted(_registry)) or "none"
        msg = f"no job {kind!r}; known: {known}"
        raise LookupError(msg) from None


@transaction.atomic
def enqueue(kind: str, *, by: object | None, now: datetime, **params: Any) -> Job:
    """Ask for background work; it starts once the present transaction commits.

    Parameters
    ----------
    kind
        A registered kind.
    by
        The person who asks (any object with ``pk``), None for the program itself.
    now
        The moment of asking.
    params
        Keyword arguments of the function: plain JSON values.

    Returns
    -------
    Job
        The row to show progress from.

    Raises
    ------
    LookupError
        When no context registered the kind.
    """
    registered(kind)
    key = getattr(by, "pk", None)
    row = Job.objects.create(
        kind=kind,
        params=params,
        created_by_id="" if key is None else str(key),
        created_at=now,
        language=translation.get_language() or "pl",
    )
    run_job.enqueue(row.pk)
    log.info("job.queued", job=row.pk, kind=kind)
    return row


@task()
def run_job(job_id: int) -> None:
    """What the worker calls; keeps a heartbeat beside the work."""
    perform(job_id, heartbeat=True)


def perform(
    job_id: int,
    *,
    heartbeat: bool = False,
    clock: Callable[[], datetime] = timezone.now,
) -> None:
    """Do a waiting job to its end; does nothing when it is no longer waiting.

    Parameters
    ----------
    job_id
        Key of the job.
    heartbeat
        Whether a thread writes signs of life while the function is silent.
    clock
        Gives the time of start, progress and end.
    """
    run = uuid.uuid4()
    row = _claim(job_id, run, clock())
    if row is None:
        log.info("job.not_waiting", job=job_id)
        return
    progress = JobProgress(row, run, clock=clock)
    started = time.monotonic()
    with structlog.contextvars.bound_contextvars(job=row.pk, kind=row.kind):
        try:
            with (
                Heartbeat(row.pk, run, on=heartbeat),
                translation.override(row.language),
            ):
                report = registered(row.kind).function(progress, **row.params)
        except JobLostError:
            log.warning("job.lost")
        except MiaraError as error:
            with translation.override(row.language):
                told = error.for_people()
            _end(row, run, clock(), Job.State.FAILED, error=told)
            log.info("job.refused", error=type(error).__name__)
        except Exception:
            log.exception("job.failed")
            _end(row, run, clock(), Job.State.FAILED, error=_fault(row))
        except BaseException:
            # The worker is being stopped: the work is interrupted, not wrong.
            _interrupted(row, now=clock())
            raise
        else:
            progress.flush()
            _end(row, run, clock(), Job.State.DONE, report=report)
            log.info("job.done", seconds=round(time.monotonic() - started, 3))


def rescue_silent(now: datetime) -> int:
    """Take care of running jobs whose worker died.

    Kinds with retries left wait again; the others fail with a sentence that says so.

    Returns
    -------
    int
        Number of jobs taken care of.
    """
    silent = list(Job.objects.silent_since(now - SILENT_AFTER).order_by("pk"))
    return sum(_interrupted(row, now=now) for row in silent)


def prune(now: datetime) -> dict[str, int]:
    """Delete jobs and worker's tasks that ended long ago."""
    from django_tasks_db.models import DBTaskResult  # needs a filled app registry

    jobs, _by_model = (
        Job.objects.filter(finished_at__lt=now - KEEP_FINISHED_FOR)
    ).delete()
    # Tasks killed half-way never get finished_at; their start is old instead.
    tasks, _by_model = DBTaskResult.objects.filter(
        enqueued_at__lt=now - KEEP_TASKS_FOR, started_at__isnull=False
    ).delete()
    return {"jobs": jobs, "tasks": tasks}


class JobProgress(Progress):
    """Progress written to the job's row, at most twice a second.

    Call it outside long transactions: what is written inside one is seen by nobody
    until it commits.
    """

    def __init__(
        self,
        row: Job,
        run: uuid.UUID,
        *,
        clock: Callable[[], datetime] = timezone.now,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.by_id = row.created_by_id
        self._pk, self._run = row.pk, run
        self._clock, self._monotonic = clock, monotonic
        self._done, self._stage = 0, ""
        self._total: int | None = None
        self._written_at = monotonic()

    def stage(self, text: str, total: int | None = None) -> None:
        """Begin a part of the work; written at once.

        Raises
        ------
        JobLostError
            When the job was taken away.
        """
        self._stage, self._total, self._done = str(text)[:200], total, 0
        self.flush()

    def advance(self, steps: int = 1) -> None:
        """Count steps; written when half a second passed since the last time.

        Raises
        ------
        JobLostError
            When the job was taken away.
        """
        self._done += steps
        if self._monotonic() - self._written_at >= SECONDS_BETWEEN_WRITES:
            self.flush()

    def flush(self) -> None:
        """Write now.

        Raises
        ------
        JobLostError
            When the job was taken away.
        """
        updated = Job.objects.filter(
            pk=self._pk, run=self._run, state=Job.State.RUNNING
        ).update(
            done=self._done,
            total=self._total,
            stage=self._stage,
            heartbeat_at=self._clock(),
        )
        if not updated:
            raise JobLostError
        self._written_at = self._monotonic()


def _claim(job_id: int, run: uuid.UUID, now: datetime) -> Job | None:
    """Make a waiting job ours; one conditional update decides between workers."""
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING,
        run=run,
        started_at=now,
        heartbeat_at=now,
        attempts=F("attempts") + 1,
    )
    return Job.objects.get(pk=job_id) if claimed else None


def _end(
    row: Job,
    run: uuid.UUID | None,
    now: datetime,
    state: str,
    *,
    report: dict[str, Any] | None = None,
    error: str = "",
) -> bool:
    """Close the job if this attempt still owns it."""
    return bool(
        Job.objects.filter(pk=row.pk, run=run, state=Job.State.RUNNING).update(
            state=state, report=report, error=error, finished_at=now, heartbeat_at=now
        )
    )


@transaction.atomic
def _interrupted(row: Job, *, now: datetime) -> bool:
    """Queue an interrupted job again or close it; False when somebody else did."""
    if row.attempts > registered(row.kind).retries:
        with translation.override(row.language):
            told = _(
                "The work was interrupted because the program stopped. Nothing "
                "was published. Start it again."
            )
        log.warning("job.interrupted", job=row.pk, kind=row.kind, again=False)
        return _end(row, row.run, now, Job.State.FAILED, error=told)
    again = Job.objects.filter(pk=row.pk, run=row.run, state=Job.State.RUNNING).update(
        state=Job.State.QUEUED, run=None, done=0, total=None, stage=""
    )
    if again:
        run_job.enqueue(row.pk)
        log.warning("job.interrupted", job=row.pk, kind=row.kind, again=True)
    return bool(again)


def _fault(row: Job) -> str:
    """What the person reads when the fault is ours."""
    with translation.override(row.language):
        return _(
            "The program failed while doing this. The fault was recorded with the "
            "number %(number)s; give it to the operator."
        ) % {"number": row.pk}
