"""How the client behaves towards the server."""

from dataclasses import dataclass
from datetime import timedelta

from miara.cube.harvest.limits import ANONYMOUS, WITH_KEY, Window


@dataclass(frozen=True, slots=True)
class Manners:
    """Limits, patience and retries.

    Attributes
    ----------
    windows
        Allowed numbers of requests; None: those the bank states for the case.
    patience
        Longest single wait for a limit; a longer one ends the harvest with
        :class:`~miara.cube.harvest.LimitReached`, to be resumed later.
    timeout
        Seconds to connect, and between bytes of a reply.
    attempts
        Times one thing is asked for before the server counts as unreachable or
        its reply as faulty.
    backoff
        Seconds before the second attempt; doubles with each, to a minute.
    fresh_for
        A series asked about this recently is taken as it is on disk.
    """

    windows: tuple[Window, ...] | None = None
    patience: timedelta = timedelta(hours=1)
    timeout: float = 30.0
    attempts: int = 7
    backoff: float = 1.0
    fresh_for: timedelta = timedelta(days=1)

    def limits(self, key: str | None) -> tuple[Window, ...]:
        """The windows that apply with this key or without one."""
        if self.windows is not None:
            return self.windows
        return ANONYMOUS if key is None else WITH_KEY
