"""Many may build at once, only one may clean up, and never at the same time.

The lock belongs to the open file, so the kernel lets it go when a process is
killed: nothing is left to be removed by hand.
"""

import fcntl
import os
from pathlib import Path
from typing import Self

from miara.cube.store.errors import StoreBusy


class StoreLock:
    """One hold on the lock file of a store, shared or exclusive."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._descriptor: int | None = None

    def share(self) -> Self:
        """Take a shared hold, waiting while somebody cleans up."""
        return self._take(fcntl.LOCK_SH)

    def exclude(self) -> Self:
        """Take the only hold.

        Raises
        ------
        StoreBusy
            When anybody holds the lock; cleaning can wait for another day.
        """
        return self._take(fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _take(self, how: int) -> Self:
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(descriptor, how)
        except BlockingIOError:
            os.close(descriptor)
            raise StoreBusy(f"{self._path} is held by a running build") from None
        self._descriptor = descriptor
        return self

    def release(self) -> None:
        """Let go; harmless when nothing is held."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.release()
