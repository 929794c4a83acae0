"""Descriptions: drafts, publication, confirmation, archive, former addresses."""

from datetime import timedelta

import pytest
from tests.factories.practices import NOW, content, published, texts

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.practices.actions import cards
from miara.practices.errors import (
    ArchivedError,
    IncompleteError,
    NotAllowedError,
    ReasonMissingError,
    TakenAddressError,
)
from miara.practices.models import PracticeCard, PracticeContact, PracticeLife
from miara.practices.roles import BASE, PracticeRole

pytestmark = pytest.mark.django_db

Reason = PracticeLife.Reason


def person_of(email):
    return accounts.create_person(email=email, password=None, by=None, now=NOW)


@pytest.fixture
def editor():
    person = person_of("redakcja@baza.example")
    accounts.Membership.objects.create(
        user=person,
        role=PracticeRole.EDITOR,
        scope_kind=BASE.kind,
        scope_id=BASE.id,
        since=NOW,
        granted_at=NOW,
    )
    return person


def test_a_new_description_is_a_draft_nobody_sees():
    card = cards.create_card(content(), by=None, now=NOW)
    assert not card.live
    assert card.life.confirmed_on == NOW.date()
    assert card.contact.person_email == "jan@gmina.example"
    assert [row.label for row in card.result_rows.all()] == ["Kursy dziennie"]


def test_publishing_shows_the_newest_draft_with_its_rows():
    card = published()
    cards.write_card(card, content("Autobus na żądanie", costs=()), by=None, now=NOW)
    card = PracticeCard.objects.get(pk=card.pk)
    assert (card.title, card.costs.count()) == ("Autobus na telefon", 1)
    cards.publish_card(card, by=None, now=NOW)
    card = PracticeCard.objects.get(pk=card.pk)
    assert card.live
    assert (card.title, card.costs.count()) == ("Autobus na żądanie", 0)
    assert card.partners.count() == 1


def test_a_description_with_gaps_is_not_published_and_says_which():
    card = cards.create_card(
        content(texts=texts(repetition="", summary="słowo " * 121)), by=None, now=NOW
    )
    with pytest.raises(IncompleteError) as refused:
        cards.publish_card(card, by=None, now=NOW)
    assert refused.value.facts == {"parts": "W skrócie, Jak to powtórzyć"}
    assert not PracticeCard.objects.get().live
    assert cards.publish_card(card, by=None, now=NOW, checked=False).live


def test_an_older_text_brings_back_neither_people_nor_an_old_confirmation():
    card = published()
    first = card.latest_revision
    later = NOW + timedelta(days=300)
    cards.confirm_card(card, by=None, now=later)
    PracticeContact.objects.filter(card=card).update(person_email="")
    assert "jan@gmina.example" not in str(first.content)
    cards.publish_card(card, by=None, now=later, revision=first)
    card = PracticeCard.objects.get(pk=card.pk)
    assert card.life.confirmed_on == later.date()
    assert card.contact.person_email == ""


def test_confirming_never_goes_back_in_time():
    card = published()
    life = cards.confirm_card(card, by=None, now=NOW - timedelta(days=40))
    assert life.confirmed_on == NOW.date()


def test_the_archive_keeps_the_text_and_tells_why():
    card = published()
    with pytest.raises(ReasonMissingError):
        cards.archive_card(card, reason=Reason.ENDED, note=" ", by=None, now=NOW)
    with pytest.raises(ReasonMissingError):
        cards.archive_card(card, reason=Reason.REPLACED, note="Nowa.", by=None, now=NOW)
    cards.archive_card(
        card, reason=Reason.ENDED, note="Linię zamknięto.", by=None, now=NOW
    )
    card = PracticeCard.objects.get(pk=card.pk)
    assert card.live
    assert (card.life.archived_on, card.life.archived_for) == (NOW.date(), "ENDED")
    for refused in (cards.publish_card, cards.confirm_card):
        with pytest.raises(ArchivedError):
            refused(card, by=None, now=NOW)
    later = NOW + timedelta(days=9)
    life = cards.take_out_of_archive(card, by=None, now=later)
    assert (life.archived_on, life.archived_note) == (None, "")
    assert life.confirmed_on == later.date()


def test_former_addresses_lead_to_one_description():
    card, other = published(), published("Inna")
    assert cards.lead_here(card, ["/?art=596&p1=7", ""], by=None, now=NOW) == 1
    assert cards.lead_here(card, ["/?art=596&p1=7"], by=None, now=NOW) == 0
    with pytest.raises(TakenAddressError, match="Autobus na telefon"):
        cards.lead_here(other, ["/?art=596&p1=7"], by=None, now=NOW)


def test_only_editors_write_and_publish(editor):
    stranger = person_of("ktos@gmina.example")
    with pytest.raises(NotAllowedError):
        cards.create_card(content(), by=stranger, now=NOW)
    card = cards.create_card(content(), by=editor, now=NOW)
    for act in (cards.publish_card, cards.confirm_card, cards.take_out_of_archive):
        with pytest.raises(NotAllowedError):
            act(card, by=stranger, now=NOW)
    with pytest.raises(NotAllowedError):
        cards.write_card(card, content(), by=stranger, now=NOW)
    with pytest.raises(NotAllowedError):
        cards.lead_here(card, ["/x"], by=stranger, now=NOW)
    with pytest.raises(NotAllowedError):
        cards.archive_card(card, reason="OTHER", note="Tak.", by=stranger, now=NOW)
    cards.publish_card(card, by=editor, now=NOW)
    kinds = [event.kind for event in audit.Event.objects.order_by("pk")]
    assert kinds[-2:] == ["practices.card_created", "practices.card_published"]
