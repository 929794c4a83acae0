"""People of a unit, of an organisation, and the operators."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from miara.accounts.actions.invitations import (
    accept_invitation,
    digest_of,
    invite,
    withdraw_invitation,
)
from miara.accounts.actions.memberships import grant_role
from miara.accounts.domain.roles import roles_for
from miara.accounts.domain.scopes import Scope
from miara.accounts.errors import AccountsError, InvitationInvalidError
from miara.accounts.forms.people import RoleForm
from miara.accounts.models import Invitation, Membership, User
from miara.accounts.permissions import can_grant, can_manage_people
from miara.accounts.phrases import role_description, role_name
from miara.accounts.presenters import KINDS, names_for, sentence
from miara.accounts.queries.names import is_known, scope_name
from miara.accounts.queries.people import open_invitations, people_of
from miara.accounts.trail import scope_ref
from miara.accounts.views.guards import now, person, require
from miara.audit import public as audit

HISTORY_LINES = 30


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Who holds which role here; inviting and giving roles."""
    user = person(request)
    require(can_manage_people(user, scope))
    if not is_known(scope):
        raise Http404
    roles = [r for r in roles_for(scope.kind) if can_grant(user, r.code, scope)]
    form = RoleForm(request.POST or None, roles=roles)
    if request.method == "POST" and form.is_valid() and _give(request, scope, form):
        return redirect("accounts:people", scope)
    context = {
        "where": scope_name(scope),
        "form": form,
        "people": _people_rows(user, scope),
        "invitations": _invitation_rows(scope),
        "roles": [
            {"name": role_name(r.code), "description": role_description(r.code)}
            for r in roles_for(scope.kind)
        ],
        "history": _history(scope),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/people.html", context, status=status)


def _give(request: HttpRequest, scope: Scope, form: RoleForm) -> bool:
    """Give the role at once to a person of the scope, invite anybody else.

    A stranger's account is never told from an unknown address: both get the mail.
    """
    user, data = person(request), form.cleaned_data
    known = people_of(scope, now=now()).filter(user__email=data["email"]).first()
    try:
        if known is not None:
            grant_role(
                user=known.user,
                role_code=data["role"],
                scope=scope,
                by=user,
                now=now(),
                until=data["last_day"],
            )
            messages.success(request, _("The role has been given."))
        else:
            invite(
                email=data["email"],
                role_code=data["role"],
                scope=scope,
                scope_name=scope_name(scope),
                by=user,
                now=now(),
                language=get_language() or "pl",
                role_until=data["last_day"],
            )
            messages.success(request, _("The invitation is on its way."))
    except AccountsError as error:
        form.add_error(None, error.for_people())
        return False
    return True


@login_required
@require_POST
def invitation_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the link of an invitation useless."""
    user = person(request)
    row = get_object_or_404(Invitation, pk=pk)
    require(can_manage_people(user, row.scope))
    try:
        withdraw_invitation(invitation=row, by=user, now=now())
    except AccountsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The invitation is withdrawn."))
    return redirect("accounts:people", row.scope)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """What the link of an invitation opens."""
    row = Invitation.objects.open(now()).filter(token_digest=digest_of(token)).first()
    if row is None:
        return _invitation_problem(request, InvitationInvalidError())
    if request.method == "POST" and isinstance(request.user, User):
        try:
            membership = accept_invitation(token=token, by=request.user, now=now())
        except AccountsError as error:
            return _invitation_problem(request, error)
        messages.success(
            request,
            _("You have the role “%(role)s” now.")
            % {"role": role_name(membership.role)},
        )
        return redirect("accounts:account")
    context = {
        "where": scope_name(row.scope),
        "role": role_name(row.role),
        "description": role_description(row.role),
        "email": row.email,
    }
    return render(request, "accounts/invitation.html", context)


def _invitation_problem(request: HttpRequest, error: AccountsError) -> HttpResponse:
    status = 410 if isinstance(error, InvitationInvalidError) else 409
    context = {"problem": error.for_people()}
    return render(request, "accounts/invitation.html", context, status=status)


def _people_rows(user: User, scope: Scope) -> list[dict[str, Any]]:
    may: dict[str, bool] = {}
    rows = []
    for row in people_of(scope, now=now()):
        if row.role not in may:
            may[row.role] = bool(can_grant(user, row.role, scope))
        rows.append(_person_row(row, can_end=may[row.role]))
    return rows


def _person_row(row: Membership, *, can_end: bool) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "name": str(row.user),
        "email": row.user.email,
        "role": role_name(row.role),
        "since": row.since,
        "until": row.until,
        "can_end": can_end,
    }


def _invitation_rows(scope: Scope) -> list[dict[str, Any]]:
    return [
        {
            "pk": row.pk,
            "email": row.email,
            "role": role_name(row.role),
            "expires_at": row.expires_at,
        }
        for row in open_invitations(scope, now=now())
    ]


def _history(scope: Scope) -> list[dict[str, Any]]:
    events = list(
        audit.events_for(scope_ref(scope)).filter(kind__in=KINDS)[:HISTORY_LINES]
    )
    names = names_for(events)
    return [{"at": event.at, "text": sentence(event, names)} for event in events]
