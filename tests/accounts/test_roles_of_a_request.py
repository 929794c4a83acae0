"""While one request is served, the roles of its person are read once."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from miara.accounts import public as accounts
from miara.accounts.models import Membership
from miara.core.request_context import notes

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
UNIT = accounts.unit_scope("120617")
OTHER = accounts.unit_scope("120611")
MAY = accounts.Permission.EDIT_WORK


@pytest.fixture
def person(db):
    return accounts.create_person(
        email="ewa@example.org", password=None, full_name="Ewa", by=None, now=NOW
    )


@pytest.fixture
def request_begun():
    token = notes.set({})
    yield
    notes.reset(token)


def grant(person, scope=UNIT):
    return accounts.grant_role(
        user=person, role_code="UNIT_EDITOR", scope=scope, by=None, now=NOW
    )


def may(person, scope=UNIT, now=NOW):
    return bool(accounts.has_permission(person, MAY, scope, now=now))


def test_roles_are_read_once_a_request(
    person, request_begun, django_assert_num_queries
):
    grant(person)
    notes.set({})
    with django_assert_num_queries(1):
        assert may(person)
        assert not may(person, OTHER)
        assert accounts.scopes_of(person, MAY, now=NOW) == {UNIT}


def test_roles_are_read_each_time_outside_of_requests(
    person, django_assert_num_queries
):
    with django_assert_num_queries(2):
        assert not may(person)
        assert not may(person)


def test_what_was_read_follows_the_time_asked_about(person, request_begun):
    held = grant(person)
    notes.set({})
    assert may(person)
    Membership.objects.filter(pk=held.pk).update(until=NOW + timedelta(hours=1))
    notes.set({})
    assert may(person)
    assert not may(person, now=NOW + timedelta(hours=1))
    assert not may(person, now=NOW - timedelta(seconds=1))


def test_a_role_given_or_taken_in_a_request_counts_at_once(person, request_begun):
    assert not may(person)
    held = grant(person)
    assert may(person)
    accounts.revoke_role(membership=held, by=None, now=NOW, may_leave_none=True)
    assert not may(person)


def test_a_role_that_was_rolled_back_does_not_count(person, request_begun):
    with transaction.atomic():
        grant(person)
        assert may(person)
        transaction.set_rollback(True)
    assert not may(person)
