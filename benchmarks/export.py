"""B10: the whole cube out, in every format, with time and peak memory.

``python -m benchmarks.export`` makes a vintage of 500 indicators x 2,479 units x
20 years (24.8 million cells, a fifth of them empty) and exports it, each format
in a new process so that its peak memory is its own. ``--small`` makes one of a
hundredth for a check in seconds. Goals: Parquet 2 s, CSV 10 s. Exit status 1 when
a goal is missed at full size.
"""

import argparse
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from benchmarks.expected import beside_expected

from miara.cube.exchange import Format, export
from miara.cube.periods import Period
from miara.cube.store import Store, VintageBuilder

FULL = (500, 20, 2479)
SMALL = (20, 10, 1240)
GOALS = {Format.PARQUET: 2.0, Format.CSV: 10.0}
JSON_GOAL_CELLS = 3_000_000  # JSON-stat of a whole country is nobody's download
MIB = 1 << 20


def make_vintage(root: Path, shape: tuple[int, int, int]) -> str:
    """A vintage with numbers of ordinary precision and realistic gaps."""
    random = np.random.default_rng(10)
    indicators, years, units = shape
    uids = [f"u{n:06d}" for n in range(units)]
    codes = [f"{n + 20101:06d}" for n in range(units)]
    periods = [Period.year(2005 + n) for n in range(years)]
    gaps = random.random(shape) < 0.2
    denominator = np.round(random.lognormal(8.5, 1.0, shape))
    numerator = np.round(denominator * random.random(shape))
    value = numerator / denominator * 100
    spread = 196 * np.sqrt(0.25 / denominator)
    quantities = {
        "numerator": numerator,
        "denominator": denominator,
        "value": value,
        "lower": value - spread,
        "upper": value + spread,
        "percentile": (random.random(shape) * 100).astype(np.float32),
        "peer_median": random.random(shape) * 100,
    }
    with VintageBuilder(
        Store(root, sync=False),
        units=uids,
        unit_codes=codes,
        created_at=datetime.now(UTC),
        digests={},
    ) as builder:
        builder.add_block(
            "gmina",
            "A",
            indicators=[f"indicator_number_{n}" for n in range(indicators)],
            periods=periods,
            units=uids,
        )
        builder.add_quantity("gmina", "A", "flag", (gaps * 2).astype(np.uint8))
        for name, cells in quantities.items():
            cells[gaps] = np.nan
            builder.add_quantity("gmina", "A", name, cells)
        return builder.finish()


def run_one(root: Path, vintage_id: str, kind: Format, target: Path) -> None:
    """Export in this process; print seconds, bytes and peak memory."""
    vintage = Store(root).open(vintage_id)
    worked, started = time.process_time(), time.perf_counter()
    done = export(vintage, target, kind)
    seconds = time.perf_counter() - started
    worked = time.process_time() - worked
    size = sum(file.stat().st_size for file in done.files)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    print(seconds, worked, size, peak, done.rows)


def measure(
    root: Path, vintage_id: str, kind: Format
) -> tuple[float, float, int, int, int]:
    """Run one export in a new process and return what it printed."""
    target = root / "out" / str(kind)
    target.parent.mkdir(exist_ok=True)
    task = ["--one", str(root), vintage_id, str(kind), str(target)]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.export", *task],
        check=True,
        capture_output=True,
        text=True,
    )
    shutil.rmtree(target) if target.is_dir() else target.unlink()
    seconds, worked, *counts = done.stdout.split()
    size, peak, rows = map(int, counts)
    return float(seconds), float(worked), size, peak, rows


def report(
    root: Path, shape: tuple[int, int, int], runs: int, kinds: list[Format]
) -> bool:
    """Print the table; True when every goal is met."""
    vintage_id = make_vintage(root, shape)
    cells = int(np.prod(shape))
    print(
        f"{shape[0]} indicators x {shape[1]} years x {shape[2]} units: {cells:,} rows"
    )
    print(
        f"{'format':<10} {'best s':>8} {'CPU s':>7} {'runs':>5} {'MiB':>8}"
        f" {'peak MiB':>9}  goal"
    )
    met = True
    figures = {}
    for kind in kinds:
        if kind is Format.JSON_STAT and cells > JSON_GOAL_CELLS:
            print(f"{kind:<10} not measured at this size: one dense cube a file")
            continue
        results = [measure(root, vintage_id, kind) for _ in range(runs)]
        seconds, worked, size, peak, rows = min(results)
        assert rows == cells
        goal = GOALS.get(kind)
        figures[f"{kind}, s"] = seconds
        met = met and (goal is None or cells < np.prod(FULL) or seconds <= goal)
        print(
            f"{kind:<10} {seconds:>8.2f} {worked:>7.2f} {runs:>5} {size / MIB:>8.0f}"
            f" {peak / MIB:>9.0f}  {f'<= {goal:g} s' if goal else '-'}"
        )
    if cells == np.prod(FULL):
        beside_expected("export", figures)
    return met


def main() -> int:
    """Entry of the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--small", action="store_true", help="a hundredth, in seconds")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--formats", nargs="*", type=Format, default=list(Format))
    parser.add_argument("--one", nargs=4, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        root, vintage_id, kind, target = options.one
        run_one(Path(root), vintage_id, Format(kind), Path(target))
        return 0
    shape = SMALL if options.small else FULL
    with tempfile.TemporaryDirectory() as folder:
        return 0 if report(Path(folder), shape, options.runs, options.formats) else 1


if __name__ == "__main__":
    sys.exit(main())
