"""Archives of files that a place takes as many files at once: read, never unpacked.

Nothing is written under a name from the archive. Each file inside is given with its
content, or with the reason why it is refused; one bad file does not spoil the others.
"""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Final

from miara.documents.domain.contents.faults import Fault, FileRefused
from miara.documents.domain.contents.office import inspect_package

__all__ = ["MOST_FILES", "ArchivedFile", "read_archive"]

MOST_FILES: Final = 200
MOST_UNPACKED: Final = 300_000_000
#: A file that grows more than so many times, and past `SMALL`, is a bomb. Reports in
#: XML shrink up to about eighty times.
MOST_GROWTH: Final = 200
SMALL: Final = 10_000_000
_CHUNK: Final = 1 << 18
#: What systems add to archives by themselves.
_NOISE: Final = ("__macosx/", ".ds_store", "thumbs.db", "desktop.ini")


@dataclass(frozen=True, slots=True)
class ArchivedFile:
    """A file of an archive; ``content`` is empty when there is a ``fault``."""

    name: str
    content: bytes = b""
    fault: Fault | None = None


def read_archive(content: bytes, *, limit: int) -> list[ArchivedFile]:
    """Files of a ZIP in their order, without folders.

    Every file is unpacked piece by piece and counted, so that a size in the header
    that lies is found out.

    Parameters
    ----------
    content
        The archive.
    limit
        Most bytes of one file, unpacked.

    Raises
    ------
    FileRefused
        EMPTY, DAMAGED, ENCRYPTED, BOMB or TOO_MANY for the archive as a whole.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = [part for part in package.infolist() if _is_file(part)]
            _refuse_whole(parts)
            return list(_files(package, parts, limit))
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused(Fault.DAMAGED) from error


def _is_file(part: zipfile.ZipInfo) -> bool:
    name = part.filename.casefold()
    return not (part.is_dir() or name.startswith(_NOISE[0]) or name.endswith(_NOISE))


def _refuse_whole(parts: list[zipfile.ZipInfo]) -> None:
    if not parts:
        raise FileRefused(Fault.EMPTY)
    if len(parts) > MOST_FILES:
        raise FileRefused(Fault.TOO_MANY, where=MOST_FILES)
    if any(part.flag_bits & 1 for part in parts):
        raise FileRefused(Fault.ENCRYPTED)
    unpacked = sum(part.file_size for part in parts)
    if unpacked > MOST_UNPACKED or any(map(_grows, parts)):
        raise FileRefused(Fault.BOMB)


def _grows(part: zipfile.ZipInfo) -> bool:
    most = max(SMALL, MOST_GROWTH * max(part.compress_size, 1))
    return part.file_size > most


def _files(
    package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limit: int
) -> Iterator[ArchivedFile]:
    seen: set[str] = set()
    for part in parts:
        name = part.filename
        if _is_unsafe(part):
            yield ArchivedFile(_shown(name), fault=Fault.UNSAFE_NAME)
        elif name.casefold() in seen:
            yield ArchivedFile(_shown(name), fault=Fault.NAME_TWICE)
        else:
            yield _read(package, part, limit)
        seen.add(name.casefold())


def _is_unsafe(part: zipfile.ZipInfo) -> bool:
    """A name that leads out of its folder, or a link instead of a file."""
    name = part.filename
    path = PurePosixPath(name.replace("\\", "/"))
    return (
        path.is_absolute()
        or ".." in path.parts
        or ":" in name
        or any(ord(char) < 32 for char in name)
        or stat.S_ISLNK(part.external_attr >> 16)
    )


def _read(package: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int) -> ArchivedFile:
    name = _shown(part.filename)
    if part.file_size > limit:
        return ArchivedFile(name, fault=Fault.TOO_LARGE)
    try:
        content = _unpack(package, part, limit)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError):
        return ArchivedFile(name, fault=Fault.DAMAGED)
    except (NotImplementedError, RuntimeError):  # a method of packing nobody uses
        return ArchivedFile(name, fault=Fault.ARCHIVE)
    if content is None:
        return ArchivedFile(name, fault=Fault.BOMB)
    if content.startswith(b"PK") and (fault := _fault_of_package(content)):
        return ArchivedFile(name, fault=fault)
    return ArchivedFile(name, content)


def _unpack(
    package: zipfile.ZipFile, part: zipfile.ZipInfo, limit: int
) -> bytes | None:
    """Content; None when there is more of it than the header said, or than allowed."""
    pieces, size = [], 0
    with package.open(part) as stream:
        while piece := stream.read(_CHUNK):
            size += len(piece)
            if size > min(limit, part.file_size):
                return None
            pieces.append(piece)
    return b"".join(pieces)


def _fault_of_package(content: bytes) -> Fault | None:
    """Office documents are packages too; any other archive inside is refused."""
    try:
        inspect_package(content)
    except FileRefused as refused:
        return Fault.NESTED if refused.fault is Fault.ARCHIVE else refused.fault
    return None


def _shown(name: str) -> str:
    """The last part of a name, without what cannot be shown."""
    last = name.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return "".join(char for char in last if char.isprintable())[-150:] or "?"
