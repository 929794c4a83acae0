"""Harvests and dies where told. Run as a program by test_harvest_crash."""

import hashlib
import itertools
import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[3]))

from tests.cube.harvest.comparing import content

from miara.cube.definitions import load_definitions
from miara.cube.harvest import Manners, cache, harvest_bdl, parsed
from miara.cube.register import Level
from miara.cube.sources import load_tables

CALLS = ("open", "write", "truncate", "close", "replace")
CHANCE = random.Random(20260310)


def harvest(root: Path, base_url: str) -> str:
    """Harvest two series; a digest of everything in their loads."""
    loads = harvest_bdl(
        variables=(7, 8),
        level=Level.MUNICIPALITY,
        years=range(2015, 2018),
        cache_dir=root,
        now=datetime(2026, 3, 10, tzinfo=UTC),
        base_url=base_url,
        manners=Manners(windows=(), patience=timedelta(seconds=5), backoff=0.001),
        codes={7: "v7", 8: "v8"},
    )
    return hashlib.sha256(repr([content(load) for load in loads]).encode()).hexdigest()


def dying(name: str, call: Callable[..., Any], count: Any, last: int) -> Any:
    """A system call that kills its process when its turn comes."""

    def wrapped(*arguments: Any, **named: Any) -> Any:
        if next(count) == last:
            if name == "write":
                data = bytes(arguments[1])
                call(arguments[0], data[: CHANCE.randrange(len(data) + 1)])
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*arguments, **named)

    return wrapped


def die_at(last: int) -> None:
    """Let the ``last`` call to the system, from 0, be the end."""
    count = itertools.count()
    calls = vars(os) | {n: dying(n, getattr(os, n), count, last) for n in CALLS}
    cache.os = parsed.os = SimpleNamespace(**calls)  # type: ignore[attr-defined]


def in_child(work: Callable[[], str]) -> str | None:
    """Result of some work in a forked process; None when it was killed."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        os.write(writing, work().encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        text = pipe.read().decode()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return None
    assert os.WEXITSTATUS(status) == 0
    return text


def every(root: Path, base_url: str) -> int:
    """Kill at each call in turn and resume; the number of calls."""
    load_definitions(), load_tables()  # once, for every child
    plain = in_child(lambda: harvest(root / "plain", base_url))
    for last in itertools.count():
        here = root / str(last)

        def dies(last: int = last, here: Path = here) -> str:
            die_at(last)
            return harvest(here, base_url)

        killed = in_child(dies) is None
        assert in_child(lambda here=here: harvest(here, base_url)) == plain, last
        if not killed:
            return last
    raise AssertionError


if __name__ == "__main__":
    kind, folder, url = sys.argv[1:]
    if kind == "every":
        print(every(Path(folder), url))
    else:
        print("ready", flush=True)
        print(harvest(Path(folder), url))
