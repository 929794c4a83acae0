"""A person's own pages."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.actions.memberships import revoke_role
from miara.accounts.actions.people import close_account, update_person
from miara.accounts.actions.requests import withdraw_request
from miara.accounts.domain.roles import Permission, role
from miara.accounts.domain.scopes import (
    INSTALLATION,
    ScopeKind,
    scopes_with_pages,
    words_of_kinds,
)
from miara.accounts.errors import AccountsError
from miara.accounts.forms.people import CloseAccountForm, PersonForm
from miara.accounts.models import AdministratorRequest, Membership, User
from miara.accounts.permissions import is_operator
from miara.accounts.phrases import role_description, role_name
from miara.accounts.queries.names import scope_name, unit_name
from miara.accounts.queries.people import personal_data_of, roles_of
from miara.accounts.second_factor import has_second_factor
from miara.accounts.views.guards import now, person

_PAGES_OF_PEOPLE = frozenset(ScopeKind)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """My account: who I am, what I hold, how I log in."""
    user = person(request)
    # A copy is bound to the form, so that a refused name does not show in the header.
    form = PersonForm(request.POST or None, instance=User.objects.get(pk=user.pk))
    if request.method == "POST" and form.is_valid():
        update_person(user=user, now=now(), **form.cleaned_data)
        messages.success(request, _("Saved."))
        return redirect("accounts:account")
    context = {
        "form": form,
        "roles": [_role_row(each) for each in roles_of(user, now=now())],
        "requests": _request_rows(user),
        "is_operator": is_operator(user),
        "operators": INSTALLATION,
        "objects": [
            {"scope": scope, "name": scope_name(scope)}
            for scope in scopes_with_pages().values()
        ],
        "second_factor": has_second_factor(user),
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/account.html", context, status=status)


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything kept about me."""
    return JsonResponse(
        personal_data_of(person(request)),
        json_dumps_params={"ensure_ascii": False, "indent": 2},
        headers={"Content-Disposition": 'attachment; filename="moje-dane.json"'},
    )


@never_cache
@login_required
@reauthentication_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Close my account."""
    user = person(request)
    form = CloseAccountForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        try:
            close_account(user=user, now=now())
        except AccountsError as error:
            form.add_error(None, error.for_people())
        else:
            logout(request)
            messages.success(request, _("Your account is closed."))
            return redirect("/")
    status = 422 if form.errors else 200
    return render(request, "accounts/close.html", {"form": form}, status=status)


@login_required
@require_POST
def request_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back my request to administer a unit."""
    user = person(request)
    row = get_object_or_404(user.administrator_requests, pk=pk)
    try:
        withdraw_request(request=row, by=user, now=now())
    except AccountsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The request is withdrawn."))
    return redirect("accounts:account")


@login_required
@require_POST
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up my role, or take one away from a person I manage."""
    user = person(request)
    row = get_object_or_404(Membership, pk=pk)
    own = row.user_id == user.pk
    try:
        revoke_role(membership=row, by=user, now=now())
    except AccountsError as error:
        messages.error(request, error.for_people())
    else:
        messages.success(request, _("The role has ended."))
    if own:
        return redirect("accounts:account")
    return redirect("accounts:people", row.scope)


def _role_row(row: Membership) -> dict[str, Any]:
    manages = Permission.MANAGE_PEOPLE in role(row.role).permissions
    has_page = (
        row.scope_kind in _PAGES_OF_PEOPLE
        or row.scope_kind in words_of_kinds()
        or row.scope in scopes_with_pages().values()
    )
    return {
        "pk": row.pk,
        "where": scope_name(row.scope),
        "name": role_name(row.role),
        "description": role_description(row.role),
        "since": row.since,
        "until": row.until,
        "people_url": (
            reverse("accounts:people", args=[row.scope]) if manages and has_page else ""
        ),
    }


def _request_rows(user: User) -> list[dict[str, Any]]:
    return [
        {
            "pk": row.pk,
            "where": unit_name(row.unit_uid),
            "state": row.get_state_display(),
            "reason": row.reason,
            "can_withdraw": row.state == AdministratorRequest.State.WAITING,
        }
        for row in user.administrator_requests.order_by("-asked_at", "-pk")
    ]
