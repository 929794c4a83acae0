"""Groups of the library follow the roles of Miara, never the other way."""

import pytest
from django.contrib.auth.models import Group
from tests.factories.editing import NOW, editing_paths, person_with
from tests.factories.practices import published

from miara.accounts import public as accounts
from miara.practices.roles import BASE, PracticeRole

pytestmark = pytest.mark.django_db

LIST = "/redakcja/praktyki/karty/"


def test_a_group_is_made_of_the_role_at_the_first_request(desk, editor):
    assert editor.groups.count() == 0
    assert desk.get(LIST).status_code == 200
    assert [row.name for row in editor.groups.all()] == ["practices.editors"]
    assert editor.user_permissions.count() == 0


def test_losing_the_role_closes_the_door_at_the_next_request(desk, editor):
    assert desk.get(LIST).status_code == 200
    editor.memberships.all().delete()
    assert desk.get(LIST).status_code == 403
    assert editor.groups.count() == 0


def test_a_role_that_has_ended_opens_nothing(client_factory):
    person = person_with("PRACTICE_EDITOR")
    person.memberships.update(until=NOW)
    assert client_factory(person).get(LIST).status_code == 403


def test_a_group_given_by_hand_opens_nothing(desk, client_factory):
    desk.get(LIST)
    person = person_with("UNIT_ADMINISTRATOR")
    person.groups.set(Group.objects.all())
    client = client_factory(person)
    assert client.get(LIST).status_code == 403
    assert person.groups.count() == 0


def test_a_permission_added_to_a_group_by_hand_disappears(desk, editor):
    desk.get(LIST)
    row = Group.objects.get(name="practices.editors")
    editor.groups.clear()
    row.permissions.clear()
    assert desk.get(LIST).status_code == 200
    names = set(row.permissions.values_list("codename", flat=True))
    assert "delete_practicecard" not in names
    assert {"access_admin", "publish_practicecard"} < names


def test_an_expert_who_becomes_an_editor_changes_groups(client_factory, expert):
    client = client_factory(expert)
    assert client.get(LIST).status_code == 404
    assert client.get("/redakcja/praktyki/recenzje/").status_code == 200
    accounts.Membership.objects.create(
        user=expert,
        role=PracticeRole.EDITOR,
        scope_kind=BASE.kind,
        scope_id=BASE.id,
        since=NOW,
        granted_at=NOW,
    )
    assert client.get(LIST).status_code == 200
    assert [row.name for row in expert.groups.all()] == ["practices.editors"]


#: Every address of the library that the desk opens, and what each role gets there.
OPEN = {
    "wagtailadmin_home": (302, 302),
    "wagtailadmin_account": (302, 302),
    "wagtailadmin_logout": (405, 405),
    "wagtailadmin_sprite": (200, 200),
    "wagtailadmin_javascript_catalog": (200, 200),
    "wagtailadmin_dismissibles": (200, 200),
    "wagtailadmin_editing_sessions:ping": (405, 405),
    "wagtailadmin_editing_sessions:release": (405, 405),
    "practices-cards:list": (200, 404),
    "practices-cards:list_results": (200, 404),
    "practices-cards:add": (200, 404),
    "practices-cards:edit": (200, 404),
    "practices-cards:history": (200, 404),
    "practices-cards:history_results": (200, 404),
    "practices-cards:preview_on_edit": (200, 404),
    "practices-cards:revisions_view": (404, 404),  # of another revision
    "practices-cards:revisions_revert": (404, 404),
    "practices-cards:revisions_compare": (200, 404),
    "practices-cards:revisions_unschedule": (404, 404),
    "practices-cards:lock": (405, 404),
    "practices-cards:unlock": (405, 404),
    "practices-cards:confirm_workflow_cancellation": (200, 404),
    "practices-cards:workflow_history": (200, 404),
    "practices-cards:workflow_history_detail": (404, 404),
    "practices-desk:reviews": (200, 200),
    "practices-desk:review": (302, 302),  # nothing waits: back to the list
    "practices-desk:card-state": (200, 404),
    "practices-desk:card-act": (405, 404),
    "practices-desk:draft": (200, 200),
    "practices-desk:draft-file": (404, 404),
}


def test_what_editors_and_experts_get_at_every_address(desk, client_factory, expert):
    card = published()
    reading = client_factory(expert)
    found = {}
    for name, sample in editing_paths():
        if name.startswith("portal"):
            continue
        path = sample.replace("/1/", f"/{card.pk}/", 1)
        if name.endswith(("revisions_view", "revisions_revert", "unschedule")):
            path = path.replace("/revisions/1/", "/revisions/987654/")
        if name.endswith("revisions_compare"):
            path = path.replace("1...1", "earliest...latest")
        for place, client in enumerate((desk, reading)):
            status = client.get(path).status_code
            found.setdefault(name, [0, 0])[place] = status
    closed = {name for name, got in found.items() if got == [404, 404]}
    wrong = {
        name: got
        for name, got in found.items()
        if tuple(got) != OPEN.get(name, (404, 404))
    }
    assert wrong == {}
    assert {"wagtailadmin_login", "wagtailusers_users:index"} <= closed
    assert {"wagtailusers_groups:index", "practices-cards:delete"} <= closed
    assert {"practices-cards:unpublish", "wagtailadmin_workflows:index"} <= closed


def test_words_follow_the_language_of_the_person(client_factory):
    english = person_with("PRACTICE_EDITOR", email="en@baza.example", language="en")
    assert "New practice" in client_factory(english).get(LIST).content.decode()
    polish = person_with("PRACTICE_EDITOR", email="pl@baza.example")
    assert "Nowa praktyka" in client_factory(polish).get(LIST).content.decode()


def test_the_operator_gives_roles_over_the_base(client_factory, mailoutbox):
    operator = accounts.create_operator(
        email="op@baza.example", password="dluga-lipowa-7", now=NOW
    )
    client = client_factory(operator)
    page = "/konto/ludzie/baza-dobrych-praktyk/"
    assert page in client.get("/konto/").content.decode()
    answer = client.post(
        page, {"email": "nowa@baza.example", "role": "PRACTICE_EXPERT"}
    )
    assert answer.status_code == 302
    invitation = accounts.Invitation.objects.get()
    assert (invitation.role, invitation.scope) == ("PRACTICE_EXPERT", BASE)
    text = client.get(page).content.decode()
    assert "baza dobrych praktyk" in text
    stranger = client_factory(person_with("UNIT_ADMINISTRATOR"))
    assert stranger.get(page).status_code == 403
    assert client.get("/konto/ludzie/nie-ma-takiej/").status_code == 404
