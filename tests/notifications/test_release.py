"""Letters held, released with a typed number, undone, replaced, cancelled."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from miara.audit.models import Event
from miara.documents.public import FileKind, keep_made
from miara.notifications import public as notifications
from miara.notifications.actions.outbox import UNDO_FOR
from miara.notifications.actions.sending import send_due
from miara.notifications.errors import (
    AlreadySentError,
    NotAllowedError,
    WrongNumberError,
)
from miara.notifications.models import Attempt, Message

from .conftest import NOW, OWNER

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


def letter(to="jan@example.org", *, hold=True, owner=OWNER, **more):
    return notifications.enqueue(
        "tests.invited",
        to=to,
        context={"name": "Jan", "address": "x"},
        language="pl",
        at=NOW,
        hold=hold,
        owner_kind=owner[0],
        owner_id=owner[1],
        **more,
    )


def state(message):
    message.refresh_from_db()
    return message.state


def test_a_batch_goes_after_ten_minutes_and_can_be_stopped_before(organiser):
    letters = [letter() for _ in range(3)]
    ids = [each.pk for each in letters]
    facts = {"by": organiser, "now": NOW}
    with pytest.raises(WrongNumberError, match=r"typed 2.*3 messages|2.*3"):
        notifications.release_messages(ids=ids, typed=2, **facts)
    assert notifications.release_messages(ids=ids, typed=3, **facts) == 3

    assert send_due(NOW + UNDO_FOR - MINUTE)["sent"] == 0
    assert notifications.hold_messages(ids=ids[:1], **facts) == 1
    assert send_due(NOW + UNDO_FOR)["sent"] == 2
    assert [state(each) for each in letters] == ["HELD", "SENT", "SENT"]
    with pytest.raises(AlreadySentError):
        notifications.hold_messages(ids=ids, **facts)
    kinds = Event.objects.order_by("pk").values_list("kind", flat=True)
    assert list(kinds)[-2:] == ["notifications.released", "notifications.held"]


def test_only_those_who_may_release(organiser, stranger):
    own, other = letter(), letter(owner=("tests.thing", "8"))
    for by, ids in ((stranger, [own.pk]), (organiser, [own.pk, other.pk])):
        for act in (notifications.hold_messages, notifications.cancel_messages):
            with pytest.raises(NotAllowedError):
                act(ids=ids, by=by, now=NOW)
        with pytest.raises(NotAllowedError):
            notifications.release_messages(ids=ids, typed=len(ids), by=by, now=NOW)
    assert state(own) == state(other) == "HELD"


def test_a_newer_letter_about_the_same_cancels_the_unsent_one(organiser):
    first = letter(replaces="entry:5")
    other_owner = letter(replaces="entry:5", owner=("tests.thing", "8"))
    second = letter(replaces="entry:5", hold=False)
    assert (state(first), state(second), state(other_owner)) == (
        "CANCELLED",
        "QUEUED",
        "HELD",
    )
    send_due(NOW)
    third = letter(replaces="entry:5")
    assert (state(second), state(third)) == ("SENT", "HELD")


def test_two_unsent_letters_about_the_same_cannot_exist():
    one, _two = letter(replaces="entry:5"), letter(replaces="entry:6")
    with (
        pytest.raises(IntegrityError, match=r"one_unsent|about"),
        transaction.atomic(),
    ):
        Message.objects.filter(pk=one.pk).update(about="entry:6")


def test_cancelled_letters_never_go(organiser):
    message = letter(hold=False)
    notifications.cancel_messages(ids=[message.pk], by=organiser, now=NOW)
    assert send_due(NOW + timedelta(days=1))["sent"] == 0
    assert (state(message), message.ended_at) == ("CANCELLED", NOW)
    with pytest.raises(AlreadySentError):
        notifications.cancel_messages(ids=[message.pk], by=organiser, now=NOW)


def test_files_go_with_the_letter(settings, tmp_path, organiser):
    settings.MEDIA_ROOT = tmp_path
    file = keep_made(
        content=b"%PDF-1.7", name="pismo.pdf", kind=FileKind.PDF, by=None, now=NOW
    )
    letter(hold=False, attachments=[file])
    send_due(NOW)
    assert mail.outbox[0].attachments == [("pismo.pdf", b"%PDF-1.7", "application/pdf")]


def test_every_try_is_written_down():
    message = letter(hold=False)
    send_due(NOW)
    row = Attempt.objects.get()
    assert (row.message, row.at, row.outcome, row.error) == (message, NOW, "SENT", "")
