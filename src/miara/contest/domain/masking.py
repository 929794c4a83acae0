"""Names of units and addresses taken out of texts of a blind assessment.

The white-list of fields decides what a blind reader gets; this is the second guard:
authors write the name of their unit into any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final

__all__ = ["mask", "masker"]

MASK: Final = "[…]"
_EMAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_ADDRESS = r"(?:https?://|www\.)\S+"
_PHONE = r"(?<!\d)(?:\+48[ -]?)?(?:\d[ -]?){9}(?!\d)"
#: The shortest beginning of a name that is still the name.
_SHORTEST = 4


def masker(names: Iterable[str]) -> re.Pattern[str]:
    """A pattern of the names in any case form, e-mails, web addresses, telephones.

    A word of a name is known by its beginning with any ending of up to five letters,
    which covers Polish declension: Zielonki, Zielonek, zielonecki.
    """
    parts = [_EMAIL, _ADDRESS, _PHONE]
    for name in sorted({n.strip() for n in names if n.strip()}, key=len, reverse=True):
        words = [_stem(word) for word in re.split(r"[\s-]+", name)]
        parts.append(r"\b" + r"[\s-]+".join(words) + r"\b")
        long = [w for w in re.split(r"[\s-]+", name) if len(w) > _SHORTEST]
        parts += [r"\b" + _stem(word) + r"\b" for word in long]
    return re.compile("|".join(parts), re.IGNORECASE)


def mask(value: Any, pattern: re.Pattern[str]) -> Any:
    """The value with every text in it masked; its shape stays."""
    if isinstance(value, str):
        return pattern.sub(MASK, value)
    if isinstance(value, list):
        return [mask(item, pattern) for item in value]
    if isinstance(value, dict):
        return {key: mask(item, pattern) for key, item in value.items()}
    return value


def _stem(word: str) -> str:
    """Beginning of a word that case forms share, with any ending."""
    kept = word if len(word) <= _SHORTEST else word[: max(_SHORTEST, len(word) - 3)]
    return re.escape(kept) + r"\w{0,6}"
