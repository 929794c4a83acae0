"""The archive loaded beside a register in which some names are tricky."""

from datetime import UTC, datetime

from tests.factories.units import SMALL_REGISTER, make_register

from miara.contest.actions.past import ArchiveReport, load_past_editions
from miara.contest.domain.past_editions import (
    PastEditionFile,
    archive_sources,
    past_editions,
)
from miara.units.domain.facts import Kind, SnapshotUnit

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)

#: Names shared by a town and the municipality around it, or by units far apart.
TRICKY = (
    SnapshotUnit("24", Kind.VOIVODESHIP, "śląskie"),
    SnapshotUnit("28", Kind.VOIVODESHIP, "warmińsko-mazurskie"),
    SnapshotUnit("2404", Kind.COUNTY, "częstochowski"),
    SnapshotUnit("2805", Kind.COUNTY, "ełcki"),
    SnapshotUnit("1420", Kind.COUNTY, "płoński"),
    SnapshotUnit("142001", Kind.URBAN, "Płońsk"),
    SnapshotUnit("142009", Kind.RURAL, "Płońsk"),
    SnapshotUnit("240410", Kind.RURAL, "Olsztyn"),
    SnapshotUnit("280501", Kind.URBAN, "Ełk"),
    SnapshotUnit("280502", Kind.RURAL, "Ełk"),
    SnapshotUnit("286201", Kind.CITY, "Olsztyn", "2862"),
)


def make_tricky_register() -> None:
    """The small register with the tricky names."""
    make_register((*SMALL_REGISTER, *TRICKY))


def load(editions: tuple[PastEditionFile, ...] | None = None) -> ArchiveReport:
    """The archive shipped, or some editions."""
    return load_past_editions(
        editions=past_editions() if editions is None else editions,
        sources=archive_sources(),
        by=None,
        now=NOW,
    )
