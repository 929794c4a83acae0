"""The page of one unit: server time with and without the cache, and under load.

``python -m benchmarks.unit_page`` loads the fictional sample into a folder of its
own (or uses the data of ``--home FOLDER``, for example official ones), asks for
pages inside one process (cold: the fragment cache emptied before each; warm:
filled), then starts the server with two workers and asks for 50 pages a second,
different units in turn. Goals: 15 ms median warm, 40 ms p99 under load, with the 80
indicators that the goals were set for: ``--indicators N`` builds and serves a vintage
of that many, evenly left out over the domains. ``--small`` asks for fewer pages.
Exit status 1 when a goal is missed at full size.
"""

import argparse
import hashlib
import logging
import os
import resource
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from queue import SimpleQueue

import httpx
from benchmarks.expected import beside_expected

GOAL_MEDIAN_MS = 15.0
GOAL_P99_MS = 40.0
RATE = 50
CLIENTS = 16  # more than ever wait at once, so that none waits for a client


def main() -> int:
    """Measure and print; 1 when a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="in seconds")
    parser.add_argument("--home", type=Path, help="a MIARA_HOME with served data")
    parser.add_argument("--indicators", type=int, help="only so many on the page")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = options.home or Path(folder)
        os.environ["MIARA_HOME"] = str(home)
        if options.home is None:
            miara = Path(sys.executable).with_name("miara")
            subprocess.run(
                [miara, "demo", "--no-serve"], check=True, stdout=subprocess.DEVNULL
            )
        if options.indicators:
            serve_fewer(options.indicators)
        met = in_process(40 if options.small else 300)
        met &= under_load(3 if options.small else 20)
    return 0 if met or options.small else 1


def ready_django() -> None:
    """Set up Django once MIARA_HOME is known."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "miara.config.settings")
    import django

    django.setup()
    logging.disable(logging.ERROR)


