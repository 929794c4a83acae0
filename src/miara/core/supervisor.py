"""Keeps child processes alive and stops them together."""

from __future__ import annotations

import signal
import subprocess
import threading
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import structlog

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from types import FrameType

__all__ = ["Child", "Supervisor"]

log = structlog.get_logger(__name__)

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 30.0
#: A child that lived so long died of something new: pauses start again from one second.
HEALTHY_AFTER = 60.0
GRACE = 20.0


@dataclass
class Child:
    """One process that should be running.

    Attributes
    ----------
    name
        For the log.
    command
        Program and arguments.
    env
        Its whole environment; ours when None.
    """

    name: str
    command: Sequence[str]
    env: Mapping[str, str] | None = None
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    pause: float = FIRST_PAUSE
    start_at: float = 0.0
    restarts: int = field(default=0)

    def start(self) -> None:
        """Start it in a session of its own, so Ctrl-C reaches only the supervisor."""
        self.process = subprocess.Popen(  # noqa: S603 - our own command line
            list(self.command), env=self.env, start_new_session=True
        )
        self.started_at = time.monotonic()

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self.process is not None and self.process.poll() is None


class Supervisor:
    """Starts children, restarts the dead, and stops all on SIGTERM or SIGINT."""

    def __init__(self, children: Sequence[Child]) -> None:
        self.children = list(children)
        self._stopping = threading.Event()

    def run(self) -> None:
        """Block until a signal; afterwards no child is left."""
        before = {
            number: signal.signal(number, self._on_signal)
            for number in (signal.SIGTERM, signal.SIGINT)
        }
        try:
            while not self._stopping.wait(0.2):
                for child in self.children:
                    self._look_after(child)
        finally:
            self.stop()
            for number, handler in before.items():
                signal.signal(number, handler)

    def stop(self) -> None:
        """Ask all to end, wait, then insist."""
        alive = [child for child in self.children if child.is_alive]
        for child in alive:
            child.process.terminate()  # type: ignore[union-attr]
        deadline = time.monotonic() + GRACE
        for child in alive:
            try:
                child.process.wait(  # type: ignore[union-attr]
                    max(0.1, deadline - time.monotonic())
                )
            except subprocess.TimeoutExpired:
                log.warning("serve.killed", child=child.name)
                child.process.kill()  # type: ignore[union-attr]
                child.process.wait()  # type: ignore[union-attr]

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._stopping.set()

    def _look_after(self, child: Child) -> None:
        """Start a child that should run; a dead one after a growing pause."""
        now = time.monotonic()
        if child.is_alive:
            return
        if child.process is None:
            if now >= child.start_at:
                child.start()
            return
        if now - child.started_at > HEALTHY_AFTER:
            child.pause = FIRST_PAUSE
        log.error(
            "serve.child_died",
            child=child.name,
            code=child.process.returncode,
            again_in=child.pause,
        )
        child.process, child.start_at = None, now + child.pause
        child.pause = min(2 * child.pause, LONGEST_PAUSE)
        child.restarts += 1
