"""The one background process: jobs in the main thread, the calendar beside them.

The calendar has a thread of its own, so that mail leaves and dead jobs are noticed
while a long job runs.
"""

from __future__ import annotations

import os
import signal
import threading
from typing import TYPE_CHECKING

import structlog
from django.db import DatabaseError, close_old_connections, connection
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker

from miara.core.schedule import run_due

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["Ticker", "run_worker"]

log = structlog.get_logger(__name__)

SECONDS_BETWEEN_TICKS = 60.0
SECONDS_BETWEEN_LOOKS_AT_PARENT = 2.0


class Ticker(threading.Thread):
    """A thread that runs what is due each minute and notices an orphaned worker.

    Parameters
    ----------
    parent
        Process id of the supervisor; when this process is no longer its child, it is
        told to stop. None for a worker that stands alone.
    tick
        What to call; without arguments.
    seconds
        Time between calls.
    """

    def __init__(
        self,
        parent: int | None,
        tick: Callable[[], object],
        seconds: float = SECONDS_BETWEEN_TICKS,
    ) -> None:
        super().__init__(name="ticker", daemon=True)
        self._parent, self._tick, self._seconds = parent, tick, seconds
        self._stopping = threading.Event()

    def run(self) -> None:
        """Tick until told to stop."""
        pause = min(SECONDS_BETWEEN_LOOKS_AT_PARENT, self._seconds)
        waited = self._seconds  # the first tick comes at once
        while not self._stopping.is_set():
            if waited >= self._seconds:
                waited = 0.0
                self._tick_safely()
            if self._parent is not None and os.getppid() != self._parent:
                log.warning("worker.orphaned")
                os.kill(os.getpid(), signal.SIGTERM)
                return
            self._stopping.wait(pause)
            waited += pause
        connection.close()

    def stop(self) -> None:
        """Ask the thread to end; does not wait."""
        self._stopping.set()

    def _tick_safely(self) -> None:
        close_old_connections()
        try:
            self._tick()
        except DatabaseError:
            # Busy or restarting; the next minute tries again.
            log.exception("worker.tick_failed")


def run_worker(*, parent: int | None = None, seconds: float = 1.0) -> None:
    """Do jobs and tick until a signal stops the process.

    Parameters
    ----------
    parent
        Process id of the supervisor, if any.
    seconds
        Time between looks into an empty queue.
    """
    worker = Worker(
        queue_names=["*"],
        interval=seconds,
        batch=False,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=get_random_string(32),
        excluded_queue_names=[],
    )
    ticker = Ticker(parent, lambda: run_due(timezone.now()))
    worker.configure_signals()
    ticker.start()
    log.info("worker.started")
    try:
        worker.run()
    finally:
        ticker.stop()
        log.info("worker.stopped")
