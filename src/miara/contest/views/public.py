"""Contests for everybody: editions, rules, calendar, applications."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from miara.contest.exports.calendar import calendar_file
from miara.contest.models import Edition, EditionText, Entry, PastEdition, Release
from miara.contest.permissions import can_check
from miara.contest.phrases import release_title
from miara.contest.presenters.edition_texts import sections_of, split_text
from miara.contest.presenters.moments import left_until, moment
from miara.contest.presenters.rule_sentences import groups as group_sentences
from miara.contest.presenters.rule_sentences import who_enters
from miara.contest.queries.edition_parts import edition_parts
from miara.contest.queries.editions import (
    editions_of,
    organisations_to_found,
    public_editions,
)
from miara.contest.queries.public_entries import (
    Wanted,
    are_entries_public,
    public_count,
    public_entries,
    public_entry,
)
from miara.contest.queries.results import releases_out
from miara.contest.queries.versions import content_of_version
from miara.contest.views.guards import moment_of, person, public_edition
from miara.documents.public import file_response
from miara.questionnaires.public import Audience, shown, visible_values
from miara.units import public as units

__all__ = [
    "calendar",
    "contests",
    "document",
    "edition",
    "entries",
    "entry",
    "logo",
    "rules",
]

PAGE = 50


@require_safe
def contests(request: HttpRequest) -> HttpResponse:
    """Every announced edition; for people of an office, theirs too."""
    now = moment_of(request)
    rows = list(public_editions(now))
    out = releases_out(rows, now=now)
    page: dict[str, Any] = {
        "editions": [{"row": row, "state": _state(row, now, out)} for row in rows],
    }
    if request.user.is_authenticated:
        page["own"] = [
            row
            for row in editions_of(person(request), now=now)
            if can_check(request.user, row, now=now)
        ]
        owners = organisations_to_found(person(request), now=now)
        page["may_found"] = bool(owners)
        page["founded"] = {row.contest for row in page["own"]} if owners else set()
    page["has_archive"] = PastEdition.objects.exists()
    return render(request, "contest/public/contests.html", page)


@require_safe
@public_edition
def edition(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What it is, who may enter, when, how it is judged."""
    now, parts = moment_of(request), edition_parts(edition)
    texts = edition.texts.filter(published_at__lte=now).select_related("file")
    documents: dict[str, EditionText] = {}
    for row in texts.order_by("version"):
        documents[row.kind] = row
    closes = edition.closes_at
    out = releases_out([edition], now=now)
    page = {
        "edition": edition,
        "parts": parts,
        "state": _state(edition, now, out),
        "releases": out,
        "left": left_until(closes, now) if _is_open(edition, now) and closes else "",
        "now": now,
        "who": who_enters(parts),
        "groups": group_sentences(parts),
        "milestones": [row for row in parts.milestones if row.is_public],
        "documents": list(documents.values()),
        "changes": edition.changes.order_by("-changed_at", "-pk")[:20],
        "entries_public": are_entries_public(edition, now),
        "may_office": bool(
            request.user.is_authenticated and can_check(request.user, edition, now=now)
        ),
        "links": _links(edition),
        "is_open": _is_open(edition, now),
    }
    if page["entries_public"] and edition.settings.publicity.entry_count:
        page["entry_count"] = public_count(edition)
    return render(request, "contest/public/edition.html", page)


@require_safe
@public_edition
def rules(request: HttpRequest, edition: Edition) -> HttpResponse:
    """The published rules; until then what the data say."""
    row = (
        edition.texts.filter(kind=EditionText.Kind.RULES, published_at__isnull=False)
        .select_related("file")
        .order_by("-version")
        .first()
    )
    language = get_language()
    if row is not None:
        sections = split_text(row.generated.in_language(language))
        added = split_text(row.added.in_language(language))
    else:
        sections = sections_of(edition_parts(edition), EditionText.Kind.RULES)
        added = []
    page = {
        "edition": edition,
        "row": row,
        "sections": sections,
        "added": added,
        "changes": edition.changes.order_by("-changed_at", "-pk"),
    }
    return render(request, "contest/public/rules.html", page)


@require_safe
@public_edition
def document(request: HttpRequest, edition: Edition, pk: int) -> HttpResponse:
    """A published text as PDF."""
    row = get_object_or_404(
        edition.texts.filter(published_at__isnull=False).select_related("file"), pk=pk
    )
    if row.file is None:
        raise Http404
    return file_response(row.file, request=request, inline=True)


