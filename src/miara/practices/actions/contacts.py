"""Whom to ask about a practice."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from miara.audit import public as audit
from miara.practices.domain.content import Contact
from miara.practices.errors import NotAllowedError
from miara.practices.models import PracticeCard, PracticeContact
from miara.practices.permissions import can_answer_for

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["write_contact"]


@transaction.atomic
def write_contact(
    card: PracticeCard, contact: Contact, *, by: User | None, now: datetime
) -> PracticeContact:
    """Say whom readers may ask; what stood there before is replaced at once.

    People are not a part of revisions, so neither a draft nor its publication changes
    them. The trail keeps that it was done, never whose data they are.

    Parameters
    ----------
    by
        Whoever answers for the practice; None when rights were checked elsewhere.
    """
    if by is not None and not (decision := can_answer_for(by, card, now=now)):
        raise NotAllowedError(reason=decision.reason)
    row = PracticeContact.objects.select_for_update().get(card=card)
    for name, value in asdict(contact).items():
        setattr(row, name, value)
    row.save()
    audit.record("practices.contact_written", by=by, at=now, target=card)
    return row
