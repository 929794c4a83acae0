"""Steps under keys of their own: what lies on the presenter's computer. Pure.

A master secret of 256 bits is drawn for each preparation. The key of a step is
HKDF-SHA-256 of it (no salt, info ``miara-ceremony/<uid>/<number>``). A sealed step is
12 bytes of nonce and AES-256-GCM ciphertext with its tag; ``<uid>/<number>/<count>`` is
authenticated, so that a step put in place of another does not open. The plain text
begins with 4 bytes of its length, big-endian, and all steps are filled with zeros to
one size, which tells nothing of what they hold.

The release phrase opens the master secret: AES-256-GCM under PBKDF2-SHA-256 of the
phrase without its dashes, authenticated by the uid. The same is done by
``static/ceremony/sealing.js`` with what browsers have.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

__all__ = [
    "ITERATIONS",
    "BrokenStepError",
    "Wrapped",
    "digest_of",
    "keep",
    "kept",
    "key_of_step",
    "new_master",
    "new_phrase",
    "open_step",
    "proof_of",
    "seal_steps",
    "unwrap",
    "wrap",
]

#: Rounds of PBKDF2; about half a second on a laptop of 2020. The phrase alone has 99
#: bits, so this only guards against one that was read aloud or half seen.
ITERATIONS: Final = 1_000_000
_BLOCK: Final = 1024
_NONCE: Final = 12
_LENGTH: Final = 4
_SIGNS: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"


class BrokenStepError(ValueError):
    """Another key, another place, or bytes that were changed."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """A master secret under a phrase: everything but the phrase."""

    salt: bytes
    sealed: bytes
    iterations: int


def new_master() -> bytes:
    """A random master secret."""
    return secrets.token_bytes(32)


def new_phrase() -> str:
    """A phrase of 99 bits in four groups, without signs that look alike."""
    groups = ("".join(secrets.choice(_SIGNS) for _i in range(5)) for _j in range(4))
    return "-".join(groups)


def key_of_step(master: bytes, uid: str, number: int) -> bytes:
    """Key of a step, 32 bytes; tells nothing of the keys of others."""
    return _derived(master, f"miara-ceremony/{uid}/{number}")


def proof_of(master: bytes, uid: str) -> str:
    """What shows the server that somebody opened the master secret; 64 hex digits."""
    return _derived(master, f"miara-ceremony/{uid}/proof").hex()


def digest_of(master: bytes, rows: Sequence[dict[str, Any]]) -> str:
    """A mark of the whole content, which cannot be guessed without the secret."""
    text = json.dumps(rows, sort_keys=True, ensure_ascii=False)
    return hmac.new(master, text.encode(), hashlib.sha256).hexdigest()


def seal_steps(steps: Sequence[dict[str, Any]], master: bytes, uid: str) -> list[bytes]:
    """Steps sealed apart; the first is number 0, and all have one length.

    >>> master = b"m" * 32
    >>> sealed = seal_steps([{"a": 1}, {"a": 2}], master, "u")
    >>> open_step(sealed[1], key_of_step(master, "u", 1), "u", 1, 1)
    {'a': 2}
    """
    texts = [json.dumps(step, ensure_ascii=False).encode() for step in steps]
    longest = max((len(text) for text in texts), default=0) + _LENGTH
    size = -(-longest // _BLOCK) * _BLOCK
    found = []
    for number, text in enumerate(texts):
        plain = (len(text).to_bytes(_LENGTH, "big") + text).ljust(size, b"\0")
        nonce = secrets.token_bytes(_NONCE)
        cipher = AESGCM(key_of_step(master, uid, number))
        about = _about(uid, number, len(texts) - 1)
        found.append(nonce + cipher.encrypt(nonce, plain, about))
    return found


def open_step(
    sealed: bytes, key: bytes, uid: str, number: int, count: int
) -> dict[str, Any]:
    """Content of a sealed step.

    Parameters
    ----------
    count
        The number of the last step.

    Raises
    ------
    BrokenStepError
        When the key does not open it or a single bit of it was changed.
    """
    try:
        plain = AESGCM(key).decrypt(
            sealed[:_NONCE], sealed[_NONCE:], _about(uid, number, count)
        )
    except (InvalidTag, ValueError) as error:
        raise BrokenStepError from error
    length = int.from_bytes(plain[:_LENGTH], "big")
    found: dict[str, Any] = json.loads(plain[_LENGTH : _LENGTH + length])
    return found


def wrap(master: bytes, phrase: str, uid: str) -> Wrapped:
    """A master secret under a phrase.

    >>> unwrap(wrap(b"m" * 32, "ABCDE-FGHJK", "u"), "abcde fghjk", "u") == b"m" * 32
    True
    """
    salt, nonce = secrets.token_bytes(16), secrets.token_bytes(_NONCE)
    key = _of_phrase(phrase, salt, ITERATIONS)
    sealed = nonce + AESGCM(key).encrypt(nonce, master, uid.encode())
    return Wrapped(salt, sealed, ITERATIONS)


def unwrap(wrapped: Wrapped, phrase: str, uid: str) -> bytes:
    """The master secret.

    Raises
    ------
    BrokenStepError
        When it is another phrase.
    """
    key = _of_phrase(phrase, wrapped.salt, wrapped.iterations)
    nonce, sealed = wrapped.sealed[:_NONCE], wrapped.sealed[_NONCE:]
    try:
        return AESGCM(key).decrypt(nonce, sealed, uid.encode())
    except InvalidTag as error:
        raise BrokenStepError from error


def keep(master: bytes, site_keys: Sequence[str]) -> bytes:
    """A master secret as the database keeps it: under the key of the site."""
    return _cipher(site_keys).encrypt(master)


def kept(stored: bytes, site_keys: Sequence[str]) -> bytes:
    """A master secret read back, also one kept under an earlier key of the site.

    Raises
    ------
    BrokenStepError
        When none of the keys opens it.
    """
    try:
        return _cipher(site_keys).decrypt(stored)
    except InvalidToken as error:
        raise BrokenStepError from error


def _cipher(site_keys: Sequence[str]) -> MultiFernet:
    return MultiFernet(
        Fernet(
            base64.urlsafe_b64encode(
                hashlib.sha256(b"miara.ceremony:" + key.encode()).digest()
            )
        )
        for key in site_keys
    )


def _derived(master: bytes, info: str) -> bytes:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=info.encode())
    return made.derive(master)


def _of_phrase(phrase: str, salt: bytes, iterations: int) -> bytes:
    plain = "".join(sign for sign in phrase.upper() if sign in _SIGNS)
    return hashlib.pbkdf2_hmac("sha256", plain.encode(), salt, iterations)


def _about(uid: str, number: int, count: int) -> bytes:
    return f"{uid}/{number}/{count}".encode()
