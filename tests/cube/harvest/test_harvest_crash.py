"""A harvest killed at any byte goes on where it was and gives the same loads.

A child process harvests with one of its calls to the system replaced by ``kill -9``
on itself, for every call in turn; writes are cut at a random byte first. Another is
killed at random moments.
"""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from tests.factories.bdl_server import BdlServer, made_up_series

CHILD = Path(__file__).with_name("killed_harvest.py")


def fill(server: BdlServer) -> None:
    years = range(2015, 2018)
    server.add(
        made_up_series(7, units=230, years=years),
        made_up_series(8, units=120, years=years),
    )


def start(kind: str, root: Path, server: BdlServer) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, str(CHILD), kind, str(root), server.base_url],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_every_system_call_may_be_the_last(server: BdlServer, tmp_path: Path) -> None:
    fill(server)

    out, errors = start("every", tmp_path, server).communicate()

    assert errors == ""
    assert int(out) > 20  # opens, writes, renames of two series


def test_random_moments_may_be_the_last(server: BdlServer, tmp_path: Path) -> None:
    fill(server)
    out, _ = start("one", tmp_path / "plain", server).communicate()
    plain = out.split()[1]
    server.delay = 0.03  # a whole harvest takes a fifth of a second
    chance = random.Random(20260310)
    asked = len(server.requests)
    kills = 0
    for _ in range(6):
        child = start("one", tmp_path / "killed", server)
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(chance.uniform(0.05, 0.35))
        child.kill()
        child.communicate()
        kills += child.returncode == -signal.SIGKILL

    out, errors = start("one", tmp_path / "killed", server).communicate()

    assert errors == ""
    assert out.split()[1] == plain
    assert kills >= 2
    # Seven requests make the harvest; a kill costs at most the one under way.
    assert len(server.requests) - asked <= 7 + kills
