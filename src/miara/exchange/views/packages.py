"""Packages of a unit: made here, brought from elsewhere, taken in."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.accounts import public as accounts
from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.core.models import Job
from miara.cycle import public as cycle
from miara.exchange.actions.packages import (
    KEPT_FOR,
    erase_package,
    open_package,
    order_package,
    order_taking,
    receive_package,
)
from miara.exchange.forms.keys import PackageForm
from miara.exchange.models import Package
from miara.exchange.permissions import can_move
from miara.exchange.presenters.pages import package_page
from miara.exchange.queries.keys import package_of, packages_of

__all__ = ["file", "package", "packages"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def packages(request: HttpRequest, address: str) -> HttpResponse:
    """Packages of the unit; a new one is ordered or brought here."""
    at = _door(request, address)
    form = PackageForm()
    if request.method == "POST":
        if request.POST.get("do") == "make":
            made = order_package(at.unit.uid, by=at.user, now=at.now)
            return redirect("exchange:package", at.unit.address, made.uid)
        form = PackageForm(request.POST, request.FILES)
        if form.is_valid() and (row := _receive(at, form)) is not None:
            return redirect("exchange:package", at.unit.address, row.uid)
    page = at.page(rows=packages_of(at.unit.uid), form=form, days=KEPT_FOR.days)
    status = 422 if form.errors else 200
    return render(request, "exchange/packages.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def package(request: HttpRequest, address: str, uid: str) -> HttpResponse:
    """One package: how far it is, what it holds, what can be done with it."""
    at = _door(request, address)
    row = _found(at, uid)
    if request.method == "POST":
        return _act(request, at, row)
    job = Job.objects.filter(pk=row.job_id).first() if row.job_id else None
    page = at.page(
        package=row,
        job=job,
        is_working=job is not None and not job.is_finished,
        value=min(job.done, job.total) if job is not None and job.total else None,
        error=_error(row, job),
        days=KEPT_FOR.days,
        **package_page(row),
    )
    return render_page_or_part(request, "exchange/package.html", page, part="state")


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, address: str, uid: str) -> HttpResponse:
    """The package itself, sent from the disk piece by piece."""
    at = _door(request, address)
    row = _found(at, uid)
    try:
        path = open_package(row, by=at.user, now=at.now)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("exchange:package", at.unit.address, row.uid)
    response = FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=f"paczka-{at.unit.address}-{row.ordered_at:%Y-%m-%d}.zip",
        content_type="application/zip",
    )
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)  # streamed, but an answer all the same


def _act(request: HttpRequest, at: cycle.Door, row: Package) -> HttpResponse:
    who: dict[str, Any] = {"by": at.user, "now": at.now}
    try:
        if request.POST.get("do") == "take":
            order_taking(row, **who)
        elif request.POST.get("do") == "erase":
            erase_package(row, **who)
            messages.success(request, _("The package was erased from this site."))
            return redirect("exchange:packages", at.unit.address)
    except MiaraError as error:
        messages.error(request, error.for_people())
    return redirect("exchange:package", at.unit.address, row.uid)


def _receive(at: cycle.Door, form: PackageForm) -> Package | None:
    sent = form.cleaned_data["content"]
    try:
        return receive_package(at.unit.uid, sent, by=at.user, now=at.now)
    except MiaraError as error:
        form.add_error("content", error.for_people())
        return None


def _error(row: Package, job: Job | None) -> str:
    """What went wrong last; the job knows it first."""
    if job is not None and job.state == Job.State.FAILED:
        return job.error
    return str((row.about or {}).get("error", ""))


def _found(at: cycle.Door, uid: str) -> Package:
    row = package_of(at.unit.uid, uid)
    if row is None:
        raise Http404
    return row


def _door(request: HttpRequest, address: str) -> cycle.Door:
    at = cycle.door(request, address, "exchange")
    accounts.require(can_move(at.user, at.unit.uid))
    return at
