"""Asking ClamAV about a file, over its INSTREAM protocol.

The daemon is named by ``MIARA_CLAMAV``: ``host:port`` or the path of a socket. Nothing
is asked when it is empty.
"""

from __future__ import annotations

import socket
import struct
from enum import StrEnum

import structlog
from django.conf import settings

__all__ = ["ScanAnswer", "is_configured", "scan"]

log = structlog.get_logger(__name__)

_CHUNK = 1 << 16
#: A daemon that is alive answers about 10 MB in under a second.
TIMEOUT_SECONDS = 20.0
_LONGEST_ANSWER = 4096


class ScanAnswer(StrEnum):
    """What the antivirus said."""

    CLEAN = "CLEAN"
    INFECTED = "INFECTED"
    UNREACHABLE = "UNREACHABLE"
    OFF = "OFF"


def is_configured() -> bool:
    """Whether this site has an antivirus."""
    return bool(settings.MIARA_CLAMAV)


def scan(content: bytes) -> ScanAnswer:
    """Ask about bytes; a daemon that fails in any way is UNREACHABLE, never CLEAN."""
    if not is_configured():
        return ScanAnswer.OFF
    try:
        answer = _ask(settings.MIARA_CLAMAV, content)
    except (OSError, ValueError) as error:
        log.warning("documents.scanner_unreachable", error=type(error).__name__)
        return ScanAnswer.UNREACHABLE
    if answer.endswith(b" FOUND"):
        log.warning("documents.infected", answer=answer.decode("ascii", "replace"))
        return ScanAnswer.INFECTED
    if answer == b"stream: OK":
        return ScanAnswer.CLEAN
    log.warning("documents.scanner_odd", answer=answer.decode("ascii", "replace"))
    return ScanAnswer.UNREACHABLE


def _ask(address: str, content: bytes) -> bytes:
    with _connect(address) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(content), _CHUNK):
            piece = content[start : start + _CHUNK]
            connection.sendall(struct.pack("!L", len(piece)) + piece)
        connection.sendall(struct.pack("!L", 0))
        answer = b""
        while b"\0" not in answer and len(answer) < _LONGEST_ANSWER:
            piece = connection.recv(_LONGEST_ANSWER)
            if not piece:
                break
            answer += piece
    return answer.partition(b"\0")[0].strip()


def _connect(address: str) -> socket.socket:
    if address.startswith("/"):
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(TIMEOUT_SECONDS)
        try:
            connection.connect(address)
        except OSError:
            connection.close()
            raise
        return connection
    host, _colon, port = address.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=TIMEOUT_SECONDS)
