"""Asking whether addresses still answer. Only ever on somebody's wish.

Addresses come from strangers' texts, so a question never goes to this machine or its
network: the name is resolved here, every address behind it must be a public one, and
the connection is made to that very address, so that a second answer of the name server
cannot lead elsewhere. Redirections are followed step by step under the same rule.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import httpx

from miara.core.progress import Progress

__all__ = ["LinkFault", "LinkState", "ask_links"]

SECONDS: Final = 10.0
AT_ONCE: Final = 8
MOST_HOPS: Final = 5
_AGENT: Final = "Miara (link check; HEAD)"
#: Answers of servers that do not know HEAD or do not like programs: asked again by GET.
_ASK_AGAIN: Final = frozenset({403, 405, 501})
#: The page is there, only not for us.
_THERE: Final = frozenset({401, 403, 407, 429})
_OK: Final = range(200, 300)
_MOVED: Final = frozenset({301, 302, 303, 307, 308})


class LinkFault(StrEnum):
    """Why an address is called broken."""

    STATUS = "STATUS"
    UNKNOWN_HOST = "UNKNOWN_HOST"
    PRIVATE = "PRIVATE"
    SILENT = "SILENT"
    CIRCLE = "CIRCLE"
    BAD = "BAD"


@dataclass(frozen=True, slots=True)
class LinkState:
    """What an address answered; ``fault`` None when it works."""

    fault: LinkFault | None = None
    status: int = 0


class _Refused(Exception):
    def __init__(self, fault: LinkFault) -> None:
        super().__init__(fault)
        self.fault = fault


def ask_links(
    addresses: Iterable[str],
    progress: Progress,
    *,
    stage: str = "",
    may_ask: Callable[[str], bool] | None = None,
) -> dict[str, LinkState]:
    """Ask each address once, several at a time.

    Parameters
    ----------
    stage
        What to call the work for whoever waits.
    may_ask
        Whether an IP address may be asked; by default public ones only.
    """
    wanted = list(dict.fromkeys(addresses))
    allowed = may_ask or _is_public
    progress.stage(stage, total=len(wanted))
    found: dict[str, LinkState] = {}
    with (
        httpx.HTTPTransport(retries=0) as transport,
        ThreadPoolExecutor(max_workers=AT_ONCE) as pool,
    ):
        states = pool.map(lambda each: _ask(each, transport, allowed), wanted)
        for address, state in zip(wanted, states, strict=True):
            found[address] = state
            progress.advance()
    return found


def _ask(
    address: str, transport: httpx.HTTPTransport, allowed: Callable[[str], bool]
) -> LinkState:
    try:
        status = _status_of(address, transport, allowed)
    except _Refused as refused:
        return LinkState(refused.fault)
    except httpx.InvalidURL:
        return LinkState(LinkFault.BAD)
    except (httpx.HTTPError, OSError):
        return LinkState(LinkFault.SILENT)
    works = status in _OK or status in _THERE
    return LinkState(None if works else LinkFault.STATUS, status)


def _status_of(
    address: str, transport: httpx.HTTPTransport, allowed: Callable[[str], bool]
) -> int:
    url = httpx.URL(address)
    for _hop in range(MOST_HOPS + 1):
        if url.scheme not in {"http", "https"} or not url.host:
            raise _Refused(LinkFault.BAD)
        status, location = _one(url, "HEAD", transport, allowed)
        if status in _ASK_AGAIN:
            status, location = _one(url, "GET", transport, allowed)
        if status not in _MOVED or not location:
            return status
        url = url.join(location)
    raise _Refused(LinkFault.CIRCLE)


def _one(
    url: httpx.URL,
    method: str,
    transport: httpx.HTTPTransport,
    allowed: Callable[[str], bool],
) -> tuple[int, str]:
    """Status and place of a redirection; the body is never read."""
    request = httpx.Request(
        method,
        url.copy_with(host=_resolved(url, allowed)),
        headers={"Host": url.netloc.decode("ascii"), "User-Agent": _AGENT},
        extensions={
            "timeout": httpx.Timeout(SECONDS).as_dict(),
            "sni_hostname": url.raw_host.decode("ascii"),
        },
    )
    response = transport.handle_request(request)
    try:
        return response.status_code, response.headers.get("Location", "")
    finally:
        response.close()


def _resolved(url: httpx.URL, allowed: Callable[[str], bool]) -> str:
    """An address behind a name, all of which must be allowed."""
    port = url.port or (443 if url.scheme == "https" else 80)
    host = url.raw_host.decode("ascii")
    try:
        rows = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise _Refused(LinkFault.UNKNOWN_HOST) from error
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    if not found or not all(allowed(ip) for ip in found):
        raise _Refused(LinkFault.PRIVATE)
    return found[0]


def _is_public(ip: str) -> bool:
    """Whether an address is of the open internet.

    >>> _is_public("8.8.8.8"), _is_public("127.0.0.1"), _is_public("::ffff:10.0.0.1")
    (True, False, False)
    """
    address = ipaddress.ip_address(ip.partition("%")[0])
    mapped = getattr(address, "ipv4_mapped", None)
    address = mapped or address
    return address.is_global and not address.is_multicast
