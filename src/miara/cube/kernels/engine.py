"""Which engine runs the kernels, and how work is spread over threads.

Compiled kernels are imported only when first needed: importing Numba takes
longer than answering a page, and pages never recompute the country.
"""

import importlib.util
import os
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from typing import TypeVar

Task = TypeVar("Task")


@cache
def _numba_is_installed() -> bool:
    return importlib.util.find_spec("numba") is not None


def compiled() -> bool:
    """Whether kernels run compiled; ``MIARA_NUMBA=0`` says no.

    Without Numba the NumPy versions in :mod:`miara.cube.kernels.plain` run and
    give the same bytes.
    """
    return os.environ.get("MIARA_NUMBA", "1") != "0" and _numba_is_installed()


def thread_count() -> int:
    """Threads of one recompute: ``MIARA_THREADS``, by default every core."""
    wanted = os.environ.get("MIARA_THREADS")
    return max(1, int(wanted)) if wanted else os.cpu_count() or 1


def in_threads(work: Callable[[Task], object], tasks: Iterable[Task]) -> None:
    """Run ``work`` on every task and raise the first error.

    The kernels and NumPy's sort release the interpreter lock, so plain threads
    use all cores, and the tasks may be small enough to stay in the cache.
    """
    waiting = list(tasks)
    threads = min(thread_count(), len(waiting))
    if threads <= 1:
        for task in waiting:
            work(task)
        return
    with ThreadPoolExecutor(threads) as pool:
        for _ in pool.map(work, waiting):
            pass


def spans(total: int, size: int) -> list[tuple[int, int]]:
    """Half-open spans of at most ``size`` that cover ``range(total)``.

    >>> spans(5, 2)
    [(0, 2), (2, 4), (4, 5)]
    """
    return [(i, min(i + size, total)) for i in range(0, total, size)]
