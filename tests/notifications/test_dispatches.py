"""Letters to many heads: merged, approved, proven."""

import hashlib
import io
from dataclasses import replace

import pikepdf
import pytest
from django.core import mail
from django.urls import reverse
from django.utils.translation import override
from tests.factories.units import make_register

from miara.audit.models import Event
from miara.core.jobs import perform
from miara.core.models import Job
from miara.documents.public import TypesettingError, read_file
from miara.notifications import owners
from miara.notifications import public as notifications
from miara.notifications.actions import letter_files
from miara.notifications.actions.dispatches import ask_for_letters
from miara.notifications.actions.outbox import UNDO_FOR
from miara.notifications.actions.sending import send_due
from miara.notifications.actions.templates import FlawedTextError
from miara.notifications.errors import (
    DispatchStateError,
    EmptyDispatchError,
    NotAllowedError,
)
from miara.notifications.models import DispatchItem, Message
from miara.notifications.queries.dispatches import examples_of
from miara.organisations import public as organisations

from .conftest import NOW, OWNER

LIST = (
    "TERYT;Stanowisko;Imię i nazwisko;e-mail;e-Doręczenia;adres\n"
    "120617;Wójt;Anna Wymyślona;wojt@zielonki.example;;ul. Nowa 1\n"
    "120611;Burmistrz;Jan Zmyślony;b@skawina.example;AE:PL-12345-67890-ABCDE-12;\n"
    "120102;Wójt;Ewa Bezadresowa;;;\n"
)


