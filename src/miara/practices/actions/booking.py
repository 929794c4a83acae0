"""Moments set by editors: drafts that become public, cards that go to the archive."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from miara.audit import public as audit
from miara.practices.actions.cards import archive_card, publish_card
from miara.practices.errors import NotAllowedError, PracticesError
from miara.practices.models import PracticeCard, PracticeLife
from miara.practices.permissions import can_publish

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["archive_due", "publish_due", "take_back_booking"]

log = structlog.get_logger(__name__)

#: Stored with the card, so in the language of the base.
EXPIRED_NOTE = "Minął termin, do którego redakcja uznała opis za aktualny."


def publish_due(*, now: datetime) -> dict[str, int]:
    """Publish the drafts whose moment has come; each by the rules of that moment.

    One that may not be published any more, such as a card archived meanwhile, loses its
    moment and stays a draft; the trail says so.
    """
    counts = {"published": 0, "held": 0}
    kind = ContentType.objects.get_for_model(PracticeCard)
    due = Revision.objects.filter(
        base_content_type=kind, approved_go_live_at__lte=now
    ).order_by("approved_go_live_at", "pk")
    for key in list(due.values_list("pk", flat=True)):
        counts["published" if _publish_one(key, now) else "held"] += 1
    return counts


def archive_due(*, now: datetime) -> dict[str, int]:
    """Archive the public cards whose last moment has passed."""
    due = PracticeCard.objects.filter(
        live=True, expire_at__lte=now, life__archived_on=None
    )
    cards = list(due.order_by("pk"))
    for card in cards:
        archive_card(
            card,
            reason=PracticeLife.Reason.OUTDATED,
            note=EXPIRED_NOTE,
            by=None,
            now=now,
        )
    return {"archived": len(cards)}


@transaction.atomic
def take_back_booking(card: PracticeCard, *, by: User, now: datetime) -> bool:
    """Let a booked draft wait again; tells whether there was one."""
    if not (decision := can_publish(by, now=now)):
        raise NotAllowedError(reason=decision.reason)
    booked = card.revisions.filter(approved_go_live_at__isnull=False)
    if not booked.update(approved_go_live_at=None):
        return False
    audit.record("practices.card_unbooked", by=by, at=now, target=card)
    return True


def _publish_one(key: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            revision = Revision.objects.select_for_update().get(pk=key)
            # Its moment has come: the draft must not wait for it again.
            revision.content["go_live_at"] = None
            revision.save(update_fields=["content"])
            card = PracticeCard.objects.get(pk=revision.object_id)
            publish_card(card, by=None, now=now, revision=revision)
    except PracticesError as error:
        _hold(key, type(error).__name__, now)
        return False
    return True


@transaction.atomic
def _hold(key: int, why: str, now: datetime) -> None:
    revision = Revision.objects.get(pk=key)
    Revision.objects.filter(pk=key).update(approved_go_live_at=None)
    card = PracticeCard.objects.get(pk=revision.object_id)
    audit.record("practices.card_held", by=None, at=now, target=card)
    log.warning("practices.booking_held", card=card.pk, why=why)
