"""How often we may ask, kept on disk so that a restart does not forget.

The bank limits requests in four windows at once. A token bucket would let twice the
number pass inside one window (a full bucket and its refill), so the times of past
requests themselves are kept and every window holds exactly, wherever it starts.
"""

import bisect
import fcntl
import hashlib
import os
import struct
from array import array
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_BYTES = 8  # one little-endian float64, seconds since 1970


@dataclass(frozen=True, slots=True)
class Window:
    """At most ``count`` requests in any ``seconds``."""

    count: int
    seconds: float


ANONYMOUS: Final = (
    Window(5, 1),
    Window(100, 15 * 60),
    Window(1_000, 12 * 3600),
    Window(10_000, 7 * 86_400),
)
WITH_KEY: Final = (
    Window(10, 1),
    Window(500, 15 * 60),
    Window(5_000, 12 * 3600),
    Window(50_000, 7 * 86_400),
)


class RequestLedger:
    """Times of past requests of one key, shared by all processes of this machine.

    Parameters
    ----------
    folder
        Where the file is kept; made when missing.
    key
        The key of the requests; its digest names the file. None: without a key,
        when the server counts by address.
    windows
        Limits; empty for a server that has none.
    """

    def __init__(
        self, folder: Path, key: str | None, windows: tuple[Window, ...]
    ) -> None:
        self._windows = windows
        self._times = array("d")
        self._seen = (0, 0)  # size and time of the file when we last knew it
        self._file: int | None = None
        if not windows:
            return
        name = "anonymous" if key is None else _digest(key)
        folder.mkdir(parents=True, exist_ok=True)
        self._file = os.open(folder / f"{name}.times", os.O_RDWR | os.O_CREAT, 0o600)
        self._longest = max(window.seconds for window in windows)

    def close(self) -> None:
        """Give the file back."""
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def claim(self, now: float) -> float:
        """Ask for one request.

        Parameters
        ----------
        now
            Seconds since 1970.

        Returns
        -------
        float
            0.0 when the request may go out: it is on record already, so that a
            process killed right after has not asked for free. Otherwise the
            seconds to wait before asking again; nothing is recorded.
        """
        if self._file is None:
            return 0.0
        with self._locked():
            self._refresh(now)
            wait = self._wait(now)
            if wait <= 0.0:
                self._record(now)
                return 0.0
        return wait

    def _wait(self, now: float) -> float:
        wait = 0.0
        for window in self._windows:
            if len(self._times) >= window.count:
                free_at = self._times[-window.count] + window.seconds
                wait = max(wait, free_at - now)
        return wait

    def _record(self, now: float) -> None:
        assert self._file is not None
        os.pwrite(self._file, struct.pack("<d", now), len(self._times) * _BYTES)
        self._times.append(now)
        self._seen = self._stamp()

    def _stamp(self) -> tuple[int, int]:
        assert self._file is not None
        state = os.fstat(self._file)
        return state.st_size, state.st_mtime_ns

    def _refresh(self, now: float) -> None:
        """Read what other processes added; drop what no window reaches back to."""
        assert self._file is not None
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            raw = os.pread(self._file, stamp[0] // _BYTES * _BYTES, 0)
            # A clock set back must not lock us out for years.
            self._times = array(
                "d", sorted(min(t[0], now) for t in struct.iter_unpack("<d", raw))
            )
        stale = bisect.bisect_right(self._times, now - self._longest)
        if stale > 1_000 or (stale and stale == len(self._times)):
            self._times = self._times[stale:]
            packed = struct.pack(f"<{len(self._times)}d", *self._times)
            # Written before it is cut: a kill in between leaves doubles, which only
            # make us slower.
            os.pwrite(self._file, packed, 0)
            os.ftruncate(self._file, len(packed))
            self._seen = self._stamp()

    @contextmanager
    def _locked(self) -> Iterator[None]:
        assert self._file is not None
        fcntl.flock(self._file, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._file, fcntl.LOCK_UN)


def _digest(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()[:16]
