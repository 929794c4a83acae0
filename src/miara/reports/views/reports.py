"""Reports of a unit: making them and editing their sections."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from miara.cycle import public as cycle
from miara.reports.actions import reports as acts
from miara.reports.actions.files import order_files
from miara.reports.domain.content import digest_of
from miara.reports.forms.reports import NewReportForm, SectionForm
from miara.reports.models import Report, Section
from miara.reports.presenters.drafts import drafts_of
from miara.reports.presenters.report import made_sentence, parts_of, title_of
from miara.reports.presenters.versions import OfficeVersion, office_version
from miara.reports.queries.reports import reports_of, section_of, sections_of
from miara.reports.queries.versions import (
    content_of,
    digest_of_draft,
    files_of_draft,
    running_job,
    running_jobs,
    version_of,
    versions_with_files,
)
from miara.reports.views.shared import found_report, number_in_text

__all__ = ["report", "reports", "section"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def reports(request: HttpRequest, address: str) -> HttpResponse:
    """Reports of the unit, and a form that makes one from the data."""
    at = cycle.door(request, address, "reports", planning=request.method == "POST")
    form = NewReportForm(request.POST or None, initial={"year": at.today.year - 1})
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made = _make(at, data["kind"], data["year"], data["quarter"])
        messages.success(request, _("The report was made from the data."))
        return redirect("reports:report", at.unit.address, made.pk)
    rows = [(row, title_of(row, at.unit.name)) for row in reports_of(at.unit.uid)]
    page = at.page(rows=rows, form=form if at.plans else None)
    status = 422 if form.errors else 200
    return render(request, "reports/reports.html", page, status=status)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def report(request: HttpRequest, address: str, pk: int) -> HttpResponse:
    """One report; it is made anew from here, and its files are asked for."""
    is_new = request.method == "POST" and request.POST.get("do") != "files"
    at = cycle.door(request, address, "reports", planning=is_new)
    row = found_report(at, pk)
    if request.method == "POST":
        return _files(request, at, row) if not is_new else _anew(request, at, row)
    sections, digest = sections_of(row), digest_of(content_of(row))
    versions = _versions(row, at.unit.address)
    page = at.page(
        report=row,
        title=title_of(row, at.unit.full_name),
        made=made_sentence(timezone.localtime(row.made_at).date(), row.vintage),
        parts=parts_of(sections),
        conflicts=sum(each.is_conflict for each in sections),
        versions=versions,
        is_changed=bool(versions) and versions[0].version.digest != digest,
        files=files_of_draft(row, digest),
        job=running_job(row, 0, digest),
    )
    return render(request, "reports/report.html", page)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def section(request: HttpRequest, address: str, pk: int, number: int) -> HttpResponse:
    """The text of one section beside what the data say."""
    at = cycle.door(request, address, "reports", planning=True)
    whole = found_report(at, pk)
    row = section_of(whole, number)
    if row is None:
        raise Http404
    initial = {"text": row.shown, "version": row.version}
    form = SectionForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and _save(request, at, row, form):
        messages.success(request, _("Saved."))
        return redirect("reports:report", at.unit.address, whole.pk)
    page = at.page(report=whole, section=row, form=form, part=parts_of([row])[0])
    status = 422 if form.errors else 200
    return render(request, "reports/section.html", page, status=status)


def _make(at: cycle.Door, kind: str, year: int, quarter: int) -> Report:
    drafts, vintage = drafts_of(at.unit.uid, year, kind, at.today, quarter)
    return acts.make_report(
        at.unit.uid,
        year,
        kind,
        drafts,
        vintage=vintage,
        quarter=quarter,
        by=at.user,
        now=at.now,
    )


def _anew(request: HttpRequest, at: cycle.Door, row: Report) -> HttpResponse:
    _make(at, row.kind, row.year, row.quarter)
    messages.success(request, _("Made anew from the data; texts of authors were kept."))
    return redirect("reports:report", at.unit.address, row.pk)


def _files(request: HttpRequest, at: cycle.Door, row: Report) -> HttpResponse:
    """Ask for files of the draft or of a version, and show how the work goes."""
    number = number_in_text(request.POST.get("version", ""))
    version = version_of(row, number) if number else None
    if number and version is None:
        raise Http404
    digest = version.digest if version else digest_of_draft(row)
    job = order_files(row, number, digest, by=at.user, now=at.now)
    return redirect("reports:job", at.unit.address, row.pk, job.pk)


def _versions(row: Report, address: str) -> list[OfficeVersion]:
    jobs = running_jobs(row)
    return [
        office_version(
            each, row, address, list(each.files.all()), jobs.get(each.number)
        )
        for each in versions_with_files(row)
    ]


def _save(
    request: HttpRequest, at: cycle.Door, row: Section, form: SectionForm
) -> bool:
    version = form.cleaned_data["version"]
    try:
        if request.POST.get("do") == "follow":
            acts.follow_data(row, version=version, by=at.user, now=at.now)
        else:
            text = form.cleaned_data["text"]
            acts.edit_section(row, text, version=version, by=at.user, now=at.now)
    except cycle.ChangedMeanwhileError as error:
        form.tell(error)
        return False
    return True
