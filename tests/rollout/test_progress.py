"""Progress counted from plans, checklists, documents, experiences, overviews."""

import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from docx import Document as Word
from tests.factories.plans import NOW, TODAY, UNIT, make_goal, make_person
from tests.factories.rollout import begin

from miara.accounts.public import create_operator, grant_role, organisation_scope
from miara.organisations.models import Organisation, UnitMembership
from miara.risks.models import Risk
from miara.rollout.models import DataAnswer, Experience, MethodDocument, Rollout
from miara.rollout.queries.progress import progress_of, progresses
from miara.strategy.models import Goal

HOME = "/jednostki/120617-zielonki/plany/wdrozenie"
OVERVIEW = "/wdrozenia/przeglad/"
WORDS = {
    "helped": "Spotkania raz na kwartał",
    "hindered": "",
    "advice": "",
    "hours": 40,
}


def states(row):
    return {s.step.code: s.is_done for s in progress_of(row, TODAY).steps}


def test_steps_are_counted_from_plans(office, planner):
    row = begin(planner)
    found = states(row)
    assert found["calendar"]
    assert found["services"]
    assert found["people"]
    assert not found["strategy"]
    for code in ("1", "2", "3"):
        make_goal(code=code)
    found = states(row)
    assert found["strategy"]
    assert not found["owners"]
    Goal.objects.update(owner=office.engineer)
    assert states(row)["owners"]
    Goal.objects.filter(code="1").update(owner=None)
    assert not states(row)["owners"]
    assert not states(row)["risks"]
    for number in range(1, 6):
        Risk.objects.create(
            unit_uid=UNIT,
            number=number,
            name="x",
            category="OTHER",
            inherent_impact=1,
            inherent_likelihood=1,
            impact=1,
            likelihood=1,
            reaction="TOLERATE",
        )
    assert states(row)["risks"]


def test_progress_makes_as_many_queries_for_three_units_as_for_one(office, planner):
    rows = [begin(planner)]
    progresses(rows, TODAY)
    with CaptureQueriesContext(connection) as one:
        progresses(rows, TODAY)
    rows += [begin(None, unit=uid) for uid in ("120611", "121609")]
    with CaptureQueriesContext(connection) as three:
        found = progresses(rows, TODAY)
    assert len(three) == len(one)
    assert [each.rollout.unit_uid for each in found] == [UNIT, "120611", "121609"]


def test_the_checklist_is_settled_by_plans_and_by_people(office, planner, enter):
    row = begin(planner)
    client = enter(planner)
    page = client.get(f"{HOME}/dane/").content.decode()
    assert "Ustalone pozycje: 0 z 5" in page.replace("\u00a0", " ")
    make_goal()
    codes = ("public_numbers", "tasks", "money", "structure")
    data = {f"state-{code}": "HAVE" for code in codes}
    data |= {f"note-{code}": "skarbnik" for code in codes}
    assert client.post(f"{HOME}/dane/", {}).status_code == 422
    assert client.post(f"{HOME}/dane/", data).status_code == 302
    assert states(row)["checklist"]
    assert DataAnswer.objects.count() == 4
    client = enter(office.people["reader"])
    assert client.post(f"{HOME}/dane/", data).status_code == 403


