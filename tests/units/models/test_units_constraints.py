"""Each constraint refuses what it should."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from tests.factories.units import NOW

from miara.units.models import (
    RegisterState,
    Unit,
    UnitBridge,
    UnitCode,
    UnitEvent,
    UnitName,
    UnitParent,
    UnitType,
)

pytestmark = pytest.mark.django_db

OLD, DAY = date(2020, 1, 1), date(2025, 1, 1)


@pytest.fixture
def two():
    """Two identities."""
    return Unit.objects.create(uid="1"), Unit.objects.create(uid="2")


@pytest.mark.parametrize(
    ("name", "model", "rows"),
    [
        ("units_code_period", UnitCode, [{"code": "12", "since": DAY, "until": DAY}]),
        ("units_name_period", UnitName, [{"name": "a", "since": DAY, "until": OLD}]),
        ("units_type_period", UnitType, [{"kind": "1", "since": DAY, "until": OLD}]),
        ("units_type_known", UnitType, [{"kind": "4", "since": DAY}]),
        (
            "units_code_one_holder",
            UnitCode,
            [{"code": "12", "since": OLD}, {"code": "12", "since": DAY}],
        ),
        (
            "units_name_once_a_day",
            UnitName,
            [{"name": "a", "since": DAY}, {"name": "b", "since": DAY}],
        ),
        (
            "units_type_once_a_day",
            UnitType,
            [{"kind": "1", "since": DAY}, {"kind": "2", "since": DAY}],
        ),
        (
            "units_event_interval",
            UnitEvent,
            [{"kind": "created", "after": DAY, "not_later_than": DAY}],
        ),
        (
            "units_event_kind",
            UnitEvent,
            [{"kind": "painted", "after": OLD, "not_later_than": DAY}],
        ),
    ],
)
def test_constraint_of_one_unit(two, name, model, rows):
    *fine, wrong = rows
    for row in fine:
        model.objects.create(unit=two[0], **row)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(unit=two[0], **wrong)
    assert name in {c.name for c in model._meta.constraints}


def test_parent_is_another_unit(two):
    UnitParent.objects.create(unit=two[0], parent=two[1], since=DAY)
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitParent.objects.create(unit=two[1], parent=two[1], since=DAY)


@pytest.mark.parametrize(("share", "to"), [(0, 1), (1.5, 1), (0.5, 0)])
def test_bridge_needs_a_share_and_two_units(two, share, to):
    facts = {"from_unit": two[0], "effective": DAY, "change": "x"}
    with pytest.raises(IntegrityError), transaction.atomic():
        UnitBridge.objects.create(to_unit=two[to], share=share, **facts)
    UnitBridge.objects.create(to_unit=two[1], share=0.5, **facts)


def test_state_is_one_row():
    RegisterState.objects.create(pk=1, digest="a", rebuilt_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        RegisterState.objects.create(pk=2, digest="b", rebuilt_at=NOW)
