"""Loading the archive: twice the same, never a guess, never beside fiction."""

import pytest
from django.core.management import CommandError, call_command
from tests.factories.contest import make_world
from tests.factories.past import load, make_tricky_register
from tests.factories.units import make_register

from miara.audit import public as audit
from miara.contest.domain.past_editions import past_editions
from miara.contest.errors.past import FictionalHomeError
from miara.contest.models import Edition, PastEdition, PastResult

pytestmark = pytest.mark.django_db


def tied(entrant):
    rows = PastResult.objects.filter(entrant=entrant).order_by("edition__year", "pk")
    return [(row.edition.year, row.unit_uids) for row in rows.select_related("edition")]


def test_everything_is_stored_once():
    report = load()
    assert (PastEdition.objects.count(), PastResult.objects.count()) == (11, 66)
    assert {line.state for line in report.editions} == {"new"}
    assert report.bodies == 5
    edition = PastEdition.objects.get(code="slz-2007")
    assert edition.facts["FINALISTS"]["statements"][1]["sources"] == ["S3"]
    assert edition.sources["S3"]["url"].startswith("http://publiczni.pl/konkurs-")

    before = list(PastResult.objects.order_by("pk").values())
    again = load()
    assert not again.has_changed
    assert list(PastResult.objects.order_by("pk").values()) == before
    assert [e.kind for e in audit.Event.objects.all()] == ["contest.archive_loaded"]


def test_names_are_tied_where_one_unit_fits_and_left_open_elsewhere():
    make_tricky_register()
    report = load()
    assert tied("Ełk") == [(2007, ["280501"]), (2010, ["280501"])]
    assert tied("Olsztyn (biblioteka multimedialna Planeta 11)") == [(2009, ["286201"])]
    # In 2009 an English report says "Płońsk": the town or the municipality around it.
    assert tied("Płońsk") == [
        (2009, []),
        (2010, ["142001"]),
        (2010, ["142001"]),
        (2010, ["142001"]),
    ]
    assert tied("Związek Komunalny Gmin Ziemi Chełmskiej") == [(2010, [])]
    left = {(name.code, name.entrant): name.candidates for name in report.open_names}
    assert left["slz-2009", "Płońsk"] == ("142001", "142009")
    assert left["slz-2022", "Łódź"] == ()
    assert ("slz-2010", "Związek Komunalny Gmin Ziemi Chełmskiej") not in left


def test_a_later_register_ties_what_became_certain():
    load()
    assert tied("Ełk") == [(2007, []), (2010, [])]
    make_tricky_register()
    report = load()
    changed = {line.code for line in report.editions if line.state == "changed"}
    assert changed == {"slz-2007", "slz-2009", "slz-2010"}
    assert tied("Ełk") == [(2007, ["280501"]), (2010, ["280501"])]


def test_an_edition_that_left_the_files_is_removed():
    load()
    report = load(past_editions()[1:])
    assert report.removed == ("slz-2007",)
    assert not PastEdition.objects.filter(code="slz-2007").exists()


def test_a_home_with_a_fictional_register_is_refused():
    make_register(is_fictional=True)
    with pytest.raises(FictionalHomeError):
        load()
    assert not PastEdition.objects.exists()


def test_a_home_with_a_fictional_edition_is_refused():
    world = make_world()
    Edition.objects.filter(pk=world.edition.pk).update(is_fictional=True)
    with pytest.raises(CommandError, match="fikcyjn"):
        call_command("contest-archive")
    assert not PastEdition.objects.exists()


def test_without_a_register_the_command_says_what_to_do(capsys):
    call_command("contest-archive")
    shown = capsys.readouterr().out
    assert "Wczytaj rejestr (miara import terc)" in shown
    assert "Ełk" not in shown


def test_the_command_says_what_stays_open(capsys):
    make_tricky_register()
    call_command("contest-archive")
    shown = capsys.readouterr().out
    assert "slz-2007: " in shown
    assert "  slz-2009 Płońsk: 142001 miasto Płońsk; 142009 gmina Płońsk" in shown
    call_command("contest-archive")
    assert "Nic się nie zmieniło" in capsys.readouterr().out
