"""Asking for mail about a unit, confirming it, ending it."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from miara.audit import public as audit
from miara.indicators.models import Subscription
from miara.notifications import public as notifications
from miara.units import public as units

#: A request nobody confirmed is erased after this long.
CONFIRM_WITHIN = timedelta(days=14)
#: Another request for the same unit and address does not send another mail sooner.
ASK_AGAIN_AFTER = timedelta(hours=1)


def subscribe(*, email: str, unit_uid: str, language: str, now: datetime) -> None:
    """Write down the request and mail a link that confirms it.

    Nothing tells the asker whether the address was known: who already gets the mail,
    or was mailed within the hour, gets no other one.
    """
    address = email.strip().lower()
    with transaction.atomic():
        row, created = Subscription.objects.select_for_update().get_or_create(
            email=address,
            unit_uid=unit_uid,
            defaults={
                "language": language,
                "token": secrets.token_urlsafe(32),
                "requested_at": now,
            },
        )
        if not created:
            waits = now - row.requested_at < ASK_AGAIN_AFTER
            if row.confirmed_at is not None or waits:
                return
            row.requested_at, row.language = now, language
            row.save(update_fields=["requested_at", "language"])
        notifications.enqueue(
            "indicators.subscription_confirm",
            to=address,
            context={
                "unit": unit_name(unit_uid, language),
                "address": link("subscription-confirm", row.token, language),
                "days": CONFIRM_WITHIN.days,
            },
            language=language,
            at=now,
            unsubscribe_url=link("subscription-end", row.token, language),
        )


@transaction.atomic
def confirm_subscription(*, token: str, now: datetime) -> Subscription | None:
    """Start the mail; None when the link is unknown or too old. Repeating is fine."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row is None or row.confirmed_at is not None:
        return row
    if now - row.requested_at > CONFIRM_WITHIN:
        return None
    row.confirmed_at = now
    row.save(update_fields=["confirmed_at"])
    audit.record("indicators.subscription.confirmed", by=None, at=now, target=row)
    return row


@transaction.atomic
def end_subscription(*, token: str, now: datetime) -> bool:
    """Erase the subscription with its address; False when there is none any more."""
    row = Subscription.objects.select_for_update().filter(token=token).first()
    if row is None:
        return False
    audit.record("indicators.subscription.ended", by=None, at=now, target=row)
    row.delete()
    return True


def erase_unconfirmed(*, now: datetime) -> int:
    """Erase requests that nobody confirmed in time; how many there were."""
    late = Subscription.objects.filter(
        confirmed_at=None, requested_at__lt=now - CONFIRM_WITHIN
    )
    return late.delete()[0]


def unit_name(uid: str, language: str) -> str:
    """The full name of a unit in a language, its code when it is not known."""
    facts = units.unit_by_uid(uid)
    with translation.override(language):
        return facts.full_name if facts else uid


def link(name: str, argument: str, language: str) -> str:
    """Full address of a page of this context in a language, for mails."""
    with translation.override(language):
        return settings.MIARA_SITE_URL + reverse(f"indicators:{name}", args=[argument])
