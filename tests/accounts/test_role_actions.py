"""Giving and taking away roles."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from miara.accounts import public
from miara.accounts.actions.memberships import grant_role, revoke_role
from miara.accounts.domain.roles import Role, register_role, role, roles_for
from miara.accounts.errors import (
    AlreadyHoldsError,
    LastAdministratorError,
    NotAllowedError,
    RoleEndedError,
)
from miara.accounts.models import Membership
from miara.accounts.phrases import PERMISSION_NAMES, ROLE_DESCRIPTIONS, ROLE_NAMES
from miara.audit.models import Event

from .conftest import NOW, OTHER_UNIT, UNIT

DAY = timedelta(days=1)
Permission = public.Permission


#: Scopes of this context and of those above.
SCOPES = (*public.ScopeKind, "EDITION", "ENTRY", "PRACTICES", "PORTAL")


def test_every_role_and_permission_is_described():
    registered = {each.code for kind in SCOPES for each in roles_for(kind)}
    assert set(ROLE_NAMES) == set(ROLE_DESCRIPTIONS) == registered
    assert set(public.RoleCode) < registered
    assert set(PERMISSION_NAMES) == set(Permission)


def test_roles_grant_only_roles_of_their_scope_kind():
    for kind in public.ScopeKind:
        for each in roles_for(kind):
            assert {role(code).scope_kind for code in each.grants} <= {kind}


def test_no_role_below_operator_grants_more_than_it_has():
    for kind in (public.ScopeKind.UNIT, public.ScopeKind.ORGANISATION):
        for each in roles_for(kind):
            for code in each.grants:
                assert role(code).permissions <= each.permissions


def test_another_meaning_of_a_code_is_refused():
    with pytest.raises(ValueError, match="UNIT_READER"):
        register_role(Role("UNIT_READER", "UNIT", frozenset({"everything"})))


@pytest.mark.parametrize(
    ("code", "allowed"),
    [
        ("UNIT_READER", {Permission.READ_WORK}),
        ("UNIT_EDITOR", {Permission.READ_WORK, Permission.EDIT_WORK}),
        (
            "UNIT_ADMINISTRATOR",
            {Permission.READ_WORK, Permission.EDIT_WORK, Permission.MANAGE_PEOPLE},
        ),
    ],
)
def test_role_gives_exactly_its_permissions_in_its_own_unit(make_person, code, allowed):
    user = make_person("jan", role=code, scope=UNIT)
    have = {p for p in Permission if public.has_permission(user, p, UNIT, now=NOW)}
    assert have == allowed
    assert not any(
        public.has_permission(user, p, scope, now=NOW)
        for p in Permission
        for scope in (OTHER_UNIT, public.INSTALLATION)
    )


def test_refusals_say_why(make_person):
    refused = public.has_permission(AnonymousUser(), Permission.READ_WORK, UNIT)
    assert (bool(refused), bool(refused.reason)) == (False, True)
    stranger = make_person("obcy")
    assert public.has_permission(stranger, Permission.EDIT_WORK, UNIT).reason
    stranger.is_active = False
    assert public.has_permission(stranger, Permission.EDIT_WORK, UNIT).reason


def test_scopes_of_lists_only_what_gives_the_permission(make_person):
    user = make_person("jan", role="UNIT_READER", scope=UNIT)
    grant_role(user=user, role_code="UNIT_EDITOR", scope=OTHER_UNIT, by=None, now=NOW)
    assert public.scopes_of(user, Permission.READ_WORK, now=NOW) == {UNIT, OTHER_UNIT}
    assert public.scopes_of(user, Permission.EDIT_WORK, now=NOW) == {OTHER_UNIT}
    assert public.scopes_of(user, Permission.EDIT_WORK, kind="ORGANISATION") == set()
    assert public.scopes_of(AnonymousUser(), Permission.READ_WORK) == set()


def test_role_holds_from_since_until_before_until(make_person):
    user = make_person("jan")
    grant_role(
        user=user,
        role_code="UNIT_READER",
        scope=UNIT,
        by=None,
        now=NOW,
        until=NOW + DAY,
    )
    tick = timedelta(microseconds=1)
    moments = [NOW - tick, NOW, NOW + DAY - tick, NOW + DAY]
    assert [
        bool(public.has_permission(user, Permission.READ_WORK, UNIT, now=moment))
        for moment in moments
    ] == [False, True, True, False]


def test_administrator_grants_within_own_unit_only(administrator, make_person):
    user = make_person("jan")
    given = {"user": user, "by": administrator, "now": NOW}
    membership = grant_role(role_code="UNIT_EDITOR", scope=UNIT, **given)
    assert (membership.granted_by, membership.granted_at) == (administrator, NOW)
    event = Event.objects.get(kind="accounts.role_granted", target_id=membership.pk)
    assert event.after == {"user": user.pk, "role": "UNIT_EDITOR", "until": None}
    for role_code, scope in [
        ("UNIT_EDITOR", OTHER_UNIT),
        ("OPERATOR", public.INSTALLATION),
        ("ORGANISATION_READER", UNIT),
        ("NO_SUCH_ROLE", UNIT),
    ]:
        with pytest.raises(NotAllowedError):
            grant_role(role_code=role_code, scope=scope, **given)
    assert user.memberships.count() == 1


def test_editor_grants_nothing(make_person):
    editor = make_person("ewa", role="UNIT_EDITOR", scope=UNIT)
    with pytest.raises(NotAllowedError):
        grant_role(
            user=make_person("jan"),
            role_code="UNIT_READER",
            scope=UNIT,
            by=editor,
            now=NOW,
        )


def test_same_role_twice_is_refused(make_person):
    user = make_person("jan", role="UNIT_READER", scope=UNIT)
    with pytest.raises(AlreadyHoldsError):
        grant_role(user=user, role_code="UNIT_READER", scope=UNIT, by=None, now=NOW)


def test_database_refuses_two_open_rows_of_a_role(make_person):
    user = make_person("jan", role="UNIT_READER", scope=UNIT)
    with pytest.raises(IntegrityError), transaction.atomic():
        Membership.objects.create(
            user=user,
            role="UNIT_READER",
            scope_kind=UNIT.kind,
            scope_id=UNIT.id,
            since=NOW,
            granted_at=NOW,
        )


def test_revoked_role_stays_in_history_and_can_be_given_again(
    administrator, make_person
):
    user = make_person("jan", role="UNIT_EDITOR", scope=UNIT)
    later = NOW + DAY
    revoke_role(membership=user.memberships.get(), by=administrator, now=later)
    assert not public.has_permission(user, Permission.EDIT_WORK, UNIT, now=later)
    assert Event.objects.filter(kind="accounts.role_revoked").count() == 1
    with pytest.raises(RoleEndedError):
        revoke_role(membership=user.memberships.get(), by=administrator, now=later)
    grant_role(
        user=user, role_code="UNIT_EDITOR", scope=UNIT, by=administrator, now=later
    )
    assert user.memberships.count() == 2


def test_last_administrator_stays_until_replaced(administrator, make_person):
    own = administrator.memberships.get()
    with pytest.raises(LastAdministratorError):
        revoke_role(membership=own, by=administrator, now=NOW)
    second = make_person("basia", role="UNIT_ADMINISTRATOR", scope=UNIT)
    revoke_role(membership=own, by=second, now=NOW + DAY)
    with pytest.raises(LastAdministratorError):
        revoke_role(membership=second.memberships.get(), by=second, now=NOW + DAY)


def test_administrator_whose_role_expired_is_no_replacement(administrator, make_person):
    second = make_person("basia")
    grant_role(
        user=second,
        role_code="UNIT_ADMINISTRATOR",
        scope=UNIT,
        by=administrator,
        now=NOW,
        until=NOW + DAY,
    )
    with pytest.raises(LastAdministratorError):
        revoke_role(
            membership=administrator.memberships.get(),
            by=administrator,
            now=NOW + 2 * DAY,
        )


def test_person_gives_up_own_role(make_person):
    user = make_person("jan", role="UNIT_READER", scope=UNIT)
    revoke_role(membership=user.memberships.get(), by=user, now=NOW + DAY)
    assert public.scopes_of(user, Permission.READ_WORK, now=NOW + DAY) == set()


def test_administrator_of_another_unit_revokes_nothing(administrator, make_person):
    foreign = make_person("zofia", role="UNIT_ADMINISTRATOR", scope=OTHER_UNIT)
    user = make_person("jan", role="UNIT_READER", scope=UNIT)
    with pytest.raises(NotAllowedError):
        revoke_role(membership=user.memberships.get(), by=foreign, now=NOW)


def test_operator_flag_follows_the_role(operator, make_person):
    user = make_person("piotr")
    membership = grant_role(
        user=user,
        role_code="OPERATOR",
        scope=public.INSTALLATION,
        by=operator,
        now=NOW,
    )
    user.refresh_from_db()
    assert user.is_staff
    assert public.has_permission(user, Permission.PUBLISH_DATA, now=NOW)
    revoke_role(membership=membership, by=operator, now=NOW + DAY)
    user.refresh_from_db()
    assert not user.is_staff
    with pytest.raises(LastAdministratorError):
        revoke_role(membership=operator.memberships.get(), by=operator, now=NOW + DAY)


@pytest.mark.django_db
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 2), st.integers(0, 2), st.booleans()), max_size=12
    )
)
def test_unit_never_loses_its_last_administrator(steps):
    """Any order of grants and dismissals among three people leaves one."""
    from miara.accounts.models import User

    with transaction.atomic():
        people = [
            User.objects.create(email=f"p{number}@gmina.example") for number in range(3)
        ]
        grant_role(
            user=people[0],
            role_code="UNIT_ADMINISTRATOR",
            scope=UNIT,
            by=None,
            now=NOW,
        )
        moment = NOW
        for actor, target, is_grant in steps:
            moment += timedelta(minutes=1)
            held = Membership.objects.in_scope(UNIT).current(moment)
            try:
                if is_grant:
                    grant_role(
                        user=people[target],
                        role_code="UNIT_ADMINISTRATOR",
                        scope=UNIT,
                        by=people[actor],
                        now=moment,
                    )
                elif row := held.filter(user=people[target]).first():
                    revoke_role(membership=row, by=people[actor], now=moment)
            except (NotAllowedError, AlreadyHoldsError, LastAdministratorError):
                pass
            left = Membership.objects.in_scope(UNIT).current(moment)
            assert left.exists()
        transaction.set_rollback(True)
