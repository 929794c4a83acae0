"""Showing a report to everybody, how making files goes, and files for the office."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.core.htmx import render_page_or_part
from miara.core.models import Job
from miara.cycle import public as cycle
from miara.documents import public as documents
from miara.reports.actions.publishing import publish_report
from miara.reports.domain.content import changed_headings
from miara.reports.errors import FilesNotReadyError
from miara.reports.forms.reports import PublishForm
from miara.reports.models import MadeFile, Report
from miara.reports.presenters.report import title_of
from miara.reports.queries.versions import (
    MAKE_FILES,
    content_of,
    digest_of_draft,
    files_of_version,
    known_file,
    last_version,
    version_of,
)
from miara.reports.views.shared import found_report

__all__ = ["draft_file", "job", "package", "publish"]


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """Who answers for the report, what was changed, and the button."""
    at = cycle.door(request, address, "reports", planning=True)
    row = found_report(at, pk)
    last = last_version(row)
    initial = {"author": last.author if last else at.user.full_name}
    form = PublishForm(request.POST or None, is_first=last is None, initial=initial)
    if request.method == "POST" and form.is_valid() and _publish(at, row, form):
        messages.success(
            request,
            _("Everybody can read the report now. Its files are being made."),
        )
        return redirect("reports:report", at.unit.address, row.pk)
    parts = content_of(row)["sections"]
    page = at.page(
        report=row,
        title=title_of(row, at.unit.full_name),
        form=form,
        last=last,
        changed=changed_headings(last.content["sections"], parts) if last else [],
    )
    status = 422 if form.errors else 200
    return render(request, "reports/publish.html", page, status=status)


@login_required
@never_cache
@require_safe
def job(request: HttpRequest, address: str, pk: int, number: int) -> HttpResponse:
    """How making files goes."""
    at = cycle.door(request, address, "reports")
    row = found_report(at, pk)
    work = get_object_or_404(Job, pk=number, kind=MAKE_FILES, params__report=row.pk)
    page = at.page(
        report=row,
        title=title_of(row, at.unit.full_name),
        job=work,
        value=min(work.done, work.total) if work.total else None,
        has_failed=work.state == Job.State.FAILED,
    )
    return render_page_or_part(request, "reports/job.html", page, part="job")


@login_required
@never_cache
@require_safe
def draft_file(
    request: HttpRequest, address: str, pk: int, suffix: str
) -> HttpResponse:
    """A kept file of the draft as it is now; else the way to have it made."""
    at = cycle.door(request, address, "reports")
    row = found_report(at, pk)
    found = known_file(row, digest_of_draft(row), suffix)
    if found is None:
        messages.warning(request, FilesNotReadyError().for_people())
        return redirect("reports:report", at.unit.address, row.pk)
    return documents.file_response(found.stored, request=request)


@login_required
@never_cache
@require_safe
def package(request: HttpRequest, address: str, pk: int, number: int) -> HttpResponse:
    """The package of a version for the Public Information Bulletin."""
    at = cycle.door(request, address, "reports")
    version = version_of(found_report(at, pk), number)
    files = files_of_version(version) if version else []
    suffix = MadeFile.Suffix.ZIP
    found = next((each for each in files if each.suffix == suffix), None)
    if found is None:
        raise Http404
    return documents.file_response(found.stored, request=request)


def _publish(at: cycle.Door, row: Report, form: PublishForm) -> bool:
    data = form.cleaned_data
    try:
        publish_report(
            row,
            author=data["author"],
            note=data.get("note", ""),
            by=at.user,
            now=at.now,
        )
    except MiaraError as error:
        form.add_error(None, error.for_people())
        return False
    return True