def serve_fewer(count: int) -> None:
    """Compute and publish a vintage of ``count`` of the indicators of municipalities.

    Those left out stand at equal distances in the order of the page, so that each
    domain keeps its share.
    """
    ready_django()
    from django.utils import timezone

    from miara.indicators.actions import compute
    from miara.indicators.queries import vintages
    from miara.indicators.queries.definitions import definitions

    everything, row = definitions(), vintages.served_vintage()
    block = vintages.open_vintage(row).block("gmina") if row else None
    here = list(block.indicators) if block else []
    if not 0 < count <= len(here):
        sys.exit(f"--indicators: 1 to {len(here)} have numbers in this data")
    kept = {here[place * len(here) // count] for place in range(count)}
    fewer = replace(
        everything,
        indicators={c: i for c, i in everything.indicators.items() if c in kept},
        compiled={c: t for c, t in everything.compiled.items() if c in kept},
        digest=hashlib.sha256(
            f"{everything.digest} {sorted(kept)}".encode()
        ).hexdigest(),
    )
    compute.definitions = lambda: fewer  # type: ignore[assignment]
    now = timezone.now()
    built = compute.compute_vintage(by=None, now=now)
    compute.publish_vintage(vintage=built, by=None, now=now)


def in_process(count: int) -> bool:
    """Server time without a network, unit after unit."""
    ready_django()
    from django.conf import settings
    from django.core.cache import cache
    from django.core.management import call_command
    from django.test import Client

    settings.ALLOWED_HOSTS = ["*"]
    call_command("collectstatic", interactive=False, verbosity=0)
    client, paths = Client(), addresses()
    for path in paths[:5]:
        client.get(path)
    cold, warm = [], []
    size = 0
    for number in range(count):
        path = paths[number % len(paths)]
        cache.clear()
        cold.append(timed(client, path))
        warm.append(timed(client, path))
        size = max(size, len(client.get(path).content))
    print(f"{len(paths)} units, {indicators_on_page()} indicators, {size:,} bytes HTML")
    print(f"{'':<24}{'median ms':>10}{'p95':>8}{'max':>8}   goal")
    line("nothing cached", cold, "-")
    line("fragment cache filled", warm, f"<= {GOAL_MEDIAN_MS:g} ms median")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:,.0f} MiB")
    figures = {
        "uncached median, ms": statistics.median(cold),
        "cached median, ms": statistics.median(warm),
        "peak, MiB": peak,
    }
    beside_expected("unit-page", figures)
    return statistics.median(warm) <= GOAL_MEDIAN_MS


def under_load(seconds: int) -> bool:
    """Time to answer at a steady rate, asked whether or not earlier ones are done."""
    paths = addresses()
    with served() as base:
        for path in paths:
            httpx.get(base + path)
            httpx.get(base + path)
        times = ask_steadily(base, paths, seconds)
    times.sort()
    p99 = times[int(len(times) * 0.99) - 1]
    print(
        f"{len(times)} pages at {RATE}/s with 2 workers: median "
        f"{statistics.median(times):.1f} ms, p99 {p99:.1f} ms   goal <= "
        f"{GOAL_P99_MS:g} ms   (load average {os.getloadavg()[0]:.1f})"
    )
    beside_expected("unit-page", {"p99 at 50/s, ms": p99})
    return p99 <= GOAL_P99_MS


def ask_steadily(base: str, paths: list[str], seconds: int) -> list[float]:
    """Milliseconds of each answer; one request starts every 1/50 s."""
    times: list[float] = []
    host = base.removeprefix("http://")
    due_pages: SimpleQueue[tuple[str, float] | None] = SimpleQueue()

    def ask() -> None:
        # The plainest client there is: it shares the cores with the server.
        connection = HTTPConnection(host)
        while (item := due_pages.get()) is not None:
            path, due = item
            connection.request("GET", path)
            answer = connection.getresponse()
            answer.read()
            assert answer.status == HTTPStatus.OK, (path, answer.status)
            # From when it was due, so that waiting in a queue counts.
            times.append((time.perf_counter() - due) * 1000)

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    begin = time.perf_counter()
    for number in range(seconds * RATE):
        due = begin + number / RATE
        time.sleep(max(0.0, due - time.perf_counter()))
        due_pages.put((paths[number % len(paths)], due))
    for _ in threads:
        due_pages.put(None)
    for thread in threads:
        thread.join()
    return times


@contextmanager
def served() -> Iterator[str]:
    """The server with two workers on a free port of this machine."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    miara = Path(sys.executable).with_name("miara")
    server = subprocess.Popen(
        [miara, "serve", "--port", str(port), "--workers", "2"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    base = f"http://127.0.0.1:{port}"
    try:
        begin = time.perf_counter()
        while True:
            try:
                httpx.get(f"{base}/readyz", timeout=1).raise_for_status()
                break
            except httpx.HTTPError:
                if time.perf_counter() - begin > 60:
                    raise
                time.sleep(0.1)
        print(f"server ready after {time.perf_counter() - begin:.1f} s")
        yield base
    finally:
        server.terminate()
        server.wait(timeout=30)


def addresses() -> list[str]:
    """Pages of up to a hundred units, spread over the register."""
    from miara.units import public as units

    found = list(units.units_at(units.Level.MUNICIPALITY))
    step = max(len(found) // 100, 1)
    return [f"/jednostki/{unit.address}/" for unit in found[::step]][:100]


def indicators_on_page() -> int:
    """Indicators with numbers at the level of municipalities."""
    from miara.indicators.queries import vintages

    row = vintages.served_vintage()
    block = vintages.open_vintage(row).block("gmina") if row else None
    return len(block.indicators) if block else 0


def timed(client: object, path: str) -> float:
    """Milliseconds of one request."""
    begin = time.perf_counter()
    answer = client.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == 200, (path, answer.status_code)
    return (time.perf_counter() - begin) * 1000


def line(title: str, times: list[float], goal: str) -> None:
    """One row of the table."""
    ordered = sorted(times)
    p95 = ordered[int(len(ordered) * 0.95) - 1]
    print(
        f"{title:<24}{statistics.median(ordered):>10.1f}{p95:>8.1f}{ordered[-1]:>8.1f}"
        f"   {goal}"
    )


if __name__ == "__main__":
    sys.exit(main())
