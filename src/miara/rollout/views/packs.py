"""Packs for everybody, and rollouts of many units for those who oversee them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from miara.accounts import public as accounts
from miara.cycle import public as cycle
from miara.rollout.domain.packs import method_texts, pack, packs, parts
from miara.rollout.domain.texts import blocks_of, filled
from miara.rollout.presenters.overview import notes_of, overview_table
from miara.rollout.presenters.progress import pack_stages
from miara.rollout.queries.progress import progresses
from miara.rollout.queries.rollouts import experiences_shown, rollouts_seen_by

__all__ = ["overview", "pack_page", "packs_page"]

#: Units on a page of the overview.
PAGE = 100


@require_safe
def packs_page(request: HttpRequest) -> HttpResponse:
    """The packs there are, and for whom each is meant."""
    language = get_language() or "pl"
    lines = [
        {
            "code": each.code,
            "name": each.name.in_language(language),
            "description": each.description.in_language(language),
        }
        for each in packs().values()
    ]
    page = {"packs": lines, "may_oversee": _may_oversee(request)}
    return render(request, "rollout/packs.html", page)


@require_safe
def pack_page(request: HttpRequest, code: str) -> HttpResponse:
    """A pack: steps, data, posts, documents; experiences for people of units."""
    found = pack(code)
    if found is None:
        raise Http404
    language = get_language() or "pl"
    known, texts = parts(), method_texts()
    is_inside = _works_in_a_unit(request)
    page: dict[str, Any] = {
        "name": found.name.in_language(language),
        "description": found.description.in_language(language),
        "stages": pack_stages(found),
        "posts": [
            (p.title.in_language(language), p.duties.in_language(language))
            for p in known.posts
            if p.code in found.posts
        ],
        "data": [
            (
                d.name.in_language(language),
                d.where.in_language(language),
                d.gives.in_language(language),
            )
            for d in known.data
            if d.code in found.data
        ],
        "texts": [
            (
                texts[each].code,
                texts[each].title.in_language(language),
                blocks_of(filled(texts[each].body, {})),
            )
            for each in found.documents
        ],
        "is_inside": is_inside,
        "notes": notes_of(experiences_shown([found.code])) if is_inside else [],
    }
    return render(request, "rollout/pack.html", page)


@login_required
@never_cache
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Rollouts of units that the person oversees: who, which pack, how far."""
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    user = accounts.person(request)
    rows = rollouts_seen_by(user, today)
    if rows is None:
        raise PermissionDenied(
            _("Rollouts of many units are shown to organisations and the operator.")
        )
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    found = progresses(page.object_list, today)
    uids = [each.rollout.unit_uid for each in found]
    values = {
        "page": page,
        "table": overview_table(found, is_linked=accounts.is_operator(user)),
        "count": page.paginator.count,
        "notes": notes_of(experiences_shown().filter(unit_uid__in=uids)),
    }
    return render(request, "rollout/overview.html", values)


def _works_in_a_unit(request: HttpRequest) -> bool:
    """Whether the person has a role over some unit, or oversees them."""
    if not isinstance(request.user, accounts.User):
        return False
    scopes = accounts.scopes_of(
        request.user, accounts.Permission.READ_WORK, cycle.PlanPermission.READ
    )
    return bool(scopes) or accounts.is_operator(request.user)


def _may_oversee(request: HttpRequest) -> bool:
    if not isinstance(request.user, accounts.User):
        return False
    today = timezone.localdate(request.received_at)  # type: ignore[attr-defined]
    return rollouts_seen_by(request.user, today) is not None
