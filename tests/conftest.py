"""Fixtures for every test."""

import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A slow machine is no fault of the code: what an example takes is not judged. The same
# code gets the same examples; HYPOTHESIS_PROFILE=search looks for new ones.
settings.register_profile("miara", deadline=None, derandomize=True)
settings.register_profile("search", deadline=None, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "miara"))

REAL_DATA = Path(
    os.environ.get("MIARA_REAL_DATA", Path(__file__).parents[2] / "shared" / "data")
)


#: Fixtures by which a test asks for the database.
ASKING = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


#: Matrices of roles and of words: what they ask does not differ between databases.
SAME_EVERYWHERE = {"test_every_address.py", "test_every_kind_is_told.py"}


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Item]
) -> None:
    """On a second database leave out the tests that never ask it anything."""
    if not os.environ.get("MIARA_TEST_ONLY_DATABASE"):
        return
    asking, silent = [], []
    for item in items:
        wants = bool(item.get_closest_marker("django_db")) or bool(
            ASKING & set(getattr(item, "fixturenames", ()))
        )
        wants = wants and item.path.name not in SAME_EVERYWHERE
        (asking if wants else silent).append(item)
    items[:] = asking
    config.hook.pytest_deselected(items=silent)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_db_setup: None,
    django_db_blocker: Any,
) -> None:
    """Tables straight from the models lack what a migration adds: the trail's guard."""
    if not request.config.getvalue("nomigrations"):
        return
    from django.db import connection

    guard = import_module("miara.audit.migrations.0002_append_only")
    with django_db_blocker.unblock(), connection.schema_editor() as editor:
        guard.protect(None, editor)


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
    from django.test.signals import setting_changed

    settings.STORAGES["staticfiles"] = {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
    }
    # A library may have asked for the storage already, when it was imported.
    setting_changed.send(
        sender=None, setting="STORAGES", value=settings.STORAGES, enter=True
    )
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)


@pytest.fixture(scope="session", autouse=True)
def _quick_passwords() -> None:
    """A password costs a third of a second on purpose; a test makes a dozen people."""
    from django.conf import settings
    from django.test.signals import setting_changed

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    setting_changed.send(
        sender=None,
        setting="PASSWORD_HASHERS",
        value=settings.PASSWORD_HASHERS,
        enter=True,
    )


@pytest.fixture(autouse=True)
def _polish() -> Iterator[None]:
    """A request for an English page leaves its language behind in the thread."""
    from django.utils import translation

    with translation.override("pl"):
        yield


@pytest.fixture(scope="session", autouse=True)
def _cache_in_memory() -> None:
    """What one run keeps is unknown to the next, and to a site on this machine."""
    from django.conf import settings
    from django.test.signals import setting_changed

    settings.CACHES["default"] = {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        # The default of 300 drops at random what a test has just kept.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
    setting_changed.send(
        sender=None, setting="CACHES", value=settings.CACHES, enter=True
    )
