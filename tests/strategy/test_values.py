"""The life of a value: who does what, what is refused, nothing overwritten."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from tests.factories.plans import NOW
from tests.factories.strategy import make_indicator, make_value

from miara.audit import public as audit
from miara.cycle.models import CycleSettings
from miara.cycle.public import (
    ChangedMeanwhileError,
    NotAllowedError,
    ReasonMissingError,
)
from miara.strategy.actions.entering import (
    Given,
    enter_value,
    import_values,
    submit_value,
)
from miara.strategy.actions.values import (
    accept_remarks,
    approve_value,
    publish_value,
    return_value,
)
from miara.strategy.errors import BlockedValueError, OpenValueError, StateError
from miara.strategy.models import LocalValue
from miara.strategy.queries.values import newest_value, seen_mark

AT = {"now": NOW}
GIVEN = Given("2025", Decimal(12))


@pytest.fixture
def indicator(office):
    row = make_indicator(
        supplier=office.engineer, approver=office.treasurer, lowest=Decimal(0)
    )
    make_value(row, "2024", "10")
    return row


@pytest.fixture
def engineer(office):
    return office.people["engineer"]


@pytest.fixture
def planner(office):
    return office.people["planner"]


def kinds():
    return [event.kind for event in audit.events().order_by("pk")]


def test_a_value_goes_all_the_way(indicator, engineer, planner):
    row = enter_value(indicator, GIVEN, by=engineer, **AT)
    row = submit_value(row, by=engineer, **AT)
    assert row.state == "CHECKED"
    row = approve_value(row, by=planner, **AT)
    row = publish_value(row, by=planner, **AT)
    assert (row.state, row.approved_by) == ("PUBLISHED", planner)
    told = [audit.describe(event) for event in audit.events()]
    assert all(sentence.endswith(".") for sentence in told)


def test_a_correction_keeps_the_old_version(indicator, engineer, planner):
    with pytest.raises(ReasonMissingError):
        enter_value(indicator, Given("2024", Decimal(11)), by=engineer, **AT)
    given = Given("2024", Decimal(11), reason="Błąd w zestawieniu.")
    row = enter_value(indicator, given, by=engineer, **AT)
    submit_value(row, by=engineer, **AT)
    approve_value(row, by=planner, **AT)
    publish_value(row, by=planner, **AT)
    rows = LocalValue.objects.filter(indicator=indicator, period="2024")
    found = rows.order_by("version").values_list("version", "state", "value")
    assert list(found) == [
        (1, "CORRECTED", Decimal(10)),
        (2, "PUBLISHED", Decimal(11)),
    ]


def test_remarks_wait_for_a_person_with_a_reason(indicator, engineer, planner):
    given = replace(GIVEN, value=Decimal(40))
    row = submit_value(
        enter_value(indicator, given, by=engineer, **AT), by=engineer, **AT
    )
    assert (row.state, [f["remark"] for f in row.findings]) == ("SUBMITTED", ["jump"])
    with pytest.raises(StateError):
        approve_value(row, by=planner, **AT)
    with pytest.raises(ReasonMissingError):
        accept_remarks(row, reason=" ", by=planner, **AT)
    assert (
        accept_remarks(row, reason="Nowa linia.", by=planner, **AT).state == "CHECKED"
    )


def test_what_cannot_be_right_is_refused_with_sentences(indicator, engineer):
    with pytest.raises(BlockedValueError) as error:
        enter_value(indicator, replace(GIVEN, value=Decimal(-1)), by=engineer, **AT)
    assert "najmniejsza możliwa wartość" in error.value.for_people()


def test_nobody_approves_their_own_value_unless_the_unit_works_alone(
    indicator, planner
):
    row = submit_value(
        enter_value(indicator, GIVEN, by=planner, **AT), by=planner, **AT
    )
    with pytest.raises(NotAllowedError):
        approve_value(row, by=planner, **AT)
    CycleSettings.objects.create(
        unit_uid=indicator.unit_uid, is_one_person=True, feed_key="x" * 43
    )
    approve_value(row, by=planner, **AT)
    event = audit.events().filter(kind="strategy.value_approved").get()
    assert event.after["one_hand"] is True


def test_strangers_and_readers_enter_nothing(indicator, office):
    for name in ("reader", "stranger"):
        with pytest.raises(NotAllowedError):
            enter_value(indicator, GIVEN, by=office.people[name], **AT)


def test_a_value_given_back_keeps_its_number(indicator, engineer, planner):
    row = submit_value(
        enter_value(indicator, GIVEN, by=engineer, **AT), by=engineer, **AT
    )
    row = return_value(row, reason="Brakuje źródła.", by=planner, **AT)
    assert (row.state, row.value) == ("DRAFT", Decimal(12))


def test_two_people_at_once_lose_nothing(indicator, engineer, planner):
    first = replace(GIVEN, seen="")
    enter_value(indicator, first, by=engineer, **AT)
    with pytest.raises(ChangedMeanwhileError):
        enter_value(indicator, replace(first, value=Decimal(13)), by=planner, **AT)
    seen = seen_mark(newest_value(indicator, "2025"))
    later = NOW + timedelta(minutes=1)
    mine = replace(first, value=Decimal(13), seen=seen)
    assert enter_value(indicator, mine, by=planner, now=later).value == Decimal(13)


def test_a_version_on_its_way_blocks_another(indicator, engineer):
    submit_value(enter_value(indicator, GIVEN, by=engineer, **AT), by=engineer, **AT)
    with pytest.raises(OpenValueError):
        enter_value(indicator, GIVEN, by=engineer, **AT)


def test_imports_skip_handing_over_but_not_the_check(indicator, engineer):
    fine = (indicator, GIVEN)
    jump = (make_indicator("J", supplier=indicator.supplier), GIVEN)
    make_value(jump[0], "2024", "1")
    made = import_values([fine, jump], origin="FILE", reason="", by=engineer, **AT)
    assert [row.state for row in made] == ["CHECKED", "DRAFT"]


def test_the_same_table_twice_changes_nothing(indicator, engineer):
    rows = [(indicator, GIVEN), (indicator, Given("2024", Decimal(10)))]
    assert len(import_values(rows, origin="FILE", reason="", by=engineer, **AT)) == 1
    before = kinds()
    assert import_values(rows, origin="FILE", reason="", by=engineer, **AT) == []
    assert kinds() == before
