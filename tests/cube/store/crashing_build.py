"""Builds vintages and dies where told. Run as a program by test_store_crash."""

import itertools
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np

from miara.cube.loads import Origin
from miara.cube.periods import Period
from miara.cube.store import Store, VintageBuilder, files

CALLS = ("open", "write", "fsync", "replace", "close")
ORIGIN = Origin("gus", "a.csv", "00", "GUS", "T", None)


def build(root: Path, seed: int, size: int = 40) -> str:
    """A small vintage whose numbers depend on ``seed``."""
    random = np.random.default_rng(abs(seed))
    units = [f"u{n}" for n in range(size)]
    years = [Period.year(2020), Period.year(2021)]
    with VintageBuilder(
        Store(root),
        units=units,
        unit_codes=units,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        digests={"seed": str(seed)},
    ) as builder:
        shape = (2, size)
        builder.add_variable(
            "v",
            periods=years,
            values=random.normal(size=shape),
            flags=np.zeros(shape, np.uint8),
            source=np.zeros(shape, np.uint16),
            origins=[ORIGIN],
        )
        builder.add_block("gmina", "A", indicators=["i"], periods=years, units=units)
        cells = random.normal(size=(1, *shape))
        builder.add_quantity("gmina", "A", "value", cells)
        builder.add_quantity("gmina", "A", "flag", np.zeros((1, *shape), np.uint8))
        return builder.finish()


def die_at(count: int) -> None:
    """Make the ``count``-th call to the system the last one of this process."""
    calls = itertools.count()

    def deadly(name: str) -> Callable[..., Any]:
        real = getattr(os, name)

        def call(*arguments: Any) -> Any:
            if next(calls) == count:
                if name == "write":
                    os.write(arguments[0], arguments[1][: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return real(*arguments)

        return call

    replaced = {name: deadly(name) for name in CALLS}
    files.os = SimpleNamespace(**{**vars(os), **replaced})


def killed_in_child(root: Path, count: int) -> bool:
    """Build in a fork that dies at a call; False when it came to its end."""
    child = os.fork()
    if child == 0:
        die_at(count)
        build(root, seed=1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def die_everywhere(root: Path) -> int:
    """Kill a build at each call in turn, check what is left, count the kills."""
    for count in itertools.count():
        place = root / str(count)
        first = build(place, seed=0)
        if not killed_in_child(place, count):
            return count
        store = Store(place)
        for vintage_id in store.ids():
            store.verify(vintage_id)
        assert first in store.ids()
        second = build(place, seed=1)  # beside what the killed build left
        store.verify(second)
        store.sweep()
        store.prune([second])
        assert store.ids() == (second,)
        assert store.verify(second) == len(list(store.objects()))
        assert list((place / "staging").iterdir()) == []
    raise AssertionError


def main() -> None:
    """Entry: ``every ROOT``, ``one ROOT SEED`` or ``forever ROOT``."""
    task, root, *rest = sys.argv[1:]
    if task == "every":
        print(die_everywhere(Path(root)))
    elif task == "one":
        print(build(Path(root), int(rest[0])))
    else:
        print("begun", flush=True)
        for seed in itertools.count(1):
            build(Path(root), seed, size=20_000)


if __name__ == "__main__":
    main()
