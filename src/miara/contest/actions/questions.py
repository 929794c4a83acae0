"""Questions about the rules: asked by anybody, answered for everybody."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.db import transaction

from miara.accounts import public as accounts
from miara.audit import public as audit
from miara.contest.actions.guards import require
from miara.contest.errors.setup import TooManyQuestionsError
from miara.contest.letters.shared import OWNER, address
from miara.contest.models import Edition, PublicQuestion
from miara.contest.permissions import can_organise
from miara.core.localized import Localized
from miara.notifications import public as notifications

__all__ = ["answer_question", "ask_question"]

#: From one network in an hour, and to one edition from everywhere in an hour.
PER_SENDER: Final = 5
PER_EDITION: Final = 100
_HOUR: Final = timedelta(hours=1)


def ask_question(
    *,
    edition: Edition,
    text: str,
    reply_to: str,
    language: str,
    sender: str,
    now: datetime,
) -> PublicQuestion:
    """Take a question in.

    Parameters
    ----------
    sender
        Address of the network; only its hash is kept, for an hour, to count.

    Raises
    ------
    TooManyQuestionsError
        Beyond the limit of a network or of the edition.
    """
    asked = edition.questions.filter(asked_at__gt=now - _HOUR).count()
    mark = hashlib.sha256(f"{settings.SECRET_KEY}:{sender}".encode()).hexdigest()[:24]
    key = f"contest:asked:{edition.uid}:{mark}"
    cache.add(key, 0, timeout=int(_HOUR.total_seconds()))
    if asked >= PER_EDITION or _counted(key) > PER_SENDER:
        raise TooManyQuestionsError
    return PublicQuestion.objects.create(
        edition=edition,
        text=text.strip(),
        reply_to=reply_to,
        language=language[:2],
        asked_at=now,
    )


@transaction.atomic
def answer_question(
    *,
    question: PublicQuestion,
    published_text: Localized,
    answer: Localized,
    is_public: bool,
    by: accounts.User,
    now: datetime,
) -> PublicQuestion:
    """Answer a question, publish it or withdraw it; the person who asked gets a mail.

    Raises
    ------
    NotAllowedError
    """
    row = (
        PublicQuestion.objects.select_for_update(of=("self",))
        .select_related("edition__contest__owner")
        .get(pk=question.pk)
    )
    edition = row.edition
    require(can_organise(by, edition, now=now))
    is_new = row.answered_at is None
    row.published_text, row.answer = published_text, answer
    row.answered_at, row.answered_by = now, by
    row.published_at = (row.published_at or now) if is_public else None
    row.save()
    audit.record(
        "contest.question_answered",
        by=by,
        at=now,
        target=row,
        parent=edition,
        after={"public": is_public},
    )
    if is_new and row.reply_to:
        place = (edition.contest.code, edition.slug)
        notifications.enqueue(
            "contest.question_answered",
            to=row.reply_to,
            context={
                "edition": Localized.of(edition.name).in_language(row.language),
                "question": published_text.in_language(row.language),
                "answer": answer.in_language(row.language),
                "link": address(
                    "contest:questions", *place, language=row.language or "pl"
                ),
            },
            language=row.language,
            at=now,
            owner_kind=OWNER,
            owner_id=edition.uid,
        )
    return row


def _counted(key: str) -> int:
    try:
        return int(cache.incr(key))
    except ValueError:  # ran out between the two calls
        return 1
