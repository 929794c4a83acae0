"""The yearly question "is it still true?" and its answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.practices.actions.cards import archive_card, confirm_card
from miara.practices.domain.freshness import DEFAULT_RULES, Rules, due_question
from miara.practices.errors import AnsweredError
from miara.practices.models import PracticeLife, PracticeQuestion

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["ASK", "Asked", "answer_question", "ask_authors"]

#: Kind of the letter.
ASK = "practices.still_true"
Answer = PracticeQuestion.Answer


@dataclass(frozen=True, slots=True)
class Asked:
    """What one run did; ``without_address`` counts cards with nobody to ask."""

    sent: int
    without_address: int


def ask_authors(*, now: datetime, rules: Rules = DEFAULT_RULES) -> Asked:
    """Send what is due of the ladder; running it twice sends nothing twice.

    A person is asked where one is known, else the office. A card with no address moves
    on along the ladder without a mail and becomes stale like one without an answer.
    """
    today = timezone.localdate(now)
    lives = PracticeLife.objects.filter(card__live=True, archived_on=None)
    sent = without = 0
    for key, confirmed_on in lives.order_by("pk").values_list("pk", "confirmed_on"):
        if due_question(confirmed_on, 0, today, rules=rules) is None:
            continue
        address = _ask_one(key, now=now, rules=rules)
        sent += address is not None and bool(address)
        without += address == ""
    return Asked(sent, without)


@transaction.atomic
def _ask_one(key: int, *, now: datetime, rules: Rules) -> str | None:
    """Ask about one card: the address asked, empty for none, None if nothing is due."""
    life = PracticeLife.objects.select_for_update().get(pk=key)
    if life.archived_on:
        return None
    card = life.card
    asked = PracticeQuestion.objects.filter(card=card, about=life.confirmed_on)
    last = asked.order_by("-step").values_list("step", flat=True).first()
    due = due_question(
        life.confirmed_on,
        0 if last is None else last + 1,
        timezone.localdate(now),
        rules=rules,
    )
    if due is None:
        return None
    contact = card.contact
    address = contact.person_email or contact.office_email
    question = PracticeQuestion.objects.create(
        card=card, step=due.step, about=life.confirmed_on, sent_at=now
    )
    if address:
        link = settings.MIARA_SITE_URL + reverse(
            "practices:question", args=[question.key]
        )
        notifications.enqueue(
            ASK,
            to=address,
            context={
                "title": card.title,
                "address": link,
                "is_reminder": due.step > 0,
            },
            language="pl",
            at=now,
        )
    audit.record(
        "practices.author_asked",
        by=None,
        at=now,
        target=card,
        after={"step": due.step, "mailed": bool(address)},
    )
    return address


@transaction.atomic
def answer_question(
    question: PracticeQuestion, answer: str, *, by: User | None, now: datetime
) -> PracticeQuestion:
    """Take an answer; the first one counts.

    "Still true" begins the year anew, "changed" too, since its author is there and has
    promised a correction; "ended" moves the description to the archive.

    Raises
    ------
    AnsweredError
        When this question, or another one about the same year, was answered.
    """
    # The life is locked first, as everywhere: answers to two links come one by one.
    life = PracticeLife.objects.select_for_update().get(card_id=question.card_id)
    same_year = PracticeQuestion.objects.filter(
        card_id=question.card_id, about=question.about
    )
    is_renewed = life.confirmed_on != question.about or life.archived_on is not None
    if is_renewed or same_year.exclude(answer="").exists():
        raise AnsweredError
    question.answer = Answer(answer)
    question.answered_at = now
    question.answered_by = by
    question.save()
    audit.record(
        "practices.question_answered",
        by=by,
        at=now,
        target=question.card,
        after={"answer": question.answer},
    )
    if question.answer == Answer.ENDED:
        archive_card(
            question.card,
            reason=PracticeLife.Reason.ENDED,
            note=ENDED_NOTE,
            by=None,
            now=now,
        )
    else:
        confirm_card(question.card, by=None, now=now)
    return question


#: Stored with the card, so in the language of the base.
ENDED_NOTE = "Autor odpowiedział na coroczne pytanie, że praktyka już nie działa."