def test_a_document_is_edited_adopted_and_downloaded(office, planner, enter):
    begin(planner)
    row = MethodDocument.objects.get(code="order_system")
    client, url = enter(planner), f"{HOME}/dokumenty/{row.pk}"
    page = client.get(f"{url}/").content.decode()
    assert "Zarządzenie nr … Wójta" in page.replace("\u00a0", " ")
    bad = {"title": row.title, "body": "Pole {nieznane}", "version": 1}
    sent = client.post(f"{url}/zmien/", bad)
    assert sent.status_code == 422
    assert "Pole {nieznane}" in sent.content.decode()
    good = {**bad, "body": "## § 1\n\n<b>{organ}</b> decyduje.\n\n- raz\n- dwa"}
    assert client.post(f"{url}/zmien/", good).status_code == 302
    stale = client.post(f"{url}/zmien/", {**good, "body": "Inny tekst"})
    assert stale.status_code == 422
    assert "Inny tekst" in stale.content.decode()
    page = client.get(f"{url}/").content.decode()
    assert "&lt;b&gt;Wójt&lt;/b&gt; decyduje." in page
    row.refresh_from_db()
    assert (row.version, row.versions.count()) == (2, 2)
    act = {"adopted_number": "120.5.2026", "adopted_on": "2026-03-01"}
    assert client.post(f"{url}/", {**act, "adopted_on": "?"}).status_code == 422
    assert client.post(f"{url}/", act).status_code == 302
    row.refresh_from_db()
    assert row.adopted_version == 2
    assert "120.5.2026" in client.get(f"{HOME}/dokumenty/").content.decode()
    word = Word(io.BytesIO(client.get(f"{url}.docx").content))
    assert [p.text for p in word.paragraphs if p.style.name == "List Bullet"] == [
        "raz",
        "dwa",
    ]
    assert word.core_properties.author == ""
    assert client.post(f"{url}/", {"do": "back"}).status_code == 302
    row.refresh_from_db()
    assert row.adopted_on is None
    client = enter(office.people["reader"])
    assert client.post(f"{url}/", act).status_code == 403


def test_experience_is_shown_with_consent_alone(office, planner, enter):
    begin(planner)
    client = enter(planner)
    url = f"{HOME}/doswiadczenia/"
    assert client.post(url, {**WORDS, "helped": ""}).status_code == 422
    assert client.post(url, WORDS).status_code == 302
    reader = make_person("sasiad", "UNIT_READER", "120611")
    theirs = "/jednostki/120611-skawina/plany/wdrozenie/doswiadczenia/"
    assert WORDS["helped"] not in enter(reader).get(theirs).content.decode()
    version = Experience.objects.get().version
    given = {**WORDS, "is_shown": "on", "version": version}
    assert enter(planner).post(url, given).status_code == 302
    for path in (theirs, "/wdrozenia/small_rural/"):
        assert WORDS["helped"] in enter(reader).get(path).content.decode()
    assert (
        WORDS["helped"]
        not in enter(None).get("/wdrozenia/small_rural/").content.decode()
    )
    assert (
        WORDS["helped"]
        not in enter(office.people["stranger"])
        .get("/wdrozenia/small_rural/")
        .content.decode()
    )
    sent = enter(planner).post(url, {**given, "helped": "Inne", "version": version})
    assert sent.status_code == 422
    taken = {**WORDS, "version": Experience.objects.get().version}
    assert enter(planner).post(url, taken).status_code == 302
    assert WORDS["helped"] not in enter(reader).get(theirs).content.decode()


def test_the_overview_shows_each_what_they_oversee(office, planner, enter, monkeypatch):
    begin(planner)
    begin(None, unit="120611")
    assert Rollout.objects.count() == 2
    assert enter(None).get(OVERVIEW).status_code == 302
    assert enter(planner).get(OVERVIEW).status_code == 403
    operator = create_operator(
        email="operator@example.pl",
        full_name="Operator",
        password="dluga-lipowa-aleja-7",
        now=NOW,
    )
    page = enter(operator).get(OVERVIEW).content.decode()
    assert "Zielonki" in page
    assert "Skawina" in page
    monkeypatch.setattr("miara.rollout.views.packs.PAGE", 1)
    page = enter(operator).get(f"{OVERVIEW}?page=2").content.decode()
    assert "Zaczęły 2 jednostki" in page
    assert ("Zielonki" in page) != ("Skawina" in page)
    organisation = Organisation.objects.create(
        kind="ASSOCIATION", name={"pl": "Związek", "en": "Union"}
    )
    UnitMembership.objects.create(
        organisation=organisation, unit_uid="120611", since=TODAY
    )
    person = make_person("zwiazek")
    grant_role(
        user=person,
        role_code="ORGANISATION_READER",
        scope=organisation_scope(organisation.uid),
        by=None,
        now=NOW,
    )
    page = enter(person).get(OVERVIEW).content.decode()
    assert "Skawina" in page
    assert "/jednostki/120611" not in page
    assert "Zielonki" not in page


@pytest.mark.parametrize("path", ["/dane/", "/doswiadczenia/", "/dokumenty/", "/"])
def test_pages_before_the_start(office, planner, enter, path):
    client = enter(planner)
    assert client.get(HOME + path).status_code in {200, 302}
