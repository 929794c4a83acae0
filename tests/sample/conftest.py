"""The sample, generated and computed once for all tests."""

from datetime import UTC, datetime

import pytest

from miara.cube.compute import build
from miara.cube.definitions import load_definitions
from miara.cube.store import Store
from miara.sample.public import correction, first_files, register_files
from miara.units.domain.changes import territorial_changes
from miara.units.domain.directory import Directory, as_register
from miara.units.domain.history import history
from miara.units.domain.terc import parse_terc

NOW = datetime(2026, 1, 2, tzinfo=UTC)


@pytest.fixture(scope="session")
def sample_definitions():
    return load_definitions()


@pytest.fixture(scope="session")
def sample_files(sample_definitions):
    return first_files(sample_definitions)


@pytest.fixture(scope="session")
def planes(sample_files):
    """Planes of the first files by variable."""
    return {plane.variable: plane for f in sample_files for plane in f.load.planes}


@pytest.fixture(scope="session")
def sample_history():
    snapshots = [parse_terc(content).snapshot for content in register_files().values()]
    return history(snapshots, territorial_changes(fictional=True))


@pytest.fixture(scope="session")
def sample_register(sample_history):
    directory = Directory(
        list(sample_history.units), list(sample_history.bridges), sample_history.digest
    )
    return as_register(directory)


@pytest.fixture(scope="session")
def sample_vintage(tmp_path_factory, sample_definitions, sample_files, sample_register):
    """Everything computed, the correction included."""
    store = Store(tmp_path_factory.mktemp("sample-cube"))
    files = [*sample_files, correction(sample_definitions)]
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MIARA_NUMBA", "0")
        report = build(
            store=store,
            loads=[item.load for item in files],
            register=sample_register,
            definitions=sample_definitions,
            now=NOW,
        )
    return store.open(report.vintage_id)
