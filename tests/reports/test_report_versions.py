"""Versions of a published report: each stays readable with its date."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.factories.plans import NOW, TODAY, UNIT

from miara.audit import public as audit
from miara.reports.actions.publishing import publish_report
from miara.reports.actions.reports import edit_section, make_report
from miara.reports.errors import (
    NoAuthorError,
    NoteMissingError,
    NothingChangedError,
    NothingToPublishError,
)
from miara.reports.models import ReportVersion
from miara.reports.presenters.drafts import drafts_of

HOME = "/jednostki/120617-zielonki/plany/raporty"
PUBLIC = "/jednostki/120617-zielonki/raporty"
LATER = NOW + timedelta(days=3)


@pytest.fixture
def who(world):
    return {"by": world.office.people["planner"], "now": NOW}


@pytest.fixture
def report(world, who):
    drafts, vintage = drafts_of(UNIT, 2026, "STATE", TODAY)
    return make_report(UNIT, 2026, "STATE", drafts, vintage=vintage, **who)


def edit(report, text, who):
    section = report.sections.get(code="domain-environment")
    edit_section(section, text, version=None, **who)


def test_an_edit_makes_a_version_and_the_earlier_stays(report, who, client):
    edit(report, "Pierwszy tekst.", who)
    first = publish_report(report, author="Anna Nowak", **who)
    digest = first.digest
    edit(report, "Drugi tekst.", who)
    address = f"{PUBLIC}/stan-gminy-2026"
    # An edit is a draft until it is published.
    assert "Pierwszy" in client.get(f"{address}/").content.decode()
    facts = {"by": who["by"], "now": LATER}
    with pytest.raises(NoteMissingError):
        publish_report(report, **facts)
    second = publish_report(report, note="Poprawiono opis ulic.", **facts)
    assert (second.number, second.changed) == (2, ["Środowisko"])
    assert report.published_at == NOW
    page = client.get(f"{address}/").content.decode()
    assert "Drugi" in page
    assert "Poprawiono opis ulic." in page
    old = client.get(f"{address}/wersja-1/").content.decode()
    assert "Pierwszy" in old
    assert "noindex" in old
    assert "Jest nowsza" in old
    assert client.get(f"{address}/wersja-3/").status_code == 404
    first.refresh_from_db()
    assert first.digest == digest
    told = [str(each) for each in audit.describe_all(list(audit.events_for(report)))]
    assert any("Poprawiono opis ulic" in each for each in told)
    assert all(each.endswith(".") for each in told)


def test_nothing_is_published_twice_or_empty(report, who):
    publish_report(report, **who)
    with pytest.raises(NothingChangedError):
        publish_report(report, note="Nic", **who)
    empty = make_report(UNIT, 2020, "HALF", [], vintage="", **who)
    with pytest.raises(NothingToPublishError):
        publish_report(empty, **who)
    other = make_report(UNIT, 2025, "BUDGET", *drafted(2025), vintage="", **who)
    with pytest.raises(NoAuthorError):
        publish_report(other, by=None, now=NOW)
    assert ReportVersion.objects.count() == 1


def drafted(year):
    return (drafts_of(UNIT, year, "BUDGET", TODAY)[0],)


def test_a_later_version_without_a_note_is_refused_by_the_database(report, who):
    version = publish_report(report, **who)
    version.pk, version.number = None, 2
    with pytest.raises(IntegrityError), transaction.atomic():
        version.save()


def test_empty_sections_are_not_shown_to_readers(world, who, client):
    drafts, _vintage = drafts_of(UNIT, 2026, "HALF", TODAY)
    report = make_report(UNIT, 2026, "HALF", drafts, vintage="", **who)
    version = publish_report(report, **who)
    codes = [part["code"] for part in version.content["sections"]]
    assert "legal-persons" not in codes
    section = report.sections.get(code="legal-persons")
    edit_section(section, "Biblioteka wykonała plan.", version=None, **who)
    facts = {"by": who["by"], "now": LATER}
    publish_report(report, note="Dodano instytucje kultury.", **facts)
    page = client.get(f"{PUBLIC}/budzet-polrocze-2026/").content.decode()
    assert "Biblioteka" in page


def test_the_office_publishes_changes_with_a_note(world, report, who, enter):
    publish_report(report, author="Anna Nowak", **who)
    client = enter(who["by"])
    path = f"{HOME}/{report.pk}/publikacja/"
    # Nothing changed: the reason is told and what was typed is kept.
    answer = client.post(path, {"author": "Jan Kos", "note": "Zmiana"})
    assert answer.status_code == 422
    assert "Jan Kos" in answer.content.decode()
    edit(report, "Drugi tekst.", who)
    assert "Szkic" in client.get(f"{HOME}/{report.pk}/").content.decode()
    assert client.post(path, {"author": "Jan Kos"}).status_code == 422
    answer = client.post(path, {"author": "Jan Kos", "note": "Zmiana"})
    assert answer.status_code == 302
    assert report.versions.get(number=2).author == "Jan Kos"


def test_the_public_list_makes_the_same_number_of_queries(
    report, who, client, django_assert_max_num_queries
):
    publish_report(report, **who)
    with django_assert_max_num_queries(12) as few:
        page = client.get(f"{PUBLIC}/").content.decode()
    assert "wersja 1" in page
    for kind in ("BUDGET", "HALF", "SHORT"):
        drafts, _vintage = drafts_of(UNIT, 2026, kind, TODAY)
        publish_report(make_report(UNIT, 2026, kind, drafts, vintage="", **who), **who)
    edit(report, "Nowy tekst.", who)
    publish_report(report, note="Nowy tekst.", **who)
    with django_assert_max_num_queries(len(few)):
        page = client.get(f"{PUBLIC}/").content.decode()
    assert "stan-gminy-2026/wersja-1/" in page
    assert "budzet-polrocze-2026/" in page
