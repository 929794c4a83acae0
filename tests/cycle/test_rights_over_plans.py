"""Roles over a unit decide who reads and changes its plans."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from miara.accounts.models import Membership
from miara.accounts.public import RoleCode, can_grant, unit_scope
from miara.cycle.public import PlanRole, can_keep_budget, can_plan, can_read_plans

HERE, ELSEWHERE = "unit-a", "unit-b"


@pytest.fixture
def holder(db, django_user_model):
    """A person who holds a role over a unit, made by the name of the role."""

    def make(role, unit=HERE):
        user = django_user_model.objects.create_user(
            email=f"{role or 'none'}.{unit}@example.pl".lower()
        )
        if role:
            scope = unit_scope(unit)
            Membership.objects.create(
                user=user,
                role=role,
                scope_kind=scope.kind,
                scope_id=scope.id,
                since=timezone.now() - timedelta(days=1),
                granted_at=timezone.now() - timedelta(days=1),
            )
        return user

    return make


@pytest.mark.parametrize(
    ("role", "reads", "plans", "keeps"),
    [
        (None, False, False, False),
        (RoleCode.UNIT_READER, True, False, False),
        (RoleCode.UNIT_EDITOR, True, True, False),
        (RoleCode.UNIT_ADMINISTRATOR, True, True, True),
        (PlanRole.PLANNER, True, True, False),
        (PlanRole.TREASURER, True, False, True),
        (PlanRole.AUDITOR, True, False, False),
    ],
)
def test_rights_of_each_role(holder, role, reads, plans, keeps):
    user = holder(role)
    rights = (can_read_plans, can_plan, can_keep_budget)
    assert [bool(right(user, HERE)) for right in rights] == [reads, plans, keeps]
    assert [bool(right(user, ELSEWHERE)) for right in rights] == [False] * 3


def test_a_visitor_is_asked_to_log_in(db):
    assert can_keep_budget(AnonymousUser(), HERE).reason == "Najpierw się zaloguj."


def test_a_refusal_names_the_treasurer(holder):
    assert "skarbnik" in can_keep_budget(holder(RoleCode.UNIT_EDITOR), HERE).reason


def test_the_administrator_of_a_unit_gives_roles_over_plans_there_only(holder):
    administrator = holder(RoleCode.UNIT_ADMINISTRATOR)
    for role in PlanRole:
        assert can_grant(administrator, role, unit_scope(HERE))
        assert not can_grant(administrator, role, unit_scope(ELSEWHERE))
        assert not can_grant(holder(role), role, unit_scope(HERE))
