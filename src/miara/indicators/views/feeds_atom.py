"""Atom feeds of changed numbers: of everything, of a unit, of an indicator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.core.public_views import same_for_everybody
from miara.cube.register import Level
from miara.indicators.models import Revision
from miara.indicators.presenters.indicator_words import level_word, shown
from miara.indicators.queries.definitions import definitions
from miara.indicators.queries.feeds_changes import (
    NumberChange,
    Step,
    revisions_at,
    revisions_of,
    steps,
    unit_changes,
)
from miara.units import public as units

MOST_LINES = 50
NOTHING_YET = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: ``key`` makes its id, which never changes."""

    key: str
    title: str
    path: str
    at: datetime
    body: str


class ChangesFeed(Atom1Feed):
    """An Atom feed whose empty form does not change from second to second."""

    def latest_post_date(self) -> datetime:
        """Day of the newest entry."""
        return max((item["pubdate"] for item in self.items), default=NOTHING_YET)


@same_for_everybody
@require_safe
def all_changes(request: HttpRequest) -> HttpResponse:
    """Every publication: how many numbers it changed and why."""
    entries = [_publication_entry(step) for step in steps()]
    return _feed(
        request,
        title=_("Miara: changed numbers"),
        page=reverse("indicators:corrections"),
        entries=entries,
    )


@same_for_everybody
@require_safe
def changes_of_unit(request: HttpRequest, address: str) -> HttpResponse:
    """What each publication changed in one unit."""
    code = address.partition("-")[0]
    unit = units.unit_by_code(code)
    if unit is None:
        raise Http404(code)
    if address != unit.address:
        return redirect("indicators:feed-unit", unit.address, permanent=True)
    found = [(step, unit_changes(step, unit.uid)) for step in steps()]
    return _feed(
        request,
        title=_("Miara: changed numbers, %(unit)s") % {"unit": unit.full_name},
        page=reverse("indicators:unit", args=[unit.address]),
        entries=[
            _unit_entry(step, changes, unit) for step, changes in found if changes
        ],
    )


@same_for_everybody
@require_safe
def changes_of_indicator(request: HttpRequest, code: str) -> HttpResponse:
    """What publications changed in one indicator."""
    known = definitions().indicators
    if code not in known:
        raise Http404(code)
    title = known[code].title.in_language(get_language() or "pl")
    page = reverse("indicators:indicator", args=[code])
    entries = [
        Entry(
            key=f"{revision.vintage.vintage_id}/{revision.pk}",
            title=f"{title}: {_level_of(revision)}",
            path=reverse("indicators:vintage", args=[revision.vintage.vintage_id]),
            at=revision.recorded_at,
            body=_body([_revision_line(revision)]),
        )
        for revision in revisions_of(code)
    ]
    return _feed(
        request,
        title=_("Miara: changed numbers, %(indicator)s") % {"indicator": title},
        page=page,
        entries=entries,
    )


def _publication_entry(step: Step) -> Entry:
    revisions = revisions_at(step)
    changed = sum(revision.count for revision in revisions)
    added = sum(revision.added for revision in revisions)
    title = (
        _("First publication")
        if step.before is None
        else f"{_changed_words(changed)}; {_added_words(added)}"
    )
    lines = [
        f"{_title(revision.code)} ({_level_of(revision)}): {_revision_line(revision)}"
        for revision in revisions[:MOST_LINES]
    ]
    return Entry(
        key=f"{step.vintage.vintage_id}/{step.publication.pk}",
        title=title,
        path=reverse("indicators:vintage", args=[step.vintage.vintage_id]),
        at=step.at,
        body=_body(lines, len(revisions) - len(lines)),
    )


def _unit_entry(
    step: Step, changes: tuple[NumberChange, ...], unit: units.UnitFacts
) -> Entry:
    lines = [change_line(change) for change in changes[:MOST_LINES]]
    title = ngettext(
        "%(count)s number changed", "%(count)s numbers changed", len(changes)
    ) % {"count": len(changes)}
    return Entry(
        key=f"{step.vintage.vintage_id}/{step.publication.pk}/{unit.uid}",
        title=title,
        path=reverse("indicators:unit", args=[unit.address]),
        at=step.at,
        body=_body(lines, len(changes) - len(lines)),
    )


def change_line(change: NumberChange) -> str:
    """A changed number as one line: "Fires per 1,000, 2024: 1.2 → 1.3"."""
    definition = definitions().indicators.get(change.indicator)

    def number(value: float | None) -> str:
        if value is None:
            return _("no number")
        return shown(definition, value) if definition else f"{value:g}"

    return _("%(indicator)s, %(period)s: %(old)s → %(new)s") % {
        "indicator": _title(change.indicator),
        "period": change.period,
        "old": number(change.old),
        "new": number(change.new),
    }


def _revision_line(revision: Revision) -> str:
    numbers = f"{_changed_words(revision.count)}; {_added_words(revision.added)}"
    if not revision.count:
        return numbers
    return _("%(numbers)s. Reason: %(reason)s.") % {
        "numbers": numbers,
        "reason": revision.get_reason_display(),
    }


def _changed_words(count: int) -> str:
    return ngettext(
        "%(count)s corrected number", "%(count)s corrected numbers", count
    ) % {"count": count}


def _added_words(count: int) -> str:
    return ngettext("%(count)s new number", "%(count)s new numbers", count) % {
        "count": count
    }


def _level_of(revision: Revision) -> str:
    return level_word(Level(revision.detail.get("level", Level.MUNICIPALITY)))


def _title(code: str) -> str:
    definition = definitions().indicators.get(code)
    return definition.title.in_language(get_language() or "pl") if definition else code


def _body(lines: list[str], left_out: int = 0) -> str:
    return render_to_string(
        "indicators/feeds_entry.html", {"lines": lines, "left_out": left_out}
    ).strip()


def _feed(
    request: HttpRequest, *, title: str, page: str, entries: Iterable[Entry]
) -> HttpResponse:
    site = settings.MIARA_SITE_URL
    feed = ChangesFeed(
        title=title,
        link=site + page,
        description="",
        language=get_language() or "pl",
        feed_url=site + request.path,
        author_name="Miara",
        feed_guid=_tag(request.path),
    )
    for entry in entries:
        facts: dict[str, Any] = {"pubdate": entry.at, "updateddate": entry.at}
        feed.add_item(
            title=entry.title,
            link=site + entry.path,
            description=entry.body,
            unique_id=_tag(f"{request.path}#{entry.key}"),
            **facts,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    response.headers["Cache-Control"] = "public, no-cache"
    return response


def _tag(path: str) -> str:
    """An id that stays when the scheme of the site changes (RFC 4151)."""
    host = urlsplit(settings.MIARA_SITE_URL).hostname or "localhost"
    return f"tag:{host},2026:{path}"
