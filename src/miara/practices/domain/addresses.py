"""The address of a card: the number identifies, the words decorate."""

import re

from miara.language import fold

__all__ = ["address_of", "number_of"]

_LONGEST = 60


def address_of(number: int, title: str) -> str:
    """``596-autobus-na-telefon``; cut at a word where the title is long.

    >>> address_of(596, "Autobus na telefon: jak działa?")
    '596-autobus-na-telefon-jak-dziala'
    """
    words = re.findall(r"[a-z0-9]+", fold(title).lower())
    text = ""
    for word in words:
        if len(text) + len(word) + 1 > _LONGEST:
            break
        text += f"-{word}"
    return f"{number}{text}"


def number_of(address: str) -> int | None:
    """The number at the beginning of an address; None when there is none.

    >>> number_of("596-autobus"), number_of("autobus")
    (596, None)
    """
    found = re.match(r"\d{1,15}(?=-|$)", address)
    return int(found[0]) if found else None
