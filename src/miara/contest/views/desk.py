"""The expert's desk: their list, invitations, declarations, attachments."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts.public import User
from miara.contest.actions.assignments import declare
from miara.contest.actions.experts import (
    accept_invitation,
    decline_invitation,
    expert_of_token,
)
from miara.contest.actions.readings import note_reading
from miara.contest.errors import ContestError
from miara.contest.forms.assessment import DeclarationForm, InvitationForm
from miara.contest.models import Assignment, Expert
from miara.contest.presenters.marking import desk_rows
from miara.contest.queries.assessment import (
    desk_of,
    readable_assignments,
    reading_of,
)
from miara.contest.views.guards import moment_of, person
from miara.documents.public import (
    DocumentsError,
    FileKind,
    anonymous_copy,
    bytes_response,
    file_response,
)
from miara.units import public as units

__all__ = ["declaration", "desk", "invitation", "readable", "reading_file"]


def readable(request: HttpRequest, uid: str) -> Assignment:
    """The assignment at an address when the person may read it now, else 404."""
    found = readable_assignments(person(request), now=moment_of(request))
    return get_object_or_404(
        found.select_related(
            "expert__user",
            "entry__edition__contest__owner",
            "entry__cell__group",
            "entry__cell__domain",
            "entry__latest",
            "entry__sheet__version__form",
        ),
        uid=uid,
    )


@never_cache
@login_required
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """Everything entrusted to the person, what waits first."""
    now = moment_of(request)
    lines = desk_rows(desk_of(person(request), now=now), now=now)
    done = sum(row.state == Assignment.State.SUBMITTED for row in lines)
    return render(
        request,
        "contest/assessment/desk.html",
        {"rows": lines, "done": done, "all": len(lines)},
    )


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Accept or decline an invitation; declining needs no account."""
    expert = expert_of_token(token)
    if expert is None:
        raise Http404
    form = InvitationForm(request.POST or None)
    if request.method == "POST":
        now = moment_of(request)
        try:
            if request.POST.get("do") == "decline":
                decline_invitation(expert=expert, now=now)
                messages.success(request, _("You declined. Thank you for the answer."))
                return redirect(request.path)
            if not isinstance(request.user, User):
                return redirect(f"{_login()}?next={request.path}")
            if form.is_valid():
                accept_invitation(expert=expert, by=request.user, now=now)
                messages.success(request, _("You are an expert of this edition."))
                return redirect("contest:desk")
        except ContestError as error:
            messages.error(request, error.for_people())
    same = isinstance(request.user, User) and request.user.email == expert.email
    return render(
        request,
        "contest/assessment/invitation.html",
        {
            "expert": expert,
            "edition": expert.edition,
            "form": form,
            "waits": expert.state == Expert.State.INVITED,
            "is_same": same,
        },
        status=422 if request.method == "POST" else 200,
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, uid: str) -> HttpResponse:
    """Whether anything ties the expert to the applicant; asked before any content."""
    assignment = readable(request, uid)
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        is_free = form.cleaned_data["answer"] == "free"
        try:
            declare(
                assignment=assignment,
                is_free=is_free,
                text=form.cleaned_data["text"],
                by=person(request),
                now=moment_of(request),
            )
        except ContestError as error:
            form.add_error(None, error.for_people())
        else:
            if is_free:
                return redirect("contest:assessment", uid)
            messages.success(
                request,
                _("Thank you. You will not see this application; another expert will."),
            )
            return redirect("contest:desk")
    entry = assignment.entry
    blind = entry.edition.settings.marks.blind
    unit = None if blind else units.unit_by_uid(entry.unit_uid)
    partners = [] if blind else list(_partners(assignment))
    return render(
        request,
        "contest/assessment/declaration.html",
        {
            "assignment": assignment,
            "edition": entry.edition,
            "is_blind": blind,
            "unit": unit,
            "entrant": "" if blind else entry.entrant_name,
            "union": None if blind else entry.union,
            "partners": partners,
            "form": form,
        },
        status=422 if request.method == "POST" else 200,
    )


@never_cache
@login_required
@require_safe
def reading_file(request: HttpRequest, uid: str, number: int) -> HttpResponse:
    """One attachment of a submitted application; blind readers get a neutral name."""
    assignment = readable(request, uid)
    if assignment.state == Assignment.State.ASKED:
        raise Http404
    found = {row.number: row for row in reading_of(assignment.entry).files}
    row = found.get(number)
    if row is None or row.file is None:
        raise Http404
    note_reading(
        entry=assignment.entry,
        by=person(request),
        part="EXPERT",
        now=moment_of(request),
    )
    file = row.file
    file.name = row.name  # never stored: what the reader's browser calls it
    try:
        if assignment.entry.edition.settings.marks.blind:
            return bytes_response(
                anonymous_copy(file),
                name=file.name,
                kind=FileKind(file.kind),
                media_type=file.media_type,
                inline=True,
            )
        return file_response(file, request=request, inline=True)
    except DocumentsError as error:
        raise Http404(error.for_people()) from error


def _partners(assignment: Assignment) -> list[str]:
    rows = list(assignment.entry.partners.order_by("position", "pk"))
    known = units.units_by_uid(row.unit_uid for row in rows if row.unit_uid)
    return [
        known[row.unit_uid].full_name if row.unit_uid in known else row.name
        for row in rows
    ]


def _login() -> str:
    from django.urls import reverse

    return reverse("account_login")
