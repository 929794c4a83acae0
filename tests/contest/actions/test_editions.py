"""Editions start whole, from a preset or from another edition."""

import pytest
from tests.factories.contest import NOW, make_person, make_world

from miara.audit.public import events_for
from miara.contest.actions.editions import create_contest, create_edition
from miara.contest.domain.entrants import EntrantKind
from miara.contest.domain.groups import EntrantFacts, propose_group
from miara.contest.domain.presets import presets
from miara.contest.errors import NotAllowedError
from miara.contest.errors.edition import AddressTakenError, UnknownPresetError
from miara.contest.permissions import can_organise
from miara.core.localized import Localized

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("code", sorted(presets()))
def test_edition_from_a_preset_has_all_its_parts(code):
    preset = presets()[code]
    edition = make_world(preset=code).edition
    assert edition.cells.count() == len(preset.groups) * len(preset.domains)
    assert [c.code for c in edition.criteria.order_by("position")] == [
        c.code for c in preset.criteria
    ]
    year = edition.settings.conditions.population_year
    assert edition.group_rules() == preset.group_rules(year)


def test_groups_of_an_edition_judge_a_unit():
    edition = make_world().edition
    rural = EntrantFacts(EntrantKind.RURAL, "Zielonki")
    assert propose_group(edition.group_rules(), rural).group == "rural"


def test_copy_takes_the_parts_and_leaves_the_dates():
    world = make_world()
    world.edition.criteria.filter(code="innovation").update(weight="2.5")
    copy = create_edition(
        contest=world.contest,
        slug="2027",
        year=2027,
        start_from=world.edition,
        by=world.organiser,
        now=NOW,
    )
    assert copy.criteria.get(code="innovation").weight == 2.5
    assert copy.form == world.edition.form
    assert (copy.opens_at, copy.closes_at, copy.published_at) == (None, None, None)
    assert copy.cells.count() == world.edition.cells.count()
    assert set(copy.cells.values_list("group", flat=True)).isdisjoint(
        world.edition.groups.values_list("pk", flat=True)
    )
    assert str(copy.name) == "Lider Zarządzania 2027"


def test_who_starts_an_edition_leads_it():
    world = make_world()
    assert can_organise(world.organiser, world.edition, now=NOW)
    assert not can_organise(world.clerk, world.edition, now=NOW)
    kinds = [event.kind for event in events_for(world.edition)]
    assert kinds == ["contest.edition_created"]


def test_stranger_starts_nothing():
    world = make_world()
    stranger = make_person("obcy")
    with pytest.raises(NotAllowedError):
        create_contest(
            owner=world.organisation,
            code="inny",
            name=Localized("Inny"),
            by=stranger,
            now=NOW,
        )
    with pytest.raises(NotAllowedError):
        create_edition(
            contest=world.contest,
            slug="2030",
            year=2030,
            start_from="slz-social",
            by=stranger,
            now=NOW,
        )
    assert world.contest.editions.count() == 1


@pytest.mark.parametrize(
    ("slug", "preset", "error"),
    [
        ("2026", "slz-social", AddressTakenError),
        ("2031", "slz-missing", UnknownPresetError),
    ],
)
def test_refusals_leave_no_trace(slug, preset, error):
    world = make_world()
    with pytest.raises(error):
        create_edition(
            contest=world.contest,
            slug=slug,
            year=2031,
            start_from=preset,
            by=world.organiser,
            now=NOW,
        )
    assert world.contest.editions.count() == 1


@pytest.mark.parametrize("code", ["lider", "archiwum"])
def test_address_of_another_page_is_taken(code):
    world = make_world()
    with pytest.raises(AddressTakenError):
        create_contest(
            owner=world.organisation,
            code=code,
            name=Localized("Inny"),
            by=world.organiser,
            now=NOW,
        )
