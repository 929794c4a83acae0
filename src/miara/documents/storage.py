"""Bytes on the disk: named by their digest, written once, shared by equal content.

A file is complete and flushed, and so is its folder, before any row that names it can
commit; a row that is there after a crash therefore always finds its bytes. Until the
row commits, a *pin* beside the bytes keeps the sweep away from them.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

__all__ = ["all_digests", "discard", "pin", "put", "read", "unpin"]

#: A pin older than this belongs to a process that died.
PIN_LASTS = 3600.0


def put(content: bytes) -> str:
    """Write bytes, unless equal ones are there, and flush them to the disk.

    Returns
    -------
    str
        SHA-256 in hexadecimal.
    """
    digest = hashlib.sha256(content).hexdigest()
    path = _path(digest)
    if path.is_file() and path.stat().st_size == len(content):
        _flush_folder(path.parent)  # another writer may be between naming and flushing
        return digest
    _make_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    try:
        _write(draft, content)
        draft.replace(path)
        _flush_folder(path.parent)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return digest


def pin(content: bytes) -> tuple[str, str]:
    """Write bytes and keep the sweep away from them until `unpin`.

    Returns
    -------
    tuple[str, str]
        Digest, and the name of the pin.
    """
    digest = hashlib.sha256(content).hexdigest()
    token = f".{digest}.{secrets.token_hex(8)}.pin"
    folder = _path(digest).parent
    _make_folder(folder)
    with _locked(folder):
        (folder / token).touch(mode=0o600)
    put(content)
    return digest, token


def unpin(digest: str, token: str) -> None:
    """The row that names the bytes has committed."""
    (_path(digest).parent / token).unlink(missing_ok=True)


def read(digest: str) -> bytes:
    """Bytes by digest.

    Raises
    ------
    FileNotFoundError
        When they were erased.
    OSError
        When what is on the disk is not what was written.
    """
    content = _path(digest).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        msg = f"{digest}: the content on the disk has changed"
        raise OSError(msg)
    return content


def discard(digest: str, *, is_held: Callable[[], bool]) -> bool:
    """Delete bytes that no row holds and no writer has pinned.

    Parameters
    ----------
    is_held
        Whether a living row names the digest. It is asked under the lock and after
        the look for pins: a writer unpins only when its row can be seen.

    Returns
    -------
    bool
        Whether the bytes are gone.
    """
    path = _path(digest)
    if not path.exists():
        return True
    with _locked(path.parent):
        if _is_pinned(path) or is_held():
            return False
        path.unlink(missing_ok=True)
        _flush_folder(path.parent)
    return True


def all_digests() -> Iterator[str]:
    """Digest of everything on the disk."""
    for path in _root().glob("??/*"):
        if not path.name.startswith("."):
            yield path.name


def _root() -> Path:
    return Path(settings.FILES_DIR)


def _path(digest: str) -> Path:
    if len(digest) != 64 or not all(char in "0123456789abcdef" for char in digest):
        msg = f"{digest!r} is not a SHA-256"
        raise ValueError(msg)
    return _root() / digest[:2] / digest


def _write(path: Path, content: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _make_folder(folder: Path) -> None:
    """Make a folder that survives a crash: its parent is flushed too."""
    if folder.is_dir():
        return
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    _flush_folder(folder.parent)
    _flush_folder(folder.parent.parent)


def _flush_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Between a writer's pin and a sweep's look only one goes on at a time."""
    with (folder / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _is_pinned(path: Path) -> bool:
    oldest = time.time() - PIN_LASTS
    found = False
    for token in path.parent.glob(f".{path.name}.*.pin"):
        try:
            fresh = token.stat().st_mtime > oldest
        except FileNotFoundError:
            continue
        if fresh:
            found = True
        else:
            token.unlink(missing_ok=True)
    return found
