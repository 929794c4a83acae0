"""Fixtures for every test."""

import os
from pathlib import Path

import pytest

REAL_DATA = Path(
    os.environ.get("MIARA_REAL_DATA", Path(__file__).parents[2] / "shared" / "data")
)


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of the official files; the test is skipped, and counted, without it."""
    if not REAL_DATA.is_dir():
        pytest.skip(f"real data not found at {REAL_DATA} (MIARA_REAL_DATA)")
    return REAL_DATA


@pytest.fixture(scope="session", autouse=True)
def _plain_static_files() -> None:
    """Pages link to static files by their own names; nothing has to be collected."""
    from django.conf import settings

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def _cache_in_memory() -> None:
    """What one run keeps is unknown to the next, and to a site on this machine."""
    from django.conf import settings

    settings.CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # The default of 300 drops at random what a test has just kept.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
