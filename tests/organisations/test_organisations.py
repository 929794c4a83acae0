"""Organisations and the dated membership of units."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from miara.audit.models import Event
from miara.core.localized import Localized
from miara.organisations import public
from miara.organisations.domain import is_krs, is_regon
from miara.organisations.errors import AlreadyMemberError, NotMemberError
from miara.organisations.models import UnitMembership

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = date(2026, 1, 1)


@pytest.fixture
def union(db):
    return public.create_organisation(
        kind="MUNICIPAL_UNION",
        name=Localized("Związek Gmin Dolina", "Valley Union"),
        by=None,
        now=NOW,
    )


@given(st.integers(0, 99_999_999))
def test_exactly_one_check_digit_makes_a_regon(number):
    body = f"{number:08d}"
    assert sum(is_regon(f"{body}{digit}") for digit in range(10)) == 1


@given(st.integers(0, 10**13 - 1))
def test_exactly_one_check_digit_makes_a_long_regon(number):
    body = f"{number:013d}"
    assert sum(is_regon(f"{body}{digit}") for digit in range(10)) == 1


@pytest.mark.parametrize("text", ["", "٣" * 9, "0000000000000", "12345678٥"])
def test_other_texts_are_no_regon(text):
    assert not is_regon(text)


def test_krs_needs_ten_digits():
    assert [is_krs(t) for t in ("0000123456", "1234567890", "000012345", "a" * 10)] == [
        True,
        False,
        False,
        False,
    ]


def test_created_organisation_is_found_and_audited(union):
    facts = public.get_organisation(union.uid)
    assert facts is not None
    assert (facts.kind, facts.name.en) == ("MUNICIPAL_UNION", "Valley Union")
    event = Event.objects.get(kind="organisations.created")
    assert (event.target_id, event.at) == (str(union.pk), NOW)
    assert public.get_organisation("nobody") is None


@pytest.mark.parametrize("numbers", [{"regon": "123456786"}, {"krs": "12"}])
def test_wrong_numbers_are_refused(db, numbers):
    with pytest.raises(ValidationError):
        public.create_organisation(
            kind="OTHER", name=Localized("Fundacja"), by=None, now=NOW, **numbers
        )
    assert public.organisations() == []


def test_numbers_belong_to_one_organisation(union):
    data = {"kind": "OTHER", "regon": "123456785", "by": None, "now": NOW}
    public.create_organisation(name=Localized("Pierwsza"), **data)
    with pytest.raises(ValidationError):
        public.create_organisation(name=Localized("Druga"), **data)


def test_update_leaves_a_trace_only_of_a_change(union):
    same = {
        "organisation": union,
        "kind": union.kind,
        "name": union.name,
        "regon": "",
        "krs": "",
        "by": None,
        "now": NOW,
    }
    public.update_organisation(**same)
    assert not Event.objects.filter(kind="organisations.updated").exists()
    public.update_organisation(**{**same, "krs": "0000123456"})
    event = Event.objects.get(kind="organisations.updated")
    assert (event.before["krs"], event.after["krs"]) == ("", "0000123456")


def test_membership_is_half_open(union):
    public.add_member(
        organisation=union, unit_uid="120617", since=DAY, by=None, now=NOW
    )
    last = date(2026, 6, 30)
    public.end_member(
        organisation=union,
        unit_uid="120617",
        until=last + timedelta(days=1),
        by=None,
        now=NOW,
    )
    days = [DAY - timedelta(days=1), DAY, last, last + timedelta(days=1)]
    assert [bool(public.members_of(union.uid, on=day)) for day in days] == [
        False,
        True,
        True,
        False,
    ]
    assert [o.uid for o in public.organisations_of("120617", on=DAY)] == [union.uid]


def test_periods_of_one_unit_never_overlap(union):
    add = {"organisation": union, "unit_uid": "120617", "by": None, "now": NOW}
    public.add_member(since=DAY, until=date(2026, 7, 1), **add)
    with pytest.raises(AlreadyMemberError):
        public.add_member(since=date(2026, 6, 30), **add)
    public.add_member(since=date(2026, 7, 1), **add)
    with pytest.raises(AlreadyMemberError):
        public.add_member(since=date(2027, 1, 1), **add)
    with pytest.raises(AlreadyMemberError):
        public.add_member(since=date(2025, 1, 1), until=date(2026, 1, 2), **add)
    public.add_member(since=date(2025, 1, 1), until=DAY, **add)


def test_who_never_joined_cannot_leave(union):
    with pytest.raises(NotMemberError):
        public.end_member(
            organisation=union, unit_uid="120617", until=DAY, by=None, now=NOW
        )


def test_database_refuses_an_empty_period(union):
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitMembership.objects.create(
            organisation=union, unit_uid="120617", since=DAY, until=DAY
        )
