"""Applying a pack: once, again, by whom, and nothing of the unit overwritten."""

import pytest
from tests.factories.plans import NOW, TODAY, UNIT, make_goal, make_person
from tests.factories.rollout import begin

from miara.accounts.models.invitation import Invitation
from miara.accounts.public import grant_role, unit_scope
from miara.audit.models import Event
from miara.budget.models import BudgetYear
from miara.cycle import public as cycle
from miara.cycle.models import CycleSettings, PlanYear, Term
from miara.organisations.models import OrganisationalUnit, Post
from miara.risks.models import RiskSettings
from miara.rollout.domain.packs import pack, packs
from miara.rollout.errors import HandsError
from miara.rollout.models import MethodDocument, Rollout
from miara.rollout.presenters.method import field_values
from miara.rollout.queries.planned import services_for
from miara.strategy.models import Document, Goal, Service, UnitDomain
from miara.units import public as units

HOME = "/jednostki/120617-zielonki/plany/wdrozenie"


def counts():
    models = (
        *(OrganisationalUnit, Post, PlanYear, Term, BudgetYear, Service, UnitDomain),
        *(RiskSettings, CycleSettings, Document, Goal, MethodDocument, Rollout),
    )
    return {model.__name__: model.objects.count() for model in models}


@pytest.mark.parametrize("code", list(packs()))
def test_a_pack_makes_everything_once(office, planner, code):
    chosen = pack(code)
    begin(planner, code, with_goals=True)
    assert Goal.objects.count() == len(chosen.goals)
    assert MethodDocument.objects.count() == len(chosen.documents)
    wanted = services_for(units.unit_by_uid(UNIT), chosen)
    assert Service.objects.count() == len(wanted)
    assert cycle.year_of(UNIT, 2026).calendar == chosen.calendar
    before = counts()
    begin(planner, code, with_goals=True)
    assert counts() == before


def test_terms_go_to_posts_and_show_in_what_waits(office, planner):
    row = begin(planner)
    head = Post.objects.get(pk=row.posts["head"])
    assert (head.title, head.holder) == ("Wójt", str(planner.pk))
    mayor = Term.objects.filter(who="mayor")
    assert mayor.exists()
    assert set(mayor.values_list("post_id", flat=True)) == {head.pk}
    assert cycle.waiting_for(planner, UNIT, NOW)
    assert CycleSettings.objects.get().is_one_person


def test_what_the_unit_has_stays(office, planner):
    make_goal()
    office.treasurer.holder = "77"
    office.treasurer.save()
    RiskSettings.objects.create(unit_uid=UNIT)
    before = RiskSettings.objects.get().stored_scale
    row = begin(planner, with_goals=True)
    assert Document.objects.count() == 1
    assert RiskSettings.objects.get().stored_scale == before
    assert row.posts["treasurer"] == office.treasurer.pk
    office.treasurer.refresh_from_db()
    assert office.treasurer.holder == "77"


def test_fields_of_texts_follow_posts(office, planner):
    row = begin(planner)
    values = field_values(units.unit_by_uid(UNIT), row, TODAY)
    assert values["kierownik"] == "Wójt"
    assert values["kierownik_komu"] == "Wójtowi"
    assert values["skarbnik"] == "Skarbnik"
    assert "Zielonki" in values["jednostka"]


def test_a_head_of_another_name_is_no_second_one(office, planner):
    office.engineer.title = "Prezydent Miasta"
    office.engineer.save()
    row = begin(planner)
    assert row.posts["head"] == office.engineer.pk
    assert not Post.objects.filter(title="Wójt").exists()
    values = field_values(units.unit_by_uid(UNIT), row, TODAY)
    assert values["organu"] == "Prezydenta Miasta"


@pytest.mark.parametrize(
    ("uid", "count"), [("126101", 86), ("1206", 39), ("12", 0), (UNIT, 77)]
)
def test_a_unit_gets_services_of_its_own_level(office, uid, count):
    found = services_for(units.unit_by_uid(uid), pack("large_city"))
    assert len(found) == count


