"""Codes of entry: short enough to type, in letters that nobody mistakes."""

from __future__ import annotations

import hashlib
import secrets
from typing import Final

__all__ = ["ALPHABET", "LENGTH", "clean_code", "digest_of", "new_code"]

#: Without 0, 1, I, L, O, U: 30 signs.
ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH: Final = 8


def new_code() -> str:
    """A code that cannot be guessed at a door: one of 6.5e11."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))


def clean_code(text: str) -> str:
    """What was typed, as codes are kept; empty when it cannot be one.

    >>> clean_code(" abcd-2345 ")
    'ABCD2345'
    >>> clean_code("O0")
    ''
    """
    kept = "".join(text.split()).replace("-", "").upper()
    fits = len(kept) == LENGTH and set(kept) <= set(ALPHABET)
    return kept if fits else ""


def digest_of(event_uid: str, code: str) -> str:
    """What a telephone at the door keeps instead of the code: SHA-256 in hex.

    Of the identity of the event, a colon and the code; the script of the door does the
    same.
    """
    return hashlib.sha256(f"{event_uid}:{code}".encode()).hexdigest()
