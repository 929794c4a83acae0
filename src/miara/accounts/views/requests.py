"""Asking for, and deciding about, the role of administrator of a unit."""

from typing import Any

from allauth.account.decorators import verified_email_required
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import documents
from miara.accounts.actions.requests import (
    ask_to_administer,
    confirm_request,
    refuse_request,
)
from miara.accounts.domain.roles import Permission, RoleCode
from miara.accounts.domain.scopes import unit_scope
from miara.accounts.errors import AccountsError
from miara.accounts.forms.requests import AdministratorRequestForm, DecisionForm
from miara.accounts.models import AdministratorRequest
from miara.accounts.permissions import has_permission
from miara.accounts.queries.names import unit_name
from miara.accounts.queries.people import (
    people_of,
    requests_for_operator,
    units_without_administrator,
)
from miara.accounts.trail import scope_ref
from miara.accounts.views.guards import now, person, require
from miara.audit import public as audit


@never_cache
@login_required
@verified_email_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_new(request: HttpRequest) -> HttpResponse:
    """Ask for the role with a signed authorisation."""
    form = AdministratorRequestForm(
        request.POST or None,
        request.FILES or None,
        initial={"unit": request.GET.get("jednostka", "")},
    )
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            ask_to_administer(
                unit_uid=data["unit"],
                unit_name=unit_name(data["unit"]),
                post=data["post"],
                content=data["authorisation"],
                ends_others=data["ends_others"],
                by=person(request),
                now=now(),
            )
        except AccountsError as error:
            form.add_error(None, error.for_people())
        else:
            messages.success(
                request,
                _("The request is sent. We will write to you when it is decided."),
            )
            return redirect("accounts:account")
    status = 422 if form.errors else 200
    return render(request, "accounts/request_new.html", {"form": form}, status=status)


@never_cache
@login_required
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """The operator's queue."""
    require(has_permission(person(request), Permission.CONFIRM_ADMINISTRATORS))
    context = {
        "rows": [_row(each) for each in requests_for_operator()[:200]],
        "without": [unit_name(u) for u in units_without_administrator(now=now())],
    }
    return render(request, "accounts/request_list.html", context)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def request_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its document; the operator confirms or refuses."""
    user = person(request)
    require(has_permission(user, Permission.CONFIRM_ADMINISTRATORS))
    row = get_object_or_404(AdministratorRequest.objects.select_related("user"), pk=pk)
    form = DecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {
            "request": row,
            "unit_name": unit_name(row.unit_uid),
            "by": user,
            "now": now(),
        }
        try:
            if request.POST.get("decision") == "confirm":
                confirm_request(**facts)
                messages.success(request, _("The administrator is confirmed."))
            else:
                refuse_request(reason=form.cleaned_data["reason"], **facts)
                messages.success(request, _("The request is refused."))
        except AccountsError as error:
            form.add_error(None, error.for_people())
        else:
            return redirect("accounts:request-list")
    holders = people_of(unit_scope(row.unit_uid), now=now()).filter(
        role=RoleCode.UNIT_ADMINISTRATOR
    )
    context = {
        "row": row,
        "where": unit_name(row.unit_uid),
        "administrators": [str(each.user) for each in holders],
        "has_signature": bool(row.document) and documents.is_signed(row.document),
        "waiting": row.state == AdministratorRequest.State.WAITING,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "accounts/request.html", context, status=status)


@never_cache
@login_required
@require_safe
def request_document(request: HttpRequest, pk: int) -> HttpResponse:
    """The authorisation, as a download; who read it enters the trail."""
    user = person(request)
    require(has_permission(user, Permission.CONFIRM_ADMINISTRATORS))
    row = get_object_or_404(AdministratorRequest, pk=pk)
    try:
        content = documents.read(row.document)
    except (FileNotFoundError, IsADirectoryError) as error:
        raise Http404 from error
    with transaction.atomic():
        audit.record(
            "accounts.authorisation_read",
            by=user,
            at=now(),
            target=row,
            parent=scope_ref(unit_scope(row.unit_uid)),
        )
    return HttpResponse(
        content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'attachment; filename="upowaznienie-{row.pk}.pdf"',
            "X-Content-Type-Options": "nosniff",
        },
    )


def _row(row: AdministratorRequest) -> dict[str, Any]:
    return {
        "pk": row.pk,
        "where": unit_name(row.unit_uid),
        "person": str(row.user or "–"),
        "post": row.post,
        "asked_at": row.asked_at,
        "state": row.get_state_display(),
    }
