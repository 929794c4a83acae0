"""The real register, read once a session."""

import pytest

from miara.units.domain.changes import territorial_changes
from miara.units.domain.directory import Directory
from miara.units.domain.history import history
from miara.units.domain.search import SearchIndex
from miara.units.domain.terc import parse_terc

FILES = {
    2017: "TERC_2017-01-01_old_layout.xml",
    2020: "TERC_2020-01-01.csv",
    2025: "TERC_Urzedowy_2025-11-18.zip",
}


@pytest.fixture(scope="session")
def terc_files(real_data):
    """The three official files, parsed, by year."""
    folder = real_data / "teryt"
    return {y: parse_terc((folder / name).read_bytes()) for y, name in FILES.items()}


@pytest.fixture(scope="session")
def real_snapshots(terc_files):
    """Snapshots of the three official files, oldest first."""
    return [terc_files[year].snapshot for year in sorted(terc_files)]


@pytest.fixture(scope="session")
def real_directory(real_snapshots):
    """Every Polish unit between 2017 and 2025."""
    known = history(real_snapshots, territorial_changes())
    return Directory(known.units, known.bridges, known.digest)


@pytest.fixture(scope="session")
def real_index(real_directory):
    """Search over all Polish units."""
    return SearchIndex(real_directory)
