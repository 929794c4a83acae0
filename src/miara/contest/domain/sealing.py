"""The sealed package: what the press may have before the hour and read after it. Pure.

A sealed package is, in this order:

- 12 bytes ``MIARA-SEAL1`` and a line feed, which say what it is;
- 12 bytes of nonce;
- AES-256-GCM ciphertext with its 16-byte tag; the 24 bytes before it are authenticated.

The plain text begins with 8 bytes of its length, big-endian, and is filled with zeros
to a multiple of 64 KiB, so that the size tells nothing about the results.
"""

from __future__ import annotations

import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

__all__ = ["BLOCK", "MAGIC", "BrokenSealError", "new_key", "seal", "unseal"]

MAGIC: Final = b"MIARA-SEAL1\n"
BLOCK: Final = 64 * 1024
_NONCE: Final = 12
_LENGTH: Final = 8


class BrokenSealError(ValueError):
    """Not a sealed package, another key, or a package that was changed."""


def new_key() -> bytes:
    """A random key of 256 bits."""
    return secrets.token_bytes(32)


def seal(content: bytes, key: bytes, *, nonce: bytes | None = None) -> bytes:
    """Content as a sealed package.

    >>> unseal(seal(b"wyniki", b"k" * 32), b"k" * 32)
    b'wyniki'
    """
    head = MAGIC + (nonce or secrets.token_bytes(_NONCE))
    plain = len(content).to_bytes(_LENGTH, "big") + content
    plain += b"\0" * (-len(plain) % BLOCK)
    return head + AESGCM(key).encrypt(head[len(MAGIC) :], plain, head)


def unseal(package: bytes, key: bytes) -> bytes:
    """Content of a sealed package.

    Raises
    ------
    BrokenSealError
        When the key does not open it or a single bit of it was changed.
    """
    start = len(MAGIC) + _NONCE
    head = package[:start]
    if not head.startswith(MAGIC) or len(head) < start:
        raise BrokenSealError
    try:
        plain = AESGCM(key).decrypt(head[len(MAGIC) :], package[start:], head)
    except (InvalidTag, ValueError) as error:
        raise BrokenSealError from error
    length = int.from_bytes(plain[:_LENGTH], "big")
    if length > len(plain) - _LENGTH:
        raise BrokenSealError
    return plain[_LENGTH : _LENGTH + length]
