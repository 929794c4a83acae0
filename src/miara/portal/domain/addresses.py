"""Addresses: of news by number, and those that a text may lead to."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

from miara.language import fold

__all__ = ["address_of", "number_of", "safe_address"]

_LONGEST: Final = 60
_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def address_of(number: int, title: str) -> str:
    """The number, which identifies, and words, which decorate.

    >>> address_of(7, "Zaproszenie: święto gmin")
    '7-zaproszenie-swieto-gmin'
    """
    text = ""
    for word in re.findall(r"[a-z0-9]+", fold(title).lower()):
        if len(text) + len(word) >= _LONGEST:
            break
        text += f"-{word}"
    return f"{number}{text}"


def number_of(address: str) -> int | None:
    """The number at the beginning of an address; None when there is none.

    >>> number_of("7-zaproszenie"), number_of("zaproszenie")
    (7, None)
    """
    found = re.match(r"\d{1,15}(?=-|$)", address)
    return int(found[0]) if found else None


def safe_address(text: str) -> str:
    """An address that a link may have: of the web, of mail, of this site; else nothing.

    >>> safe_address("https://a.example/x"), safe_address("/praktyki/?q=a")
    ('https://a.example/x', '/praktyki/?q=a')
    >>> safe_address("javascript:alert(1)"), safe_address("//zle.example/")
    ('', '')
    """
    address = text.strip()
    if re.search(r"[\s\\\x00-\x1f]", address):
        return ""
    if address.startswith("/"):
        return "" if address.startswith("//") else address
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    is_whole = bool(parts.netloc) or (parts.scheme == "mailto" and "@" in parts.path)
    return address if parts.scheme in _SCHEMES and is_whole else ""
