"""A register with a few units, and an index of the test's own."""

import pytest
from tests.factories.units import make_register


@pytest.fixture(autouse=True)
def _own_index(settings, tmp_path):
    settings.SEARCH_DIR = tmp_path / "search"
    settings.MIARA_HOME = tmp_path


@pytest.fixture
def register(db):
    return make_register()
