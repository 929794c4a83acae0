"""Mail that came back: recognised, marked, and not sent to again."""

import mailbox
from datetime import timedelta

import pytest
import structlog
from django.core.management import call_command
from tests.factories.units import make_register

from miara.notifications import public as notifications
from miara.notifications.actions.bounces import clear_address, read_bounces
from miara.notifications.actions.sending import send_due
from miara.notifications.domain.bounces import reports_in
from miara.notifications.errors import NothingToReadError
from miara.notifications.models import BouncedAddress, Message
from miara.organisations import public as organisations

from .conftest import NOW

LATER = NOW + timedelta(hours=1)


def report(recipient="jan@example.org", number="", status="5.1.1", action="failed"):
    """A delivery report as a mail server writes it."""
    returned = f"\n--b\nContent-Type: text/rfc822-headers\n\nMessage-ID: {number}\n"
    return (
        "From: MAILER-DAEMON@example.org\nSubject: Undelivered\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=delivery-status; boundary="b"\n\n'
        "--b\nContent-Type: text/plain\n\nSorry.\n\n"
        "--b\nContent-Type: message/delivery-status\n\n"
        "Reporting-MTA: dns; mx.example.org\n\n"
        f"Original-Recipient: rfc822;{recipient}\n"
        f"Final-Recipient: rfc822; {recipient}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 no such user\n{returned if number else ''}\n--b--\n"
    ).encode()


@pytest.fixture
def sent(db):
    make_register()
    organisations.import_directory(
        "TERYT;Imię i nazwisko;e-mail\n120617;Jan Nikt;jan@example.org\n".encode(),
        file_name="a.csv",
        source="x",
        as_of=NOW.date(),
        by=None,
        now=NOW,
    )
    message = enqueue()
    send_due(NOW)
    return message


def enqueue():
    return notifications.enqueue(
        "tests.invited",
        to="Jan@example.org",
        context={"name": "Jan", "address": "x"},
        language="pl",
        at=NOW,
    )


def read(tmp_path, *contents):
    for number, content in enumerate(contents):
        (tmp_path / f"{number}.eml").write_bytes(content)
    return read_bounces(path=tmp_path, by=None, now=LATER)


def test_a_hard_bounce_stops_mail_until_the_address_is_corrected(sent, tmp_path):
    content = report(number=sent.message_id)
    with structlog.testing.capture_logs() as logged:
        counts = read(tmp_path, content)
    assert "jan" not in str(logged).casefold()
    assert (counts.reports, counts.stopped, counts.unknown) == (1, 1, [])
    sent.refresh_from_db()
    assert (sent.bounced_at, sent.bounce_code) == (LATER, "5.1.1")
    head = organisations.head_of("120617")
    assert (head.bounced_at, head.bounce_reason) == (LATER, "5.1.1")

    blocked = enqueue()
    assert send_due(LATER)["failed"] == 1
    blocked.refresh_from_db()
    assert blocked.last_error == "AddressBounces"
    assert read(tmp_path, content).stopped == 0  # again changes nothing

    assert clear_address(address=BouncedAddress.objects.get(), by=None, now=LATER)
    assert organisations.head_of("120617").bounced_at is None
    enqueue()
    assert send_due(LATER)["sent"] == 1


def test_the_recipient_names_the_message_when_the_number_is_lost(sent, tmp_path):
    assert read(tmp_path, report("JAN@example.org")).unknown == []
    sent.refresh_from_db()
    assert sent.bounced_at == LATER


def test_a_full_mailbox_is_noted_and_stops_nothing(sent, tmp_path):
    assert read(tmp_path, report(status="5.2.2", number=sent.message_id)).stopped == 0
    sent.refresh_from_db()
    assert sent.bounce_code == "5.2.2"
    assert not BouncedAddress.objects.exists()


def test_foreign_reports_are_named_and_other_mail_is_left_alone(sent, tmp_path):
    counts = read(
        tmp_path,
        report("obcy@example.net", number="<1@gdzie.indziej.example>"),
        b"From: a@example.org\nSubject: Hi\n\nText\n",
        report(action="delayed", number=sent.message_id),
    )
    assert (counts.mails, counts.reports, counts.unknown) == (3, 1, ["0.eml"])
    sent.refresh_from_db()
    assert sent.bounced_at is None


def test_a_full_mailbox_of_the_directory_is_not_stopped(sent, tmp_path):
    content = report(number="<1@gdzie.indziej.example>", status="4.2.2")
    assert read(tmp_path, content).unknown == ["0.eml"]
    assert organisations.head_of("120617").bounced_at is None


def test_mbox_and_maildir_are_read(sent, tmp_path):
    box = mailbox.mbox(tmp_path / "a.mbox")
    box.add(report(number=sent.message_id))
    box.close()
    folder = mailbox.Maildir(tmp_path / "dir", create=True)
    folder.add(report("obcy@example.net"))
    in_box = read_bounces(path=tmp_path / "a.mbox", by=None, now=LATER)
    assert (in_box.reports, in_box.stopped) == (1, 1)
    in_folder = read_bounces(path=tmp_path / "dir", by=None, now=LATER)
    assert in_folder.unknown == ["dir (1)"]


def test_the_returned_message_may_be_whole():
    whole = report(number="<5@x.example>").replace(
        b"text/rfc822-headers", b"message/rfc822"
    )
    [found] = reports_in(whole)
    assert found.message_id == "<5@x.example>"


def test_a_wrong_path_is_told(db, tmp_path):
    with pytest.raises(NothingToReadError, match="nie-ma"):
        read_bounces(path=tmp_path / "nie-ma", by=None, now=LATER)


def test_the_command_reads_and_counts(sent, tmp_path, capsys):
    (tmp_path / "a.eml").write_bytes(report(number=sent.message_id))
    call_command("bounces", str(tmp_path))
    assert Message.objects.filter(bounced_at__isnull=False).count() == 1
    assert "1" in capsys.readouterr().out
