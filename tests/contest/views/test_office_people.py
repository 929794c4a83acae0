"""The office appoints its people in the browser."""

import re

import pytest
from django.test import Client
from tests.factories.contest import make_member, make_person, make_world

from miara.accounts.models import Membership
from miara.contest.roles import ContestRole, edition_scope
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
PAGE = "/konkursy/lider/2026/biuro/osoby/"
OFFICE = "/konkursy/lider/2026/biuro/"


def signed_in(person):
    client = Client()
    client.force_login(person, "django.contrib.auth.backends.ModelBackend")
    return client


def roles_of(world, person):
    rows = Membership.objects.in_scope(edition_scope(world.edition.uid))
    return set(rows.filter(user=person, until=None).values_list("role", flat=True))


def test_stranger_becomes_a_checker_through_the_letter_and_is_dismissed():
    world = make_world()
    organiser, person = signed_in(world.organiser), make_person("sprawdza")
    assert PAGE in organiser.get(OFFICE).content.decode()
    data = {"email": "Sprawdza@przyklad.pl", "role": ContestRole.CHECKER}
    assert organiser.post(PAGE, data).status_code == 302
    assert roles_of(world, person) == set()
    assert "sprawdza@przyklad.pl" in organiser.get(PAGE).content.decode()
    link = re.search(r"/konto/zaproszenie/\S+/", Message.objects.latest("pk").text)[0]
    checker = signed_in(person)
    assert checker.get(OFFICE).status_code == 403
    checker.post(link)
    assert roles_of(world, person) == {ContestRole.CHECKER}
    assert checker.get(OFFICE).status_code == 200
    assert checker.get(PAGE).status_code == 403
    row = Membership.objects.get(user=person)
    organiser.post(PAGE, {"end": row.pk})
    assert checker.get(OFFICE).status_code == 403


def test_person_of_the_office_gets_another_role_at_once():
    world = make_world()
    person = make_member(world, ContestRole.CHECKER, "sprawdza")
    data = {"email": person.email, "role": ContestRole.ORGANISER}
    signed_in(world.organiser).post(PAGE, data)
    assert roles_of(world, person) == {ContestRole.CHECKER, ContestRole.ORGANISER}
    again = signed_in(world.organiser).post(PAGE, data)
    assert (again.status_code, "Ta osoba" in again.content.decode()) == (422, True)


def test_only_organiser_stays_and_other_roles_cannot_be_given_here():
    world = make_world()
    organiser = signed_in(world.organiser)
    rows = Membership.objects.in_scope(edition_scope(world.edition.uid))
    own = rows.filter(user=world.organiser, role=ContestRole.ORGANISER).get()
    page = organiser.post(PAGE, {"end": own.pk}, follow=True).content.decode()
    assert "jedyny organizator" in page
    assert ContestRole.ORGANISER in roles_of(world, world.organiser)
    chair = {"email": "k@przyklad.pl", "role": ContestRole.CHAIR}
    assert organiser.post(PAGE, chair).status_code == 422
    member = make_member(world, ContestRole.JUROR, "jurorka")
    seat = rows.get(user=member)
    organiser.post(PAGE, {"end": seat.pk})
    assert roles_of(world, member) == {ContestRole.JUROR}
