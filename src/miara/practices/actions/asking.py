"""A reader asks the author; nobody's address is shown to anybody but the author."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Final

from django.conf import settings
from django.db import transaction

from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.practices.errors import NobodyToAskError, TooManyQuestionsError
from miara.practices.models import (
    AskedAuthor,
    PracticeCard,
    PracticeContact,
    PracticeLife,
)

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["COPY", "MOST_A_DAY", "QUESTION", "Letter", "ask_author"]

#: Kinds of the letters: to the author, and the copy.
QUESTION: Final = "practices.question_to_author"
COPY: Final = "practices.question_copy"
#: Of all readers together to one practice: an author is nobody's target.
MOST_A_DAY: Final = 10


@dataclass(frozen=True, slots=True)
class Letter:
    """What a reader writes, and the address that they let the author see."""

    text: str
    name: str
    email: str


@transaction.atomic
def ask_author(
    card: PracticeCard,
    letter: Letter,
    *,
    url: str,
    by: User | None,
    now: datetime,
    with_copy: bool = False,
) -> AskedAuthor:
    """Pass a question on to the person of the card, else to its office.

    Only that it was asked is kept beside the card. The copy goes to the account of a
    signed-in reader alone: to an address typed by anybody it would carry anything.

    Parameters
    ----------
    url
        Path of the card.

    Raises
    ------
    NobodyToAskError
        When no address is known.
    TooManyQuestionsError
        When the author got as many as one day allows.
    """
    # Locked, so that two questions at once are counted one by one.
    PracticeLife.objects.select_for_update().get(card=card)
    contact = PracticeContact.objects.get(card=card)
    to = contact.person_email or contact.office_email
    if not to:
        raise NobodyToAskError
    asked = AskedAuthor.objects.filter(card=card, asked_at__gt=now - timedelta(days=1))
    if asked.count() >= MOST_A_DAY:
        raise TooManyQuestionsError
    row = AskedAuthor.objects.create(card=card, asked_at=now)
    values = {
        "title": card.title,
        "address": settings.MIARA_SITE_URL + url,
        "name": letter.name,
        "email": letter.email,
        "text": letter.text,
    }
    notifications.enqueue(
        QUESTION,
        to=to,
        context=values,
        language="pl",
        at=now,
        reply_to=letter.email,
    )
    if with_copy and by is not None:
        notifications.enqueue(
            COPY,
            to=by.email,
            context=values,
            language=by.language or "pl",
            at=now,
        )
    audit.record("practices.author_question", by=by, at=now, target=card)
    return row
