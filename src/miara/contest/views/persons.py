"""Personal data of an edition: what is held, requests of persons."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from miara.contest.actions.persons import (
    erase_person,
    hand_out_own,
    hand_out_person,
)
from miara.contest.exports.person import person_package
from miara.contest.forms.closing import PersonForm
from miara.contest.models import Edition
from miara.contest.permissions import can_organise
from miara.contest.presenters.persons import erasure_lines
from miara.contest.queries.held import held_of
from miara.contest.views.guards import edition_page, moment_of, person
from miara.core.errors import MiaraError

__all__ = ["held", "own_data", "person_data"]


@require_safe
@edition_page(can_organise)
def held(request: HttpRequest, edition: Edition) -> HttpResponse:
    """What personal data are still held, and until when."""
    return _held(request, edition, PersonForm())


@require_POST
@edition_page(can_organise, even_closed=True)
def person_data(request: HttpRequest, edition: Edition) -> HttpResponse:
    """Hand out one person's data, or erase what may be erased."""
    form = PersonForm(request.POST)
    if not form.is_valid():
        return _held(request, edition, form)
    now, by = moment_of(request), person(request)
    email, reason = form.cleaned_data["email"], form.cleaned_data["reason"]
    try:
        if request.POST.get("action") == "erase":
            done = erase_person(
                edition=edition, email=email, reason=reason, by=by, now=now
            )
            context = {"edition": edition, "email": email, **erasure_lines(done)}
            return render(request, "contest/closing/erased.html", context)
        tables = hand_out_person(edition=edition, email=email, by=by, now=now)
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return _held(request, edition, form)
    return _zip(person_package(email, tables, now=now), "dane-osoby.zip")


@require_safe
@never_cache
@login_required
def own_data(request: HttpRequest) -> HttpResponse:
    """What contests keep about me."""
    now, user = moment_of(request), person(request)
    tables = hand_out_own(user=user, now=now)
    if not tables:
        messages.info(request, _("Contests keep no data about you."))
        return redirect("accounts:account")
    return _zip(person_package(user.email, tables, now=now), "moje-dane-konkursy.zip")


def _held(request: HttpRequest, edition: Edition, form: PersonForm) -> HttpResponse:
    context = {
        "edition": edition,
        "rows": held_of(edition),
        "days": edition.settings.personal_days,
        "form": form,
    }
    status = 422 if form.errors else 200
    return render(request, "contest/closing/held.html", context, status=status)


def _zip(content: bytes, name: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type="application/zip",
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-store",
        },
    )
