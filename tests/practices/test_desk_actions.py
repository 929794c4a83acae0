"""Booking, reviews and publishing on the desk: the same rules, the same trail."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.factories.editing import person_with
from tests.factories.practices import NOW, content, published, texts
from wagtail.models import Revision

from miara.audit import public as audit
from miara.core.schedule import calendar, run_due
from miara.notifications.models import Message
from miara.practices.actions import booking, cards, review
from miara.practices.desk.door import EXPERTS
from miara.practices.errors import (
    IncompleteError,
    NotAllowedError,
    ReviewError,
    WaitsForAuthorError,
)
from miara.practices.models import PracticeCard, PracticeLife, PublishedAsideError
from miara.practices.queries.cards import public_cards
from miara.practices.queries.reviews import drafts_waiting, open_review

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    return person_with("PRACTICE_EDITOR")


@pytest.fixture
def expert():
    person = person_with("PRACTICE_EXPERT")
    review.review_workflow(EXPERTS)
    return person


def kinds():
    return [row.kind for row in audit.Event.objects.order_by("pk")]


def draft(moment=None, **changed):
    """A card that was never public, to be published at a moment."""
    card = cards.create_card(content(**changed), by=None, now=NOW)
    if moment:
        text = card.get_latest_revision_as_object()
        text.go_live_at = moment
        text.save_revision()
        card.refresh_from_db()
    return card


def booked(by=None, days=3):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=days)
    card = draft(moment)
    return cards.publish_card(card, by=by, now=timezone.now()), moment


def test_nothing_is_published_beside_the_actions():
    card = draft()
    with pytest.raises(PublishedAsideError):
        card.latest_revision.publish()
    with pytest.raises(PublishedAsideError):
        published("Inna").unpublish()
    assert not PracticeCard.objects.get(pk=card.pk).live


def test_a_booked_draft_is_seen_by_nobody_before_its_moment(editor):
    card, moment = booked(by=editor)
    assert not card.live
    assert not public_cards().filter(pk=card.pk).exists()
    assert kinds()[-1] == "practices.card_booked"
    assert booking.publish_due(now=moment - timedelta(seconds=1)) == {
        "published": 0,
        "held": 0,
    }
    assert not PracticeCard.objects.get(pk=card.pk).live
    assert booking.publish_due(now=moment) == {"published": 1, "held": 0}
    assert PracticeCard.objects.get(pk=card.pk).live
    assert kinds()[-1] == "practices.card_published"
    assert booking.publish_due(now=moment) == {"published": 0, "held": 0}


def test_a_newer_text_of_a_public_card_waits_for_its_moment(editor):
    card = published()
    text = card.get_latest_revision_as_object()
    text.title = "Nowy tytuł"
    text.go_live_at = timezone.now() + timedelta(days=2)
    text.save_revision()
    cards.publish_card(card, by=editor, now=timezone.now())
    card = PracticeCard.objects.get(pk=card.pk)
    assert (card.title, card.live) == ("Autobus na telefon", True)
    booking.publish_due(now=timezone.now() + timedelta(days=3))
    card = PracticeCard.objects.get(pk=card.pk)
    assert (card.title, card.live) == ("Nowy tytuł", True)


def test_a_booking_of_a_card_archived_meanwhile_is_held():
    card, moment = booked()
    cards.archive_card(
        card, reason=PracticeLife.Reason.OTHER, note="Pomyłka.", by=None, now=NOW
    )
    assert booking.publish_due(now=moment) == {"published": 0, "held": 1}
    assert not PracticeCard.objects.get(pk=card.pk).live
    assert kinds()[-1] == "practices.card_held"
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_only_who_may_publish_takes_a_booking_back(editor, expert):
    card, moment = booked()
    with pytest.raises(NotAllowedError):
        booking.take_back_booking(card, by=expert, now=NOW)
    assert booking.take_back_booking(card, by=editor, now=NOW)
    assert kinds()[-1] == "practices.card_unbooked"
    assert not booking.take_back_booking(card, by=editor, now=NOW)
    assert booking.publish_due(now=moment) == {"published": 0, "held": 0}


def test_an_incomplete_draft_cannot_be_booked():
    card = draft(timezone.now() + timedelta(days=1), texts=texts(goals=""))
    with pytest.raises(IncompleteError):
        cards.publish_card(card, by=None, now=timezone.now())
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_a_card_goes_to_the_archive_at_its_last_moment():
    card = published()
    PracticeCard.objects.filter(pk=card.pk).update(expire_at=NOW + timedelta(days=9))
    assert booking.archive_due(now=NOW + timedelta(days=8)) == {"archived": 0}
    assert booking.archive_due(now=NOW + timedelta(days=9)) == {"archived": 1}
    assert booking.archive_due(now=NOW + timedelta(days=10)) == {"archived": 0}
    life = PracticeLife.objects.get(card=card)
    assert (life.archived_for, bool(life.archived_note)) == ("OUTDATED", True)
    assert PracticeCard.objects.get(pk=card.pk).live


def test_an_upper_context_holds_a_card_back(monkeypatch):
    monkeypatch.setattr(cards, "_conditions", [])
    cards.before_publishing(lambda _card: "Autor jeszcze nie potwierdził.")
    card = draft()
    with pytest.raises(WaitsForAuthorError, match="Autor jeszcze nie"):
        cards.publish_card(card, by=None, now=NOW)
    assert cards.publish_card(card, by=None, now=NOW, checked=False).live


def test_an_expert_reads_and_approves_and_the_editor_is_told(editor, expert):
    card = draft()
    review.ask_for_review(card, by=editor, now=NOW)
    assert Message.objects.get(kind=review.ASKED).recipient == expert.email
    assert [row.card_id for row in drafts_waiting()] == [card.pk]
    with pytest.raises(ReviewError):
        review.ask_for_review(card, by=editor, now=NOW)
    review.approve_review(card, comment="Dobre.", by=expert, now=NOW)
    answer = Message.objects.get(kind=review.DONE)
    assert answer.recipient == editor.email
    assert "Dobre." in answer.text
    assert drafts_waiting() == []
    assert not PracticeCard.objects.get(pk=card.pk).live
    assert kinds()[-2:] == ["practices.review_asked", "practices.review_approved"]


def test_approval_lets_the_moment_of_the_editor_count(editor, expert):
    moment = timezone.now().replace(microsecond=0) + timedelta(days=2)
    card = draft(moment)
    review.ask_for_review(card, by=editor, now=NOW)
    review.approve_review(card, comment="", by=expert, now=timezone.now())
    assert Revision.objects.get(approved_go_live_at=moment).object_id == str(card.pk)
    booking.publish_due(now=moment)
    assert PracticeCard.objects.get(pk=card.pk).live


def test_a_former_editor_books_nothing_by_an_approval(editor, expert):
    card = draft(timezone.now() + timedelta(days=2))
    review.ask_for_review(card, by=editor, now=NOW)
    editor.memberships.all().delete()
    review.approve_review(card, comment="", by=expert, now=timezone.now())
    assert not Revision.objects.exclude(approved_go_live_at=None).exists()


def test_a_draft_given_back_can_be_sent_again(editor, expert):
    card = draft()
    review.ask_for_review(card, by=editor, now=NOW)
    with pytest.raises(ReviewError):
        review.give_back(card, comment=" ", by=expert, now=NOW)
    review.give_back(card, comment="Brak kosztów.", by=expert, now=NOW)
    assert "Brak kosztów." in Message.objects.get(kind=review.DONE).text
    cards.write_card(card, content("Lepszy tytuł"), by=editor, now=NOW)
    review.ask_for_review(card, by=editor, now=NOW)
    assert open_review(card).revision.object_str == "Lepszy tytuł"
    review.take_back_review(card, by=editor, now=NOW)
    assert open_review(card) is None


def test_nobody_reviews_what_they_asked_for_and_strangers_nothing(editor, expert):
    card = draft()
    with pytest.raises(NotAllowedError):
        review.ask_for_review(card, by=expert, now=NOW)
    review.ask_for_review(card, by=editor, now=NOW)
    with pytest.raises(ReviewError):
        review.approve_review(card, comment="", by=editor, now=NOW)
    stranger = person_with("", email="obcy@gmina.example")
    for act in (review.approve_review, review.give_back):
        with pytest.raises(NotAllowedError):
            act(card, comment="Tak.", by=stranger, now=NOW)
    assert open_review(card) is not None


def test_the_library_sends_no_mail_of_its_own(editor, expert, mailoutbox):
    card = draft()
    review.ask_for_review(card, by=editor, now=NOW)
    review.give_back(card, comment="Nie.", by=expert, now=NOW)
    assert mailoutbox == []


def test_the_calendar_keeps_the_moments():
    card, moment = booked()
    keep = [row for row in calendar() if row.name == "practices.keep_moments"]
    (outcome,) = run_due(moment, tasks=keep)
    assert outcome.result == {"published": 1, "held": 0, "archived": 0}
    assert PracticeCard.objects.get(pk=card.pk).live
