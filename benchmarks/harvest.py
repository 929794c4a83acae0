"""B8: a recorded harvest replayed, whole and what changed of it.

``python -m benchmarks.harvest`` serves 1,000 series of 2,479 municipalities and ten
years (25,000 pages of a hundred units, 1.1 GB) without limits from a process of its
own. It harvests them; then again, when the server says that ten series changed; then
makes the loads from the recorded pages on disk, without any request. ``--small``
serves twenty series for a check in seconds. Goals: 3 s for the delta, 30 s for the
replay of recorded pages; the whole harvest is that and 25,000 requests, which the
bank itself allows in a week. Exit status 1 when a goal is missed at full size.
"""

import argparse
import hashlib
import multiprocessing
import resource
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import numpy as np
import orjson

from miara.cube.harvest import Manners, Progress, harvest_bdl
from miara.cube.loads import Load
from miara.cube.register import Level

UNITS, YEARS, PAGE = 2479, range(2015, 2025), 100
FULL, SMALL = 1_000, 20
CHANGED = 10
RECORDINGS = 8  # different sets of numbers; series share them in turn
GOALS = {"delta": 3.0, "replay of pages": 30.0}
OLD, NEW = "2026-03-01T10:00:00.000", "2026-04-01T10:00:00.000"
NOW = datetime(2026, 3, 10, tzinfo=UTC)
MIB = 1 << 20


def unit_ids() -> list[str]:
    """Ids in the form of the bank, sixteen voivodeships of made-up counties."""
    return [
        f"01{n % 16 * 2 + 2:02d}100{n // 16 // 30 + 1:02d}{n // 16 % 30 + 1:02d}2"
        for n in range(UNITS)
    ]


def record() -> list[list[bytes]]:
    """Results of every page, by recording: what the server has at hand."""
    random = np.random.default_rng(8)
    ids = unit_ids()
    recordings = []
    for _ in range(RECORDINGS):
        numbers = np.round(random.lognormal(8.5, 1.5, (UNITS, len(YEARS))), 2)
        attributes = np.where(random.random(numbers.shape) < 0.02, 4, 1)
        results = [
            {
                "id": each,
                "name": f"Gmina numer {n}",
                "values": [
                    {"year": str(year), "val": value, "attrId": attribute}
                    for year, value, attribute in zip(
                        YEARS, numbers[n].tolist(), attributes[n].tolist(), strict=True
                    )
                ],
            }
            for n, each in enumerate(ids)
        ]
        pages = [results[at : at + PAGE] for at in range(0, UNITS, PAGE)]
        recordings.append([orjson.dumps(page) for page in pages])
    return recordings


def serve(listening: socket.socket, changed: "multiprocessing.Event") -> None:  # type: ignore[valid-type]
    """Answer requests of one connection after another, as fast as can be."""
    recordings = record()
    listening.listen()
    while True:
        connection, _ = listening.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            waiting = b""
            while chunk := connection.recv(65_536):
                waiting += chunk
                while b"\r\n\r\n" in waiting:
                    request, _, waiting = waiting.partition(b"\r\n\r\n")
                    target = request.split(b" ", 2)[1].decode()
                    body = answer(target, recordings, changed.is_set())
                    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n"
                    connection.sendall(head.encode() + body)


def answer(target: str, recordings: list[list[bytes]], changed: bool) -> bytes:
    """The body for one address."""
    parts = urlsplit(target)
    number = int(parts.path.rpartition("/")[2])
    update = NEW if changed and number <= CHANGED else OLD
    if "by-variable" not in parts.path:
        facts = {"id": number, "n1": f"Series {number}", "lastUpdate": update}
        return orjson.dumps(facts)
    page = int(parse_qs(parts.query)["page"][0])
    head = {
        "totalRecords": UNITS,
        "variableId": number,
        "lastUpdate": update,
        "links": {"self": f"http://localhost/{number}?page={page}"},
    }
    recording = recordings[(number + changed * (update == NEW)) % RECORDINGS]
    return orjson.dumps(head)[:-1] + b',"results":' + recording[page] + b"}"


def wait_for(address: tuple[str, int]) -> None:
    """Until the server has made its recordings and listens."""
    for _ in range(600):
        try:
            socket.create_connection(address).close()
        except ConnectionRefusedError:
            time.sleep(0.1)
        else:
            return
    msg = "the server did not start"
    raise SystemExit(msg)


def timed(
    name: str, harvest: Callable[[], tuple[list[Load], int]]
) -> tuple[float, list[tuple[str, str]]]:
    """Run one harvest and print its line; checksums of pages and numbers."""
    worked, started = time.process_time(), time.perf_counter()
    loads, pages = harvest()
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MIB
    goal = f"{GOALS[name]:5.0f} s" if name in GOALS else "      -"
    print(
        f"{name:<22}{seconds:8.2f} s{time.process_time() - worked:8.2f} s"
        f"{goal:>9}{pages:9,}{pages / seconds:9,.0f}{peak:9,.0f} MB"
    )
    return seconds, [
        (
            load.origin.sha256,
            hashlib.sha256(load.planes[0].values.tobytes()).hexdigest(),
        )
        for load in loads
    ]


def main() -> int:
    """Serve, harvest three times, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true")
    small = parser.parse_args().small
    series = SMALL if small else FULL
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    changed = multiprocessing.Event()
    server = multiprocessing.Process(
        target=serve, args=(listening, changed), daemon=True
    )
    server.start()
    wait_for(listening.getsockname())
    folder = Path(tempfile.mkdtemp(prefix="miara-harvest-"))

    def harvest(now: datetime) -> tuple[list[Load], int]:
        last = Progress(0, 0, 0, 0)

        def keep(progress: Progress) -> None:
            nonlocal last
            last = progress

        loads = harvest_bdl(
            variables=range(1, series + 1),
            level=Level.MUNICIPALITY,
            years=YEARS,
            cache_dir=folder,
            now=now,
            base_url=f"http://127.0.0.1:{listening.getsockname()[1]}",
            manners=Manners(windows=()),
            codes={number: f"series_{number}" for number in range(1, series + 1)},
            progress=keep,
        )
        return loads, last.pages_done

    later = NOW + timedelta(days=30)
    try:
        harvest_pages = -(-UNITS // PAGE) * series
        print(f"{harvest_pages:,} pages, {series:,} series, 2 cores: server and client")
        print(
            f"{'':<22}{'wall':>10}{'cpu':>10}{'goal':>9}{'pages':>9}{'pages/s':>9}"
            f"{'peak':>12}"
        )
        _, first = timed("whole harvest", lambda: harvest(NOW))
        changed.set()
        delta, second = timed("delta", lambda: harvest(later))
        for plane in folder.glob("*/*.plane"):
            plane.unlink()
        replay, third = timed("replay of pages", lambda: harvest(later))
        differing = [
            n
            for n, (a, b) in enumerate(zip(first, second, strict=True), start=1)
            if a != b
        ]
        assert differing == list(range(1, CHANGED + 1))
        assert second == third
    finally:
        server.terminate()
        shutil.rmtree(folder)
    missed = delta > GOALS["delta"] or replay > GOALS["replay of pages"]
    return int(missed and not small)


if __name__ == "__main__":
    sys.exit(main())