@pytest.fixture
def directory(organiser, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    make_register()
    organisations.import_directory(
        LIST.encode(),
        file_name="a.csv",
        source="x",
        as_of=NOW.date(),
        by=None,
        now=NOW,
    )


def make(by, **more):
    facts = {
        "title": "Zaproszenie",
        "channel": "EMAIL",
        "audience": notifications.Audience(unit_uids=["120617", "120611", "120102"]),
        "subject": "Konkurs dla: {{ unit }}",
        "text": "{{ salutation }},\nzapraszamy do {{ term }}.",
        "variables": {"term": "8 kwietnia"},
    }
    return notifications.make_dispatch(
        owner_kind=OWNER[0], owner_id=OWNER[1], by=by, now=NOW, **(facts | more)
    )


def test_letters_are_merged_held_released_and_proven(directory, organiser):
    dispatch = make(organiser, has_letter=True)
    assert [each.text.splitlines()[0] for each in examples_of(dispatch)] == [
        "Szanowna Pani Wójt,",  # Bochnia, Skawina, Zielonki: in Polish order
        "Szanowny Panie Burmistrzu,",
        "Szanowna Pani Wójt,",
    ]
    assert not Message.objects.exists()

    # Whoever prepares and approves in English, the letter stays Polish.
    with override("en"):
        assert [each.subject for each in examples_of(dispatch)][2] == (
            "Konkurs dla: gmina Zielonki"
        )
        notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    assert not Message.objects.exists()  # the letters are set in the background
    perform(Job.objects.get(kind="notifications.make_letters").pk)
    progress = notifications.dispatch_progress(dispatch)
    assert (progress.total, progress.queued, progress.without_address) == (3, 2, 1)
    assert send_due(NOW)["sent"] == 0
    ids = list(Message.objects.values_list("pk", flat=True))
    notifications.release_messages(ids=ids, typed=2, by=organiser, now=NOW)
    send_due(NOW + UNDO_FOR)

    to_zielonki = next(m for m in mail.outbox if m.to == ["wojt@zielonki.example"])
    assert to_zielonki.subject == "Konkurs dla: gmina Zielonki"
    assert "Szanowna Pani Wójt,\nzapraszamy do 8 kwietnia." in to_zielonki.body
    assert to_zielonki.attachments[0][:2] == (
        "pismo-120617.pdf",
        "%PDF-1.7 Szanowna Pani Wójt".encode(),
    )
    item = DispatchItem.objects.select_related("letter").get(unit_uid="120617")
    content = to_zielonki.attachments[0][1]
    assert item.letter_sha256 == hashlib.sha256(content).hexdigest()
    assert item.letter.sha256 == item.letter_sha256
    assert (item.state, item.proof_at, item.proof_number) == (
        "DONE",
        NOW + UNDO_FOR,
        item.message.message_id,
    )


class _Mint:
    """Stands for the typesetter: a page a head; some cannot be set."""

    def __init__(self):
        self.asked, self.broken = [], set()

    def __call__(self, owner_id, head, values):
        if head.full_name in self.broken:
            raise TypesettingError
        self.asked.append((owner_id, head.full_name, values["salutation"]))
        page = io.BytesIO()
        with pikepdf.new() as document:
            document.add_blank_page(page_size=(100, 100 + len(self.asked)))
            document.save(page)
        return page.getvalue()


@pytest.fixture
def mint(monkeypatch):
    made = _Mint()
    known = owners.mail_owner(OWNER[0])
    monkeypatch.setitem(owners._owners, OWNER[0], replace(known, letter_pdf=made))
    return made


def letters_of(dispatch):
    perform(Job.objects.filter(kind="notifications.make_letters").latest("pk").pk)
    dispatch.refresh_from_db()
    return {row.unit_uid: row for row in dispatch.items.select_related("letter")}


def test_letters_for_post_are_set_for_each_head_and_joined_for_print(
    directory, organiser, mint
):
    dispatch = make(organiser, has_letter=True, channel="POST")
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    rows = letters_of(dispatch)
    assert mint.asked == [("7", "Anna Wymyślona", "Szanowna Pani Wójt")]
    assert rows["120617"].state == "WAITING"  # until somebody records the proof
    assert rows["120611"].letter is None  # its head has no postal address
    assert not Message.objects.exists()
    with pikepdf.open(io.BytesIO(read_file(dispatch.letters_file))) as whole:
        assert len(whole.pages) == 1
    event = Event.objects.get(kind="notifications.letters_made")
    assert event.after["sha256"] == dispatch.letters_file.sha256


def test_a_stopped_job_goes_on_and_a_new_address_gets_its_letter(
    directory, organiser, stranger, mint, monkeypatch
):
    monkeypatch.setattr(letter_files, "_TOGETHER", 1)
    mint.broken = {"Jan Zmyślony"}
    dispatch = make(organiser, has_letter=True)
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    rows = letters_of(dispatch)
    assert Job.objects.latest("pk").state == "FAILED"
    mint.broken = set()
    with pytest.raises(NotAllowedError):
        ask_for_letters(dispatch=dispatch, by=stranger, now=NOW)
    ask_for_letters(dispatch=dispatch, by=organiser, now=NOW)
    with pytest.raises(DispatchStateError):  # being set
        ask_for_letters(dispatch=dispatch, by=organiser, now=NOW)
    rows = letters_of(dispatch)
    assert {uid for uid, row in rows.items() if row.state == "QUEUED"} == {
        "120617",
        "120611",
    }
    # Each head once, whoever was first: nobody is written to twice.
    assert sorted(name for _owner, name, _salutation in mint.asked) == [
        "Anna Wymyślona",
        "Jan Zmyślony",
    ]
    assert Message.objects.count() == 2


def test_whoever_was_reached_meanwhile_gets_no_second_letter(
    directory, organiser, mint
):
    dispatch = make(organiser, has_letter=True)
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    notifications.record_proof(
        item=dispatch.items.get(unit_uid="120617"),
        channel="POST",
        number="RR1",
        sent_at=NOW,
        by=organiser,
        now=NOW,
    )
    rows = letters_of(dispatch)
    assert rows["120617"].letter is None
    assert rows["120617"].proof_number == "RR1"
    assert [each.recipient for each in Message.objects.all()] == ["b@skawina.example"]


def test_letters_are_read_by_their_owner_alone_and_forgotten_with_the_file(
    client, directory, organiser, stranger, mint
):
    dispatch = make(organiser, has_letter=True, channel="POST")
    item = dispatch.items.get(unit_uid="120617")
    addresses = [
        reverse("notifications:dispatch-letter", args=[dispatch.pk, item.pk]),
        reverse("notifications:dispatch-letters", args=[dispatch.pk]),
    ]
    client.force_login(organiser, "django.contrib.auth.backends.ModelBackend")
    # Before the approval: as it would be; nothing is kept.
    assert client.get(addresses[0]).content.startswith(b"%PDF")
    assert client.get(addresses[1]).status_code == 404
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    letters_of(dispatch)
    for address in addresses:
        assert client.get(address).content.startswith(b"%PDF")
    page = client.get(reverse("notifications:dispatch", args=[dispatch.pk])).content
    assert addresses[1] in page.decode()
    client.force_login(stranger, "django.contrib.auth.backends.ModelBackend")
    assert {client.get(address).status_code for address in addresses} == {403}

    notifications.erase_of_owner(*OWNER, now=NOW)
    item.refresh_from_db()
    dispatch.refresh_from_db()
    assert item.letter.erased_at == dispatch.letters_file.erased_at == NOW
    assert len(item.letter_sha256) == 64


def test_a_unit_without_address_is_reached_another_way(directory, organiser):
    dispatch = make(organiser)
    item = dispatch.items.get(unit_uid="120102")
    facts = {"channel": "POST", "number": "RR123", "sent_at": NOW, "by": organiser}
    with pytest.raises(DispatchStateError):
        notifications.record_proof(item=item, now=NOW, **facts)
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    notifications.record_proof(item=item, now=NOW, **facts)
    item.refresh_from_db()
    assert (item.channel, item.state, item.proof_by) == ("POST", "DONE", organiser)


@pytest.mark.parametrize(
    ("channel", "reached"),
    [("E_DORECZENIA", {"120611"}), ("POST", {"120617"}), ("PHONE", set())],
)
def test_every_channel_has_its_own_address(directory, organiser, channel, reached):
    dispatch = make(organiser, channel=channel)
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    found = dispatch.items.exclude(state="NO_ADDRESS").values_list(
        "unit_uid", flat=True
    )
    assert set(found) == reached
    assert not Message.objects.exists()


def test_the_audience_is_narrowed_by_kind_and_voivodeship(directory, organiser):
    cities = notifications.Audience(kinds=["M"], voivodeships=["12"])
    dispatch = make(organiser, audience=cities)
    uids = dispatch.items.values_list("unit_uid", flat=True)
    assert set(uids) == {"126101", "126301"}
    with pytest.raises(EmptyDispatchError):
        make(organiser, audience=notifications.Audience(voivodeships=["99"]))


def test_a_correction_made_before_approval_counts(directory, organiser):
    dispatch = make(organiser)
    organisations.mark_bounced(email="wojt@zielonki.example", reason="5.1.1", at=NOW)
    notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)
    assert [m.recipient for m in Message.objects.all()] == ["b@skawina.example"]
    with pytest.raises(DispatchStateError):
        notifications.approve_dispatch(dispatch=dispatch, by=organiser, now=NOW)