@require_safe
@public_edition
def logo(request: HttpRequest, edition: Edition, kind: str, pk: int) -> HttpResponse:
    """The logo of an organiser or patron."""
    rows: Any = {"organizator": edition.organisers, "patron": edition.patrons}.get(kind)
    if rows is None:
        raise Http404
    row = get_object_or_404(rows.select_related("logo"), pk=pk)
    if row.logo is None:
        raise Http404
    return file_response(row.logo, request=request, inline=True)


@require_safe
@public_edition
def calendar(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Dates for people's own calendars."""
    now = moment_of(request)
    content = calendar_file(
        edition_parts(edition), releases_out([edition], now=now), now=now
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    name = f"{edition.contest.code}-{edition.slug}.ics"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
@public_edition
def entries(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Applications, narrowed by group, domain and text; as far as the edition shows."""
    now = moment_of(request)
    if not are_entries_public(edition, now):
        page = {"edition": edition, "is_public": False}
        return render(request, "contest/public/entries.html", page)
    groups = {row.pk: row for row in edition.groups.order_by("position", "pk")}
    domains = {row.pk: row for row in edition.domains.order_by("position", "pk")}
    group = _chosen(groups, request.GET.get("grupa", ""))
    domain = _chosen(domains, request.GET.get("dziedzina", ""))
    text = request.GET.get("q", "")[:100]
    found = public_entries(edition, Wanted(group, domain, text))
    paged = Paginator(found, PAGE).get_page(request.GET.get("page"))
    page = {
        "edition": edition,
        "is_public": True,
        "page": paged,
        "lines": [
            (line, groups.get(line.group_id or 0), domains.get(line.domain_id or 0))
            for line in paged.object_list
        ],
        "groups": groups.values(),
        "domains": domains.values(),
        "group": group,
        "domain": domain,
        "q": text,
        "count": len(found),
    }
    return render(request, "contest/public/entries.html", page)


@require_safe
@public_edition
def entry(request: HttpRequest, edition: Edition, uid: str) -> HttpResponse:
    """One application: fields marked as public, of the version received last."""
    found = public_entry(edition, uid)
    if found is None or not are_entries_public(edition, moment_of(request)):
        raise Http404
    unit = units.unit_by_uid(found.unit_uid)
    partners = list(found.partners.order_by("position", "pk"))
    places = units.units_by_uid(row.unit_uid for row in partners if row.unit_uid)
    page = {
        "edition": edition,
        "entry": found,
        "unit": unit,
        "partners": [
            {
                "name": places[row.unit_uid].full_name
                if row.unit_uid in places
                else row.name or row.unit_uid,
                "role": row.role,
            }
            for row in partners
        ],
        "answers": _public_answers(found),
    }
    return render(request, "contest/public/entry.html", page)


def _public_answers(entry: Entry) -> list[Any]:
    """Answers that everybody may read, as they were received last.

    The sheet itself may hold a correction that was not submitted yet.
    """
    if entry.latest is None:
        return []
    content = content_of_version(entry.latest)
    seen = visible_values(content, Audience.PUBLIC)
    return [
        shown(content.definition.by_code[code], value) for code, value in seen.items()
    ]


def _chosen(rows: dict[int, Any], code: str) -> int | None:
    return next((pk for pk, row in rows.items() if code and row.code == code), None)


def _is_open(edition: Edition, now: Any) -> bool:
    opens, closes = edition.opens_at, edition.closes_at
    return opens is not None and closes is not None and opens <= now <= closes


def _state(edition: Edition, now: Any, out: list[Release]) -> str:
    """Where the edition stands, in a few words; ``out`` are stages that are public."""
    last = next((row for row in reversed(out) if row.edition_id == edition.pk), None)
    if last is not None:
        return release_title(last)
    opens, closes = edition.opens_at, edition.closes_at
    if opens is None or closes is None:
        return _("the dates of the call will be announced")
    if now < opens:
        return _("the call opens on %(when)s") % {"when": moment(opens)}
    if now <= closes:
        return _("applications until %(when)s") % {"when": moment(closes)}
    if edition.archived_at is not None:
        return _("ended")
    return _("the call is closed")


def _links(edition: Edition) -> dict[str, str]:
    """Pages of other topics, when they are there."""
    found = {}
    for key in ("finalists", "results", "entry-new"):
        try:
            found[key.replace("-", "_")] = reverse(
                f"contest:{key}", args=[edition.contest.code, edition.slug]
            )
        except NoReverseMatch:
            continue
    return found
