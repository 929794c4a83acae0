"""No window of time ever holds more requests than it may, restarts or not."""

import itertools
import multiprocessing
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from miara.cube.harvest import ANONYMOUS, WITH_KEY, Manners, Window
from miara.cube.harvest.limits import RequestLedger

WINDOWS = st.lists(
    st.builds(
        Window,
        count=st.integers(1, 6),
        seconds=st.floats(0.5, 60.0, allow_nan=False),
    ),
    min_size=1,
    max_size=3,
).map(tuple)
STEPS = st.lists(
    st.tuples(
        st.floats(0.0, 20.0, allow_nan=False),  # seconds that pass
        st.sampled_from(["ask", "restart", "other", "cut"]),
    ),
    max_size=60,
)


@settings(max_examples=150, deadline=None)
@given(WINDOWS, STEPS)
def test_every_window_holds(
    windows: tuple[Window, ...], steps: list[tuple[float, str]]
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        ledgers = [RequestLedger(Path(folder), None, windows) for _ in range(2)]
        now, granted = 1_000_000.0, []
        for seconds, step in steps:
            now += seconds
            if step == "restart":
                ledgers[0].close()
                ledgers[0] = RequestLedger(Path(folder), None, windows)
            if step == "cut":  # a process killed in the middle of its note
                with (Path(folder) / "anonymous.times").open("ab") as file:
                    file.write(b"\x01\x02\x03")
            ledger = ledgers[step == "other"]
            wait = ledger.claim(now)
            if wait == 0.0:
                granted.append(now)
                continue
            before = [t for t in granted if t <= now]
            assert any(  # only a full window makes us wait
                sum(t > now - window.seconds for t in before) >= window.count
                for window in windows
            )
            now += wait + 1e-6
            assert ledger.claim(now) == 0.0
            granted.append(now)
        for ledger in ledgers:
            ledger.close()
    for window in windows:
        for first, beyond in zip(granted, granted[window.count :], strict=False):
            assert beyond - first >= window.seconds - 1e-6


def _ask(folder: str, times: list[float]) -> int:
    ledger = RequestLedger(Path(folder), "key", (Window(50, 10.0),))
    return sum(ledger.claim(now) == 0.0 for now in times)


def test_processes_share_one_allowance(tmp_path: Path) -> None:
    times = [1_000.0 + n / 1000 for n in range(60)]
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        granted = pool.starmap(_ask, [(str(tmp_path), times)] * 2)
    assert sum(granted) == 50


def test_keys_have_allowances_of_their_own(tmp_path: Path) -> None:
    windows = (Window(1, 10.0),)
    asked = [RequestLedger(tmp_path, key, windows).claim(5.0) for key in "ab"]
    assert asked == [0.0, 0.0]
    assert RequestLedger(tmp_path, "a", windows).claim(6.0) == 9.0
    assert not [path for path in tmp_path.iterdir() if path.name in {"a", "b"}]


def test_a_clock_set_back_does_not_lock_out(tmp_path: Path) -> None:
    windows = (Window(1, 10.0),)
    RequestLedger(tmp_path, None, windows).claim(1e9)
    assert RequestLedger(tmp_path, None, windows).claim(1_000.0) <= 10.0


def test_old_requests_are_forgotten_on_disk(tmp_path: Path) -> None:
    ledger = RequestLedger(tmp_path, None, (Window(5_000, 100.0),))
    for n in range(1_500):
        assert ledger.claim(1_000.0 + n / 100) == 0.0
    assert ledger.claim(5_000.0) == 0.0
    assert (tmp_path / "anonymous.times").stat().st_size == 8
    ledger.close()


def test_the_windows_are_those_the_bank_states() -> None:
    stated = {
        "anonymous": {1: 5, 900: 100, 43_200: 1_000, 604_800: 10_000},
        "key": {1: 10, 900: 500, 43_200: 5_000, 604_800: 50_000},
    }
    for name, windows in (("anonymous", ANONYMOUS), ("key", WITH_KEY)):
        assert {window.seconds: window.count for window in windows} == stated[name]
    assert Manners().limits(None) == ANONYMOUS
    assert Manners().limits("k") == WITH_KEY
    assert all(a.seconds < b.seconds for a, b in itertools.pairwise(ANONYMOUS))
