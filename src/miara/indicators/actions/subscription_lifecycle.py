"""Asking for mail about a unit, confirming it, ending it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from miara.indicators.models import Subscription
from miara.notifications import public as notifications
from miara.units import public as units


def subscribe(*, email: str, unit_uid: str, language: str, now: datetime) -> None:
    """Write down the request and mail a link that confirms it, at most once an hour."""

    def mail(row: Subscription) -> None:
        notifications.enqueue(
            "indicators.subscription_confirm",
            to=row.email,
            context={
                "unit": unit_name(unit_uid, language),
                "address": link("subscription-confirm", row.token, language),
                "days": notifications.CONFIRM_WITHIN.days,
            },
            language=language,
            at=now,
            unsubscribe_url=link("subscription-end", row.token, language),
        )

    notifications.ask_to_follow(
        Subscription,
        email=email,
        about={"unit_uid": unit_uid},
        language=language,
        now=now,
        mail=mail,
    )


def confirm_subscription(*, token: str, now: datetime) -> Subscription | None:
    """Start the mail; None when the link is unknown or too old. Repeating is fine."""
    return notifications.confirm_following(
        Subscription, token=token, now=now, event="indicators.subscription.confirmed"
    )


def end_subscription(*, token: str, now: datetime) -> bool:
    """Erase the subscription with its address; False when there is none any more."""
    return notifications.end_following(
        Subscription, token=token, now=now, event="indicators.subscription.ended"
    )


def erase_unconfirmed(*, now: datetime) -> int:
    """Erase requests that nobody confirmed in time; how many there were."""
    return notifications.erase_unconfirmed(Subscription, now=now)


def unit_name(uid: str, language: str) -> str:
    """The full name of a unit in a language, its code when it is not known."""
    facts = units.unit_by_uid(uid)
    with translation.override(language):
        return facts.full_name if facts else uid


def link(name: str, argument: str, language: str) -> str:
    """Full address of a page of this context in a language, for mails."""
    with translation.override(language):
        return settings.MIARA_SITE_URL + reverse(f"indicators:{name}", args=[argument])
