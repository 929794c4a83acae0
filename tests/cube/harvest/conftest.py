"""A server on loopback and a harvest of it with no patience to lose."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.factories.bdl_server import BdlServer

from miara.cube.harvest import Manners, harvest_bdl
from miara.cube.loads import Load
from miara.cube.register import Level

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
QUICK = Manners(
    windows=(), patience=timedelta(seconds=5), timeout=0.5, attempts=6, backoff=0.001
)
YEARS = range(2015, 2025)


@pytest.fixture
def server() -> Iterator[BdlServer]:
    with BdlServer().running() as running:
        yield running


@pytest.fixture
def harvest(server: BdlServer, tmp_path: Path) -> Callable[..., list[Load]]:
    """``harvest_bdl`` with defaults; any argument can be given."""

    def run(*variables: int, **given: Any) -> list[Load]:
        arguments: dict[str, Any] = {
            "variables": variables or tuple(server.series),
            "level": Level.MUNICIPALITY,
            "years": YEARS,
            "cache_dir": tmp_path / "harvest",
            "now": NOW,
            "base_url": server.base_url,
            "manners": QUICK,
            "codes": {number: f"v{number}" for number in range(1, 100)},
        }
        return harvest_bdl(**(arguments | given))

    return run
