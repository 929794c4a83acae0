"""A register with a few units, and files kept in a folder of the test."""

import pytest
from tests.factories.units import make_register


@pytest.fixture(autouse=True)
def _own_folder(settings, tmp_path):
    settings.MIARA_HOME = tmp_path
    settings.FILES_DIR = tmp_path / "files"
    settings.MIARA_OPERATOR_SECOND_FACTOR = False


@pytest.fixture
def register(db):
    return make_register()
