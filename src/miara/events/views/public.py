"""Events for everybody: the list, one event, its programme and files."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from miara.documents.public import file_response
from miara.events.exports.calendar import event_calendar, programme_calendar
from miara.events.exports.printed import programme_pdf
from miara.events.exports.schedule import schedule_json, schedule_xml
from miara.events.models import Event, ProgrammeVersion
from miara.events.permissions import can_edit
from miara.events.presenters.linked_data import linked_data
from miara.events.presenters.programme import day_name, days_view
from miara.events.presenters.words import change_sentences
from miara.events.queries.content import latest_version, public_content
from miara.events.queries.events import (
    event_parts,
    events_of,
    organisations_to_found,
    past_events,
    upcoming_events,
)
from miara.events.views.guards import moment_of, public_event

__all__ = [
    "calendar",
    "event",
    "events",
    "logo",
    "programme",
    "programme_file",
    "versions",
]

_DAY = 24 * 60 * 60


@require_safe
def events(request: HttpRequest) -> HttpResponse:
    """Announced events, upcoming and past; for people of an office, theirs too."""
    now = moment_of(request)
    today = timezone.localdate(now)
    page: dict[str, Any] = {
        "upcoming": list(upcoming_events(today)),
        "past": list(past_events(today)),
    }
    if request.user.is_authenticated:
        page["may_found"] = organisations_to_found(request.user, now=now).exists()
        page["own"] = (
            list(events_of(request.user, now=now)) if page["may_found"] else []
        )
    return render(request, "events/public/events.html", page)


@require_safe
@public_event
def event(request: HttpRequest, event: Event) -> HttpResponse:
    """What it is, when, where, who runs it."""
    parts = event_parts(event)
    page = {
        "event": event,
        "parts": parts,
        "days": [(row, day_name(row.date)) for row in parts.days],
        "version": latest_version(event),
        "linked_data": linked_data(event, parts, _url(event, "event")),
        "may_edit": bool(can_edit(request.user, event, now=moment_of(request))),
    }
    return render(request, "events/public/event.html", page)


@require_safe
@public_event
def programme(request: HttpRequest, event: Event) -> HttpResponse:
    """The last version of the programme."""
    version, content = _shown(request, event)
    page = {
        "event": event,
        "version": version,
        "body": _body(event, version, content) if version else "",
        "changes": change_sentences(version.changes, content["rooms"])
        if version and version.number > 1
        else [],
    }
    return render(request, "events/public/programme.html", page)


@require_safe
@public_event
def versions(request: HttpRequest, event: Event) -> HttpResponse:
    """Every version with what changed in it; names hidden while finalists are."""
    rows = list(event.versions.order_by("-number"))
    now = moment_of(request)
    listed = []
    for row in rows:
        shown = public_content(event, row.content, now=now)
        hides = shown["sessions"] != row.content["sessions"]
        listed.append(
            (row, [] if hides else change_sentences(row.changes, shown["rooms"]))
        )
    return render(
        request, "events/public/versions.html", {"event": event, "versions": listed}
    )


@require_safe
@public_event
def calendar(request: HttpRequest, event: Event) -> HttpResponse:
    """Days of the event for people's own calendars."""
    content = event_calendar(
        event, event_parts(event), url=_url(event, "event"), now=moment_of(request)
    )
    return _file(content, "text/calendar; charset=utf-8", f"{event.code}.ics")


@require_safe
@public_event
def programme_file(request: HttpRequest, event: Event, suffix: str) -> HttpResponse:
    """The programme as iCalendar, PDF, and as apps of conferences read it."""
    version, content = _shown(request, event)
    if version is None:
        raise Http404
    url, language = _url(event, "programme"), get_language() or "pl"
    facts: dict[str, Any] = {
        "version": version.number,
        "url": url,
        "language": language,
    }
    if suffix == "json":
        made = schedule_json(event, content, **facts)
        return _file(made, "application/json", "schedule.json")
    if suffix == "xml":
        made = schedule_xml(event, content, **facts)
        return _file(made, "application/xml", "schedule.xml")
    parts = event_parts(event)
    if suffix == "ics":
        made = programme_calendar(
            event, parts, content, url=url, now=moment_of(request)
        )
        return _file(made, "text/calendar; charset=utf-8", f"{event.code}-program.ics")
    made = programme_pdf(
        event,
        parts,
        content,
        version=version.number,
        made_at=version.published_at,
    )
    return _file(made, "application/pdf", f"{event.code}-program.pdf")


@require_safe
@public_event
def logo(request: HttpRequest, event: Event, kind: str, pk: int) -> HttpResponse:
    """The logo of an organiser or patron."""
    rows: Any = {"organizator": event.hosts, "patron": event.patrons}.get(kind)
    if rows is None:
        raise Http404
    row = get_object_or_404(rows.select_related("logo"), pk=pk)
    if row.logo is None:
        raise Http404
    return file_response(row.logo, request=request, inline=True)


def _shown(
    request: HttpRequest, event: Event
) -> tuple[ProgrammeVersion | None, dict[str, Any]]:
    version = latest_version(event)
    if version is None:
        return None, {"days": [], "rooms": [], "sessions": []}
    return version, public_content(event, version.content, now=moment_of(request))


def _body(event: Event, version: ProgrammeVersion, content: dict[str, Any]) -> str:
    """Days and sessions as HTML; kept, since a version never changes.

    What is hidden is a part of the key: a release, or its withdrawal, is seen at once.
    """
    hides = content["sessions"] is not version.content["sessions"]
    key = f"events-{event.uid}-{version.number}-{get_language()}-{int(hides)}"
    kept: str | None = cache.get(key)
    if kept is None:
        kept = render_to_string(
            "events/public/_days.html", {"days": days_view(content)}
        )
        cache.set(key, kept, _DAY)
    return mark_safe(kept)  # noqa: S308 - a rendered template


def _url(event: Event, name: str) -> str:
    return settings.MIARA_SITE_URL.rstrip("/") + reverse(
        f"events:{name}", args=[event.code]
    )


def _file(content: bytes, media_type: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
