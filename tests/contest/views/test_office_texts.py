"""Texts made of data and approved, invitations by group, groups decided otherwise."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils.translation import override
from tests.factories.contest import (
    DURING,
    NOW,
    make_entry,
    make_person,
    make_world,
)

from miara.accounts.public import RoleCode, grant_role, organisation_scope
from miara.contest.actions.setup import Change, change_rules
from miara.contest.domain.locking import Part
from miara.contest.models import Edition, EditionText
from miara.contest.presenters.edition_texts import generated_text, rules_by_language
from miara.core.localized import Localized
from miara.notifications.public import Dispatch
from miara.organisations.models import Organisation, UnitHead

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def in_polish():
    with override("pl"):
        yield


@pytest.fixture
def world(client):
    made = make_world()
    client.force_login(made.organiser, BACKEND)
    return made


def page(name, *more):
    return reverse(f"contest:{name}", args=["lider", "2026", *more])


def write(client, kind="regulamin", polish="", english=""):
    return client.post(
        page("text", kind),
        {"action": "write", "added_pl": polish, "added_en": english},
    )


def test_the_rules_say_what_the_settings_say(world):
    text = generated_text(world.edition, "RULES")
    polish, english = text.pl.replace("\u00a0", " "), text.en.replace("\u00a0", " ")
    assert "co najmniej 6 miesięcy przed dniem ogłoszenia" in polish
    assert "at least 6 months before the day of the announcement" in english
    # 10 March less six months, as the civil code counts.
    assert "10 września 2025" in polish
    assert "10 marca 2026, godz. 09:00" in polish
    assert "30 kwietnia 2026, godz. 15:00" in polish
    assert "mające do 50 000 mieszkańców" in polish.replace("\u202f", " ")
    assert "więcej niż 60 punktów" in polish
    for language, said in rules_by_language(world.edition).items():
        assert not [line for line in said if "%(" in line or "None" in line], language


def test_a_change_of_the_settings_changes_the_sentence(world):
    change = Change(
        part=Part.CONDITIONS,
        by=world.organiser,
        now=DURING,
        reason=Localized("Powód.", "Reason."),
        tell=rules_by_language,
    )
    change_rules(
        edition=world.edition,
        section="conditions",
        values={"max_per_unit": 2},
        change=change,
    )
    row = world.edition.changes.get()
    assert row.after["pl"] == ["Jedna jednostka składa najwyżej 2 wnioski."]
    assert row.before["en"] == [
        "The number of applications of one unit is not limited."
    ]


def test_what_contradicts_the_settings_is_pointed_out(client, world):
    write(client, polish="Finaliści mają ponad 70 punktów.")
    text = client.get(page("text", "regulamin")).content.decode()
    assert "„70 punktów”" in text
    write(client, polish="Finaliści mają ponad 60 punktów.")
    assert "„60 punktów”" not in client.get(page("text", "regulamin")).content.decode()


def test_a_letter_waits_for_each_president_and_then_never_changes(client, world):
    other = Organisation.objects.create(
        kind=Organisation.Kind.ASSOCIATION, name=Localized("Związek Gmin Przykładowych")
    )
    write(client, "zaproszenie", "Liczymy na Państwa.", "We count on you.")
    for body, name in ((world.organisation, "Anna Przykład"), (other, "Jan Wzór")):
        client.post(
            page("text", "zaproszenie"),
            {
                "action": "ask",
                "organisation": body.pk,
                "full_name": name,
                "office_pl": "Prezes",
                "office_en": "President",
            },
        )
    draft = EditionText.objects.get()
    own, theirs = draft.approvals.order_by("pk")
    client.post(page("text-approval", own.pk), {"decision": "yes"})
    client.post(page("text", "zaproszenie"), {"action": "publish"})
    assert EditionText.objects.get().published_at is None
    president = make_person("prezes")
    grant_role(
        user=president,
        role_code=RoleCode.ORGANISATION_EDITOR,
        scope=organisation_scope(other.uid),
        by=None,
        now=NOW,
    )
    client.force_login(president, BACKEND)
    # A president reads and decides for their own organisation only.
    assert client.get(page("text-approval", own.pk)).status_code == 404
    assert client.post(page("text-approval", theirs.pk), {"decision": "yes"})
    client.force_login(world.organiser, BACKEND)
    client.post(page("text", "zaproszenie"), {"action": "publish"})
    text = EditionText.objects.get()
    assert text.published_at is not None
    assert client.get(page("document", text.pk)).content.startswith(b"%PDF")
    write(client, "zaproszenie", "Inny tekst.")
    text.refresh_from_db()
    assert text.added.pl == "Liczymy na Państwa."
    assert EditionText.objects.get(version=2).published_at is None


def test_a_text_approved_before_the_data_changed_is_not_published(client, world):
    write(client)
    Edition.objects.update(contact_phone="12 345 67 89")
    client.post(page("text", "regulamin"), {"action": "publish"})
    assert EditionText.objects.get().published_at is None


def test_preview_of_every_text_is_a_pdf_in_both_languages(client, world):
    kinds = ("regulamin", "broszura", "zaproszenie")
    for url in [page("text-preview", kind) for kind in kinds]:
        for address in (url, f"/en{url}"):
            assert client.get(address).content.startswith(b"%PDF")
    assert not EditionText.objects.exists()


def test_units_are_invited_by_the_group_the_rules_propose(client, world):
    UnitHead.objects.create(
        unit_uid="120617",
        office="WOJT",
        full_name="Anna Przykład",
        form="F",
        email="wojt@przyklad.pl",
        source="próbka",
        as_of=date(2026, 1, 1),
        created_at=datetime(2026, 1, 2, tzinfo=UTC),
    )
    form = client.get(page("invitations")).context["form"]
    data = {name: form[name].value() for name in ("channel", "subject", "text")}
    answer = client.post(
        page("invitations"), data | {"title": "Gminy wiejskie", "groups": ["rural"]}
    )
    made = Dispatch.objects.get()
    assert answer.url == reverse("notifications:dispatch", args=[made.pk])
    kinds = {item.unit_uid for item in made.items.all()}
    assert "120617" in kinds
    assert "Dispatch" not in client.get(page("invitations")).content.decode()


def test_another_group_needs_a_reason_that_is_kept(client, world):
    entry = make_entry(world, state="SUBMITTED", number="2026/001", submitted_at=DURING)
    towns = world.edition.groups.get(code="towns")
    url = page("group-change", entry.uid)
    assert client.post(url, {"group": towns.pk, "reason": ""}).status_code == 422
    reason = "Gmina ma od stycznia prawa miejskie."
    assert client.post(url, {"group": towns.pk, "reason": reason}).status_code == 302
    entry.refresh_from_db()
    assert (entry.group, entry.group_reason) == (towns, reason)
    assert entry.cell.group == towns
    assert reason in client.get(page("groups")).content.decode()
