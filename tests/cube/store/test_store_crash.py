"""A build killed at any point leaves the previous vintage whole.

A child process builds a vintage with one of its calls to the system replaced by
``kill -9`` on itself, for every call in turn; writes are cut in half first.
Another child is killed at random moments.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from miara.cube.store import Store

CHILD = Path(__file__).with_name("crashing_build.py")


def run_child(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(CHILD), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_system_call_may_be_the_last(tmp_path: Path) -> None:
    done = run_child("every", str(tmp_path))

    assert done.stderr == ""
    assert int(done.stdout) > 30  # opens, writes, syncs, renames of a whole build


def test_random_moments_may_be_the_last(tmp_path: Path) -> None:
    store = Store(tmp_path)
    done = run_child("one", str(tmp_path), "0")
    first = done.stdout.strip()
    chance = random.Random(20260301)
    for _ in range(6):
        child = subprocess.Popen(
            [sys.executable, str(CHILD), "forever", str(tmp_path)],
            stdout=subprocess.PIPE,
        )
        assert child.stdout is not None
        child.stdout.readline()  # it has begun
        time.sleep(chance.uniform(0.0, 0.08))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()

        store.verify(first)
        for vintage_id in store.ids():
            store.verify(vintage_id)
        store.sweep()

    after = run_child("one", str(tmp_path), "-1").stdout.strip()
    assert after in store.ids()
    store.verify(after)
    store.prune([after])
    store.verify(after)


def test_objects_are_not_writable(store: Store) -> None:
    digest = store.put_text("x")
    path = store.root / "objects" / digest[:2] / f"{digest}.json"
    assert path.stat().st_mode & 0o222 == 0
