"""The operator's pages of associations, unions and their member units."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import BadRequest, ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts.domain.roles import Permission
from miara.accounts.domain.scopes import organisation_scope
from miara.accounts.forms.organisations import JoinForm, LeaveForm, OrganisationForm
from miara.accounts.permissions import has_permission
from miara.accounts.views.guards import now, person, require
from miara.audit import public as audit
from miara.core.errors import MiaraError
from miara.organisations import public as organisations
from miara.organisations.public import Organisation
from miara.units import public as units

ON_PAGE = 50
HISTORY_LINES = 30


@never_cache
@login_required
@require_safe
def organisation_list(request: HttpRequest) -> HttpResponse:
    """All organisations with the number of their units today."""
    _require_operator(request)
    found = organisations.organisations_with_counts(on=timezone.localdate())
    page = Paginator(found, ON_PAGE).get_page(request.GET.get("page"))
    return render(request, "accounts/organisation_list.html", {"page": page})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation_new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation."""
    _require_operator(request)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = organisations.create_organisation(
                **form.cleaned_data, by=person(request), now=now()
            )
        except ValidationError as error:  # somebody else was quicker
            form.add_error(None, error.messages)
        else:
            messages.success(request, _("The organisation is entered."))
            return redirect("accounts:organisation", row.uid)
    context = {"form": form}
    status = 422 if form.errors else 200
    return render(request, "accounts/organisation_new.html", context, status=status)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: HttpRequest, uid: str) -> HttpResponse:
    """Facts of one organisation and its units; three forms, one address."""
    _require_operator(request)
    row = get_object_or_404(Organisation, uid=uid)
    lines = organisations.membership_lines(uid)
    known = units.units_by_uid({line.unit_uid for line in lines})
    names = {uid: unit.full_name for uid, unit in known.items()}
    present = sorted(
        (names.get(line.unit_uid, line.unit_uid), line.unit_uid)
        for line in lines
        if line.until is None
    )
    act = request.POST.get("act", "")
    given = {name: request.POST if act == name else None for name in _ACTS}
    bound: dict[str, forms.BaseForm] = {
        "facts": OrganisationForm(given["facts"], instance=row, prefix="facts"),
        "join": JoinForm(given["join"], prefix="join"),
        "leave": LeaveForm(
            given["leave"], prefix="leave", members=[(u, n) for n, u in present]
        ),
    }
    if request.method == "POST":
        if act not in _ACTS:
            raise BadRequest
        if bound[act].is_valid() and _done(request, row, bound[act], _ACTS[act]):
            return redirect("accounts:organisation", uid)
    context = {
        "row": get_object_or_404(Organisation, uid=uid),  # as stored, not as typed
        "forms": bound,
        "members": [
            (names.get(line.unit_uid, line.unit_uid), line.since, line.last_day)
            for line in lines
        ],
        "can_leave": bool(present),
        "scope": organisation_scope(uid),
        "history": _history(row),
    }
    status = 422 if any(form.errors for form in bound.values()) else 200
    return render(request, "accounts/organisation.html", context, status=status)


Act = Callable[[Organisation, Any, dict[str, Any]], str]


def _done(request: HttpRequest, row: Organisation, form: Any, act: Act) -> bool:
    try:
        said = act(row, form, {"by": person(request), "now": now()})
    except ValidationError as error:
        form.add_error(None, error.messages)
    except MiaraError as error:
        form.add_error("unit", error.for_people())
    else:
        messages.success(request, said)
        return True
    return False


def _save(row: Organisation, form: OrganisationForm, who: dict[str, Any]) -> str:
    organisations.update_organisation(organisation=row, **form.cleaned_data, **who)
    return _("The data of the organisation are saved.")


def _join(row: Organisation, form: JoinForm, who: dict[str, Any]) -> str:
    data = form.cleaned_data
    organisations.add_member(
        organisation=row,
        unit_uid=data["unit"],
        since=data["since"],
        until=form.until(),
        **who,
    )
    return _("The unit is entered as a member.")


def _leave(row: Organisation, form: LeaveForm, who: dict[str, Any]) -> str:
    organisations.end_member(
        organisation=row,
        unit_uid=form.cleaned_data["unit"],
        until=form.until(),
        **who,
    )
    return _("The end of the membership is entered.")


_ACTS: dict[str, Act] = {"facts": _save, "join": _join, "leave": _leave}


def _history(row: Organisation) -> list[tuple[audit.Event, str]]:
    events = list(audit.events_for(row)[:HISTORY_LINES])
    return list(zip(events, audit.describe_all(events), strict=True))


def _require_operator(request: HttpRequest) -> None:
    require(has_permission(person(request), Permission.MANAGE_ORGANISATIONS))
