"""Keys of programs: what they may do, how they are made and recognised."""

from __future__ import annotations

import hashlib
import secrets
from enum import StrEnum
from typing import Final

__all__ = ["PREFIX", "Scope", "digest_of", "hint_of", "new_secret"]

#: By it a key is recognised in a text that leaked.
PREFIX: Final = "miara_"
_LONGEST: Final = 100


class Scope(StrEnum):
    """One thing that a key allows."""

    READ_PLANS = "plans.read"
    READ_RISKS = "risks.read"
    SEND_VALUES = "values.send"
    SEND_BUDGET = "budget.send"


def new_secret() -> str:
    """A key that nobody can guess (256 bits).

    >>> len(new_secret())
    49
    """
    return PREFIX + secrets.token_urlsafe(32)


def digest_of(secret: str) -> str:
    """What is kept of a key. A key is random, so one round of a digest is enough.

    Returns
    -------
    str
        64 hexadecimal digits; empty for what can be no key.

    Examples
    --------
    >>> len(digest_of("miara_abc")), digest_of("abc")
    (64, '')
    """
    if not secret.startswith(PREFIX) or len(secret) > _LONGEST:
        return ""
    return hashlib.sha256(secret.encode()).hexdigest()


def hint_of(secret: str) -> str:
    """The end of a key, by which people tell one from another.

    >>> hint_of("miara_abcdef")
    'cdef'
    """
    return secret[-4:]
