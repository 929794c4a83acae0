"""Reports of a unit: making, editing, publishing, files."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from miara.core.errors import MiaraError
from miara.cycle import public as cycle
from miara.reports.actions import reports as acts
from miara.reports.exports.report import report_file
from miara.reports.forms.reports import NewReportForm, SectionForm
from miara.reports.models import Report, Section
from miara.reports.presenters.drafts import drafts_of
from miara.reports.presenters.report import made_sentence, parts_of, title_of
from miara.reports.queries.reports import (
    report_of,
    reports_of,
    section_of,
    sections_of,
)
from miara.reports.views.shared import file_of

__all__ = ["file", "report", "reports", "section"]

READING_AND_SENDING = ["GET", "HEAD", "POST"]


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def reports(request: HttpRequest, address: str) -> HttpResponse:
    """Reports of the unit, and a form that makes one from the data."""
    at = cycle.door(request, address, "reports", planning=request.method == "POST")
    form = NewReportForm(request.POST or None, initial={"year": at.today.year - 1})
    if request.method == "POST" and form.is_valid():
        made = _make(at, form.cleaned_data["kind"], form.cleaned_data["year"])
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
    """One report; it is made anew or made public from here."""
    at = cycle.door(request, address, "reports", planning=request.method == "POST")
    row = _found(at, pk)
    if request.method == "POST":
        return _act(request, at, row)
    sections = sections_of(row)
    page = at.page(
        report=row,
        title=title_of(row, at.unit.full_name),
        made=made_sentence(row),
        parts=parts_of(sections),
        conflicts=sum(each.is_conflict for each in sections),
    )
    return render(request, "reports/report.html", page)


@login_required
@never_cache
@require_http_methods(READING_AND_SENDING)
def section(request: HttpRequest, address: str, pk: int, number: int) -> HttpResponse:
    """The text of one section beside what the data say."""
    at = cycle.door(request, address, "reports", planning=True)
    whole = _found(at, pk)
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


@login_required
@never_cache
@require_safe
def file(request: HttpRequest, address: str, pk: int, suffix: str) -> HttpResponse:
    """The report as a file, made public or not."""
    at = cycle.door(request, address, "reports")
    row = _found(at, pk)
    content = report_file(row, sections_of(row), at.unit.full_name, suffix)
    return file_of(content, f"raport-{at.unit.address}-{row.year}", suffix)


def _make(at: cycle.Door, kind: str, year: int) -> Report:
    drafts, vintage = drafts_of(at.unit.uid, year, kind, at.today)
    return acts.make_report(
        at.unit.uid, year, kind, drafts, vintage=vintage, by=at.user, now=at.now
    )


def _act(request: HttpRequest, at: cycle.Door, row: Report) -> HttpResponse:
    if request.POST.get("do") == "publish":
        try:
            acts.publish_report(row, by=at.user, now=at.now)
        except MiaraError as error:
            messages.error(request, error.for_people())
        else:
            messages.success(request, _("Everybody can read the report now."))
    else:
        _make(at, row.kind, row.year)
        messages.success(
            request, _("Made anew from the data; texts of authors were kept.")
        )
    return redirect("reports:report", at.unit.address, row.pk)


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


def _found(at: cycle.Door, pk: int) -> Report:
    row = report_of(at.unit.uid, pk)
    if row is None:
        raise Http404
    return row
