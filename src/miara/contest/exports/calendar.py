"""The calendar of an edition as iCalendar (RFC 5545)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from miara.contest.models import Release
from miara.contest.phrases import release_title
from miara.contest.queries.edition_parts import EditionParts

__all__ = ["calendar_file"]

_WARSAW = ZoneInfo("Europe/Warsaw")


def calendar_file(
    parts: EditionParts, releases: Iterable[Release], *, now: datetime
) -> bytes:
    """The call, every public date and what was announced when, in the active language.

    ``releases`` are those whose moment has come: an hour that is only set is told to
    nobody, for it would tell that something is decided.

    Uids do not change between downloads, so that a subscribed calendar moves an event
    instead of doubling it.
    """
    edition = parts.edition
    page = settings.MIARA_SITE_URL.rstrip("/") + reverse(
        "contest:edition", args=[edition.contest.code, edition.slug]
    )
    found = Calendar()
    found.add("prodid", "-//Miara//contest//PL")
    found.add("version", "2.0")
    found.add("x-wr-calname", str(edition.name))
    if edition.opens_at:
        found.add_component(
            _event(
                f"{edition.uid}-opening",
                _("The call opens: %(edition)s") % {"edition": edition.name},
                edition.opens_at,
                None,
                page,
                now,
            )
        )
    if edition.closes_at:
        found.add_component(
            _event(
                f"{edition.uid}-deadline",
                _("Deadline for applications: %(edition)s") % {"edition": edition.name},
                edition.closes_at,
                None,
                page,
                now,
            )
        )
    for row in parts.milestones:
        if not row.is_public:
            continue
        event = _event(
            f"{edition.uid}-{row.pk}",
            f"{row}: {edition.name}",
            row.starts_at,
            row.ends_at,
            page,
            now,
            whole_days=row.whole_days,
        )
        if row.place:
            event.add("location", str(row.place))
        found.add_component(event)
    for release in releases:
        found.add_component(
            _event(
                f"{edition.uid}-{release.stage.lower()}",
                f"{release_title(release)}: {edition.name}",
                release.released_at,
                None,
                page,
                now,
            )
        )
    return bytes(found.to_ical())


def _event(  # noqa: PLR0917 - facts of one event
    uid: str,
    title: str,
    starts: datetime,
    ends: datetime | None,
    url: str,
    now: datetime,
    *,
    whole_days: bool = False,
) -> Event:
    event = Event()
    event.add("uid", f"{uid}@miara")
    event.add("dtstamp", now)
    event.add("summary", title[:1].upper() + title[1:])
    if whole_days:
        first = starts.astimezone(_WARSAW).date()
        last = (ends or starts).astimezone(_WARSAW).date()
        event.add("dtstart", first)
        event.add("dtend", last + timedelta(days=1))  # the end is not part of it
    else:
        event.add("dtstart", starts)
        event.add("dtend", ends or starts)
    event.add("url", url)
    return event
