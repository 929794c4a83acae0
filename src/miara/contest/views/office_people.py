"""People of the office: organisers and formal checkers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from miara.accounts import public as accounts
from miara.contest.actions.office_people import end_office_role, give_office_role
from miara.contest.forms.office_people import OfficeRoleForm
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.queries.office_people import (
    OFFICE_ROLES,
    invited_people,
    office_people,
)
from miara.contest.roles import ContestRole
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError

__all__ = ["people"]


@edition_page(can_organise)
def people(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Who works in the office; the organiser invites and dismisses."""
    now = moment_of(request)
    ending = request.POST.get("end", "")
    form = OfficeRoleForm(None if ending else request.POST or None)
    if ending.isdigit() and len(ending) < 19:
        return _end(request, edition, int(ending))
    if request.method == "POST" and form.is_valid() and _give(request, edition, form):
        return redirect(request.path)
    context = {
        "edition": edition,
        "form": form,
        "rows": [
            (row, accounts.role_name(row.role))
            for row in office_people(edition, now=now)
        ],
        "invited": [
            (row, accounts.role_name(row.role))
            for row in invited_people(edition, now=now)
        ],
        "roles": [
            (accounts.role_name(code), accounts.role_description(code))
            for code in OFFICE_ROLES
        ],
    }
    status = 422 if form.errors else 200
    return render(request, "contest/office/people.html", context, status=status)


def _give(request: HttpRequest, edition: Edition, form: OfficeRoleForm) -> bool:
    try:
        given = give_office_role(
            edition=edition,
            email=form.cleaned_data["email"],
            role=ContestRole(form.cleaned_data["role"]),
            by=person(request),
            now=moment_of(request),
            language=get_language() or "pl",
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    done = (
        _("The role has been given.") if given else _("The invitation is on its way.")
    )
    messages.success(request, done)
    return True


def _end(request: HttpRequest, edition: Edition, membership: int) -> HttpResponse:
    try:
        end_office_role(
            edition=edition,
            membership=membership,
            by=person(request),
            now=moment_of(request),
        )
    except MiaraError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The role has ended."))
    return redirect(request.path)
