"""Requests to the API: its limits kept, its troubles sat out."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from types import TracebackType
from typing import Final, Self
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

import httpx

from miara.cube.harvest.errors import KeyRefused, LimitReached, ServerUnreachable
from miara.cube.harvest.limits import RequestLedger
from miara.cube.harvest.manners import Manners

_OK = 200
_NOT_MODIFIED = 304
_NOT_FOUND = 404
_REFUSED = frozenset({401, 403})
_TOO_MANY = 429
_LONGEST_BACKOFF: Final = 60.0
#: A 429 that does not say how long is about the quarter of an hour, not the second.
_TOO_MANY_FACTOR: Final = 15.0
_NAME: Final = "miara (harvest of public statistics)"


@dataclass(frozen=True, slots=True)
class Reply:
    """A reply worth reading: ``found`` is false for 404, ``changed`` for 304."""

    body: bytes
    etag: str
    found: bool = True
    changed: bool = True


class BdlClient:
    """A polite client of one server.

    Parameters
    ----------
    on_wait
        Told the seconds of every wait of a second or more before it begins.
    """

    def __init__(
        self,
        *,
        base_url: str,
        key: str | None,
        ledger: RequestLedger,
        manners: Manners,
        on_wait: Callable[[float], None],
    ) -> None:
        self._ledger = ledger
        self._manners = manners
        self._on_wait = on_wait
        self._headers = {
            "Accept": "application/json",
            "Accept-Encoding": "gzip, deflate",
            "User-Agent": _NAME,
        }
        if key is not None:
            self._headers["X-ClientId"] = key
        # A transport instead of a whole httpx.Client: there are no cookies, redirects
        # or sign-ins to look after, and these take as long as the request itself.
        self._http = httpx.HTTPTransport(proxy=_proxy(base_url))
        self._timeout = {"timeout": httpx.Timeout(manners.timeout).as_dict()}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._http.close()

    def get(self, address: str, etag: str = "") -> Reply:
        """Ask until there is an answer.

        Parameters
        ----------
        etag
            Of the copy we have; the reply may then be "not changed".

        Raises
        ------
        KeyRefused
            On 401 and 403.
        LimitReached
            When the wait for a limit would be longer than our patience.
        ServerUnreachable
            When every attempt failed, or on a status that no retry mends.
        """
        trouble = ""
        for attempt in range(self._manners.attempts):
            self._claim()
            try:
                response = self._ask(address, etag)
            except httpx.TransportError as error:
                trouble = f"{type(error).__name__} {error}".strip()
                delay = self.delay(attempt)
            except httpx.DecodingError as error:
                trouble = f"body cannot be unpacked: {error}"
                delay = self.delay(attempt)
            else:
                reply = _reply(response, address)
                if reply is not None:
                    return reply
                trouble = f"status {response.status_code}"
                delay = self._told_delay(response, attempt)
            if attempt + 1 < self._manners.attempts:
                self.wait(delay)
        raise ServerUnreachable(address, trouble)

    def delay(self, attempt: int) -> float:
        """Seconds before the attempt after ``attempt`` (counted from 0)."""
        delay = min(self._manners.backoff * 2.0**attempt, _LONGEST_BACKOFF)
        # Spread, so that many sites stopped by one failure do not return as one.
        return delay * random.uniform(0.75, 1.25)  # noqa: S311

    def wait(self, seconds: float) -> None:
        """Sleep, unless it is longer than our patience; raises ``LimitReached``."""
        if seconds > self._manners.patience.total_seconds():
            raise LimitReached(datetime.fromtimestamp(time.time() + seconds, UTC))
        if seconds >= 1.0:
            self._on_wait(seconds)
        time.sleep(seconds)

    def _ask(self, address: str, etag: str) -> httpx.Response:
        """One request and its whole reply."""
        headers = {**self._headers, "If-None-Match": etag} if etag else self._headers
        response = self._http.handle_request(
            httpx.Request("GET", address, headers=headers, extensions=self._timeout)
        )
        try:
            response.read()
        finally:
            response.close()
        return response

    def _claim(self) -> None:
        while (seconds := self._ledger.claim(time.time())) > 0.0:
            self.wait(seconds)

    def _told_delay(self, response: httpx.Response, attempt: int) -> float:
        told = retry_after(response.headers.get("Retry-After"), time.time())
        if told is not None:
            return told
        factor = _TOO_MANY_FACTOR if response.status_code == _TOO_MANY else 1.0
        return factor * self.delay(attempt)


def retry_after(text: str | None, now: float) -> float | None:
    """Seconds that a ``Retry-After`` header asks for; None when it says nothing.

    >>> retry_after("120", 0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", 15.0)
    (120.0, 45.0)
    >>> retry_after("soon", 0.0) is None
    True
    """
    if text is None:
        return None
    if text.strip().isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - now)


def _proxy(base_url: str) -> str | None:
    """The proxy that the environment names for a server, if any."""
    server = urlsplit(base_url)
    if proxy_bypass(server.hostname or ""):
        return None
    return getproxies().get(server.scheme)


def _reply(response: httpx.Response, address: str) -> Reply | None:
    """The reply; None when asking again may help."""
    status = response.status_code
    if status == _OK:
        return Reply(response.content, response.headers.get("ETag", ""))
    if status == _NOT_MODIFIED:
        return Reply(b"", response.headers.get("ETag", ""), changed=False)
    if status == _NOT_FOUND:
        return Reply(b"", "", found=False)
    if status in _REFUSED:
        raise KeyRefused(f"status {status}")
    if status == _TOO_MANY or status >= 500 or status == 408:
        return None
    raise ServerUnreachable(address, f"status {status}")
