"""Days and hours of an edition as its texts say them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils import formats
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from miara.core.numbers import NBSP

if TYPE_CHECKING:
    from miara.contest.models import Milestone

__all__ = ["day", "left_until", "milestone_when", "moment"]

_WARSAW = ZoneInfo("Europe/Warsaw")


def day(value: date) -> str:
    """A day in full: 8 kwietnia 2026."""
    text: str = formats.date_format(value, "DATE_FORMAT")
    if (get_language() or "pl").startswith("pl"):
        text = text.removesuffix(" r.")
    return text.replace(" ", NBSP)


def moment(value: datetime) -> str:
    """A day with its hour in Warsaw."""
    local = value.astimezone(_WARSAW)
    return _("%(day)s, %(hour)s") % {
        "day": day(local.date()),
        "hour": f"{local:%H:%M}",
    }


def milestone_when(row: Milestone) -> str:
    """When a date of the calendar is, as short as it can be said."""
    first = row.starts_at.astimezone(_WARSAW)
    last = row.ends_at.astimezone(_WARSAW) if row.ends_at else None
    if row.whole_days:
        if last is None or last.date() == first.date():
            return day(first.date())
        return _("%(first)s to %(last)s") % {
            "first": day(first.date()),
            "last": day(last.date()),
        }
    if last is None:
        return moment(first)
    if last.date() == first.date():
        return _("%(day)s, %(from)s–%(to)s") % {
            "day": day(first.date()),
            "from": f"{first:%H:%M}",
            "to": f"{last:%H:%M}",
        }
    return _("%(first)s to %(last)s") % {"first": moment(first), "last": moment(last)}


def left_until(deadline: datetime, now: datetime) -> str:
    """How much time is left, by the clock of the server; empty when none is.

    Whole days while there are two or more, hours below, minutes in the last hour.
    """
    left = deadline.astimezone(UTC) - now.astimezone(UTC)
    if left <= timedelta(0):
        return ""
    if left >= timedelta(days=2):
        days = left.days
        return ngettext("%(count)s day is left", "%(count)s days are left", days) % {
            "count": days
        }
    if left >= timedelta(hours=1):
        hours = int(left.total_seconds() // 3600)
        return ngettext("%(count)s hour is left", "%(count)s hours are left", hours) % {
            "count": hours
        }
    minutes = max(1, int(left.total_seconds() // 60))
    return ngettext(
        "%(count)s minute is left", "%(count)s minutes are left", minutes
    ) % {"count": minutes}
