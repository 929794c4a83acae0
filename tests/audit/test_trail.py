"""The audit trail: what is written, what is refused, how it is read."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from miara.audit import public as audit
from miara.audit.errors import NotInTransactionError, TrailIsAppendOnlyError
from miara.audit.models import Event

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
UNIT = audit.Ref("units.unit", "u-1")
PART = audit.Ref("units.part", "p-1")


def record(kind="units.imported", **kwargs):
    return audit.record(kind, **({"by": None, "at": NOW} | kwargs))


@pytest.mark.django_db
def test_event_keeps_everything_it_was_given(django_user_model):
    person = django_user_model.objects.create_user("anna@example.org")

    record(by=person, target=PART, parent=UNIT, before={"n": 1}, after={"on": NOW})

    event = Event.objects.get()
    assert (event.kind, event.at) == ("units.imported", NOW)
    assert event.actor_id == str(person.pk)
    assert (event.target_kind, event.target_id) == ("units.part", "p-1")
    assert (event.parent_kind, event.parent_id) == ("units.unit", "u-1")
    assert event.before == {"n": 1}
    assert event.after == {"on": "2026-03-01T10:00:00Z"}


@pytest.mark.django_db
def test_target_row_is_named_by_label_and_key(django_user_model):
    person = django_user_model.objects.create_user("anna@example.org")

    event = record(target=person)

    assert (event.target_kind, event.target_id) == ("accounts.user", str(person.pk))


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_recorded():
    with pytest.raises(NotInTransactionError):
        record()
    assert not Event.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_event_disappears_with_the_act_that_failed():
    with transaction.atomic():
        record()
        transaction.set_rollback(True)
    assert not Event.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kwargs", "error"),
    [
        ({"kind": "imported"}, ValueError),
        ({"at": datetime(2026, 3, 1)}, ValueError),  # noqa: DTZ001
        ({"target": object()}, TypeError),
    ],
)
def test_misuse_is_refused(kwargs, error):
    with pytest.raises(error):
        record(**kwargs)


@pytest.mark.django_db
def test_stored_event_cannot_be_changed_or_removed():
    event = record()
    event.kind = "units.invented"
    for change in (
        event.save,
        event.delete,
        Event.objects.all().delete,
        lambda: Event.objects.update(kind="units.invented"),
    ):
        with pytest.raises(TrailIsAppendOnlyError):
            change()
    assert Event.objects.get().kind == "units.imported"


@pytest.mark.django_db
def test_database_itself_refuses_updates():
    record()
    with (
        pytest.raises(DatabaseError, match="never changed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("UPDATE audit_event SET kind = 'units.invented'")
    assert Event.objects.get().kind == "units.imported"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"kind": ""}, "audit_event_kind_given"),
        ({"kind": "a.b", "target_kind": "x"}, "audit_event_target_pair"),
        ({"kind": "a.b", "parent_id": "1"}, "audit_event_parent_pair"),
    ],
)
def test_constraints_hold(broken, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Event.objects.create(at=NOW, **broken)


@pytest.mark.django_db
def test_events_of_a_container_include_its_parts():
    own = record(target=UNIT)
    inner = record(target=PART, parent=UNIT, at=NOW + timedelta(hours=1))
    record(target=audit.Ref("units.unit", "u-2"))

    assert list(audit.events_for(UNIT)) == [inner, own]
    assert list(audit.events_for(PART)) == [inner]


@pytest.mark.django_db
def test_trail_is_filtered_by_kind_context_and_person(django_user_model):
    anna = django_user_model.objects.create_user("anna@example.org")
    first = record("units.imported", by=anna)
    second = record("units.renamed")
    third = record("accounts.role_granted", by=anna)

    assert list(audit.events(kind="units.imported")) == [first]
    assert set(audit.events(within="units")) == {first, second}
    assert set(audit.events(actor=anna)) == {first, third}


@pytest.mark.django_db
def test_pages_cover_the_trail_once_in_one_statement_each():
    stored = [record().pk for _ in range(7)]
    seen, before = [], None
    while True:
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = audit.page_of(audit.events(), before=before, size=3)
        assert len(queries) == 1
        seen += [event.pk for event in page.items]
        record()  # a newcomer must not shift the next page
        before = page.older_than
        if before is None:
            break
    assert seen == stored[::-1]


@pytest.mark.django_db
def test_presenter_tells_its_kind_and_others_are_named(settings):
    @audit.presenter("tests.told")
    def told(event):
        return f"Told {event.target_id}."

    assert audit.describe(record("tests.told", target=UNIT)) == "Told u-1."
    assert "tests.untold" in audit.describe(record("tests.untold", target=UNIT))
    assert "units.unit u-1" in audit.describe(record("tests.untold", target=UNIT))


def test_second_presenter_of_a_kind_is_refused():
    audit.presenter("tests.once")(lambda event: "a")
    with pytest.raises(ValueError, match=r"tests\.once"):
        audit.presenter("tests.once")(lambda event: "b")
