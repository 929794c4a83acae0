"""Which addresses may carry secrets."""

import ipaddress
from urllib.parse import urlsplit

__all__ = ["is_private_line"]


def is_private_line(url: str) -> bool:
    """Whether nobody on the way reads along: HTTPS, or this very machine.

    >>> is_private_line("https://login.gmina.example"), is_private_line("http://a.pl")
    (True, False)
    >>> is_private_line("http://127.0.0.1:9000/x"), is_private_line("http://localhost")
    (True, True)
    >>> is_private_line("http://127.0.0.1.example.com"), is_private_line("https://")
    (False, False)
    """
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        return False
    if parts.scheme == "https":
        return bool(host)
    return parts.scheme == "http" and (host == "localhost" or _is_loopback(host))


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
