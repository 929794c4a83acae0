"""A reader proposes a practice: confirmed by mail, a draft for editors, nobody named."""

from datetime import timedelta

import pytest
from django.test import Client
from tests.factories.practices import NOW

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.core import visitor_limits
from miara.notifications.public import Message
from miara.practices.actions.proposals import (
    KEPT_DAYS,
    MOST_A_DAY,
    Proposal,
    confirm_proposal,
    erase_proposals,
    propose,
)
from miara.practices.errors import TooManyProposalsError
from miara.practices.models import PracticeCard, PracticeProposal
from miara.practices.roles import BASE, PracticeRole

pytestmark = pytest.mark.django_db
PATH = "/praktyki/zaproponuj/"
PERSON = ("Jan Kowalik", "jan.kowalik@gmina.example")
GIVEN = {
    "title": "Łąka zamiast\r\ntrawnika",
    "lead_name": "gmina Zielonki",
    "section": "energy",
    "source": "OWN",
    "summary": "Gmina przestała kosić i zasiała łąkę.",
    "solution": "1. Wybór miejsc\n2. Zasiew",
    "name": PERSON[0],
    "email": PERSON[1],
    "is_agreed": "on",
}
PROPOSAL = Proposal("Książkomat", "miasto", "SEEN", *PERSON, answers={"summary": "x"})


@pytest.fixture(autouse=True)
def _no_counts():
    visitor_limits.limits.forget()


def sent(client, **changed):
    answer = client.post(PATH, GIVEN | changed)
    assert answer.status_code == 302, answer.context["form"].errors
    return PracticeProposal.objects.latest("pk")


def editor(role=PracticeRole.EDITOR):
    user = accounts.create_person(
        email=f"{role}@baza.example".lower(), password=None, by=None, now=NOW
    )
    accounts.Membership.objects.create(
        user=user, role=role, scope_kind=BASE.kind, scope_id=BASE.id,
        since=NOW, granted_at=NOW,
    )  # fmt: skip
    client = Client()
    client.force_login(user)
    return client


def test_a_proposal_becomes_a_draft_only_when_its_address_is_confirmed(
    client, register
):
    row = sent(client)
    assert PracticeCard.objects.count() == 0
    letter = Message.objects.get()
    link = f"{PATH}{row.key}/"
    assert letter.recipient == PERSON[1]
    assert link in letter.text
    page = client.get(link)
    assert "Łąka zamiast trawnika" in page.content.decode()
    assert (
        PracticeCard.objects.count() == 0
    )  # programs of mail open links by themselves
    for _ in range(2):
        assert client.post(link).status_code == 302
    card = PracticeCard.objects.get()
    assert (card.live, card.title, card.section, card.unit_uid) == (
        False, "Łąka zamiast trawnika", "energy", "120617",
    )  # fmt: skip
    assert card.origin == PracticeCard.Origin.RECOMMENDED
    assert card.get_latest_revision_as_object().solution == "1. Wybór miejsc\n2. Zasiew"
    assert "redakcja ma Twoją propozycję" in client.get(link).content.decode()
    kinds = set(audit.Event.objects.values_list("kind", flat=True))
    assert "practices.proposal_confirmed" in kinds


@pytest.mark.parametrize("source", ["OWN", "SEEN"])
def test_whoever_proposes_is_not_the_person_whom_readers_ask(client, register, source):
    card = confirm_proposal(sent(client, source=source), now=NOW)
    assert (card.contact.person_name, card.contact.person_email) == ("", "")


def test_another_contest_is_kept_as_an_award_with_its_source(client, register):
    refused = client.post(PATH, GIVEN | {"source": "CONTEST"})
    assert refused.status_code == 422
    assert "contest" in refused.context["form"].errors
    row = sent(
        client, source="CONTEST", contest="Konkurs 2024", link="https://x.example/a"
    )
    card = confirm_proposal(row, now=NOW)
    award = card.get_latest_revision_as_object().awards.get()
    assert (award.contest, award.source) == ("Konkurs 2024", "https://x.example/a")
    assert card.origin == PracticeCard.Origin.OTHER_CONTEST


