"""Moments set by editors: drafts that become public, news that leaves it."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import structlog
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Revision

from miara.audit import public as audit
from miara.portal.actions.news import publish_news, withdraw_news
from miara.portal.actions.pages import publish_page
from miara.portal.errors import NotAllowedError, PortalError
from miara.portal.models import News, SitePage
from miara.portal.permissions import can_edit

if TYPE_CHECKING:
    from miara.accounts.public import User

__all__ = ["publish_due", "take_back_booking", "withdraw_due"]

log = structlog.get_logger(__name__)

#: Stored with the news, so in the language of the site.
EXPIRED_NOTE = "Minął termin, do którego redakcja pokazywała tę wiadomość."


def publish_due(*, now: datetime) -> dict[str, int]:
    """Publish the drafts whose moment has come; each by the rules of that moment.

    One that may not be published any more loses its moment and stays a draft; the
    trail says so. The label names who booked it.
    """
    counts = {"published": 0, "held": 0}
    kinds = ContentType.objects.get_for_models(News, SitePage).values()
    due = Revision.objects.filter(
        base_content_type__in=kinds, approved_go_live_at__lte=now
    ).order_by("approved_go_live_at", "pk")
    for key in list(due.values_list("pk", flat=True)):
        counts["published" if _publish_one(key, now) else "held"] += 1
    return counts


def withdraw_due(*, now: datetime) -> dict[str, int]:
    """Withdraw the public news whose last moment has passed."""
    due = News.objects.filter(live=True, expire_at__lte=now, withdrawal=None)
    rows = list(due.order_by("pk"))
    for news in rows:
        withdraw_news(news, reason=EXPIRED_NOTE, by=None, now=now)
    return {"withdrawn": len(rows)}


@transaction.atomic
def take_back_booking(text: News | SitePage, *, by: User, now: datetime) -> bool:
    """Let a booked draft wait again; tells whether there was one."""
    if not (decision := can_edit(by, text.site, now=now)):
        raise NotAllowedError(reason=decision.reason)
    booked = text.revisions.filter(approved_go_live_at__isnull=False)
    if not booked.update(approved_go_live_at=None):
        return False
    is_page = isinstance(text, SitePage)
    kind = "portal.page_unbooked" if is_page else "portal.news_unbooked"
    audit.record(kind, by=by, at=now, target=text)
    return True


def _publish_one(key: int, now: datetime) -> bool:
    try:
        with transaction.atomic():
            rows = Revision.objects.select_for_update(of=("self",))
            revision = rows.select_related("user").get(pk=key)
            # Its moment has come: the draft must not wait for it again.
            revision.content["go_live_at"] = None
            revision.save(update_fields=["content"])
            text = revision.content_object
            if isinstance(text, SitePage):
                publish_page(text, by=None, now=now, revision=revision)
            else:
                name = revision.user.full_name if revision.user else ""
                publish_news(
                    text, by=None, now=now, revision=revision, person_name=name
                )
    except PortalError as error:
        _hold(key, type(error).__name__, now)
        return False
    return True


@transaction.atomic
def _hold(key: int, why: str, now: datetime) -> None:
    revision = Revision.objects.get(pk=key)
    Revision.objects.filter(pk=key).update(approved_go_live_at=None)
    text = revision.content_object
    is_page = isinstance(text, SitePage)
    kind = "portal.page_held" if is_page else "portal.news_held"
    audit.record(kind, by=None, at=now, target=text)
    log.warning("portal.booking_held", kind=kind, number=text.pk, why=why)
