"""Mail to people who follow a unit, after a publication that changed it."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import ngettext, override

from miara.core.numbers import format_number
from miara.indicators.actions.subscription_lifecycle import link, unit_name
from miara.indicators.models import Publication, PublishedVintage, Subscription
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.feeds_changes import NumberChange, changes_of_unit
from miara.notifications import public as notifications
from miara.units import public as units

MOST_LINES = 30
BATCH = 500


@dataclass(slots=True)
class Sent:
    """What one run did."""

    mailed: int = 0
    unchanged: int = 0


def send_alerts(*, now: datetime) -> Sent:
    """Tell every subscriber what changed since they were last told.

    Several publications since then make one mail with the difference between the
    first and the last. Each subscriber is one transaction, so a crash neither loses
    nor repeats a mail; the rest waits for the next run.
    """
    result = Sent()
    newest = (
        Publication.objects.filter(published_at__lte=now)
        .select_related("vintage")
        .order_by("-published_at", "-pk")
        .first()
    )
    if newest is None:
        return result
    waiting = Subscription.objects.filter(confirmed_at__isnull=False).filter(
        Q(last_sent_at__isnull=True, confirmed_at__lt=newest.published_at)
        | Q(last_sent_at__lt=newest.published_at)
    )
    bases: dict[datetime, PublishedVintage | None] = {}
    for key in waiting.order_by("pk").values_list("pk", flat=True)[:BATCH]:
        if _tell(key, newest, bases, now):
            result.mailed += 1
        else:
            result.unchanged += 1
    return result


def _tell(
    key: int,
    newest: Publication,
    bases: dict[datetime, PublishedVintage | None],
    now: datetime,
) -> bool:
    """Mail one subscriber; False when nothing changed in the unit."""
    with transaction.atomic():
        row = Subscription.objects.select_for_update().filter(pk=key).first()
        if row is None or row.confirmed_at is None:
            return False
        since = row.last_sent_at or row.confirmed_at
        if since >= newest.published_at:  # another worker was faster
            return False
        if since not in bases:
            bases[since] = PublishedVintage.objects.as_known_at(since)
        base = bases[since]
        changes = changes_of_unit(base, newest.vintage, row.unit_uid) if base else ()
        if changes:
            _enqueue(row, changes, now)
        # Also without a mail: up to here there was nothing to tell.
        row.last_sent_at = now
        row.save(update_fields=["last_sent_at"])
    return bool(changes)


def _enqueue(
    row: Subscription, changes: tuple[NumberChange, ...], now: datetime
) -> None:
    facts = units.unit_by_uid(row.unit_uid)
    address = facts.address if facts else row.unit_uid
    notifications.enqueue(
        "indicators.unit_changed",
        to=row.email,
        context={
            "unit": unit_name(row.unit_uid, row.language),
            "count": len(changes),
            "changes": _lines(changes, row.language),
            "address": link("unit", address, row.language),
        },
        language=row.language,
        at=now,
        unsubscribe_url=link("subscription-end", row.token, row.language),
    )


def _lines(changes: tuple[NumberChange, ...], language: str) -> str:
    """The changed numbers as a text, one a line; beyond the limit only how many."""
    lines = [_line(change, language) for change in changes[:MOST_LINES]]
    left_out = len(changes) - len(lines)
    if left_out:
        with override(language):
            more = ngettext("and %(count)s more", "and %(count)s more", left_out)
        lines.append(more % {"count": left_out})
    return "\n".join(lines)


def _line(change: NumberChange, language: str) -> str:
    known = definitions()
    indicator = known.indicators.get(change.indicator)
    title = indicator.title.in_language(language) if indicator else change.indicator
    symbol = known.unit_of(indicator.code).symbol if indicator else None
    decimals = indicator.decimals if indicator else 2
    old, new = (
        format_number(value, decimals, language) for value in (change.old, change.new)
    )
    line = f"- {title}, {change.period}: {old} → {new}"
    unit = symbol.in_language(language) if symbol else ""
    return f"{line} {unit}" if unit else line