def test_unknown_variables_and_strangers_are_refused(directory, organiser, stranger):
    with pytest.raises(FlawedTextError) as refused:
        make(organiser, text="{{ saltation }}")
    assert refused.value.flaws["text"][0].nearest == "salutation"
    with pytest.raises(NotAllowedError):
        make(stranger)
    dispatch = make(organiser)
    with pytest.raises(NotAllowedError):
        notifications.approve_dispatch(dispatch=dispatch, by=stranger, now=NOW)


def test_enquiries_are_noted(directory, organiser):
    row = notifications.log_enquiry(
        owner_kind=OWNER[0],
        owner_id=OWNER[1],
        channel="PHONE",
        asked_at=NOW,
        subject="Termin",
        text="Do kiedy? Do 8 kwietnia.",
        unit_uid="120617",
        by=organiser,
        now=NOW,
    )
    assert list(notifications.enquiries_of(*OWNER)) == [row]
    event = Event.objects.get(kind="notifications.enquiry_logged")
    assert "Termin" not in str(event.after)


def test_many_letters_cost_the_same_reads(
    directory, organiser, django_assert_num_queries
):
    dispatch = make(organiser, audience=notifications.Audience())
    with django_assert_num_queries(3):
        examples_of(dispatch)
    with django_assert_num_queries(1):
        notifications.dispatch_progress(dispatch)
