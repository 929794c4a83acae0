"""Letters of a case stay as long as its file, then all that names a person goes."""

from datetime import timedelta

import pytest
from tests.notifications.conftest import NO, NOW

from miara.notifications import owners
from miara.notifications import public as notifications
from miara.notifications.actions.sending import erase_old
from miara.notifications.models import Message

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(days=800)
FILE = "tests.file"
if owners.mail_owner(FILE) is None:
    notifications.register_mail_owner(
        FILE,
        can_see=lambda *_asked: NO,
        can_release=lambda *_asked: NO,
        keeps_letters=True,
    )


def _letter(to: str, owner_id: str = "1", **values) -> Message:
    return notifications.enqueue(
        "tests.invited",
        to=to,
        context={"name": "Anna", "address": "x"},
        language="pl",
        at=NOW,
        owner_kind=FILE,
        owner_id=owner_id,
        **values,
    )


def test_letters_of_a_file_outlive_their_age_and_go_with_their_owner():
    sent, waiting = _letter("anna@example.org"), _letter("jan@example.org", hold=True)
    other = _letter("ewa@example.org", owner_id="2")
    Message.objects.filter(pk=sent.pk).update(state="SENT", ended_at=NOW)
    assert erase_old(LATER) == {"erased": 0, "deleted": 0}
    assert notifications.held_of_owner(FILE, "1")["letters"] == 2
    assert notifications.erase_of_owner(FILE, "1", now=LATER)["letters"] == 2
    assert notifications.held_of_owner(FILE, "1")["letters"] == 0
    for row in (sent, waiting):
        row.refresh_from_db()
        assert not any(getattr(row, name) for name in Message.personal_data)
    assert waiting.state == Message.State.CANCELLED
    other.refresh_from_db()
    assert other.recipient == "ewa@example.org"


def test_letters_to_one_address_go_on_request():
    mine, other = _letter("anna@example.org"), _letter("jan@example.org")
    erased = notifications.erase_to_address(
        "Anna@example.org", owner_kind=FILE, owner_id="1", now=NOW
    )
    assert erased == 1
    for row, address in ((mine, ""), (other, "jan@example.org")):
        row.refresh_from_db()
        assert row.recipient == address
