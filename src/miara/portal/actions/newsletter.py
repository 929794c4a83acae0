"""The newsletter: asked for, confirmed, sent once a period, ended."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from django.utils.translation import ngettext

from miara.audit import public as audit
from miara.notifications import public as notifications
from miara.portal.domain.addresses import address_of
from miara.portal.domain.categories import categories, category
from miara.portal.models import News, NewsletterOrder
from miara.portal.queries.newsletter import news_between

__all__ = [
    "CONFIRM",
    "LETTER",
    "Sent",
    "change_newsletter",
    "confirm_newsletter",
    "end_newsletter",
    "erase_unconfirmed",
    "order_newsletter",
    "send_newsletters",
]

#: Kinds of the letters.
CONFIRM: Final = "portal.newsletter_confirm"
LETTER: Final = "portal.newsletter"
CONFIRMED, ENDED = "portal.newsletter_ordered", "portal.newsletter_left"
MOST_LINES: Final = 20
#: A little less than the period, so that a run at the same hour is never too early.
PERIODS: Final = {
    NewsletterOrder.Period.WEEK: timedelta(days=6, hours=20),
    NewsletterOrder.Period.MONTH: timedelta(days=27, hours=20),
}


@dataclass(slots=True)
class Sent:
    """What one run did."""

    mailed: int = 0
    unchanged: int = 0


def order_newsletter(
    *, email: str, chosen: Iterable[str], period: str, language: str, now: datetime
) -> NewsletterOrder:
    """Write down the request and mail the link that confirms it.

    Nobody learns whether the address gets the newsletter already: then nothing is
    mailed and nothing changes, since anybody may type an address.
    """
    codes = _codes(chosen)

    def mail(row: NewsletterOrder) -> None:
        # Asked again before it was confirmed: the last wish counts.
        row.categories, row.period = codes, NewsletterOrder.Period(period)
        row.save(update_fields=["categories", "period"])
        notifications.enqueue(
            CONFIRM,
            to=row.email,
            context={
                "categories": _names(row),
                "address": _link("newsletter-confirm", row),
                "days": notifications.CONFIRM_WITHIN.days,
            },
            language=row.language,
            at=now,
            unsubscribe_url=_link("newsletter-end", row),
        )

    return notifications.ask_to_follow(
        NewsletterOrder,
        email=email,
        about={},
        language=language,
        now=now,
        mail=mail,
        defaults={"categories": codes, "period": NewsletterOrder.Period(period)},
    )


def confirm_newsletter(*, token: str, now: datetime) -> NewsletterOrder | None:
    """Start the mail; None when the link is unknown or too old."""
    return notifications.confirm_following(
        NewsletterOrder, token=token, now=now, event=CONFIRMED
    )


@transaction.atomic
def change_newsletter(
    *, token: str, chosen: Iterable[str], period: str, now: datetime
) -> bool:
    """Choose other categories or another period; the token of the mail is the proof.

    Changing confirms nothing. False when there is no such request any more.
    """
    row = NewsletterOrder.locked(token)
    if row is None:
        return False
    row.categories, row.period = _codes(chosen), NewsletterOrder.Period(period)
    row.save(update_fields=["categories", "period"])
    audit.record("portal.newsletter_changed", by=None, at=now, target=row)
    return True


def end_newsletter(*, token: str, now: datetime) -> bool:
    """Erase the request with its address; False when there is none any more."""
    return notifications.end_following(
        NewsletterOrder, token=token, now=now, event=ENDED
    )


def erase_unconfirmed(*, now: datetime) -> int:
    """Erase requests that nobody confirmed in time; how many there were."""
    return notifications.erase_unconfirmed(NewsletterOrder, now=now)


def send_newsletters(*, now: datetime) -> Sent:
    """Mail what is new to everybody whose period is over; nothing without news.

    Each reader is one transaction, so that a crash neither loses nor repeats a mail.
    """
    result = Sent()
    is_due = Q()
    for period, length in PERIODS.items():
        late = now - length
        is_due |= Q(period=period, last_sent_at__lte=late) | Q(
            period=period, last_sent_at=None, confirmed_at__lte=late
        )
    due = NewsletterOrder.objects.filter(is_due, confirmed_at__isnull=False)
    for key in list(due.order_by("pk").values_list("pk", flat=True)):
        if _mail_one(key, now):
            result.mailed += 1
        else:
            result.unchanged += 1
    return result


@transaction.atomic
def _mail_one(key: int, now: datetime) -> bool:
    row = NewsletterOrder.objects.select_for_update().filter(pk=key).first()
    if row is None or row.confirmed_at is None:
        return False
    since = row.last_sent_at or row.confirmed_at
    if now - since < PERIODS[NewsletterOrder.Period(row.period)]:
        return False  # another worker was faster
    codes = row.categories.split(",")
    rows = [news for news in news_between(since, now) if news.category in codes]
    if rows:
        notifications.enqueue(
            LETTER,
            to=row.email,
            context={
                "count": len(rows),
                "news": _lines(rows, row.language),
                "address": _list_address(row.language),
                "change_url": _link("newsletter-change", row),
            },
            language=row.language,
            at=now,
            unsubscribe_url=_link("newsletter-end", row),
        )
    # Also without a mail: up to here there was nothing to tell.
    row.last_sent_at = now
    row.save(update_fields=["last_sent_at"])
    return bool(rows)


def _lines(rows: Sequence[News], language: str) -> str:
    """News with their addresses; beyond the limit only how many."""
    with translation.override(language):
        lines = [_line(news, language) for news in rows[:MOST_LINES]]
        if left_out := len(rows) - len(lines):
            more = ngettext("and %(count)s more", "and %(count)s more", left_out)
            lines.append(more % {"count": left_out})
    return "\n".join(lines)


def _line(news: News, language: str) -> str:
    is_english = language == "en" and news.title_en and news.lead_en
    title = news.title_en if is_english else news.title
    path = reverse("portal:news", args=[address_of(news.pk, news.title)])
    return f"- {title}\n  {settings.MIARA_SITE_URL}{path}"


def _codes(chosen: Iterable[str]) -> str:
    """Codes of known categories in the order of the list, with commas."""
    wanted = set(chosen)
    return ",".join(row.code for row in categories() if row.code in wanted)


def _names(row: NewsletterOrder) -> str:
    found = [category(code) for code in row.categories.split(",")]
    return ", ".join(each.name(row.language) for each in found if each)


def _list_address(language: str) -> str:
    with translation.override(language):
        return settings.MIARA_SITE_URL + reverse("portal:news-list")


def _link(name: str, row: NewsletterOrder) -> str:
    with translation.override(row.language):
        return settings.MIARA_SITE_URL + reverse(f"portal:{name}", args=[row.token])
