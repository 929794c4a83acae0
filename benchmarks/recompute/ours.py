"""Our own engine: B1 in steps, B2, and how cost grows."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from benchmarks.recompute.panel import Panel, make
from numpy.typing import NDArray

from miara.cube.flags import MISSING
from miara.cube.kernels import neighbours, ranking, series
from miara.cube.periods import Period
from miara.cube.stats import compare
from miara.cube.stats.derive import Method, positions
from miara.cube.stats.intervals import IntervalMethod
from miara.cube.stats.signals import find_signals
from miara.cube.store import Store, VintageBuilder

STEPS = ("ratio", "national + deciles", "peers", "XmR")


@dataclass(frozen=True)
class Answer:
    """What every engine must give: arrays over (I, T, U), deciles (I, T, 9)."""

    percentile: NDArray[np.float32]
    decile: NDArray[np.float64]
    peer_percentile: NDArray[np.float32]
    outside: NDArray[np.bool_]  # beyond the limits of the chart
    run: NDArray[np.bool_]  # seven or more in a row on one side, up to here


def recompute(panel: Panel) -> tuple[Answer, list[float]]:
    """B1 once, with the seconds of each step."""
    indicators, years, units = panel.shape
    rows = (indicators * years, units)
    clock = [time.perf_counter()]
    value = ranking.ratio(panel.numerator, panel.denominator, 100.0)
    clock.append(time.perf_counter())
    order = ranking.rank_rows(value.reshape(rows))
    clock.append(time.perf_counter())
    near = neighbours.peer_percentile(value.reshape(rows), order, panel.neighbour)
    clock.append(time.perf_counter())
    start = np.zeros((indicators, units), dtype=np.int16)
    chart = series.xmr(value, start)
    clock.append(time.perf_counter())
    answer = Answer(
        percentile=order.percentile.reshape(value.shape),
        decile=order.decile.reshape(indicators, years, 9),
        peer_percentile=near.reshape(value.shape),
        outside=(chart.signal & 1) > 0,
        run=(chart.signal & 2) > 0,
    )
    return answer, np.diff(clock).tolist()


def one_page(panel: Panel) -> tuple[float, float, float, float]:
    """B2: median and 99th percentile, without and with signals, in milliseconds."""
    value = ranking.ratio(panel.numerator, panel.denominator, 100.0)
    indicators, years, units = panel.shape
    rng = np.random.default_rng(0)
    chosen = rng.integers(0, units, 400)
    period = np.full(indicators, years - 1)
    plain = _milliseconds(
        lambda u: compare.summarise(value, u, panel.neighbour[u], period=period), chosen
    )
    start = np.zeros((indicators, units), dtype=np.int16)
    deviation, ranges = series.noise(value, start)
    quantities = {
        "value": value,
        "numerator": panel.numerator,
        "denominator": panel.denominator,
        "noise": deviation / 100,
        "noise_ranges": ranges,
        "scale": np.full(indicators, 2, dtype=np.uint8),
    }
    methods = [Method(IntervalMethod.WILSON, 100.0)] * indicators
    polarity = np.ones(indicators, dtype=np.int8)

    def with_signals(unit: int) -> None:
        members = compare.members_of(panel.neighbour[unit], indicators)
        evidence = compare.evidence_for(
            quantities, unit, members, period, methods=methods, polarity=polarity
        )
        find_signals(evidence)

    signals = _milliseconds(with_signals, chosen)
    return (*plain, *signals)


def _milliseconds(
    work: Callable[[int], object], units: NDArray[np.int64]
) -> tuple[float, float]:
    taken = []
    for unit in units:
        begin = time.perf_counter()
        work(int(unit))
        taken.append(1000 * (time.perf_counter() - begin))
    return float(np.median(taken)), float(np.quantile(taken, 0.99))


def extras(panel: Panel) -> dict[str, float]:
    """Seconds of what B1 leaves out but a vintage holds."""
    value = ranking.ratio(panel.numerator, panel.denominator, 100.0)
    indicators, _, units = panel.shape
    start = np.zeros((indicators, units), dtype=np.int16)
    near, sets = panel.neighbour[None], np.zeros(indicators, dtype=np.int8)
    jobs: dict[str, Callable[[], object]] = {
        "all positions with peer bands": lambda: positions(
            value, neighbour=near, peer_set=sets
        ),
        "Theil-Sen with interval": lambda: series.theil_sen(value, start),
        "noise": lambda: series.noise(value, start),
    }
    result = {}
    for name, job in jobs.items():
        job()
        begin = time.perf_counter()
        job()
        result[name] = time.perf_counter() - begin
    return result


def published(panel: Panel, folder: Path) -> float:
    """Seconds from arrays in memory to a vintage on disk that is verified to open.

    Every file is synced, as when serving; the results are those of B1 with the
    numerators and denominators they rest on.
    """
    begin = time.perf_counter()
    answer, _ = recompute(panel)
    value = ranking.ratio(panel.numerator, panel.denominator, 100.0)
    indicators, years, units = panel.shape
    uids = [f"{number:06d}" for number in range(units)]
    store = Store(folder)
    with VintageBuilder(
        store,
        units=uids,
        unit_codes=uids,
        created_at=datetime(2026, 1, 1, tzinfo=UTC),
        digests={},
    ) as builder:
        builder.add_block(
            "gmina",
            "A",
            indicators=[f"indicator_{number}" for number in range(indicators)],
            periods=[Period.year(2005 + number) for number in range(years)],
            units=uids,
        )
        quantities = {
            "value": value,
            "numerator": panel.numerator,
            "denominator": panel.denominator,
            "flag": np.where(np.isnan(value), MISSING, 0).astype(np.uint8),
            "percentile": answer.percentile,
            "peer_percentile": answer.peer_percentile,
            "decile": answer.decile,
            "xmr_signal": (answer.outside + 2 * answer.run).astype(np.uint8),
        }
        for name, array in quantities.items():
            builder.add_quantity("gmina", "A", name, np.ascontiguousarray(array))
        vintage_id = builder.finish()
    store.open(vintage_id)
    return time.perf_counter() - begin


def growth(indicators: int, years: int, units: int) -> list[tuple[str, int, float]]:
    """Seconds at 1, 10 and 40 times one axis, the others as given."""
    rows = []
    for axis in ("indicators", "units", "years"):
        for times in (1, 10, 40):
            size = {"indicators": indicators, "years": years, "units": units}
            size[axis] *= times
            panel = make(**size)
            recompute(panel)
            seconds = [sum(recompute(panel)[1]) for _ in range(3)]
            rows.append((axis, times, float(np.median(seconds))))
    return rows