@pytest.mark.parametrize(
    ("name", "statuses"),
    [
        (None, (302, 302)),
        ("stranger", (403, 403)),
        ("reader", (200, 403)),
        ("planner", (200, 200)),
    ],
)
def test_roles_at_each_page(office, planner, enter, name, statuses):
    begin(planner)
    document = MethodDocument.objects.first()
    client = enter(office.people.get(name))
    reads, plans = statuses
    for path, status in (
        ("/", reads),
        ("/dane/", reads),
        ("/doswiadczenia/", reads),
        ("/dokumenty/", reads),
        (f"/dokumenty/{document.pk}/", reads),
        (f"/dokumenty/{document.pk}.docx", reads),
        ("/tabele/", reads),
        ("/tabele/szablon-strategia.xlsx", reads),
        ("/start/", plans),
        (f"/dokumenty/{document.pk}/zmien/", plans),
    ):
        assert (path, client.get(HOME + path).status_code) == (path, status)


def test_the_form_applies_a_pack_and_tells_what_it_made(office, planner, enter):
    client = enter(planner)
    assert "Zacznij" in client.get(f"{HOME}/").content.decode()
    page = client.get(f"{HOME}/start/?pakiet=large_city").content.decode()
    assert "77 usług publicznych" in page
    looked = {"do": "look", "pack": "small_rural", "year": "2026"}
    page = client.post(f"{HOME}/start/", looked).content.decode()
    assert "24 usługi publiczne" in page
    bad = {**looked, "do": "apply", "year": "1"}
    assert client.post(f"{HOME}/start/", bad).status_code == 422
    both = {
        **looked,
        "do": "apply",
        "person-head": str(planner.pk),
        "email-head": "wojt@gmina.example",
    }
    page = client.post(f"{HOME}/start/", both)
    assert page.status_code == 422
    assert "nie oba naraz" in page.content.decode()
    assert not Rollout.objects.exists()
    good = {**looked, "do": "apply", "person-planner": str(planner.pk)}
    page = client.post(f"{HOME}/start/", good, follow=True).content.decode()
    assert "24 usługi publiczne" in page
    assert "Wykonano 2 z" in page.replace("\u00a0", " ") or "Wykonano" in page
    assert Rollout.objects.get().started_by == planner
    kinds = set(Event.objects.values_list("kind", flat=True))
    assert "rollout.started" in kinds


def test_a_stranger_to_the_unit_is_no_holder(office, planner, enter):
    stranger = office.people["stranger"]
    data = {"do": "apply", "pack": "small_rural", "year": "2026"}
    sent = enter(planner).post(
        f"{HOME}/start/", {**data, "person-head": str(stranger.pk)}
    )
    assert sent.status_code == 422


def test_only_who_may_give_roles_invites(office, planner):
    from miara.rollout.actions.start import PostChoice

    posts = [PostChoice("head", "", "", "wojt@gmina.example")]
    with pytest.raises(HandsError):
        begin(planner, posts=posts)
    assert not Rollout.objects.exists()
    administrator = make_person("administrator")
    grant_role(
        user=administrator,
        role_code="UNIT_ADMINISTRATOR",
        scope=unit_scope(UNIT),
        by=None,
        now=NOW,
    )
    begin(administrator, posts=posts)
    assert Invitation.objects.get().email == "wojt@gmina.example"


def test_a_closed_year_takes_no_pack(office, planner):
    year = cycle.open_year(
        UNIT, 2026, cycle.calendar("small-rural"), by=planner, now=NOW
    )
    from miara.cycle.actions.years import close_year

    close_year(year, reason="Koniec", by=planner, now=NOW)
    with pytest.raises(cycle.YearClosedError):
        begin(planner)
    assert not Rollout.objects.exists()
