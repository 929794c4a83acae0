"""Which vintage an address asks for."""

from datetime import UTC, datetime

import pytest
from tests.factories.vintages import publish, publish_small_vintage, small_world

from miara.indicators.queries.vintage_asof import (
    NothingPublished,
    UnreadableDay,
    asked_vintage,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def _two_vintages(settings) -> None:
    world = small_world()
    settings.CUBE_DIR = world.root
    publish(world.ids["first"], at=datetime(2026, 2, 1, 22, 30, tzinfo=UTC))
    publish_small_vintage(settings)  # 2 March 2026, 8:00


@pytest.mark.usefixtures("_two_vintages")
@pytest.mark.parametrize(
    ("as_of", "name"),
    [
        ("", "current"),
        # 22:30 in Greenwich is 23:30 of the same day in Poland.
        ("2026-02-01", "first"),
        ("2026-03-01", "first"),
        ("2026-03-02", "current"),
        ("2026-03-02T07:59:59Z", "first"),
        ("2026-03-02T09:00:00+01:00", "current"),
        ("2026-03-02T08:59:59+01:00", "first"),
        ("2030-01-01", "current"),
    ],
)
def test_day_gives_what_was_served_at_its_end(as_of: str, name: str) -> None:
    asked = asked_vintage(as_of)

    assert asked.row.vintage_id == small_world().ids[name]
    assert asked.vintage.id == small_world().ids[name]
    assert asked.is_pinned == bool(as_of)


@pytest.mark.usefixtures("_two_vintages")
def test_name_of_a_vintage_gives_it() -> None:
    name = small_world().ids["first"]

    assert asked_vintage(name).row.vintage_id == name


@pytest.mark.usefixtures("_two_vintages")
def test_day_before_everything_has_no_numbers() -> None:
    with pytest.raises(NothingPublished):
        asked_vintage("2026-01-31")


@pytest.mark.usefixtures("_two_vintages")
@pytest.mark.parametrize(
    "as_of", ["wczoraj", "2026-13-01", "2026-02-30", "00000000", "'; --", "9999-12-31"]
)
def test_what_is_no_day_is_told(as_of: str) -> None:
    with pytest.raises(UnreadableDay):
        asked_vintage(as_of)


def test_nothing_published_yet() -> None:
    with pytest.raises(NothingPublished):
        asked_vintage("")
