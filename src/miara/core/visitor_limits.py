"""How often one visitor may send a public form, without keeping who they are."""

import hashlib
import secrets
import threading
from collections import Counter
from datetime import datetime
from typing import Final

#: An office behind one address may send this many in an hour, to one process.
MOST_AN_HOUR: Final = 20
#: Everybody together.
MOST_AN_HOUR_TOGETHER: Final = 500


class HourlyLimits:
    """Counts of the present hour, in memory of the process only.

    A network address is never kept: only a digest of it with a secret that is made
    anew each hour and forgotten with the counts.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._hour = ""
        self._secret = b""
        self._counts: Counter[tuple[str, str]] = Counter()

    def count(self, form: str, visitor: str, now: datetime) -> tuple[int, int]:
        """Count one sending; how many by this visitor and by all, this one included."""
        with self._lock:
            hour = f"{now:%Y%m%d%H}"
            if hour != self._hour:
                self._hour, self._secret = hour, secrets.token_bytes(16)
                self._counts.clear()
            digest = hashlib.blake2b(visitor.encode(), key=self._secret).hexdigest()
            self._counts[form, digest] += 1
            self._counts[form, ""] += 1
            return self._counts[form, digest], self._counts[form, ""]

    def forget(self) -> None:
        """Start from nothing."""
        with self._lock:
            self._hour = ""


limits: Final = HourlyLimits()


def allow(form: str, visitor: str, *, now: datetime) -> bool:
    """Count one sending; False when there were too many in this hour.

    Parameters
    ----------
    form
        Name of the form.
    visitor
        Network address.
    """
    own, together = limits.count(form, visitor, now)
    return own <= MOST_AN_HOUR and together <= MOST_AN_HOUR_TOGETHER
