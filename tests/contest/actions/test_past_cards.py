"""Past results in the good-practice base: short, with sources, never twice."""

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from tests.factories.past import load, make_tricky_register

from miara.contest.actions.past_cards import show_past_results
from miara.contest.models import PastResult
from miara.practices.public import PracticeCard

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)


def cards():
    return PracticeCard.objects.filter(origin_key__startswith="past-")


def test_every_known_project_has_one_entry_with_its_sources():
    load()

    shown = show_past_results(by=None, now=NOW)

    assert PastResult.objects.count() == 66
    assert shown.made == cards().count() == 45
    titles = cards().filter(live=True).prefetch_related("awards")
    awards = [award for card in titles for award in card.awards.all()]
    assert len(awards) + shown.without_project == 66
    assert all(award.source for award in awards)
    card = cards().get(title__startswith="Wdrożenie kompleksowego systemu usług")
    assert card.lead_name == "gmina Popielów"
    assert card.section == "technical"
    assert [(a.year, a.title) for a in card.awards.all()] == [
        (2008, "laureat, I miejsce")
    ]
    assert card.awards.get().source.startswith("http://slabowidzacy.popielow.pl/")
    assert "gmina Popielów" in card.summary
    assert not card.solution


def test_entries_stand_in_the_archive_and_say_why(client):
    load()
    show_past_results(by=None, now=NOW)

    assert not cards().filter(life__archived_on=None).exists()
    card = cards().get(title__startswith="Wdrożenie kompleksowego systemu usług")
    path = client.get(f"/praktyki/{card.pk}/").headers["Location"]
    text = client.get(path).content.decode()
    assert "Znany jest tylko wynik konkursu i jego źródła" in text
    assert "slabowidzacy.popielow.pl" in text


def test_a_second_run_changes_nothing_and_a_later_register_ties():
    load()
    first = show_past_results(by=None, now=NOW)
    before = list(cards().order_by("pk").values())
    again = show_past_results(by=None, now=NOW)
    assert (again.made, again.tied) == (0, 0)
    assert list(cards().order_by("pk").values()) == before
    assert not cards().exclude(unit_uid="").exists()

    make_tricky_register()
    load()
    later = show_past_results(by=None, now=NOW)

    assert later.made == 0
    assert later.tied == cards().exclude(unit_uid="").count() > 0
    assert cards().count() == first.made
    assert not cards().filter(life__archived_on=None).exists()


def test_what_editors_took_over_is_theirs():
    from miara.practices import public as practices

    load()
    show_past_results(by=None, now=NOW)
    make_tricky_register()
    load()
    card = cards().filter(lead_name="Ełk").first()
    practices.take_out_of_archive(card, by=None, now=NOW)

    show_past_results(by=None, now=NOW)

    card.refresh_from_db()
    assert card.unit_uid == ""
    assert card.life.archived_on is None


def test_the_command_says_what_it_did(capsys):
    call_command("contest-archive")

    said = capsys.readouterr().out

    assert f"nowych krótkich wpisów: {cards().count()}" in said
    call_command("contest-archive")
    assert "krótkich" not in capsys.readouterr().out
