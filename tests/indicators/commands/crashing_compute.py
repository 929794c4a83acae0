"""Kills ``miara compute --publish`` at random moments; prints what was left, as JSON.

Run as a program of its own with an empty MIARA_HOME. Every step is a forked child, so
this process never opens the database or starts a thread that a fork would lose.
"""

import json
import os
import random
import signal
import sys
import time
from collections.abc import Callable
from io import StringIO

import django

KILLS = 4


def in_child(act: Callable[[], None]) -> int:
    """Start an act in a child; its exit code is 0 when the act ends."""
    sys.stdout.flush()
    child = os.fork()
    if child:
        return child
    code = 1
    try:
        act()
        code = 0
    except BaseException as error:
        print(repr(error), file=sys.stderr)
    finally:
        sys.stderr.flush()
        os._exit(code)


def done(act: Callable[[], None]) -> bool:
    """Whether an act in a child came to its end."""
    return os.waitpid(in_child(act), 0)[1] == 0


def prepare() -> None:
    from tests.factories.units import make_register
    from tests.factories.vintages import UNITS

    from miara.core.fresh_database import make_tables

    make_tables()
    make_register(UNITS)


def hand_in(fires: float) -> Callable[[], None]:
    def act() -> None:
        from django.utils import timezone
        from tests.factories.vintages import small_loads

        from miara.indicators.actions.loads import AlreadyLoaded, record_load

        for load in small_loads(fires_2020=fires):
            try:
                record_load(load=load, by=None, now=timezone.now())
            except AlreadyLoaded:
                continue

    return act


def compute() -> None:
    from django.core.management import call_command

    call_command("compute", "--publish", "--quiet", stdout=StringIO())


def check() -> None:
    """What is served is whole, and is what the newest publication says."""
    from miara.indicators.models import Publication, PublishedVintage
    from miara.indicators.queries.vintages import open_vintage, store

    [row] = PublishedVintage.objects.filter(is_current=True)
    newest = Publication.objects.order_by("-published_at", "-pk").first()
    assert newest is not None
    assert newest.vintage_id == row.pk
    store().verify(row.vintage_id)
    assert open_vintage(row).units
    known = set(store().ids())
    for name in PublishedVintage.objects.values_list("vintage_id", flat=True):
        assert name in known
        store().verify(name)


def main(seed: int) -> None:
    django.setup()
    chance = random.Random(seed)
    assert done(prepare)
    assert done(hand_in(7))
    assert done(compute)
    assert done(hand_in(8))
    begun = time.monotonic()
    assert done(compute)
    took = time.monotonic() - begun  # the first time also reads libraries from disk
    killed, whole = 0, 0
    for number in range(KILLS):
        assert done(hand_in(9 + number))
        child = in_child(compute)
        # In equal parts of the whole run, so that no phase is spared by chance.
        time.sleep(took * (number + chance.random()) / KILLS)
        os.kill(child, signal.SIGKILL)
        killed += os.WIFSIGNALED(os.waitpid(child, 0)[1])
        whole += done(check)
    after = done(compute) and done(check)
    print(json.dumps({"killed": killed, "whole": whole, "after": after, "s": took}))


if __name__ == "__main__":
    main(int(sys.argv[1]))
