"""MP4 by its container: boxes that follow one another to the end of the file."""

from __future__ import annotations

from miara.documents.domain.contents.faults import Fault, FileRefused

__all__ = ["inspect_mp4"]

_NEEDED = {b"ftyp", b"moov", b"mdat"}


def inspect_mp4(content: bytes) -> None:
    """Walk the boxes of the top level.

    Raises
    ------
    FileRefused
        DAMAGED when a box breaks off or a needed one is missing.
    """
    at, found = 0, set()
    while at + 8 <= len(content):
        size = int.from_bytes(content[at : at + 4], "big")
        found.add(content[at + 4 : at + 8])
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        elif size == 0:
            size = len(content) - at
        if size < 8:
            raise FileRefused(Fault.DAMAGED)
        at += size
    if at != len(content) or not found >= _NEEDED:
        raise FileRefused(Fault.DAMAGED)
