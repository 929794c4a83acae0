"""The office sets an edition up; what is announced changes with a reason."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.factories.contest import make_entry, make_person, make_world
from tests.factories.jury import MEETING, make_bench

from miara.contest.actions.visits import plan_visit, update_visit
from miara.contest.domain.presets import presets
from miara.contest.models import Edition, EditionChange, Entry
from miara.contest.presenters.setup_words import PARTS, ROW_KINDS, address_of
from miara.questionnaires.public import Form, FormVersion

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def in_polish():
    with override("pl"):
        yield


@pytest.fixture
def world(client):
    made = make_world(opened=False)
    client.force_login(made.organiser, BACKEND)
    return made


def page(name, *more):
    return reverse(f"contest:{name}", args=["lider", "2026", *more])


def test_every_tab_opens_in_both_languages(client, world):
    for url in [address_of(world.edition, part) for part in PARTS]:
        for address in (url, f"/en{url}"):
            assert client.get(address).status_code == 200, address
    for url in [page("setup-row-new", kind) for kind in ROW_KINDS]:
        assert client.get(url).status_code == 200


def test_the_settings_are_hidden_from_others(client, world):
    client.force_login(make_person("obca"), BACKEND)
    for name in ("office", "setup", "texts", "invitations", "extension"):
        assert client.get(page(name)).status_code == 404


def test_edition_starts_from_a_preset_in_one_form(client, world):
    code = sorted(presets())[0]
    url = reverse("contest:edition-new", args=["lider"])
    answer = client.post(
        url, {"start_from": code, "year": 2027, "name_pl": "", "slug": ""}
    )
    assert answer.url == reverse("contest:office", args=["lider", "2027"])
    made = Edition.objects.get(slug="2027")
    assert made.criteria.count() == len(presets()[code].criteria)


def test_a_group_is_written_clause_by_clause_and_holes_are_told(client, world):
    group = world.edition.groups.get(code="towns")
    data = {
        "name_pl": "Małe i średnie miasta",
        "name_en": "Towns",
        "code": "towns",
        "clauses-TOTAL_FORMS": 2,
        "clauses-INITIAL_FORMS": 0,
        "clauses-0-kinds": ["URBAN"],
        "clauses-0-upper": "below",
        "clauses-0-upper_number": 50000,
        "clauses-1-kinds": ["URBAN_RURAL"],
    }
    url = page("setup-row", "grupy", group.pk)
    assert client.post(url, data).status_code == 302
    group.refresh_from_db()
    assert group.rule["clauses"][0] == {
        "kinds": ["URBAN"],
        "population": {"below": 50000},
    }
    text = client.get(page("setup-rows", "grupy")).content.decode()
    assert "50\u202f000" in text
    assert "alert-warning" in text


def test_rules_come_back_as_entered(client, world):
    data = {
        "experts_per_entry": 3,
        "spare_per_cell": 1,
        "load_floor": 0,
        "load_ceiling": 40,
        "scale_total": "100",
        "discrepancy_share": "0.30",
        "discrepancy": "CONSENSUS",
    }
    assert client.post(page("setup-rules", "marks"), data).status_code == 302
    marks = Edition.objects.get().settings.marks
    assert (marks.experts_per_entry, marks.discrepancy) == (3, "CONSENSUS")
    assert not marks.same_county_conflicts


def test_every_section_of_the_rules_saves_what_it_shows(client, world):
    before = Edition.objects.get().settings
    for section in (
        "conditions",
        "signatures",
        "formal",
        "finals",
        "publicity",
        "files",
    ):
        url = page("setup-rules", section)
        form = client.get(url).context["form"]
        data = {}
        for field in form:
            value = field.value()
            if hasattr(value, "pl"):
                data |= {f"{field.name}_pl": value.pl, f"{field.name}_en": value.en}
            elif value is not None and value is not False:
                data[field.name] = value
        assert client.post(url, data).status_code == 302, section
    assert Edition.objects.get().settings == before


def test_an_announced_edition_changes_with_a_published_reason(client, world):
    edition = world.edition
    edition.published_at = "2026-03-10T08:00Z"
    edition.save()
    data = {"threshold": "70", "tie_tolerance": "0", "certain_from": "0.7", "visits": 1}
    url = page("setup-rules", "finals")
    assert client.post(url, data).status_code == 422
    assert Edition.objects.get().settings.finals.threshold == 60
    data |= {"why_pl": "Pomyłka w ogłoszeniu.", "why_en": "A slip in the call."}
    assert client.post(url, data).status_code == 302
    change = EditionChange.objects.get()
    assert change.before["pl"] == ["Finaliści uzyskują więcej niż 60 punktów."]
    assert change.after["en"] == ["Finalists have more than 70 points."]
    shown = client.get(page("rules")).content.decode()
    assert "Pomyłka w ogłoszeniu." in shown


def test_criteria_are_closed_by_the_first_application(client):
    world = make_world()
    make_entry(
        world, state="SUBMITTED", number="2026/001", submitted_at="2026-04-01T10:00Z"
    )
    client.force_login(world.organiser, BACKEND)
    row = world.edition.criteria.first()
    answer = client.post(
        page("setup-rows", "kryteria"),
        {"action": f"remove:{row.pk}", "why_pl": "a", "why_en": "b"},
    )
    assert answer.status_code == 302
    assert world.edition.criteria.filter(pk=row.pk).exists()


def test_an_edition_is_announced_only_when_ready(client, world):
    client.post(page("publish"))
    assert Edition.objects.get().published_at is None
    call = {
        "announced_on": "2026-03-10",
        "opens_at": "2026-03-10T09:00",
        "closes_at": "2099-04-30T15:00",
    }
    client.post(page("setup-call"), call)
    Edition.objects.update(contact_email="konkurs@przyklad.pl")
    client.post(page("publish"))
    edition = Edition.objects.get()
    assert edition.published_at is not None
    assert edition.first_closes_at == edition.closes_at
    # After the announcement the deadline only moves by an extension.
    assert client.post(page("setup-call"), call | {"closes_at": "2099-05-30T15:00"})
    assert Edition.objects.get().closes_at == edition.closes_at


def test_the_ready_form_is_taken_over_edited_and_used(client, world):
    Edition.objects.update(form=None)
    FormVersion.objects.all().delete()
    Form.objects.all().delete()
    client.post(page("setup-form"), {"action": "adopt"})
    draft = client.get(page("setup-form")).context["draft"]
    assert draft.form.code == "slz"
    # The editor of the form engine lets people of the office in.
    version = reverse("questionnaires:version", args=[draft.pk])
    assert client.get(version).status_code == 200
    client.post(page("setup-form"), {"action": "choose"})
    assert Edition.objects.get().form == draft
    client.force_login(make_person("obca"), BACKEND)
    assert client.get(version).status_code in {403, 404}


def test_visits_get_the_protocol_that_the_office_chose(client):
    world = make_world()
    bench = make_bench(world)
    client.force_login(world.organiser, BACKEND)
    before = MEETING - timedelta(days=9)
    facts = {"starts_at": before, "ends_at": None, "place": "", "host": "", "team": []}
    facts |= {"by": world.organiser, "now": before}
    visit = plan_visit(entry=bench.entries[0], **facts)
    assert visit.sheet is None
    client.post(page("setup-protocol"), {"action": "adopt"})
    client.post(page("setup-protocol"), {"action": "choose"})
    edition = Edition.objects.get()
    assert edition.visit_form.form.code == "visit"
    assert edition.form.form.code != "visit"
    # One planned before gets it with the next change of its plan, a new one at once.
    assert update_visit(visit=visit, **facts).sheet.version == edition.visit_form
    later = plan_visit(entry=Entry.objects.get(pk=bench.entries[1].pk), **facts)
    assert later.sheet.version == edition.visit_form


def test_how_long_personal_data_are_kept_is_set_and_told(client):
    world = make_world()
    client.force_login(world.organiser, BACKEND)
    reason = {"why_pl": "Prośba IOD.", "why_en": "Asked by the DPO."}
    address = page("setup-rules", "personal")
    assert client.post(address, {"personal_days": 365} | reason).status_code == 302
    assert Edition.objects.get().settings.personal_days == 365
    told = client.get(reverse("contest:rules", args=["lider", "2026"]))
    assert "365 dni po zamknięciu akt" in told.content.decode()
