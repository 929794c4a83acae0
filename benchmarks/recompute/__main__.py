"""``python -m benchmarks.recompute``: one table, every engine on the same arrays.

Each engine runs in a process of its own, so that peak memory is its own. Ours
runs on the whole panel; the others on its first indicators (``--share``), and
the table also gives their time grown in proportion to all indicators.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from benchmarks.expected import beside_expected
from benchmarks.recompute import frames, ours, sql
from benchmarks.recompute.ours import STEPS, Answer
from benchmarks.recompute.panel import Panel, make

ENGINES: dict[str, Callable[[Panel], tuple[Answer, list[float]]]] = {
    "pandas": frames.pandas,
    "polars": frames.polars,
    "duckdb": sql.duckdb,
    "postgresql": sql.postgresql,
}
GOAL = 0.7


def main() -> int:
    """Parse, measure, print; 1 when results differ."""
    options = _options()
    if options.worker:
        return _work(options)
    if options.scaling:
        return _print_growth(options.small)
    size = (40, 10, 400) if options.small else (500, 20, 2479)
    share = size[0] if options.small else options.share
    with tempfile.TemporaryDirectory() as folder:
        return _compare(size, share, Path(folder), options.engines.split(","))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.recompute")
    parser.add_argument("--small", action="store_true", help="seconds, not minutes")
    parser.add_argument("--scaling", action="store_true", help="how cost grows")
    parser.add_argument("--share", type=int, default=20, help="indicators for peers")
    parser.add_argument("--engines", default=",".join(ENGINES))
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, nargs=4, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    return parser.parse_args()


def _work(options: argparse.Namespace) -> int:
    """One engine in this process: seconds and memory as JSON, arrays to a file."""
    indicators, years, units, share = options.size
    report: dict[str, object] = {}
    if options.worker == "miara":
        panel = make(indicators, years, units)
        begin = time.perf_counter()
        answer, _ = ours.recompute(panel)
        report["first"] = time.perf_counter() - begin
        runs = [ours.recompute(panel)[1] for _ in range(5)]
        middle = sorted(runs, key=sum)[2]
        report["steps"] = middle
        report["memory"] = _peak()
        report["page"] = ours.one_page(panel)
        report["extras"] = ours.extras(panel)
        with tempfile.TemporaryDirectory() as store:
            report["published"] = ours.published(panel, Path(store))
    else:
        answer, report["steps"] = ENGINES[options.worker](make(share, years, units))
        report["memory"] = _peak()
    fields = {name: getattr(answer, name)[:share] for name in answer.__annotations__}
    np.savez(options.out, **fields)
    sys.stdout.write(json.dumps(report))
    return 0


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _compare(
    size: tuple[int, int, int], share: int, folder: Path, engines: list[str]
) -> int:
    print(f"{size[0]} indicators x {size[1]} years x {size[2]} units")
    print(f"others on {share} indicators; 'all' = their total x {size[0] / share:g}")
    widths = "".join(f"{step:>20}" for step in STEPS)
    print(f"{'seconds':12}{widths}{'total':>9}{'all':>9}{'GiB':>7}  equal")
    own = _run("miara", size, share, folder)
    if own is None:
        return 1
    _line("miara", own, 1.0, "")
    wrong = False
    for name in engines:
        report = _run(name, size, share, folder)
        if report is None:
            continue
        different = _differences(folder / "miara.npz", folder / f"{name}.npz")
        wrong |= bool(different)
        _line(name, report, size[0] / share, different or "yes")
    _print_own(own, full=size[0] == 500)
    return int(wrong)


def _run(
    engine: str, size: tuple[int, int, int], share: int, folder: Path
) -> dict | None:
    command = [sys.executable, "-m", "benchmarks.recompute", "--worker", engine]
    command += ["--size", *map(str, (*size, share))]
    command += ["--out", str(folder / f"{engine}.npz")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        reason = done.stderr.strip().splitlines() or ["no message"]
        print(f"{engine:12}not measured: {reason[-1]}")
        return None
    return json.loads(done.stdout)


def _line(name: str, report: dict, times: float, equal: str) -> None:
    steps = "".join(f"{seconds:20.3f}" for seconds in report["steps"])
    total = sum(report["steps"])
    print(
        f"{name:12}{steps}{total:9.3f}{total * times:9.2f}{report['memory']:7.2f}"
        f"  {equal}",
        flush=True,
    )


def _differences(ours_file: Path, theirs_file: Path) -> str:
    """Names of the quantities that differ beyond rounding, with how many cells."""
    wrong = []
    one, two = np.load(ours_file), np.load(theirs_file)
    for name in one.files:
        a, b = one[name], two[name]
        same = a == b if a.dtype == bool else np.isclose(a, b, 1e-5, 1e-6, True)
        # A mean summed in another order may pass a point that lies right on it.
        allowed = a.size // 2000 if a.dtype == bool else 0
        if (count := int(np.count_nonzero(~same))) > allowed:
            wrong.append(f"{name} differs in {count} cells")
    return "; ".join(wrong)


def _print_own(report: dict, *, full: bool) -> None:
    total = sum(report["steps"])
    goal = f" (goal {GOAL} s: {'met' if total <= GOAL else 'missed'})" if full else ""
    print(f"B1 warm, median of 5: {total:.3f} s{goal}")
    print(f"B1 first run in a new process: {report['first']:.3f} s")
    print(f"B1 until its vintage is synced and opened: {report['published']:.3f} s")
    plain, plain99, signals, signals99 = report["page"]
    print(f"B2 one page: median {plain:.3f} ms, p99 {plain99:.3f} ms")
    print(f"   its signals: median {signals:.3f} ms, p99 {signals99:.3f} ms")
    for name, seconds in report["extras"].items():
        print(f"{name}: {seconds:.3f} s")
    if full:
        figures = {
            "B1 warm, s": total,
            "B1 first run, s": report["first"],
            "B1 published, s": report["published"],
            "B2 page, ms": plain,
            "B2 signals, ms": signals,
            "peak, GiB": report["memory"],
        }
        beside_expected("recompute", figures)


def _print_growth(small: bool) -> int:
    base = (10, 5, 100) if small else (50, 5, 250)
    print("{} indicators, {} years, {} units, one axis grown".format(*base))
    print(f"{'axis':12}{'times':>8}{'seconds':>10}{'per cell':>12}")
    cells = base[0] * base[1] * base[2]
    for axis, times, seconds in ours.growth(*base):
        each = 1e9 * seconds / (cells * times)
        print(f"{axis:12}{times:8}{seconds:10.4f}{each:9.1f} ns")
    return 0


if __name__ == "__main__":
    sys.exit(main())