def test_the_letter_carries_nothing_that_the_sender_wrote(client, register):
    sent(client, title="Kup teraz tanio")
    letter = Message.objects.get()
    assert "Kup" not in letter.text + letter.subject
    assert PERSON[0] not in letter.text


@pytest.mark.parametrize(
    "changed",
    [
        {"is_agreed": ""},
        {"email": "nikt"},
        {"title": ""},
        {"source": "x"},
        {"section": "x"},
        {"link": "javascript:alert(1)"},
    ],
)
def test_what_is_missing_or_wrong_is_told_and_nothing_is_kept(client, changed):
    answer = client.post(PATH, GIVEN | changed)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == set(changed)
    assert not PracticeProposal.objects.exists()
    assert not Message.objects.exists()


def test_a_program_is_thanked_and_thrown_away(client):
    assert client.post(PATH, GIVEN | {"website": "x"}).status_code == 302
    assert not PracticeProposal.objects.exists()


def test_floods_are_stopped_by_visitor_and_by_address(client, monkeypatch, register):
    monkeypatch.setattr(visitor_limits, "MOST_AN_HOUR", 1)
    sent(client)
    answer = client.post(PATH, GIVEN)
    assert answer.status_code == 422
    assert "Spróbuj za godzinę" in answer.content.decode()
    PracticeProposal.objects.all().delete()
    for _ in range(MOST_A_DAY):
        propose(PROPOSAL, language="pl", now=NOW)
    with pytest.raises(TooManyProposalsError):
        propose(PROPOSAL, language="pl", now=NOW)
    propose(PROPOSAL, language="pl", now=NOW + timedelta(days=2))


def test_what_nobody_confirmed_is_erased_and_names_after_a_year(register):
    old = propose(PROPOSAL, language="pl", now=NOW)
    kept = propose(PROPOSAL, language="pl", now=NOW)
    confirm_proposal(kept, now=NOW)
    soon = NOW + timedelta(days=KEPT_DAYS - 1)
    assert erase_proposals(now=soon) == {"unconfirmed": 0, "names": 0}
    later = NOW + timedelta(days=KEPT_DAYS + 1)
    assert erase_proposals(now=later) == {"unconfirmed": 1, "names": 0}
    assert not PracticeProposal.objects.filter(pk=old.pk).exists()
    year = NOW + timedelta(days=366)
    assert erase_proposals(now=year) == {"unconfirmed": 0, "names": 1}
    kept.refresh_from_db()
    assert (kept.proposer_name, kept.proposer_email) == ("", "")


def test_an_erased_or_invented_link_is_gone(client):
    assert client.get(f"{PATH}{'a' * 43}/").status_code == 410
    assert client.post(f"{PATH}{'a' * 43}/").status_code == 410


def test_editors_see_what_came_in_and_nobody_else(client, register):
    confirm_proposal(sent(client), now=NOW)
    sent(client, title="Niepotwierdzona")
    listed = "/baza/propozycje/"
    assert client.get(listed).status_code == 302
    text = editor().get(listed).content.decode()
    assert PERSON[1] in text
    assert "Łąka zamiast trawnika" in text
    assert "Niepotwierdzona" not in text
    assert editor(PracticeRole.EXPERT).get(listed).status_code == 403


def test_a_draft_of_a_proposal_is_nowhere_in_public(client, register):
    card = confirm_proposal(sent(client), now=NOW)
    for path in (
        f"/praktyki/{card.pk}/",
        f"/api/v1/practices/{card.pk}",
        f"/osadz/praktyki/{card.pk}/",
    ):
        answer = client.get(path)
        assert answer.status_code == 404
        assert not any(word in answer.content.decode() for word in PERSON)
