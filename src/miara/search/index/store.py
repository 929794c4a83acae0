"""Files of the index and who holds them.

``SEARCH_DIR/<schema version>/current`` names the generation that is served and counts
its commits: readers look at it before each answer and open again when it changed. One
generation is one folder; beside the index it has ``state.json``, which says what was
applied. A rebuild makes a new folder, so nothing half-made is ever served.
"""

import contextlib
import fcntl
import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

from django.conf import settings

from miara.search.index.schema import schema_version
from miara.search.sources import facet_names

__all__ = ["Busy", "Current", "State", "held", "home", "new_generation"]

#: Left for processes that opened them a moment ago.
KEEP_GENERATIONS_FOR: Final = timedelta(hours=1)
#: Indexes of other versions of the program, which may still run during an upgrade.
KEEP_VERSIONS_FOR: Final = timedelta(days=1)


class Busy(Exception):
    """Another process is writing."""


@dataclass(frozen=True, slots=True)
class Current:
    """The generation that is served."""

    generation: str
    commits: int
    built_at: datetime


@dataclass(frozen=True, slots=True)
class State:
    """What a generation has.

    Attributes
    ----------
    since
        Changes announced long before this moment are all in it.
    applied
        Keys of the rows of changes announced about that moment that are in it.
    """

    since: datetime
    applied: frozenset[int]


def home() -> Path:
    """Folder of the indexes that this version of the program can read."""
    return Path(settings.SEARCH_DIR) / schema_version(facet_names())


def stamp() -> tuple[int, int, int] | None:
    """Changes whenever ``current`` does; None when there is no index."""
    try:
        found = (home() / "current").stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_ino, found.st_size


def read_current() -> Current | None:
    """What is served; None when there is nothing to serve."""
    try:
        row = json.loads((home() / "current").read_text("utf-8"))
        built_at = datetime.fromisoformat(row["built_at"])
        return Current(str(row["generation"]), int(row["commits"]), built_at)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_current(current: Current) -> None:
    """Let readers open what was committed."""
    row: dict[str, object] = {
        "generation": current.generation,
        "commits": current.commits,
        "built_at": current.built_at.isoformat(),
    }
    _replace(home() / "current", row)


def read_state(folder: Path) -> State | None:
    """What a generation has; None when that cannot be told."""
    try:
        row = json.loads((folder / "state.json").read_text("utf-8"))
        return State(datetime.fromisoformat(row["since"]), frozenset(row["applied"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(folder: Path, state: State) -> None:
    """Remember what a generation has."""
    row: dict[str, object] = {
        "since": state.since.isoformat(),
        "applied": sorted(state.applied),
    }
    _replace(folder / "state.json", row)


def new_generation(now: datetime) -> Path:
    """A fresh folder for an index."""
    name = f"{now.astimezone(UTC):%Y%m%dT%H%M%S}-{secrets.token_hex(3)}"
    folder = home() / name
    folder.mkdir(parents=True)
    return folder


@contextlib.contextmanager
def held(folder: Path, name: str) -> Iterator[None]:
    """Hold a lock for the block; the system frees it when the process dies.

    Raises
    ------
    Busy
        When another process or thread holds it.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / name).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(name) from None
        yield


def sweep(keep: str) -> list[str]:
    """Delete generations and versions that nobody reads any more.

    Parameters
    ----------
    keep
        The generation that is served.
    """
    own = home()
    old = [p for p in own.iterdir() if p.is_dir() and p.name != keep]
    gone = [p for p in old if _age(p) > KEEP_GENERATIONS_FOR]
    others = [p for p in own.parent.iterdir() if p.is_dir() and p != own]
    gone += [p for p in others if _age(p / "current") > KEEP_VERSIONS_FOR]
    for path in gone:
        shutil.rmtree(path, ignore_errors=True)
    return sorted(path.name for path in gone)


def _age(path: Path) -> timedelta:
    try:
        return timedelta(seconds=time.time() - path.stat().st_mtime)
    except OSError:
        return timedelta.max


def _replace(path: Path, row: dict[str, object]) -> None:
    """Write a file whole or not at all."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with beside.open("w", encoding="utf-8") as file:
            json.dump(row, file)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
