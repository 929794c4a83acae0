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
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.public import User
from miara.core.visitor_limits import allow
from miara.practices.actions.proposals import (
    Proposal,
    confirm_proposal,
    open_questions,
    propose,
)
from miara.practices.desk.door import SPACE
from miara.practices.errors import PracticesError
from miara.practices.forms.proposals import ProposalForm
from miara.practices.permissions import can_edit
from miara.practices.presenters.proposals import further_answers
from miara.practices.queries.proposal_form import OWNER, OWNER_ID, questions
from miara.practices.queries.proposals import (
    confirmed_proposals,
    proposal_of,
    unit_named,
)
from miara.practices.views.requests import now_of
from miara.questionnaires.public import VisitorForm

ON_PAGE = 30


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The form; what a program sent is thanked for and thrown away."""
    sent = request.POST if request.method == "POST" else None
    about = VisitorForm(questions().definition, sent)
    if about.is_stay:  # a further row of a table: nothing is judged yet
        form = ProposalForm(initial=request.POST.dict())
    else:
        form = ProposalForm(sent)
    if form.is_bound and form.is_valid():
        fits = form.is_trapped or about.is_valid()
        if fits and _is_taken(request, form, about):
            return redirect("proposals:sent")
    status = 422 if form.errors or about.problems or about.asked_now else 200
    context = {"form": form, "questions": about}
    return render(request, "practices/proposals/new.html", context, status=status)


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
    _editor(request)
    page = Paginator(confirmed_proposals(), ON_PAGE).get_page(request.GET.get("strona"))
    rows = list(page.object_list)
    more = further_answers(rows)
    lines = [
        {
            "row": row,
            "url": reverse(f"{SPACE}:edit", args=[row.card_id]),
            "answers": more.get(row.pk, ()),
        }
        for row in rows
    ]
    context = {"page": page, "lines": lines}
    return render(request, "practices/proposals/list.html", context)


@never_cache
@login_required
@require_POST
def change_questions(request: HttpRequest) -> HttpResponse:
    """Lead an editor to the questions; the first time they become a form."""
    open_questions(by=_editor(request), now=now_of(request))
    return redirect("questionnaires:owner-forms", OWNER, OWNER_ID)


def _editor(request: HttpRequest) -> User:
    user = request.user
    if not isinstance(user, User) or not can_edit(user, now=now_of(request)):
        raise PermissionDenied
    return user


def _is_taken(request: HttpRequest, form: ProposalForm, about: VisitorForm) -> bool:
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
        answers={k: v for k, v in about.values.items() if v is not None},
        name=given["name"],
        email=given["email"],
    )
    try:
        propose(proposal, language=get_language() or "pl", now=now)
    except PracticesError as error:
        form.add_error(None, error.for_people())
        return False
    return True
