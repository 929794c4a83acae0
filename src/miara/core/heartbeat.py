"""Signs of life of a job whose function is silent, e.g. inside a long kernel."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, connection
from django.utils import timezone

from miara.core.models import Job

if TYPE_CHECKING:
    import uuid
    from types import TracebackType
    from typing import Self

__all__ = ["Heartbeat"]

log = structlog.get_logger(__name__)


class Heartbeat:
    """Context manager: a thread that stamps the job while the body runs.

    Parameters
    ----------
    job_id, run
        The job and the attempt that owns it; another's job is never stamped.
    on
        False for no thread at all.
    seconds
        Time between stamps.
    """

    def __init__(
        self, job_id: int, run: uuid.UUID, *, on: bool = True, seconds: float = 10.0
    ) -> None:
        self._job_id, self._run, self._seconds = job_id, run, seconds
        self._stop = threading.Event()
        self._thread = (
            threading.Thread(target=self._beat, name="heartbeat", daemon=True)
            if on
            else None
        )

    def __enter__(self) -> Self:
        if self._thread is not None:
            self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=30)

    def _beat(self) -> None:
        try:
            while not self._stop.wait(self._seconds):
                self._stamp()
        finally:
            connection.close()

    def _stamp(self) -> None:
        try:
            Job.objects.filter(
                pk=self._job_id, run=self._run, state=Job.State.RUNNING
            ).update(heartbeat_at=timezone.now())
        except DatabaseError:
            # A long writer may hold SQLite; the next beat comes soon enough.
            log.warning("job.heartbeat_missed", job=self._job_id)
