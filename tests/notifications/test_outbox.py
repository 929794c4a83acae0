"""The outbox: written with the act, sent at least once, erased in time."""

import smtplib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import structlog
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import IntegrityError, transaction
from django.template import TemplateDoesNotExist

from miara.notifications import public as notifications
from miara.notifications.actions import sending as actions
from miara.notifications.models import KEEP_ROW_FOR, KEEP_TEXT_FOR, Message

NOW = datetime(2026, 3, 1, 10, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_templates(settings):
    templates = [
        settings.TEMPLATES[0] | {"DIRS": [Path(__file__).parent / "templates"]}
    ]
    settings.TEMPLATES = templates
    settings.MIARA_SITE_URL = "https://miara.example"


class FaultyBackend(EmailBackend):
    """Raises the errors it is given, one a message, then delivers."""

    errors: list = []

    def send_messages(self, messages):
        if self.errors:
            raise self.errors.pop(0)
        return super().send_messages(messages)


@pytest.fixture(autouse=True)
def faults(monkeypatch):
    """Errors of the mail server to come; none at first."""
    FaultyBackend.errors = []
    monkeypatch.setattr(actions, "get_connection", FaultyBackend)
    return FaultyBackend.errors


@pytest.fixture
def log_events():
    with structlog.testing.capture_logs() as events:
        yield events


def enqueue(kind="tests.told", **kwargs):
    values = {"to": "anna@example.org", "context": {"what": "R&D"}, "language": "en"}
    return notifications.enqueue(kind, **(values | {"at": NOW} | kwargs))


def test_message_is_rendered_in_the_readers_language():
    polish, english = enqueue(language="pl"), enqueue(language="en")

    assert polish.subject == "[pl] New: R&D"
    assert english.subject == "[en] New: R&D"
    assert english.text == "New: R&D.\nhttps://miara.example/\n"
    assert english.html == "<p>New: R&amp;D.</p>\n"


def test_sent_mail_carries_all_parts_and_headers():
    message = enqueue(unsubscribe_url="https://miara.example/u/1")

    assert actions.send_due(NOW) == {"sent": 1, "postponed": 0, "failed": 0}

    [sent] = mail.outbox
    assert (sent.to, sent.subject) == (["anna@example.org"], "[en] New: R&D")
    assert sent.alternatives == [("<p>New: R&amp;D.</p>\n", "text/html")]
    assert sent.extra_headers == {
        "Message-ID": message.message_id,
        "Auto-Submitted": "auto-generated",
        "List-Unsubscribe": "<https://miara.example/u/1>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert "https://miara.example/u/1" in sent.body
    assert message.message_id.endswith("@miara.example>")


def test_an_answer_goes_to_whom_the_letter_names_and_is_erased_with_it():
    enqueue("tests.plain")
    enqueue("tests.plain", reply_to="jan@example.org")
    actions.send_due(NOW)
    assert [sent.reply_to for sent in mail.outbox] == [[], ["jan@example.org"]]
    actions.erase_old(NOW + KEEP_TEXT_FOR + MINUTE)
    assert set(Message.objects.values_list("reply_to", flat=True)) == {""}


def test_html_is_optional_text_is_not():
    enqueue("tests.plain")
    actions.send_due(NOW)
    assert mail.outbox[0].alternatives == []
    assert "List-Unsubscribe" not in mail.outbox[0].extra_headers
    with pytest.raises(TemplateDoesNotExist):
        enqueue("tests.unknown")


def test_empty_address_is_refused():
    with pytest.raises(ValueError, match="no address"):
        enqueue(to="")


@pytest.mark.django_db(transaction=True)
def test_message_disappears_with_the_act_that_failed():
    with transaction.atomic():
        enqueue()
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_message_is_sent_once():
    enqueue()
    actions.send_due(NOW)
    actions.send_due(NOW + timedelta(days=1))
    assert len(mail.outbox) == 1


def test_held_message_waits_for_release():
    message = enqueue(hold=True)
    actions.send_due(NOW)
    assert mail.outbox == []
    assert notifications.release(message, now=NOW)
    assert not notifications.release(message, now=NOW)
    actions.send_due(NOW)
    assert len(mail.outbox) == 1


def test_postponed_message_is_tried_less_and_less_often(faults):
    enqueue()
    faults += [ConnectionRefusedError()] * 4
    tried = []
    for minute in range(40):
        counts = actions.send_due(NOW + minute * MINUTE)
        if any(counts.values()):
            tried.append((minute, next(key for key, n in counts.items() if n)))
    assert tried == [
        (0, "postponed"), (1, "postponed"), (3, "postponed"), (7, "postponed"),
        (15, "sent"),
    ]  # fmt: skip


def test_refused_address_fails_at_once_and_logs_no_address(faults, log_events):
    message = enqueue()
    refusal = {"anna@example.org": (550, b"no such user anna@example.org")}
    faults.append(smtplib.SMTPRecipientsRefused(refusal))

    assert actions.send_due(NOW)["failed"] == 1

    message.refresh_from_db()
    assert (message.state, message.ended_at) == (Message.State.FAILED, NOW)
    assert message.last_error == "SMTPRecipientsRefused"
    assert [event["event"] for event in log_events] == ["mail.not_sent", "mail.tick"]
    assert "anna" not in str(log_events)


def test_temporary_refusal_is_not_final(faults):
    enqueue()
    faults.append(smtplib.SMTPRecipientsRefused({"a@example.org": (450, b"later")}))
    assert actions.send_due(NOW)["postponed"] == 1


def test_attempts_are_limited(faults):
    message = enqueue()
    faults += [OSError()] * actions.MAX_ATTEMPTS
    moment, last = NOW, {}
    while not last.get("failed"):
        last = actions.send_due(moment)
        message.refresh_from_db()
        moment = message.next_try_at
    assert message.attempts == actions.MAX_ATTEMPTS
    assert timedelta(days=1) < message.ended_at - NOW < timedelta(days=4)


def test_worker_that_died_while_sending_leaves_the_message_to_another(faults):
    message = enqueue()
    faults.append(SystemExit())
    with pytest.raises(SystemExit):
        actions.send_due(NOW)
    assert actions.send_due(NOW + actions.LEASE - MINUTE)["sent"] == 0
    assert actions.send_due(NOW + actions.LEASE)["sent"] == 1
    assert mail.outbox[0].extra_headers["Message-ID"] == message.message_id


def test_two_workers_with_the_same_list_send_once():
    message = enqueue()
    twin = Message.objects.get(pk=message.pk)
    assert actions._claim(message, NOW)
    assert not actions._claim(twin, NOW)


def test_texts_are_erased_and_rows_deleted_in_time():
    message, waiting = enqueue(), enqueue(hold=True)
    actions.send_due(NOW)

    assert actions.erase_old(NOW + KEEP_TEXT_FOR) == {"erased": 0, "deleted": 0}
    later = NOW + KEEP_TEXT_FOR + MINUTE
    assert actions.erase_old(later) == {"erased": 1, "deleted": 0}
    assert actions.erase_old(later)["erased"] == 0

    message.refresh_from_db()
    assert [getattr(message, name) for name in Message.personal_data] == [""] * 6
    assert (message.state, message.erased_at) == (Message.State.SENT, later)
    assert actions.erase_old(NOW + KEEP_ROW_FOR + MINUTE)["deleted"] == 1
    assert Message.objects.get() == waiting
    assert Message.objects.get().recipient == "anna@example.org"


@pytest.mark.parametrize(
    ("broken", "constraint"),
    [
        ({"state": "SENT"}, "notifications_message_ended_when_over"),
        ({"ended_at": NOW}, "notifications_message_ended_when_over"),
        ({"recipient": ""}, "notifications_message_erased_only_when_over"),
        ({"erased_at": NOW}, "notifications_message_erased_only_when_over"),
    ],
)
def test_constraints_hold(broken, constraint):
    message = enqueue()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**broken)


def test_mail_that_accounts_ask_for_is_queued():
    from miara.accounts.signals import mail_due  # the context below this one

    mail_due.send(
        sender=None,
        kind="tests.told",
        to="anna@example.org",
        context={"what": "role"},
        language="en",
        at=NOW,
    )
    message = Message.objects.get()
    assert (message.recipient, message.subject) == (
        "anna@example.org",
        "[en] New: role",
    )
    assert message.created_at == NOW
