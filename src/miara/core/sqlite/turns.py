"""Whose turn it is to write: one thread of one process of this machine at a time.

SQLite lets writers in by chance: who finds the file busy sleeps, up to a tenth of a
second, and may find it busy again while it stood free in between. Here threads of a
process wait in a queue, and its first one asks for the file every millisecond.
"""

import threading
import time
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: SQLite's own waiting has to do
    fcntl = None  # type: ignore[assignment]

__all__ = ["Turn", "Turns"]

_ASK_EVERY = 0.001  # seconds; two to eight processes ask, one thread of each


class Turn:
    """A turn taken; give it back once."""

    def __init__(self, lock: threading.Lock, file: IO[bytes] | None) -> None:
        self._lock, self._file = lock, file

    def give_back(self) -> None:
        """Let the next one in."""
        if self._file is not None:
            fcntl.flock(self._file, fcntl.LOCK_UN)
        self._lock.release()


class Turns:
    """Turns over one file of this machine.

    Parameters
    ----------
    path
        An empty file beside the database; a process that dies leaves no trace in it.
    """

    def __init__(self, path: Path) -> None:
        self._lock = threading.Lock()
        self._file = None if fcntl is None else path.open("ab")

    def take(self, timeout: float) -> Turn | None:
        """Wait for a turn, at most so many seconds; None when it did not come.

        Nothing is lost without one: SQLite itself keeps writers apart.
        """
        deadline = time.monotonic() + timeout
        if not self._lock.acquire(timeout=timeout):
            return None
        if self._file is None:
            return Turn(self._lock, None)
        while not _locked(self._file):
            if time.monotonic() > deadline:
                self._lock.release()
                return None
            time.sleep(_ASK_EVERY)
        return Turn(self._lock, self._file)


def _locked(file: IO[bytes]) -> bool:
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
