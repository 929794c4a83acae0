"""Proposing a practice: open to everybody; what came in, for editors."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts.public import User
from miara.core.visitor_limits import allow
from miara.practices.actions.proposals import Proposal, confirm_proposal, propose
from miara.practices.desk.door import SPACE
from miara.practices.errors import PracticesError
from miara.practices.forms.proposals import TEXTS, ProposalForm
from miara.practices.permissions import can_edit
from miara.practices.queries.proposals import (
    confirmed_proposals,
    proposal_of,
    unit_named,
)
from miara.practices.views.requests import now_of

ON_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; what a program sent is thanked for and thrown away."""
    form = ProposalForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _is_taken(request, form):
        return redirect("proposals:sent")
    status = 422 if form.errors else 200
    return render(
        request, "practices/proposals/new.html", {"form": form}, status=status
    )


@never_cache
@require_safe
def sent(request: HttpRequest) -> HttpResponse:
    """Look into your mail."""
    return render(request, "practices/proposals/sent.html")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, key: str) -> HttpResponse:
    """One button that hands the proposal to the editors; opening alone does nothing."""
    row = proposal_of(key)
    if row is None:
        gone = {"is_gone": True}
        return render(request, "practices/proposals/confirm.html", gone, status=410)
    if request.method == "POST":
        confirm_proposal(row, now=now_of(request))
        return redirect("proposals:confirm", key)
    context = {"title": row.title, "is_confirmed": row.confirmed_at is not None}
    return render(request, "practices/proposals/confirm.html", context)


@login_required
@require_safe
def proposals(request: HttpRequest) -> HttpResponse:
    """What was proposed and confirmed, the newest first, for editors."""
    user = request.user
    decision = can_edit(user, now=now_of(request)) if isinstance(user, User) else None
    if not decision:
        raise PermissionDenied
    page = Paginator(confirmed_proposals(), ON_PAGE).get_page(request.GET.get("strona"))
    lines = [
        {"row": row, "url": reverse(f"{SPACE}:edit", args=[row.card_id])}
        for row in page.object_list
    ]
    context = {"page": page, "lines": lines}
    return render(request, "practices/proposals/list.html", context)


def _is_taken(request: HttpRequest, form: ProposalForm) -> bool:
    if form.is_trapped:
        return True
    now = now_of(request)
    if not allow("propose-practice", request.META.get("REMOTE_ADDR", ""), now=now):
        form.add_error(None, _("Too many proposals from here. Try again in an hour."))
        return False
    given = form.cleaned_data
    proposal = Proposal(
        title=given["title"],
        lead_name=given["lead_name"],
        unit_uid=unit_named(given["lead_name"]),
        section=given["section"],
        source=given["source"],
        contest=given["contest"],
        link=given["link"],
        texts={code: given[code].strip() for code in TEXTS if given[code].strip()},
        name=given["name"],
        email=given["email"],
    )
    try:
        propose(proposal, language=get_language() or "pl", now=now)
    except PracticesError as error:
        form.add_error(None, error.for_people())
        return False
    return True
