"""An archive moved by an editor: file, report, rows to put right, the move."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from miara.accounts.public import person
from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.core.models import Job
from miara.documents import public as documents
from miara.practices.actions.archive_files import order_check, order_move, plan_of_job
from miara.practices.domain.job_kinds import CHECK_ARCHIVE_JOB, MOVE_ARCHIVE_JOB
from miara.practices.exports.archive_rest import (
    fits_workbook,
    rest_json,
    rest_workbook,
)
from miara.practices.forms.moving import ArchiveForm, MoveForm
from miara.practices.permissions import can_edit, can_publish

__all__ = ["archive_report", "archive_rest", "archives", "move"]

View = Callable[..., HttpResponse]
_SHOWN = 20


def editors_only(view: View) -> View:
    """Strangers log in first; people who do not edit get 403 with the reason."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        decision = can_edit(request.user, now=timezone.now())
        if not decision:
            raise PermissionDenied(decision.reason)
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


@editors_only
@require_http_methods(["GET", "HEAD", "POST"])
def archives(request: HttpRequest) -> HttpResponse:
    """Hand a file in; what was handed in before."""
    is_sent = request.method == "POST"
    form = ArchiveForm(*((request.POST, request.FILES) if is_sent else ()))
    if is_sent and form.is_valid():
        data = form.cleaned_data
        told = data["confirmed_on"]
        try:
            job = order_check(
                content=data["file"],
                name=data["file"].name,
                options={
                    "mapping": data["mapping"],
                    "with_duplicates": data["with_duplicates"],
                    "ask": data["ask"],
                    "confirmed_on": told.isoformat() if told else "",
                },
                by=person(request),
                now=timezone.now(),
            )
        except MiaraError as error:
            form.add_error("file", error.for_people())
        else:
            return redirect("moving:report", job.pk)
    jobs = _jobs().newest_first()[:_SHOWN]
    status = 422 if form.errors else 200
    context = {"form": form, "jobs": jobs}
    return render(request, "practices/moving/archives.html", context, status=status)


@editors_only
@require_safe
def archive_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress, then what would happen or what was done."""
    job = get_object_or_404(_jobs(), pk=pk)
    report = job.report or {}
    counts = report.get("counts", {})
    is_check = job.kind == CHECK_ARCHIVE_JOB
    may_publish = bool(can_publish(request.user, now=timezone.now()))
    context = {
        "job": job,
        "report": report,
        "is_check": is_check,
        "value": min(job.done, job.total) if job.total else None,
        "has_failed": job.state == Job.State.FAILED,
        "ready": counts.get("NEW", 0) + counts.get("CHANGED", 0),
        "here": counts.get("UNCHANGED", 0),
        "left": counts.get("DUPLICATE", 0) + counts.get("REFUSED", 0),
        "form": MoveForm(may_publish=may_publish),
        "may_publish": may_publish,
    }
    return render_page_or_part(
        request, "practices/moving/report.html", context, part="job"
    )


@editors_only
@require_safe
def archive_rest(request: HttpRequest, pk: int) -> HttpResponse:
    """Rows that stay out now, as a file to put right and hand in again."""
    job = get_object_or_404(_jobs(), pk=pk)
    try:
        plan = plan_of_job(job, today=timezone.localdate())
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("moving:report", pk)
    stem = plan.file.rpartition(".")[0] or plan.file
    if fits_workbook(plan):
        kind = documents.FileKind.XLSX
        return documents.bytes_response(
            rest_workbook(plan),
            name=f"{stem}-do-poprawy.xlsx",
            kind=kind,
            media_type=documents.media_type_of(kind),
        )
    return documents.bytes_response(
        rest_json(plan),
        name=f"{stem}-do-poprawy.json",
        kind=documents.FileKind.TEXT,
        media_type="application/json",
    )


@editors_only
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin moving the rows that are ready."""
    check = get_object_or_404(_jobs(), pk=pk, kind=CHECK_ARCHIVE_JOB)
    now = timezone.now()
    form = MoveForm(request.POST, may_publish=bool(can_publish(request.user, now=now)))
    if not form.is_valid():
        for errors in form.errors.values():
            messages.error(request, " ".join(map(str, errors)))
        return redirect("moving:report", pk)
    publish = form.cleaned_data["how"] == MoveForm.PUBLISHED
    try:
        job = order_move(check=check, publish=publish, by=person(request), now=now)
    except MiaraError as error:
        messages.error(request, error.for_people())
        return redirect("moving:report", pk)
    return redirect("moving:report", job.pk)


def _jobs() -> Any:
    return Job.objects.filter(kind__in=[CHECK_ARCHIVE_JOB, MOVE_ARCHIVE_JOB])
