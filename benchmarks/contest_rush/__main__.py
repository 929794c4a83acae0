"""A contest under stress, beside a conference system that people use for contests.

``python -m benchmarks.contest_rush`` fills a folder of its own with 500 applications
and 1,500 reviews, measures pages inside one process, then starts the server with two
workers and lets 8 and 64 clients submit whole applications with a 100 KB PDF: as
people do, with every page looked at (nine requests), and with the four requests that
are needed. Processor time of the clients, who share the machine, is told apart. Every
receipt is looked for in the database: a lost one is a failure,
whatever the speed. ``--small`` asks for fewer of everything. With pretalx installed
(see peer.py) the same work on it stands beside. Exit status 1 when something was lost,
or at full size when a goal is missed.
"""

import argparse
import logging
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import httpx
from benchmarks.contest_rush import peer
from benchmarks.expected import beside_expected

if TYPE_CHECKING:
    from benchmarks.contest_rush.seed import Seeded

GOAL_CPU_MS, GOAL_PER_SECOND = 75.0, 25.0
MIARA = Path(sys.executable).with_name("miara")


def main() -> int:
    """Measure and print; 1 when anything was lost or a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="fewer of everything")
    options = parser.parse_args()
    folder = peer.scripts()
    if folder is None:
        print(peer.why_missing())
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as home:
        os.environ["MIARA_HOME"] = home
        os.environ.pop("DATABASE_URL", None)
        seeded = _fill()
        met = _pages(seeded, 5 if options.small else 15, folder, figures)
        kept = _rushes(Path(home), seeded, options.small, folder, figures)
    beside_expected("contest-rush", figures)
    if not kept:
        return 1
    return 0 if options.small or met else 1


def _fill() -> "Seeded":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    import django

    django.setup()
    logging.disable(logging.ERROR)
    from benchmarks.contest_rush.seed import seed
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from miara.core.fresh_database import make_tables

    settings.ALLOWED_HOSTS = ["*"]
    begin = time.perf_counter()
    make_tables()
    call_command("collectstatic", interactive=False, verbosity=0)
    seeded = seed()
    connection.close()
    print(f"seeded in {time.perf_counter() - begin:.0f} s")
    return seeded


def _pages(
    seeded: "Seeded", runs: int, folder: Path | None, figures: dict[str, float]
) -> bool:
    from benchmarks.contest_rush.pages import measure, pages_of

    theirs: dict[str, dict[str, float]] = {}
    if folder is not None:
        with peer.served(folder):
            theirs = peer.pages(folder)
    print(
        f"\n{'page':<20}{'CPU ms':>8}{'queries':>9}{'bytes':>9}   {'pretalx':<28}goal"
    )
    met = True
    _end_call(seeded, over=True)  # the public list opens with the end of the call
    for page in pages_of(seeded):
        cost = measure(page, runs)
        figures[f"{page.name}, CPU ms"] = cost.ms
        figures[f"{page.name}, queries"] = cost.queries
        missed = cost.misses(page)
        met = met and not missed
        print(
            f"{page.name:<20}{cost.ms:>8.1f}{cost.queries:>9}{cost.size:>9,}   "
            f"{_beside(theirs.get(page.name)):<28}{_goal(page)}"
            f"{'  MISSED: ' + ', '.join(missed) if missed else ''}"
        )
    _end_call(seeded, over=False)
    return met


def _end_call(seeded: "Seeded", *, over: bool) -> None:
    from datetime import timedelta

    from django.utils import timezone

    edition = seeded.edition
    edition.closes_at = timezone.now() + timedelta(days=-1 if over else 10)
    edition.first_closes_at = edition.closes_at
    edition.save(update_fields=["closes_at", "first_closes_at"])


def _beside(cost: dict[str, float] | None) -> str:
    if cost is None:
        return "-"
    return f"{cost['ms']:.0f} ms, {cost['queries']:.0f}, {cost['size']:,.0f}"


def _goal(page: Any) -> str:
    parts = (
        (page.goal_ms, "ms"),
        (page.goal_queries, "queries"),
        (page.goal_bytes, "bytes"),
    )
    return ", ".join(f"<= {most:g} {what}" for most, what in parts if most is not None)


def _rushes(
    home: Path,
    seeded: "Seeded",
    small: bool,
    folder: Path | None,
    figures: dict[str, float],
) -> bool:
    """Both crowds; False when a receipt is not in the database."""
    from benchmarks.contest_rush.rush import Writer, cpu_seconds, lost, rush
    from benchmarks.contest_rush.seed import PDF_BYTES, session_of
    from django.db import connection

    edition = seeded.edition
    start = f"/konkursy/{edition.contest.code}/{edition.slug}/zglos/"
    domain = edition.domains.order_by("position")[0].pk
    sessions = [(session_of(user), code) for user, code in seeded.writers]
    connection.close()
    all_kept = True
    heads = (
        "clients", "done", "per s", "CPU ms", "+ client", "p50 s", "p95 s", "lost",
        "failed",
    )  # fmt: skip
    shown = "".join(f"{head:>9}" for head in heads[1:])
    print(f"\n{heads[0]:>8}{'':>12}{shown}")
    with _served() as (base, root):
        for clients, looks in ((8, True), (8, False), (64, False)):
            writers = [Writer(base, *pair, domain) for pair in sessions[:clients]]
            rush(writers[:2], start, 1, PDF_BYTES)  # warm
            each = (2 if small else 10) if clients == 8 else (1 if small else 3)
            before, begin = cpu_seconds(root), time.perf_counter()
            own = time.process_time()
            done = rush(writers, start, each, PDF_BYTES, looks=looks)
            seconds = time.perf_counter() - begin
            count = max(len(done.told), 1)
            cpu = (cpu_seconds(root) - before) * 1000 / count
            asking = (time.process_time() - own) * 1000 / count
            gone = lost(home / "miara.sqlite3", done)
            all_kept = all_kept and not gone and not done.failed
            ordered = sorted(done.seconds) or [0.0]
            how = "as people" if looks else "writes"
            print(
                f"{clients:>8}{how:>12}{len(done.told):>9}"
                f"{len(done.told) / seconds:>9.1f}"
                f"{cpu:>9.0f}{asking:>9.0f}{statistics.median(ordered):>9.2f}"
                f"{ordered[int(len(ordered) * 0.95) - 1]:>9.2f}{len(gone):>9}"
                f"{len(done.failed):>9}"
            )
            for text in (*gone[:3], *done.failed[:3]):
                print(f"    {text}")
            figures[f"{clients} {how}, per s"] = len(done.told) / seconds
            figures[f"{clients} {how}, CPU ms"] = cpu
            figures[f"{clients} {how}, client CPU ms"] = asking
            figures[f"{clients} {how}, lost"] = len(gone)
    print(
        f"goals: <= {GOAL_CPU_MS:g} ms CPU a submission, >= {GOAL_PER_SECOND:g}/s "
        f"with 8 clients, lost 0   (load average {os.getloadavg()[0]:.1f})"
    )
    if folder is not None:
        with peer.served(folder):
            found = peer.submissions(folder)
        eight = found["8 clients"]
        print(
            f"pretalx: {found['with 100 KB PDF']['gunicorn_cpu_ms_per_submission']} ms "
            f"CPU a submission, {eight['per_second']}/s with 8 clients"
        )
    return all_kept


@contextmanager
def _served() -> Iterator[tuple[str, int]]:
    """The server with two workers on a free port; its address and process."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [MIARA, "serve", "--port", str(port), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        begin = time.perf_counter()
        while True:
            try:
                httpx.get(f"{base}/readyz", timeout=2).raise_for_status()
                break
            except httpx.HTTPError:
                if time.perf_counter() - begin > 120:
                    raise
                time.sleep(0.2)
        yield base, server.pid
    finally:
        server.terminate()
        server.wait(timeout=60)


if __name__ == "__main__":
    sys.exit(main())
