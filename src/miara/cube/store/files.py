"""Files that are either whole or absent, whatever moment the power fails.

The order is always: bytes under a staging name, sync of the file, rename to the
final name, sync of the folder. A final name therefore never shows half a file.
"""

import os
import uuid
from collections.abc import Iterable
from pathlib import Path

_READ_ONLY = 0o444
_CHUNK = 1 << 24  # 16 MiB a call: large enough for the disk, small enough for signals


def write_whole(
    staging: Path, target: Path, parts: Iterable[bytes | memoryview], *, sync: bool
) -> None:
    """Write ``parts`` one after another so that ``target`` appears complete.

    The caller syncs the folder of ``target`` afterwards (:func:`sync_folder`),
    once for many files.

    Parameters
    ----------
    staging
        Folder on the same file system as ``target``.
    sync
        False skips the sync of the file: for tests and benchmarks only.
    """
    temporary = staging / uuid.uuid4().hex
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _READ_ONLY)
    try:
        for part in parts:
            _write_all(descriptor, memoryview(part).cast("B"))
        if sync:
            os.fsync(descriptor)
    finally:
        os.close(descriptor)
    os.replace(temporary, target)


def _write_all(descriptor: int, view: memoryview) -> None:
    start = 0
    while start < len(view):
        start += os.write(descriptor, view[start : start + _CHUNK])


def sync_folder(folder: Path) -> None:
    """Make the names in ``folder`` survive a power failure."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
